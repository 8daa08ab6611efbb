"""Signs, icons and the other small pieces of HTML."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template

from agencies.pages import badges, markup, sharing

STATIC = Path(settings.BASE_DIR) / "static"
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
CSS = (STATIC / "lindungi.css").read_text()


def test_every_sign_has_its_icon_and_its_colour():
    for sign in badges.SIGNS.values():
        assert sign.icon in SPRITE
        assert f".sign-{sign.tone} " in CSS


def test_every_icon_named_in_a_template_is_in_the_sprite():
    templates = Path(settings.BASE_DIR) / "templates"
    used = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r"""\{% icon "([^"]+)\"""", path.read_text())
    }
    assert used
    assert used <= SPRITE


def test_badge_says_the_state_in_words_and_escapes_its_note():
    html = markup.badge("active", "<b>Agustus</b>")
    assert "<svg" in html
    assert "&lt;b&gt;Agustus&lt;/b&gt;" in html


def test_badge_of_an_unknown_state_fails():
    with pytest.raises(KeyError):
        markup.badge("nonsense")


def test_masked_nik_tag_writes_a_fixed_width_face():
    html = Template("{{ nik|masked_nik }}").render(Context({"nik": "3673011205908901"}))
    assert html == '<span class="nik">3673********8901</span>'


def test_full_nik_tag_escapes_what_somebody_typed():
    assert "<script" not in Template("{{ nik|full_nik }}").render(Context({"nik": "<script>"}))


def test_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in markup.icon("upload")
    assert 'aria-label="Unggah"' in markup.icon("upload", "Unggah")


@pytest.mark.parametrize(
    ("level", "tone"),
    [
        (constants.SUCCESS, "success"),
        (constants.ERROR, "danger"),
        (constants.WARNING, "warning"),
        (constants.INFO, "info"),
        (constants.DEBUG, "info"),
    ],
)
def test_message_has_the_tone_of_its_level(level, tone):
    rendered = Template("{{ message|message_tone }}").render(Context({"message": Message(level, "x")}))
    assert rendered == tone


def test_whatsapp_url_keeps_lines_and_escapes_everything_else():
    url = sharing.whatsapp_url("Cakupan 31,4 % & lebih\nhttps://lindungi.example/?a=b ")
    assert url == (
        "https://wa.me/?text=Cakupan%2031%2C4%20%25%20%26%20lebih%0Ahttps%3A%2F%2Flindungi.example%2F%3Fa%3Db"
    )


@pytest.mark.urls("tests.agencies.pages.gallery")
def test_page_url_of_a_missing_page_is_empty():
    assert Template("{% page_url 'no_such_page' %}").render(Context()) == ""

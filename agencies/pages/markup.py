"""The few pieces of HTML that both template tags and table columns write."""

from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agencies.pages import badges, bars, figures


def masked_nik(nik: str | None) -> SafeString:
    """3673********8901 in a fixed-width face: the one way an identity number stands in lists and pages."""
    return format_html('<span class="nik">{}</span>', figures.masked_nik(nik) or "–")


def full_nik(nik: str | None) -> SafeString:
    """The whole number, only for one's own upload, its fix page and the worker's form."""
    return format_html('<span class="nik">{}</span>', nik or "–")


def icon(name: str, label: str = "") -> SafeString:
    """An icon of static/icons.svg; silent for screen readers unless it has a label of its own."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="20" height="20" {}><use href="{}#{}"/></svg>',
        spoken,
        static("icons.svg"),
        name,
    )


def tick(name: str, value: int, label: str) -> SafeString:
    """A tick box in a row of a table; `label` says which row to whom hears the page."""
    box = '<input class="form-check-input" type="checkbox" name="{}" value="{}" aria-label="{}">'
    return format_html(box, name, str(value), label)


def badge(state: str, note: str = "") -> SafeString:
    """A state as a shape, a word and a colour; `note` stands behind the word ("iuran Agustus lunas")."""
    sign = badges.sign(state)
    words = f"{sign.word}, {note}" if note else str(sign.word)
    html = '<span class="sign sign-{}">{}<span>{}</span></span>'
    return format_html(html, sign.tone, icon(sign.icon), words)


def coverage_bar(shown: Any, size: str = "card") -> SafeString:
    """The funnel as one bar, see agencies/pages/bars.py; `size` is "card" or, in tables, "row"."""
    found = {"bar": bars.bar(shown), "size": size, "length": bars.LENGTH, "hatch": bars.HATCH}
    return render_to_string("pages/coverage_bar.html", found)

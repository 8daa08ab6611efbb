"""Every component on one page: complete, translated, clean under the Content-Security-Policy."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.agencies.pages.gallery")]


@pytest.fixture(params=["id", "en"])
def language(request):
    return request.param


@pytest.fixture
def page(client, language, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = language
    return client.get("/").content.decode()


def test_page_says_its_language(page, language):
    assert f'<html lang="{language}">' in page


def test_title_stands_in_the_tab_and_in_the_one_heading(page):
    assert re.search(r"<title>Daftar pegawai <Dishub> · Dishub · Lindungi</title>", page)
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Daftar pegawai <Dishub>"]


def test_page_has_nothing_inline(page):
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert "<style" not in page
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert "hx-on" not in page


def test_page_loads_from_its_own_host_only(page):
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_page_leaves_no_template_syntax_behind(page):
    assert not re.search(r"\{[{%#]|[%#}]\}", page)


def test_ids_are_unique_and_labels_point_at_them(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids)
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', page)).split()
    assert described
    assert set(described) <= set(ids)


def test_active_tab_is_marked(page):
    assert re.search(r'href="/agencies/36.73/dishub/workers/" aria-current="page"', page)


def test_signing_out_searching_and_switching_language_are_posts(page):
    posts = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]+)"', page)
    assert {"/accounts/logout/", "/i18n/setlang/", "/agencies/36.73/dishub/workers/"} <= set(posts)


def test_fields_have_label_error_and_classes_without_being_told(page):
    assert re.search(r'<input type="text" name="name" class="form-control"[^>]*aria-invalid="true"', page)
    assert '<select name="kind" class="form-select"' in page
    assert 'class="form-check-input"' in page
    assert '<ul class="field-errors" id="id_name_error">' in page
    assert '<label class="form-label required" for="id_name">' in page
    assert re.search(r'<input type="date" name="day" class="form-control"', page)
    assert re.search(r'<input type="text" name="nik" class="form-control nik"[^>]*inputmode="numeric"', page)
    assert '<input type="hidden" name="secret" id="id_secret">' in page


def test_language_switch_changes_the_page(client, dishub_operator):
    client.force_login(dishub_operator)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert "Skip to content" in client.get("/").content.decode()


def test_demo_banner_is_shown_in_the_demo_alone(client, settings, dishub_operator):
    client.force_login(dishub_operator)
    settings.DEMO = False
    assert "demo-banner" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "demo-banner" in client.get("/").content.decode()


def test_content_security_policy_allows_own_files_only(client, dishub_operator):
    client.force_login(dishub_operator)
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_missing_page_is_said_calmly(client, language):
    client.cookies["django_language"] = language
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    title = {"id": "Halaman ini tidak ada", "en": "There is no such page here"}[language]
    assert title in answer.content.decode()


def test_form_that_was_open_too_long_is_said_calmly(language, dishub_operator):
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = language
    answer = client.post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert {"id": "terlalu lama", "en": "too long"}[language] in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html"])
def test_error_pages_render_without_a_request(name, language):
    with translation.override(language):
        assert "<h1>" in render_to_string(name)


def test_server_error_page_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0), translation.override("id"):
        assert "gangguan di pihak kami" in render_to_string("500.html")


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"])
def test_account_pages_wear_our_frame(client, path, language):
    client.cookies["django_language"] = language
    page = client.get(path).content.decode()
    assert page.count("<h1") == 1
    assert 'class="top-bar"' in page
    assert not re.search(r"\sstyle=", page)


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/"])
def test_own_account_pages_wear_our_frame(client, path, language, dishub_operator):
    client.cookies["django_language"] = language
    client.force_login(dishub_operator)
    page = client.get(path).content.decode()
    assert page.count("<h1") == 1
    assert 'class="btn' in page


def test_demo_logins_are_offered_in_the_demo_alone(client, settings):
    settings.DEMO = False
    assert "dishub@lindungi.example" not in client.get("/accounts/login/").content.decode()
    settings.DEMO = True
    assert client.get("/accounts/login/").content.decode().count('value="demo-lindungi"') == 5


def test_wrong_password_is_said_in_words_and_keeps_the_name(client, language):
    client.cookies["django_language"] = language
    page = client.post("/accounts/login/", {"login": "siapa", "password": "salah"}).content.decode()
    assert 'class="field-errors' in page
    assert 'value="siapa"' in page


def test_switching_language_comes_back_to_the_same_filtered_page(client, dishub_operator):
    client.force_login(dishub_operator)
    page = client.get("/?per_page=50&sort=name").content.decode()
    assert 'name="next" value="/?per_page=50&amp;sort=name"' in page


def test_page_travels_compressed_and_light(client, dishub_operator):
    client.force_login(dishub_operator)
    answer = client.get("/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 40_000

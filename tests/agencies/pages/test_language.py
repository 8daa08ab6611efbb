"""Indonesian until the reader switches."""

import pytest
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from agencies.pages.language import LanguageMiddleware


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "id"), ("id", "id"), ("en", "en"), ("fr", "id"), ("../x", "id")]
)
def test_language_is_the_cookies_and_not_the_browsers(rf, cookie, language):
    request = rf.get("/", headers={"accept-language": "en-US"})
    request.COOKIES["django_language"] = cookie
    answer = LanguageMiddleware(lambda request: HttpResponse(gettext("Next")))(request)
    assert answer.headers["Content-Language"] == language
    assert answer.content.decode() == {"id": "Berikutnya", "en": "Next"}[language]


def test_language_of_one_request_does_not_stay_for_the_next(rf):
    before = translation.get_language()
    request = rf.get("/")
    request.COOKIES["django_language"] = "en"
    LanguageMiddleware(lambda request: HttpResponse())(request)
    assert translation.get_language() == before

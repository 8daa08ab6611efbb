"""The page's language: Indonesian until the reader switches.

Django's own LocaleMiddleware would follow the browser, and offices often have an English one on a computer
whose users read Indonesian.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LanguageMiddleware:
    """Speaks the language of the switch's cookie, else LANGUAGE_CODE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(chosen(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ("Cookie",))
        return response


def chosen(code: str) -> str:
    """The language asked for if we have it; anything else is the default."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

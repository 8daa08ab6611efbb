"""What every page is shown with, whatever its view."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from agencies.pages.navigation import Nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """`demo`: the data is made up and the page must say so; `nav`: empty unless the view passes its own."""
    return {"demo": getattr(settings, "DEMO", False), "nav": Nav()}

"""What every page is shown with, whatever its view."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from agencies.offices.switcher import places_of
from agencies.pages.navigation import Link, Nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """`demo`: the data is made up and the page must say so; `nav`: empty unless the view passes its own;
    `scopes`: where the user may switch to, asked for only by a page that shows the switcher.
    """
    user = getattr(request, "user", None)
    return {"demo": settings.DEMO, "nav": Nav(), "scopes": SimpleLazyObject(lambda: scopes_of(user))}


def scopes_of(user: Any) -> list[Link]:
    """One link per place the user is a member of today that has a page, in the order of their names."""
    return [link for link in places_of(user) if link.url]

"""What the frame around a page is made of: which scope one acts for, its row of tabs, the way back up.

A view takes a Nav from `agencies.pages.frame` and passes it as `nav`; templates/base.html shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Link:
    """A place one can go; `url` is empty where there is a word but no page."""

    label: Text
    url: str = ""
    active: bool = False


@dataclass(frozen=True)
class Nav:
    """What base.html needs: the scope and its address, tabs, breadcrumb, where its search is sent (POST)."""

    scope_label: Text = ""
    scope_url: str = ""
    tabs: Sequence[Link] = ()
    breadcrumb: Sequence[Link] = ()
    search_url: str = ""
    scopes: Sequence[Link] = ()

    def under(self, *links: Link) -> "Nav":
        """The same frame one or more steps deeper: for pages below a tab."""
        return replace(self, breadcrumb=(*self.breadcrumb, *links))


def address(name: str, *args: str) -> str:
    """The page's address, or an empty string while no such page exists."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

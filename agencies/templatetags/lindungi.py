"""Template tags every page is built with; thin over agencies/pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.messages import constants
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from agencies.pages import figures, markup, navigation, sharing

register = template.Library()

TONES = {constants.SUCCESS: "success", constants.WARNING: "warning", constants.ERROR: "danger"}
TONE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "danger": "alert-circle"}


register.filter(markup.masked_nik)
register.filter(markup.full_nik)
register.simple_tag(markup.icon)
register.simple_tag(markup.badge)
register.simple_tag(markup.coverage_bar)
register.simple_tag(sharing.whatsapp_url)


@register.filter
def number(value: int | Decimal | None, places: int | None = None) -> str:
    return figures.number(value, places)


@register.filter
def rupiah(value: int | Decimal | None) -> str:
    return figures.rupiah(value)


@register.filter
def day(value: date | None) -> str:
    return figures.day(value)


@register.filter
def short_day(value: date | None) -> str:
    return figures.short_day(value)


@register.inclusion_tag("pages/rate.html")
def rate(
    numerator: int | None,
    denominator: int | None,
    source: str = "",
    as_of: date | None = None,
    figure: int | None = None,
) -> dict[str, Any]:
    """A rate with its parts, always: 31,4 % · 1.100 dari 3.500 · source, date. `figure`: the stated figure
    (pk) that is the denominator, to which its source then leads."""
    found = figures.rate(numerator, denominator, source, as_of)
    return {"rate": found, "figure_url": navigation.address("stated_figure_open", figure) if figure else ""}


@register.simple_tag
def page_url(name: str, *args: Any) -> str:
    """Like `url`, but empty where the page does not exist: for links of the frame only."""
    return navigation.address(name, *(str(arg) for arg in args))


@register.filter
def message_tone(message: Any) -> str:
    """The colour word of a message: success, warning, danger or info."""
    return TONES.get(message.level, "info")


@register.filter
def message_icon(message: Any) -> str:
    return TONE_ICONS.get(message_tone(message), "info-circle")


class CaptureNode(template.Node):
    """Renders its content once into a variable, so that a block can stand in two places."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """{% capture page_title %}{% block title %}{% endblock %}{% endcapture %}"""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The page numbers to offer: first, last and those around the current one; None is a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.filter
def kept_parameters(request: HttpRequest) -> list[tuple[str, str]]:
    """What a filter form carries along besides its own fields: the order, the page size and the day."""
    return [(name, request.GET[name]) for name in ("sort", "per_page", "as_of") if name in request.GET]

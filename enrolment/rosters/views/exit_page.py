"""One page of the proposals to leave, with the sizes that every list offers."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from agencies.pages.tables import PER_PAGE, per_page


def sizes() -> Sequence[int]:
    return PER_PAGE


def page_of(request: HttpRequest, proposals: QuerySet) -> Page:
    """The page asked for; nonsense gives the first or the last."""
    return Paginator(proposals, per_page(request, PER_PAGE)).get_page(request.GET.get("page"))

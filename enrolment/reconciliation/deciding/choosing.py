"""Which differences a step is about: ticked ones, or all that fit the filter of the list."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from enrolment.models import Difference
from enrolment.reconciliation.deciding.filters import FINISHED, DifferenceFilter


@dataclass(frozen=True)
class Chosen:
    """Differences, and the hidden inputs that say the same again."""

    differences: QuerySet[Difference]
    fields: list[tuple[str, str]]


def chosen_of(
    request: HttpRequest, differences: QuerySet[Difference], filters: type[DifferenceFilter]
) -> Chosen:
    """From the list's form; only what is not decided yet can be chosen."""
    waiting = differences.exclude(state__in=FINISHED)
    if request.POST.get("which") == "all":
        query = request.POST.get("filter", "")
        found = filters(QueryDict(query), differences, request=request).qs
        inside = found.order_by().values("pk")
        return Chosen(waiting.filter(pk__in=inside), [("which", "all"), ("filter", query)])
    sent = request.POST.getlist("difference")
    ids = [int(value) for value in sent if value.isascii() and value.isdigit() and len(value) < 19]
    fields = [("which", "ticked"), *(("difference", str(pk)) for pk in ids)]
    return Chosen(waiting.filter(pk__in=ids), fields)

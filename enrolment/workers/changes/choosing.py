"""Whom a change is about: ticked workers, everybody of a filtered list, or all of them but the ticked."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from agencies.models import Agency
from enrolment.models import Category, Worker
from enrolment.workers.filters import WorkerFilter

PER_PAGE = 50
OVER, NONE, BEFORE, DATED, EVERYBODY = "over", "none", "before", "dated", "all"


@dataclass(frozen=True)
class Chosen:
    """Workers on the list now, and the hidden inputs that say the same again."""

    workers: QuerySet[Worker]
    fields: list[tuple[str, str]]


def ids_of(request: HttpRequest, *names: str) -> list[int]:
    """The numbers sent under these names; what is no number is left out."""
    sent = (value for name in names for value in request.POST.getlist(name))
    return [int(value) for value in sent if value.isascii() and value.isdigit() and len(value) < 19]


def chosen_of(request: HttpRequest, agency: Agency) -> Chosen:
    """From the worker list's form: the ticked ones, or all who fit the filter it carried."""
    here = Worker.objects.for_agency(agency).on_the_list()
    if request.POST.get("which") == "all":
        query = request.POST.get("filter", "")
        everybody = Worker.objects.for_agency(agency).with_enrolment()
        found = WorkerFilter(QueryDict(query), everybody, request=request, agency=agency)
        inside = found.qs.order_by().values("pk")
        return Chosen(here.filter(pk__in=inside), [("which", "all"), ("filter", query)])
    ids = ids_of(request, "worker")
    return Chosen(here.filter(pk__in=ids), [("which", "ticked"), *(("worker", str(pk)) for pk in ids)])


@dataclass(frozen=True)
class Scope:
    """The contracts that an extension is about: by their end and by category."""

    ends: str
    before: dt.date | None
    category: str

    @classmethod
    def of(cls, data: Any) -> "Scope":
        """From a query or a form; nonsense means everybody."""
        ends, category = data.get("ends", ""), data.get("category", "")
        try:
            before = parse_date(data.get("before", ""))
        except ValueError:
            before = None
        if ends == BEFORE and before is None:
            ends = EVERYBODY
        known = ends in (OVER, NONE, BEFORE, DATED)
        return cls(ends if known else EVERYBODY, before, category if category in Category else "")

    def workers(self, agency: Agency) -> QuerySet[Worker]:
        """Those of the agency's list who fit, the earliest ends first, by name where none is known."""
        found = Worker.objects.for_agency(agency).on_the_list()
        if self.category:
            found = found.filter(category=self.category)
        conditions = {
            OVER: Q(contract_until__lt=timezone.localdate()),
            NONE: Q(contract_until=None),
            BEFORE: Q(contract_until__lt=self.before),
            DATED: Q(contract_until__isnull=False),
            EVERYBODY: Q(),
        }
        return found.filter(conditions[self.ends]).order_by("contract_until", "name", "pk")

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As hidden inputs."""
        before = self.before.isoformat() if self.before else ""
        return [("ends", self.ends), ("before", before), ("category", self.category)]

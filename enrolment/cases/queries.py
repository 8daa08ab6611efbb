"""Which cases wait for whom, and the two sides of a case for those who decide it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies import access
from agencies.models import Agency, Branch, Region
from enrolment.models import CaseDecision, CaseKind, Enrolment, ListingCase, Worker


@dataclass(frozen=True)
class Side:
    """One agency's part in a case: its row and the open, else the newest, spell. Both None where it lists
    nobody of that NIK."""

    agency: Agency
    worker: Worker | None
    spell: Enrolment | None

    @property
    def seen(self) -> str:
        """The revisions that a decision is about."""
        if self.worker is None or self.spell is None:
            return "-"
        return f"{self.worker.pk}.{self.worker.revision}.{self.spell.pk}.{self.spell.revision}"


def of_agency(agency: Agency) -> QuerySet[ListingCase]:
    """The cases about people on this agency's own list, newest first. Who is only said to come here is the
    other agency's affair until the decision.

    While the agency says that somebody has moved, it sees that statement alone: if the case of the two
    lists stayed beside it only where another agency was named, naming them in turn would tell where people
    work.
    """
    own = Q(agency=agency) | Q(other_agency=agency, other_worker__isnull=False)
    said = ListingCase.objects.open().filter(agency=agency, kind=CaseKind.MOVED, nik=OuterRef("nik"))
    unsaid = ~Q(kind=CaseKind.DOUBLE, decided_at=None) | ~Exists(said)
    return ListingCase.objects.filter(own, unsaid).order_by(F("decided_at").desc(nulls_first=True), "-pk")


def open_of_agency(agency: Agency) -> int:
    """How many cases about people on this agency's list nobody has decided."""
    return of_agency(agency).open().count()


def wrong_niks(agency: Agency) -> QuerySet[ListingCase]:
    """The cases by which this agency has to correct a NIK, until it has."""
    still = Worker.objects.filter(agency=agency, nik=OuterRef("nik"), enrolments__ended_on=None)
    return ListingCase.objects.filter(
        Exists(still), wrong_agency=agency, decision=CaseDecision.WRONG_NIK
    ).order_by("decided_at", "pk")


def of_region(region: Region) -> QuerySet[ListingCase]:
    """The cases that the city decides: both agencies are its own."""
    return ListingCase.objects.filter(region=region).order_by("opened_at", "pk")


def of_branch(branch: Branch) -> QuerySet[ListingCase]:
    """The cases that touch a city of the branch. Those across cities, which it decides (`region` is empty),
    come first."""
    served = branch.regions.all()
    touches = Q(agency__region__in=served) | Q(other_agency__region__in=served)
    mine_first = F("region").asc(nulls_first=True)
    return ListingCase.objects.filter(touches).order_by(mine_first, "opened_at", "pk")


def open_in_region(region: Region) -> int:
    """How many cases wait for the city."""
    return of_region(region).open().count()


def open_across_cities(branch: Branch) -> int:
    """How many cases wait for the branch."""
    return of_branch(branch).open().filter(region=None).count()


def people_of(cases: Iterable[ListingCase]) -> dict[int, Worker]:
    """The workers of cases that the caller may decide, by id: both sides, also where row-level security shows
    the decider one alone (a branch that serves one of two cities). One query."""
    ids = {pk for case in cases for pk in (case.worker_id, case.other_worker_id) if pk}
    with access.acting(access.SYSTEM):
        return Worker.objects.in_bulk(ids)


def sides_of(case: ListingCase) -> tuple[Side, Side]:
    """Both sides of one case that the caller may decide: who had the person first, and who lists them too."""
    with access.acting(access.SYSTEM):
        return _side(case.agency, case.worker_id), _side(case.other_agency, case.other_worker_id)


def _side(agency: Agency, worker_id: int | None) -> Side:
    worker = Worker.objects.filter(pk=worker_id).first() if worker_id else None
    if worker is None:
        return Side(agency, None, None)
    spells = Enrolment.objects.filter(worker=worker)
    return Side(agency, worker, spells.order_by(F("ended_on").desc(nulls_first=True), "-pk").first())


def names_other(case: ListingCase, agency: Agency) -> bool:
    """Whether an agency may know who the other one is: once the person has moved between them, and where it
    named the other itself."""
    said_so = case.kind == CaseKind.MOVED and case.agency_id == agency.pk
    return said_so or case.decision == CaseDecision.TRANSFERRED

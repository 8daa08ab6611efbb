"""What is known of people's identity numbers. A check counts for the NIK it was about: who has another one
by now is not checked."""

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import IdentityCheck, IdentityResult, Worker

UNCHECKED = "unchecked"
STATES = (
    (IdentityResult.MATCHED.value, _("Matches the civil registry")),
    (IdentityResult.NOT_MATCHED.value, _("Does not match the civil registry")),
    (UNCHECKED, _("Not checked yet")),
)
STATE_KEYS = frozenset(key for key, _label in STATES)


def with_identity(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Each with `identity` (a key of STATES), `identity_on` and `identity_note` of the check that holds."""
    newest = IdentityCheck.objects.filter(worker=OuterRef("pk"), nik=OuterRef("nik")).order_by(
        "-checked_on", "-pk"
    )
    return workers.annotate(
        identity=Coalesce(Subquery(newest.values("result")[:1]), Value(UNCHECKED)),
        identity_on=Subquery(newest.values("checked_on")[:1]),
        identity_note=Coalesce(Subquery(newest.values("note")[:1]), Value("")),
    )


def in_state(workers: QuerySet[Worker], state: str) -> QuerySet[Worker]:
    """Those in a state of STATES; everybody for any other word."""
    return with_identity(workers).filter(identity=state) if state in STATE_KEYS else workers


def on_list(agency: Agency) -> QuerySet[Worker]:
    """The agency's list as it is now, with what is known of each."""
    return with_identity(Worker.objects.for_agency(agency).on_the_list())


def counts(agency: Agency) -> dict[str, int]:
    """How many of the list are in each state. One query."""
    found = on_list(agency).order_by().values("identity").annotate(people=Count("pk"))
    return dict.fromkeys(sorted(STATE_KEYS), 0) | {row["identity"]: row["people"] for row in found}


def present_check(worker: Worker) -> IdentityCheck | None:
    """The check that holds for the worker's NIK as it is now."""
    return IdentityCheck.objects.filter(worker=worker, nik=worker.nik).order_by("-checked_on", "-pk").first()

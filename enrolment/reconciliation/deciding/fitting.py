"""Which decisions fit which kind of difference, and what each of them is about."""

from django.utils.translation import gettext_lazy as _

from enrolment.models import Decision, Difference, DifferenceKind, EndReason, Pass

K, D = DifferenceKind, Decision

# The field of a worker that a kind is about.
FIELDS: dict[str, str] = {
    K.NIK: "nik",
    K.NAME: "name",
    K.BIRTH_DATE: "birth_date",
    K.SEX: "sex",
    K.WAGE: "wage",
    K.KPJ: "kpj",
}
# Taking BPJS's side of these takes the person off the list: it needs a reason and perhaps a day.
ENDS = (K.NOT_ON_LIST, K.NOT_REGISTERED, K.ACTIVE_BUT_ENDED)
# The registration was never true: it is taken back, the person stays listed. For ENDS of registered people.
NEVER_REGISTERED = "never_registered"
# A death opens a claim and a move a case: both are recorded on the worker's own page, one by one.
END_REASONS = tuple(
    (reason.value, reason.label) for reason in EndReason if reason not in (EndReason.DIED, EndReason.MOVED)
)
REASONS = (*END_REASONS, (NEVER_REGISTERED, _("Was never registered: stays on the list as not registered")))

_FITS: dict[str, tuple[str, ...]] = {
    K.TWICE_ON_LIST: (D.KEEP_OURS, D.NOTED),
    K.ON_TWO_ROSTERS: (D.NOTED,),
}


def decisions_for(kind: str, found_by: str | None = None) -> tuple[str, ...]:
    """The decisions that fit a kind; two different people only where the pair was not found by its NIK."""
    fits = _FITS.get(kind, (D.TAKE_THEIRS, D.KEEP_OURS, D.NOTED))
    if kind in FIELDS and found_by in (Pass.NAME, Pass.KPJ):
        return (*fits, D.OTHER_PERSON)
    return fits


def needs_reason(difference: Difference, decision: str) -> bool:
    """Whether the decision takes somebody off the list."""
    return decision == Decision.TAKE_THEIRS and difference.kind in ENDS

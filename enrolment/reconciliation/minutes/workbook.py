"""The result of a month as a workbook: the figures, and a sheet for each kind of difference, both sides."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import AgencyMonth, Decision, Difference, DifferenceKind
from enrolment.reconciliation.closing import parts
from enrolment.reconciliation.deciding import effects
from enrolment.reconciliation.deciding.planning import value_of
from enrolment.reconciliation.deciding.proof import kinds_of, proof_of

SIDE = ("nik", "name", "birth_date", "sex", "wage", "kpj")
Sheets = dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]]


def sheets_of(month: AgencyMonth) -> Sheets:
    """Sheet title -> (headers, rows). Only kinds that occur have a sheet."""
    sheets: Sheets = {_("Figures"): ([_("Figure"), _("People"), _("Rupiah")], list(_figures(month)))}
    head = [*_heads(), _("Who acts"), _("State"), _("Decision"), _("Reason"), _("Note"), _("Decided on"),
            _("Decided by"), _("Question"), _("Answer")]  # fmt: skip
    rows = month.differences.select_related("batch__made_by").order_by("kind", "name", "pk")
    by_kind: dict[str, list[list[Any]]] = {}
    for difference in rows.iterator(chunk_size=2000):
        by_kind.setdefault(difference.kind, []).append(_row(difference))
    found = [kind for kind in DifferenceKind if kind in by_kind]
    for number, kind in enumerate(found, start=1):  # numbered: Excel cuts titles, two might become the same
        sheets[f"{number} {kind.label}"[:31]] = (head, by_kind[kind])
    return sheets


def _heads() -> list[str]:
    names = [_("NIK"), _("Name"), _("Date of birth"), _("Sex"), _("Wage"), _("KPJ"), _("Status")]
    ours = [_("%(what)s with us") % {"what": name} for name in names]
    return [*ours, *(_("%(what)s with BPJS") % {"what": name} for name in names)]


def _figures(month: AgencyMonth) -> Iterator[list[Any]]:
    for side in proof_of(month):
        yield [side.label, side.whole]
        yield from ([f"  {label}", number] for label, number, _kind in side.parts)
    for line in kinds_of(month):
        yield [line.label, line.total]
        yield [f"  {_('Waiting for a decision')}", line.undecided]
    kept = month.totals if month.closed_at else parts.totals(month.agency, month.month)
    for title, lines in parts.told(kept):
        yield [title, None, None]
        yield from ([f"  {one.label}", one.number, one.amount] for one in lines)


def _row(difference: Difference) -> list[Any]:
    batch = difference.batch
    return [
        *_side(difference.ours),
        *_side(difference.theirs),
        difference.get_owner_display(),
        difference.get_state_display(),
        str(Decision(difference.decision).label) if difference.decision else "",
        effects.reason_words(batch.reason) if batch else "",
        batch.note if batch else "",
        timezone.localdate(batch.made_at) if batch else None,
        str(batch.made_by or "") if batch else "",
        difference.question,
        difference.answer,
    ]


def _side(side: dict[str, Any]) -> list[Any]:
    """Numbers of people are text, money and days keep their type."""
    return [*(value_of(name, side.get(name)) for name in SIDE), effects.words_of("state", side.get("state"))]

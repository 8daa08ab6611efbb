"""Who can go into a sheet, who cannot and why: the page before the export and the export read the same."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Agency, ContributionGroup
from enrolment.models import EndReason, SheetCode, SheetKind
from enrolment.seen import mark
from enrolment.sipp.candidates import USUAL, Candidate, Whom, candidates
from enrolment.sipp.filling import Cause, Filled, Group, filled
from enrolment.sipp.layout import Column
from enrolment.workers.registering import last_day


@dataclass(frozen=True)
class Order:
    """What is asked for: which sheet, of which month, whom, and how rows are written. `again` sends rows
    that the portal refused although nothing in them changed; `split` moves titles out of names."""

    kind: str
    month: dt.date
    whom: Whom = USUAL
    split: bool = False
    again: bool = False

    @property
    def day(self) -> dt.date:
        """The day as of which people are told: the month's last, or today where that has not come."""
        return min(last_day(self.month), timezone.localdate())


@dataclass(frozen=True)
class Judged:
    """One person and the row they would have; `causes` is empty for those who can go."""

    person: Candidate
    row: Filled
    causes: list[Cause]


@dataclass(frozen=True)
class Readiness:
    """Everybody who could stand in the sheet, each in exactly one of these lists."""

    ready: list[Judged]
    waiting: list[Judged]  # something is missing or wrong
    in_sheet: list[Candidate]  # in a sheet that is not uploaded yet
    dead: list[Candidate]  # never in data_tk_na: their claim comes first

    @property
    def causes(self) -> list[tuple[Cause, int]]:
        """How many wait for each cause, the most frequent first; what it is about counts where it must."""
        counts: Counter[Cause] = Counter()
        for judged in self.waiting:
            counts.update({_counted(cause) for cause in judged.causes})
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @property
    def transfers(self) -> list[Judged]:
        """Those ready whose row has a counterpart under another NPP."""
        return [judged for judged in self.ready if judged.person.changes_npp]

    @property
    def seen(self) -> str:
        """The mark of exactly these people with exactly these rows."""
        return mark(self.marks)

    @property
    def marks(self) -> list[object]:
        return [(one.person.enrolment, sorted(one.row.values.items())) for one in self.ready]


# What the cause is about is a person's own word, not to be counted apart.
_OWN = frozenset({"phone_shape", "kpj_shape", "title_in_name", "refused"})


def _counted(cause: Cause) -> Cause:
    return Cause(cause.code) if cause.code in _OWN else cause


def readiness(agency: Agency, order: Order, columns: Sequence[Column]) -> Readiness:
    """Judge everybody of the agency for a sheet with these columns. Three statements, however many people."""
    people = candidates(agency, order.kind, order.day, order.whom)
    groups = groups_of({person.group for person in people})
    found = Readiness([], [], [], [])
    for person in people:
        if order.kind == SheetKind.LEAVING:
            if person.end_reason == EndReason.DIED:
                found.dead.append(person)
                continue
            person = replace(person, end_words=_why_gone(person, agency))
        if person.in_sheet:
            found.in_sheet.append(person)
        elif not _done(person, order):
            judged = _judged(person, groups[person.group], columns, order)
            (found.waiting if judged.causes else found.ready).append(judged)
    return found


def _why_gone(person: Candidate, agency: Agency) -> str:
    """KETERANGAN: for BPJS, so in Indonesian whoever makes the sheet."""
    with translation.override("id"):
        if person.other_agency == agency.pk:
            return str(_("Moved to NPP %(npp)s") % {"npp": person.other_npp or "–"})
        return str(EndReason(person.end_reason).label)


def _done(person: Candidate, order: Order) -> bool:
    """Whether an uploaded sheet has said it already: an end, or going on after a transfer. Listed people and
    changed values are to be told (again) whatever was sent before."""
    if order.kind == SheetKind.LEAVING:
        return person.sent
    return person.sent and person.state == "registered" and order.kind == SheetKind.CONTINUING


def _judged(person: Candidate, group: Group, columns: Sequence[Column], order: Order) -> Judged:
    row = filled(columns, person, group, month=order.month, split=order.split)
    causes = list(row.causes)
    refused = person.said_values is not None and person.said_values == row.values
    if refused and not order.again:
        causes.append(Cause("refused", person.said))
    return Judged(person, row, causes)


def groups_of(ids: Collection[int]) -> dict[int, Group]:
    """These groups, with the portal's codes as the branch gave them. Two statements."""
    codes: dict[int, dict[tuple[str, str], str]] = {}
    for code in SheetCode.objects.filter(group__in=ids):
        codes.setdefault(code.group_id, {})[code.header, code.value] = code.code
    return {
        group.pk: Group(
            pk=group.pk,
            npp=group.npp,
            segment=group.segment,
            work_location=group.work_location,
            status_codes=group.status_codes,
            ktp_valid_until=group.ktp_valid_until,
            codes=codes.get(group.pk, {}),
        )
        for group in ContributionGroup.objects.filter(pk__in=ids)
    }

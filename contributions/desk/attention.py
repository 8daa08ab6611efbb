"""Which agencies of a city need attention, and why: the one answer that the desk, reminders and reports use.

An agency that another answers for counts with that one, as in all figures. Who declared that it has no such
workers is asked for no list and no operator.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Membership, Region
from contributions.coverage.figures import figures_by_region, together
from contributions.coverage.funnel import AgencyCoverage, PlaceCoverage
from contributions.snapshots.debts import Debt, debts_of
from enrolment.rosters.waiting.queries import waiting_rows_of


class AttentionKind(TextChoices):
    NOT_INVITED = "not_invited", _("Without an operator")
    NOT_SIGNED_IN = "not_signed_in", _("Invited, never signed in")
    NO_ROSTER = "no_roster", _("Without a list")
    OLD_ROSTER = "old_roster", _("List older than this month, no nihil")
    WAITING_ROWS = "waiting_rows", _("With rows to be fixed")
    UNPAID = "unpaid", _("With unpaid months")


# What holds only now: who may sign in and which rows wait is not kept for days of the past.
ONLY_NOW = (AttentionKind.NOT_INVITED, AttentionKind.NOT_SIGNED_IN, AttentionKind.WAITING_ROWS)


@dataclass(frozen=True)
class Attention:
    """One reason: the agencies (ids of those that stand for themselves, by code) it holds for.

    `size` is what there is of it in all: rows that wait, or months that are unpaid; 0 where only agencies
    count. `amount` is the rupiah unpaid. Not `told`: of nobody it is known, so that none is no zero.
    """

    kind: AttentionKind
    agencies: tuple[int, ...]
    size: int = 0
    amount: Decimal = Decimal(0)
    told: bool = True

    @property
    def count(self) -> int:
        return len(self.agencies)


def attention_of(
    region: Region | Sequence[Region],
    day: dt.date,
    *,
    place: PlaceCoverage | None = None,
    debts: Mapping[int, Debt] | None = None,
    rows: Mapping[int, int] | None = None,
    sees_people: bool = True,
) -> list[Attention]:
    """Every reason for which agencies of a city (or of some) need attention on a day, in the order of
    AttentionKind; one with no agencies is there too, so that a zero can be said.

    `place`, `debts` and `rows` are figures, debts and waiting rows of the day already read. Without
    `sees_people`, rows that wait are left out: they are rows about people, which the database does not show.
    So are, for a day of the past, those of `ONLY_NOW`.
    At most three statements beside the figures.
    """
    regions = [region] if isinstance(region, Region) else list(region)
    place = place or together(figures_by_region(regions, day), day)
    there = (*place.agencies, *place.programmes)
    here = Agency.objects.filter(region__in=regions)
    found = [*_lists(there, day), _unpaid(there, debts_of(here, day) if debts is None else debts)]
    if day >= timezone.localdate():
        found += _people(there, _sign_ins(regions, day))
        if sees_people:
            found.append(_waiting(there, waiting_rows_of(here) if rows is None else rows))
    order = list(AttentionKind)
    return sorted(found, key=lambda one: order.index(one.kind))


def _lists(there: Sequence[AgencyCoverage], day: dt.date) -> list[Attention]:
    """Without any list; with one of before this month, which nobody has said still holds."""
    month = day.replace(day=1)
    silent = [one for one in there if not one.has_roster and one.declared != 0]
    old = [one for one in there if one.has_roster and one.list_day and one.list_day < month]
    return [
        Attention(AttentionKind.NO_ROSTER, _ids(silent)),
        Attention(AttentionKind.OLD_ROSTER, _ids(old)),
    ]


def _people(there: Sequence[AgencyCoverage], sign_ins: Mapping[int, bool]) -> list[Attention]:
    asked = [one for one in there if one.has_roster or one.declared != 0]
    nobody = [one for one in asked if one.office.pk not in sign_ins]
    never = [one for one in asked if sign_ins.get(one.office.pk) is False]
    return [
        Attention(AttentionKind.NOT_INVITED, _ids(nobody)),
        Attention(AttentionKind.NOT_SIGNED_IN, _ids(never)),
    ]


def _sign_ins(regions: Iterable[Region], day: dt.date) -> dict[int, bool]:
    """By agency id, of those with an operator: whether one of them has ever signed in."""
    held = access.list_keepers(Membership.objects.filter(agency__region__in=regions).on(day))
    rows = held.order_by().values("agency").annotate(last=Max("user__last_login"))
    return {row["agency"]: row["last"] is not None for row in rows}


def _waiting(there: Sequence[AgencyCoverage], rows: Mapping[int, int]) -> Attention:
    found = [(one, sum(rows.get(pk, 0) for pk in one.members)) for one in there]
    waiting = _ids(one for one, count in found if count)
    return Attention(AttentionKind.WAITING_ROWS, waiting, sum(count for _one, count in found))


def _unpaid(there: Sequence[AgencyCoverage], debts: Mapping[int, Debt]) -> Attention:
    owing = [(one, [debts[pk] for pk in one.members if pk in debts]) for one in there]
    late = [debt for _one, held in owing for debt in held]
    return Attention(
        AttentionKind.UNPAID,
        _ids(one for one, held in owing if held),
        sum(debt.months for debt in late),
        sum((debt.amount for debt in late), Decimal(0)),
        told=bool(late) or any(one.staff.told or one.community.told for one in there),
    )


def _ids(agencies: Iterable[AgencyCoverage]) -> tuple[int, ...]:
    return tuple(one.office.pk for one in sorted(agencies, key=lambda one: one.office.code))

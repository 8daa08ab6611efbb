"""The months an agency is busy with: what is owed, billed and paid, and by when. Figures only."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from agencies.pages.navigation import address
from contributions.billing.answer import furthest_behind
from contributions.billing.due import due_date, last_due_month
from contributions.billing.standing import ZERO, Standing, standing_of
from contributions.billing.wording import due_words, sign_of
from contributions.models import Assessment, AssessmentState


@dataclass(frozen=True)
class MonthLine:
    """One month of the groups that the agency owns. `total` is our own sum, None where nobody has computed
    it; `billed` BPJS's, None while it has billed none of them."""

    month: dt.date
    due: str
    sign: str
    total: Decimal | None
    billed: Decimal | None
    paid: Decimal
    url: str


@dataclass(frozen=True)
class MonthPanel:
    """The last month that is due and those after it; `arrears` of `late` months in all, the oldest since
    `since`. `paid_by`: groups of other agencies that pay for people of this one."""

    lines: tuple[MonthLine, ...] = ()
    arrears: Decimal = ZERO
    late: int = 0
    since: dt.date | None = None
    paid_by: tuple[ContributionGroup, ...] = ()

    @property
    def next_due(self) -> MonthLine | None:
        """The month to be paid next, if any is open and not due yet."""
        coming = [line for line in self.lines if line.sign in COMING]
        return coming[0] if coming else None


COMING = tuple(sign_of(s) for s in (Standing.BILLED, Standing.FINAL, Standing.DRAFT, Standing.PARTLY_PAID))


def panel_of(agency: Agency, months: Sequence[Assessment], today: dt.date) -> MonthPanel:
    """`months` are the agency's own, `todo_money.owned_months`. Two queries."""
    last = last_due_month(today)
    serving = tuple(group for group in groups_of(agency) if group.agency_id != agency.pk)
    if not months:
        return MonthPanel(paid_by=serving)
    late = [one for one in months if one.is_late(today)]
    shown = sorted({one.month for one in months if one.month > last} | {last})
    return MonthPanel(
        tuple(_line(agency, month, [one for one in months if one.month == month], today) for month in shown),
        sum((one.owed - one.paid for one in late), ZERO),
        len({one.month for one in late}),
        late[0].month if late else None,
        serving,
    )


def _line(agency: Agency, month: dt.date, ours: Sequence[Assessment], today: dt.date) -> MonthLine:
    states = [standing_of(one, today) for one in ours]
    standing = furthest_behind(states) if states else Standing.MISSING
    computed = any(one.state != AssessmentState.MISSING for one in ours)
    billed = [one.billed for one in ours if one.billed is not None]
    due_on = min((one.due_on for one in ours), default=due_date(month))
    return MonthLine(
        month,
        due_words(month, due_on),
        sign_of(standing),
        _sum(one.total for one in ours) if computed else None,
        _sum(billed) if billed else None,
        _sum(one.paid for one in ours),
        address("agency_contribution_month", agency.code, f"{month:%Y-%m}"),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)

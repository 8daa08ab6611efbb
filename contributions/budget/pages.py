"""What the budget pages show, put together from what was read. No queries."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages import figures
from contributions.budget.forms import BudgetForm
from contributions.budget.heads import AS_IT_IS, total
from contributions.budget.reading import Sources
from contributions.budget.reckoning import SEN, Budget, Plan, together
from contributions.budget.words import (
    Compared,
    MonthLine,
    SourceLine,
    SourceSum,
    compared,
    month_lines,
    side_of,
    source_lines,
    source_sums,
)


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    text: str
    note: str
    tone: str


@dataclass(frozen=True)
class Page:
    """A budget of a year: of its agencies, together, and what if."""

    year: int
    budgets: list[Budget]
    whole: Budget
    tiles: list[Tile]
    months: list[MonthLine]
    lines: list[SourceLine]
    sums: list[SourceSum]
    what_if: list[Compared]
    what_if_lacking: int
    unplaced: str
    left_out: int

    def named(self, words: list[str]) -> list[Budget]:
        """The agencies whose name or code has all these words."""
        found = [
            (f"{a.name} {a.short_name} {a.code}".casefold(), one)
            for one in self.budgets
            for a in [one.agency]
        ]
        return [one for text, one in found if all(word in text for word in words)]

    @property
    def lacking(self) -> list[Budget]:
        """Agencies with people whose cost nobody can reckon yet."""
        return [one for one in self.budgets if one.lacking]

    @property
    def year_text(self) -> str:
        return str(self.year)


def page_of(sources: Sources, form: BudgetForm) -> Page:
    plan = form.plan
    budgets = sources.budgets(plan, AS_IT_IS)
    whole = together(budgets)
    lines = source_lines(whole)
    what_if: list[Compared] = []
    lacking = 0
    if form.asks_what_if and form.is_valid():
        other = side_of(together(sources.budgets(plan, form.assumed)), form.heads)
        what_if, lacking = compared(side_of(whole), other), other.lacking
    return Page(
        plan.year, budgets, whole, tiles_of(whole, plan), month_lines(budgets, plan.months),
        lines, source_sums(lines), what_if, lacking, unplaced_words(sources, whole),
        left_out(whole, plan),
    )  # fmt: skip


def left_out(whole: Budget, plan: Plan) -> int:
    """How many past months are in no sum: nobody assessed them, and the past is not forecast."""
    return sum(month < plan.first and month not in whole.months for month in plan.months)


def _year_words(whole: Budget, plan: Plan) -> str:
    """What of the year was assessed; and which months are in no sum, since nobody assessed them in time."""
    text = _("%(amount)s of it assessed, the rest is forecast") % {
        "amount": figures.rupiah(total(whole.actual))
    }
    out = left_out(whole, plan)
    if not out:
        return text
    words = ngettext(
        "%(count)s past month that nobody assessed is not in it",
        "%(count)s past months that nobody assessed are not in it",
        out,
    )
    return f"{text} · {words % {'count': figures.number(out)}}"


def tiles_of(whole: Budget, plan: Plan) -> list[Tile]:
    """The year of the registered; what the missing would add; everybody for twelve months."""
    people, number = whole.people, figures.number
    return [
        Tile(
            _("Registered, the year %(year)s") % {"year": plan.year},
            figures.rupiah(total(whole.year)),
            _year_words(whole, plan),
            "registered",
        ),
        Tile(
            _("Registered, a month now"),
            figures.rupiah(total(whole.month)),
            heads_words(people.registered),
            "active",
        ),
        Tile(
            _("Still missing, the rest of the year"),
            figures.rupiah(total(whole.rest)),
            _("%(listed)s listed and not registered, %(declared)s declared and not listed")
            % {"listed": number(people.listed), "declared": number(people.declared)},
            "waiting",
        ),
        Tile(
            _("Everybody, twelve months"),
            figures.rupiah(total(whole.full)),
            heads_words(people.all - whole.lacking),
            "listed",
        ),
    ]


def heads_words(count: int) -> str:
    return ngettext("%(count)s worker", "%(count)s workers", count) % {"count": figures.number(count)}


def unplaced_words(sources: Sources, whole: Budget) -> str:
    """Those of the city's own total whom no agency names yet, at the average of the others."""
    if sources.unplaced is None:
        return ""
    heads = sources.unplaced.heads
    per_head = side_of(whole).per_head
    words = _("The city's total (%(source)s) has %(count)s more than its agencies list or declare.")
    text = words % {"source": sources.unplaced.source, "count": heads_words(heads)}
    if per_head is None:
        return text
    cost = (per_head * heads * 12).quantize(SEN, ROUND_HALF_UP)
    more = _("At the average of the others they would cost %(amount)s in twelve months.")
    return f"{text} {more % {'amount': figures.rupiah(cost)}}"


def sums_of(one: Budget) -> dict[str, Any]:
    """The figures of an agency's row, in rupiah; None where its cost is not known."""
    known = one.people.all > one.lacking or bool(one.months)
    figures_: dict[str, Decimal] = {
        "month": total(one.month),
        "actual": total(one.actual),
        "year": total(one.year),
        "rest": total(one.rest),
        "full": total(one.full),
    }
    return figures_ if known else dict.fromkeys(figures_)

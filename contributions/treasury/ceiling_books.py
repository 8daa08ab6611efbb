"""Ceilings as a workbook or CSV: figures only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.badges import sign
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.models import BudgetCeiling
from contributions.treasury.ceilings import AgencyCeilings
from contributions.treasury.tables import REACH_SIGNS
from enrolment.workers.wording import month_name


def workbook(
    agencies: Iterable[AgencyCeilings], year: int, place: str, rows: Sequence[BudgetCeiling] = ()
) -> FileResponse:
    """A row for each agency and account; of one agency also every row that was entered."""
    sheets: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]] = {
        _("Ceilings"): (head(), lines(agencies))
    }
    if rows:
        entered = [_("Budget account"), _("Ceiling"), _("In force since"), _("According to (DPA)")]
        sheets[_("As entered")] = (entered, ([r.account, r.amount, r.since, r.document_text] for r in rows))
    return workbook_response(sheets, file_name(_("ceilings"), place, str(year)))


def csv(agencies: Iterable[AgencyCeilings], year: int, place: str) -> HttpResponse:
    return csv_response(head(), lines(agencies), file_name(_("ceilings"), place, str(year), extension="csv"))


def head() -> list[str]:
    return [
        _("Code"), _("Agency"), _("Budget account"), _("Ceiling"), _("Used"), _("Left"), _("Not paid yet"),
        _("One month costs"), _("State"), _("Enough until"), _("Position as of"),
    ]  # fmt: skip


def lines(agencies: Iterable[AgencyCeilings]) -> Iterator[list[Any]]:
    for agency in agencies:
        for one in agency.accounts:
            state = str(sign(REACH_SIGNS[one.reach]).word) if one.account else ""
            until = month_name(one.until) if one.until else ""
            account = one.account or _("not on an account")
            sums = [one.ceiling, one.used, one.left, one.open, one.cost]
            yield [agency.code, agency.name, account, *sums, state, until, timezone.localdate()]

"""Whose rows anybody sees, and what the database keeps and refuses by itself."""

from django.db import migrations

from agencies.policies import protect
from contributions.database import (
    allocations,
    causes,
    frozen,
    heads,
    later,
    lines,
    marking,
    months,
    rates,
    recounting,
    settling,
    standing,
    touching,
)

from ._replaced import REPLACED

TABLES = [
    "contributions_groupterms",
    "contributions_grouptermsevent",
    "contributions_assessment",
    "contributions_assessmentline",
    "contributions_bill",
    "contributions_billevent",
    "contributions_payment",
    "contributions_paymentevent",
    "contributions_allocation",
    "contributions_paymentmove",
    "contributions_paymentlist",
    "contributions_paymentrow",
    "contributions_budgetceiling",
    "contributions_budgetceilingevent",
    "contributions_coverageday",
    "contributions_snapshot",
    "contributions_snapshotfigures",
    "contributions_reminder",
    "contributions_reminderletter",
    "contributions_reminderletterevent",
    "contributions_report",
]

SQL = [
    months.CLOSED,
    months.CLOSED_MONTHS,
    months.CLOSED_STAYS,
    months.FINAL_STAYS,
    months.PAID_FIRST,
    rates.USED_STAYS,
    rates.TIER,
    lines.OF_A_WORKER,
    lines.SUMS,
    lines.LINES_STAY,
    lines.ASSESSED,
    allocations.SUMS,
    allocations.RELEASE,
    settling.BILLED,
    settling.SETTLE_SETS,
    settling.SETTLE,
    settling.LIST_IS_A_BILL,
    standing.STANDING,
    heads.HEADS,
    recounting.RECOUNT,
    marking.STALE,
    later.WAITING,
    later.COUNT,
    marking.MARK,
    marking.AT_THE_END,
    marking.PUT_OFF,
    marking.WAITING,
    marking.OF_GROUPS,
    heads.MARK_LINES,
    touching.FIGURES,
    touching.UPLOADS,
    touching.ASSESSMENTS,
    touching.PAYMENTS,
    touching.DUE_DATES,
    touching.SEGMENTS,
    touching.LINES,
    frozen.TRANSACTION,
    frozen.STAYS,
    causes.INDEX,
    causes.CAUSES,
]


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("contributions", "0001_tables")]

    operations = [*map(protect, TABLES), *map(migrations.RunSQL, SQL)]

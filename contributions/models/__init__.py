"""Rates and terms, what is owed, billed and paid."""

from contributions.models.assessments import (
    ASSESSMENT_MOVES,
    PARTS,
    Assessment,
    AssessmentLine,
    AssessmentState,
    DelayReason,
    LineKind,
)
from contributions.models.bills import BILL_MOVES, Bill, BillState
from contributions.models.budgets import BudgetCeiling
from contributions.models.coverage import FOREVER, CoverageDay, Snapshot, SnapshotFigures
from contributions.models.payments import (
    Allocation,
    Channel,
    ListState,
    MoveKind,
    Origin,
    Payment,
    PaymentList,
    PaymentMove,
    PaymentRow,
)
from contributions.models.rates import (
    STATE_SOURCES,
    DueDate,
    MinimumWage,
    PenaltyRate,
    Rate,
    Relief,
    Sector,
    Source,
)
from contributions.models.reminders import Reminder, ReminderKind, ReminderLetter, SentBy
from contributions.models.reports import Report, ReportState
from contributions.models.terms import ACCOUNTS, SHARES, BaseKind, GroupTerms, Rounding

__all__ = [
    "ACCOUNTS",
    "ASSESSMENT_MOVES",
    "BILL_MOVES",
    "FOREVER",
    "PARTS",
    "SHARES",
    "STATE_SOURCES",
    "Allocation",
    "Assessment",
    "AssessmentLine",
    "AssessmentState",
    "BaseKind",
    "Bill",
    "BillState",
    "BudgetCeiling",
    "Channel",
    "CoverageDay",
    "DelayReason",
    "DueDate",
    "GroupTerms",
    "LineKind",
    "ListState",
    "MinimumWage",
    "MoveKind",
    "Origin",
    "Payment",
    "PaymentList",
    "PaymentMove",
    "PaymentRow",
    "PenaltyRate",
    "Rate",
    "Relief",
    "Reminder",
    "ReminderKind",
    "ReminderLetter",
    "Report",
    "ReportState",
    "Rounding",
    "Sector",
    "SentBy",
    "Snapshot",
    "SnapshotFigures",
    "Source",
]

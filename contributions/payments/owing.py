"""Which months an agency has still to pay: ours beside BPJS's bill, and only BPJS's sum stands at "pay"."""

from dataclasses import dataclass, field
from decimal import Decimal

from agencies.models import Agency
from contributions.billing.wording import due_words
from contributions.models import Assessment, AssessmentState, Bill, BillState


@dataclass
class Owing:
    """A month of a group that is not paid in full, with BPJS's bills of it, newest last."""

    assessment: Assessment
    bills: list[Bill] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.assessment.pk}"

    @property
    def words(self) -> str:
        return due_words(self.assessment.month, self.assessment.due_on)

    @property
    def ours(self) -> Decimal | None:
        """None while nobody computed it."""
        return None if self.assessment.state == AssessmentState.MISSING else self.assessment.total

    @property
    def difference(self) -> Decimal | None:
        """BPJS's sum less ours, where both are known."""
        billed = self.assessment.billed
        return None if billed is None or self.ours is None else billed - self.ours

    @property
    def to_pay(self) -> Decimal | None:
        """What BPJS still wants; None while it has not billed: ours is never what is to be paid."""
        billed = self.assessment.billed
        return None if billed is None else max(billed - self.assessment.paid, Decimal())

    @property
    def code(self) -> str:
        """The kode iuran to pay with, where there is exactly one."""
        codes = {bill.code for bill in self.bills if bill.code and bill.state == BillState.ISSUED}
        return codes.pop() if len(codes) == 1 else ""


def owing_of(agency: Agency) -> list[Owing]:
    """The months of the agency's groups that are not paid in full, the oldest first. Two queries."""
    months = Assessment.objects.filter(agency=agency).open_balance()  # type: ignore[attr-defined]
    found = {
        (one.group_id, one.month): Owing(one)
        for one in months.select_related("group").order_by("month", "group")
    }
    bills = Bill.objects.filter(agency=agency, month__in={month for _group, month in found})
    for bill in bills.exclude(state=BillState.VOID).order_by("issued_on", "entered_at"):
        if (bill.group_id, bill.month) in found:
            found[bill.group_id, bill.month].bills.append(bill)
    return list(found.values())


def chosen_of(owing: list[Owing], wanted: str) -> Owing | None:
    """The month asked for by its key, else the oldest that BPJS has billed."""
    return next((one for one in owing if one.key == wanted), None) or next(
        (one for one in owing if one.to_pay is not None), None
    )

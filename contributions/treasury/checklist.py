"""What a month's packet wants, what of it is there, and where the rest is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages import figures
from agencies.pages.navigation import address
from contributions.billing.wording import due_words
from contributions.models import AssessmentState, GroupTerms
from contributions.treasury.month_papers import GroupPapers, MonthPapers, Paid
from contributions.treasury.parts import Basis, budget_share
from enrolment.rosters import storage
from enrolment.workers.wording import month_name


@dataclass(frozen=True)
class Wanted:
    """One thing of the packet. `told`: what is known of it; `url` and `action`: where it is given."""

    label: str
    is_there: bool
    told: str = ""
    url: str = ""
    action: str = ""

    @property
    def sign(self) -> str:
        return "paper_there" if self.is_there else "paper_missing"


def is_kept(record: Any) -> bool:
    """Whether the file of a bill, payment or list still lies where it was stored."""
    return bool(record.stored_name) and storage.path_of(record).is_file()


def checklist(papers: MonthPapers) -> list[tuple[GroupPapers, list[Wanted]]]:
    """For each group that the agency owns."""
    return [(one, [*_of_group(papers, one), *_of_payments(papers, one)]) for one in papers.groups]


def missing(papers: MonthPapers) -> int:
    return sum(not wanted.is_there for _group, several in checklist(papers) for wanted in several)


def _of_group(papers: MonthPapers, one: GroupPapers) -> Iterator[Wanted]:
    code, month = papers.agency.code, f"{papers.month:%Y-%m}"
    state = one.assessment.get_state_display()
    yield Wanted(
        _("Assessment, made final"),
        one.assessment.state == AssessmentState.FINAL,
        _("%(state)s, %(sum)s") % {"state": state, "sum": figures.rupiah(one.assessment.total)},
        address("agency_contribution_month", code, month),
        _("To the month"),
    )
    yield from _of_terms(code, one)
    yield Wanted(
        _("Formulir 2a in force"),
        any(is_kept(found) for found in one.lists),
        ", ".join(found.file_name for found in one.lists),
        address("agency_list_new", code),
        _("Hand in the Formulir 2a"),
    )
    yield from _of_bills(code, month, one)


def _of_terms(code: str, one: GroupPapers) -> Iterator[Wanted]:
    terms, address_ = one.assessment.terms, address("agency_terms", code)
    if budget_share(terms):
        accounts = sorted({part.account for part in one.parts.accounts} - {""})
        known = one.parts.basis != Basis.UNKNOWN and all(part.account for part in one.parts.accounts)
        label = _("Budget account of every programme")
        yield Wanted(label, known, ", ".join(accounts), address_, _("To the terms"))
    name = terms.treasurer if terms else ""
    yield Wanted(_("Treasurer with NIP"), _is_named(terms), name, address_, _("To the terms"))


def _is_named(terms: GroupTerms | None) -> bool:
    return bool(terms and terms.treasurer and terms.treasurer_nip)


def _of_bills(code: str, month: str, one: GroupPapers) -> Iterator[Wanted]:
    codes = [bill for bill in one.bills if bill.code]
    told = ", ".join(f"{bill.code} ({figures.rupiah(bill.amount)})" for bill in codes)
    give = _("Enter BPJS's bill")
    yield Wanted(_("Kode iuran"), bool(codes), told, address("agency_bill_new", code, month), give)
    for bill in codes:
        edit = address("agency_bill_edit", code, month, str(bill.pk))
        yield Wanted(
            _("Copy of the kode iuran %(code)s") % {"code": bill.code},
            is_kept(bill), bill.file_name, edit, _("Add the file"),
        )  # fmt: skip


def _of_payments(papers: MonthPapers, one: GroupPapers) -> Iterator[Wanted]:
    code, found = papers.agency.code, one.assessment
    words = {"paid": figures.rupiah(found.paid), "owed": figures.rupiah(found.owed)}
    yield Wanted(
        _("Paid in full"),
        found.paid >= found.owed,
        _("%(paid)s of %(owed)s") % words if found.paid else due_words(found.month, found.due_on),
        address("agency_payment_new", code),
        _("Enter a payment"),
    )
    for paid in one.payments:
        yield from _of_payment(code, paid, bool(budget_share(found.terms)))


def _of_payment(code: str, paid: Paid, from_budget: bool) -> Iterator[Wanted]:
    payment = paid.payment
    day = {"day": figures.day(payment.paid_on)}
    edit = address("agency_payment_edit", code, str(payment.pk))
    proof = _("Proof of the payment of %(day)s") % day
    yield Wanted(proof, is_kept(payment), payment.file_name, edit, _("Add the proof"))
    if from_budget:
        told = ", ".join(
            filter(None, (payment.sp2d_number, payment.sp2d_on and figures.day(payment.sp2d_on)))
        )
        label = _("SP2D number and date of the payment of %(day)s") % day
        yield Wanted(label, bool(payment.sp2d_number and payment.sp2d_on), told, edit, _("Add the SP2D"))


def title_of(papers: MonthPapers, one: GroupPapers) -> str:
    """The group's name, where there are several; else the month."""
    if len(papers.groups) == 1:
        return month_name(papers.month)
    return f"{one.group.name} ({one.group.npp})" if one.group.npp else one.group.name

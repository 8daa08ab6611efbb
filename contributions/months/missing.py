"""What a month still lacks, each with the page on which it is given."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import number, rupiah, short_day
from agencies.pages.navigation import address
from contributions.months.frame import can_be_computed, is_over
from contributions.months.reading import GroupMonth, MonthOfAgency


@dataclass(frozen=True)
class Lack:
    """A sentence, and the step that mends it. `permission` names what a reader needs to be offered it (a key
    of `frame.allowed`); without an address there is only the sentence."""

    text: str
    action: str = ""
    url: str = ""
    permission: str = ""


def lacks_of(found: MonthOfAgency) -> list[Lack]:
    """Of each group that the agency owns, in the order in which they are mended."""
    return [lack for one in found.owned for lack in _of_group(found, one)]


def _of_group(found: MonthOfAgency, one: GroupMonth) -> Iterator[Lack]:
    several = len(found.owned) > 1
    for lack in (*_before(found, one), *_after(found, one), *_unpaid(found, one)):
        yield Lack(f"{one.group.name}: {lack.text}", *_rest(lack)) if several else lack


def _rest(lack: Lack) -> tuple[str, str, str]:
    return lack.action, lack.url, lack.permission


def _before(found: MonthOfAgency, one: GroupMonth) -> Iterator[Lack]:
    """What is missing before the month is final."""
    code = found.agency.code
    if not one.has_terms:
        text = _("Nobody has said yet from which base this group pays, and who pays.")
        yield Lack(text, _("Give the terms"), address("agency_terms", code), "may_set_terms")
    elif not one.is_computed and not one.is_closed and can_be_computed(found.month):
        yield Lack(_("Nobody has computed this month yet."))
    if one.detail_missing:
        yield Lack(
            _("Money is here without detail of for whom (iuran belum rinci): the month has to be computed.")
        )
    if one.is_computed and one.assessment and one.assessment.without_base:
        count = one.assessment.without_base
        text = ngettext(
            "%(n)s registered worker has no wage and is left out.",
            "%(n)s registered workers have no wage and are left out.",
            count,
        )
        url = f"{address('agency_workers', code)}?status=registered"
        yield Lack(text % {"n": number(count)}, _("Fill in the wages"), url, "may_see_people")
    if one.is_draft and one.moved and not one.is_closed:
        yield Lack(
            _("The list changed since this was computed: people, wages or groups are others. Compute again.")
        )
    if one.is_draft and not one.is_closed and is_over(found.month):
        url = address("agency_contribution_final", code, f"{found.month:%Y-%m}")
        yield Lack(_("The sums are a draft and not final yet."), _("Check and make final"), url, "may_assess")


def _after(found: MonthOfAgency, one: GroupMonth) -> Iterator[Lack]:
    """What is missing once it is final."""
    code, month, known = found.agency.code, f"{found.month:%Y-%m}", one.assessment
    if known is None:
        return
    if one.is_final and one.moved:
        text = _("The list changed since this became final: what differs goes into a later month.")
        url = address("agency_contribution_corrections", code, f"{timezone.localdate():%Y-%m}")
        yield Lack(text, _("See what differs"), url, "may_assess")
    if known.billed is None and known.total and is_over(found.month) and not one.is_closed:
        url = address("agency_bill_new", code, month)
        yield Lack(_("There is no bill of BPJS or kode iuran."), _("Enter the bill"), url, "may_pay")
    if one.differs and known.billed is not None:
        text = _("BPJS bills %(sum)s more than our sum. Find out why before paying.")
        if known.billed < known.total:
            text = _("BPJS bills %(sum)s less than our sum. Find out why before paying.")
        url = address("agency_money_matching", code, month)
        text %= {"sum": rupiah(abs(known.billed - known.total))}
        yield Lack(text, _("Compare person by person"), url, "may_see_people")


def _unpaid(found: MonthOfAgency, one: GroupMonth) -> Iterator[Lack]:
    """What is due and not paid, and payments that nothing proves."""
    code, known = found.agency.code, one.assessment
    if known and known.billed is not None and known.is_late(timezone.localdate()) and not one.is_closed:
        text = _("%(sum)s of BPJS's bill is due and not paid.") % {"sum": rupiah(known.balance)}
        yield Lack(text, _("Enter the payment"), address("agency_payment_new", code), "may_pay")
    for payment in {a.payment_id: a.payment for a in one.allocations if not a.payment.stored_name}.values():
        words = {"day": short_day(payment.paid_on), "sum": rupiah(payment.amount)}
        text = _("The payment of %(day)s (%(sum)s) has no proof of payment.") % words
        yield Lack(text, _("Add it"), address("agency_payment", code, str(payment.pk)), "may_pay")

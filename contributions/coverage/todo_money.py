"""What waits in the contributions of an agency, or of a city's agencies. Figures only: leaders see it too."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P, Permission, may, visible_agencies
from agencies.models import Agency, Region
from agencies.pages.figures import number, rupiah, short_day
from agencies.pages.navigation import address
from contributions.billing.due import last_due_month
from contributions.billing.standing import ZERO
from contributions.coverage.items import Item, Topic, Urgency
from contributions.models import Assessment, AssessmentState, GroupTerms, Payment
from contributions.months.waiting import not_computed
from contributions.overview.line import Line
from contributions.overview.lines import lines_of
from enrolment.workers.wording import month_name


def owned_months(agency: Agency) -> list[Assessment]:
    """The months of the agency's own groups up to the present one, oldest first."""
    months = Assessment.objects.filter(agency=agency, month__lte=timezone.localdate())
    return list(months.defer("rates").order_by("month", "group"))


def of_agency(
    agency: Agency, held: frozenset[Permission], registered: int, months: Sequence[Assessment] | None = None
) -> list[Item]:
    """What waits for an agency, most pressing first. `registered`: people for whom something is owed; where
    there are none and nothing was computed, nothing waits. `held` are the user's permissions; `months` are
    `owned_months`, where they have been read already."""
    today = timezone.localdate()
    owned = owned_months(agency) if months is None else months
    if not owned and (not registered or agency.contribution_groups.exists()):
        return []
    return [
        *_arrears(agency, owned, today, held),
        *_promises(agency, owned, today, held),
        *_to_pay(agency, owned, today, held),
        *_terms(agency, today, held),
        *_to_compute(agency, today, held),
        *_to_make_final(agency, owned, today, held),
        *_credit(agency, held),
    ]


def _page(agency: Agency, month: dt.date) -> str:
    return address("agency_contribution_month", agency.code, f"{month:%Y-%m}")


def _arrears(
    agency: Agency, owned: Sequence[Assessment], today: dt.date, held: frozenset[Permission]
) -> Iterator[Item]:
    late = [one for one in owned if one.is_late(today)]
    if not late:
        return
    months = len({one.month for one in late})
    words = {"count": number(months), "amount": rupiah(_open(late))}
    words |= {"month": month_name(late[0].month), "day": short_day(late[0].due_on)}
    text = _("Pay the contribution of %(month)s, which was due on %(day)s: %(amount)s.")
    if months > 1:
        text = _(
            "Pay the contributions of %(count)s months that are due, the oldest of %(month)s: %(amount)s."
        )
    text %= words
    action = _("Pay or give the reason") if P.PAY in held else _("Look")
    url, day = _page(agency, late[0].month), late[0].due_on
    yield _item(text, action, url, "alert-circle", Urgency.LATE, P.PAY, day)


def _promises(
    agency: Agency, owned: Sequence[Assessment], today: dt.date, held: frozenset[Permission]
) -> Iterator[Item]:
    over = [one for one in owned if one.promised_on and one.promised_on < today and one.paid < one.owed]
    if over:
        text = _("%(month)s was promised to be paid by %(day)s.") % {
            "month": month_name(over[0].month),
            "day": short_day(over[0].promised_on),
        }
        action = _("Pay or promise another day") if P.PAY in held else _("Look")
        url, day = _page(agency, over[0].month), over[0].promised_on
        yield _item(text, action, url, "calendar", Urgency.LATE, P.PAY, day)


def _to_pay(
    agency: Agency, owned: Sequence[Assessment], today: dt.date, held: frozenset[Permission]
) -> Iterator[Item]:
    """Only BPJS's sum is asked to be paid; where it has not billed, its bill is what is missing."""
    for month in sorted({one.month for one in owned if one.due_on > today and one.paid < one.owed}):
        ours = [one for one in owned if one.month == month and one.paid < one.owed]
        due_on, url = min(one.due_on for one in ours), _page(agency, month)
        words = {"month": month_name(month), "day": short_day(due_on)}
        billed = [one for one in ours if one.billed is not None]
        if billed:
            words["sum"] = rupiah(_open(billed))
            text = _("Pay the contribution of %(month)s by %(day)s: %(sum)s as BPJS bills it.") % words
            yield _item(text, _pay(held, _("Pay")), url, "hourglass", Urgency.DATED, P.PAY, due_on)
        elif all(one.state == AssessmentState.FINAL for one in ours):
            text = _("Enter BPJS's bill of %(month)s; it is to be paid by %(day)s.") % words
            yield _item(text, _pay(held, _("Enter it")), url, "file-text", Urgency.DATED, P.PAY, due_on)


def _terms(agency: Agency, today: dt.date, held: frozenset[Permission]) -> Iterator[Item]:
    groups = GroupTerms.objects.filter(agency=agency, period__contains=today)
    if not groups.exists():
        text = _("Say from which base contributions are computed, and who pays.")
        url = address("agency_terms", agency.code) if P.SET_TERMS in held else ""
        yield _item(text, _("Say it"), url, "adjustments-horizontal", Urgency.STOPS, P.SET_TERMS)


def _to_compute(agency: Agency, today: dt.date, held: frozenset[Permission]) -> Iterator[Item]:
    """The last due month, where anybody was registered by then and nobody computed it."""
    month = last_due_month(today)
    groups = list(agency.owned_groups.values_list("pk", flat=True))
    if any(wait.month == month for wait in not_computed(groups=groups)):
        text = _("Compute the contribution of %(month)s.") % {"month": month_name(month)}
        action = _("Compute it") if P.ASSESS in held else _("Look")
        yield _item(text, action, _page(agency, month), "alert-circle", Urgency.STOPS, P.ASSESS)


def _to_make_final(
    agency: Agency, owned: Sequence[Assessment], today: dt.date, held: frozenset[Permission]
) -> Iterator[Item]:
    """Drafts of months that are over, the oldest named; many are made final on one page."""
    this = today.replace(day=1)
    drafts = [one for one in owned if one.state == AssessmentState.DRAFT and one.month < this and one.owed]
    months = sorted({one.month for one in drafts})
    if not months:
        return
    words = {"count": number(len(months)), "month": month_name(months[0])}
    text, url = _("Check the contribution of %(month)s and make it final."), ""
    if len(months) > 1:
        text = _("Check the contributions of %(count)s months since %(month)s and make them final.")
        url = address("agency_contributions_final", agency.code) if P.ASSESS in held else ""
    action = _("Check and make final") if P.ASSESS in held else _("Look")
    yield _item(text % words, action, url or _page(agency, months[0]), "pencil", Urgency.TO_DO, P.ASSESS)


def _credit(agency: Agency, held: frozenset[Permission]) -> Iterator[Item]:
    sums = (
        Payment.objects.standing()
        .filter(agency=agency)
        .aggregate(amount=Sum("amount"), moved=Sum("moved_out"), used=Sum("allocated"))
    )
    credit = (sums["amount"] or ZERO) - (sums["moved"] or ZERO) - (sums["used"] or ZERO)
    if credit > 0:
        text = _("%(amount)s was paid too much; it pays the next months.") % {"amount": rupiah(credit)}
        url = address("agency_contributions", agency.code)
        yield _item(text, _("Look"), url, "info-circle", Urgency.UNDER_WAY, None)


def _item(
    text: str,
    action: str,
    url: str,
    icon: str,
    urgency: Urgency,
    needs: Permission | None,
    due: dt.date | None = None,
) -> Item:
    return Item(text, action, url, icon, urgency, due, Topic.MONEY, needs)


def _pay(held: frozenset[Permission], words: str) -> str:
    return words if P.PAY in held else _("Look")


def _open(months: Sequence[Assessment]) -> Decimal:
    return sum((one.owed - one.paid for one in months), ZERO)


def of_region(user: object, region: Region, *, late: bool = True) -> list[Item]:
    """What waits in a city's contributions: how many agencies, how much, each leading to their list. By the
    last due month; for everybody who may see figures. `late`: arrears too, where nothing else tells them."""
    today = timezone.localdate()
    month = last_due_month(today)
    agencies = visible_agencies(user, P.SEE_FIGURES).of_region(region)  # type: ignore[attr-defined]
    lines = lines_of(agencies, month, today)
    page = address("region_contribution_month", region.code, f"{month:%Y-%m}")
    computes = may(user, P.ASSESS, region)
    kinds = (
        ("arrears", [one for one in lines if one.arrears], _late),
        ("promise", [one for one in lines if one.is_promise_over], _promised),
        ("missing", [one for one in lines if one.waits_for_computing and one.has_terms], _missing),
        ("no_terms", [one for one in lines if one.lacks_terms], _without_terms),
    )
    return [
        Item(words(found, month), _("Compute") if key == "missing" and computes else _("See which agencies"),
             f"{page}?show={key}#agencies", icon)
        for (key, found, words), icon in zip(kinds, ICONS, strict=True)
        if found and (late or key != "arrears")
    ]  # fmt: skip


ICONS = ("alert-circle", "calendar", "hourglass", "adjustments-horizontal")


def _late(found: Sequence[Line], _month: dt.date) -> str:
    return ngettext(
        "%(count)s agency has contributions that are unpaid and due: %(amount)s.",
        "%(count)s agencies have contributions that are unpaid and due: %(amount)s.",
        len(found),
    ) % {"count": number(len(found)), "amount": rupiah(sum((one.arrears for one in found), ZERO))}


def _promised(found: Sequence[Line], month: dt.date) -> str:
    return ngettext(
        "%(count)s agency promised to pay %(month)s by a day that has passed.",
        "%(count)s agencies promised to pay %(month)s by a day that has passed.",
        len(found),
    ) % {"count": number(len(found)), "month": month_name(month)}


def _missing(found: Sequence[Line], month: dt.date) -> str:
    return ngettext(
        "The contribution of %(month)s is not computed for %(count)s agency.",
        "The contribution of %(month)s is not computed for %(count)s agencies.",
        len(found),
    ) % {"count": number(len(found)), "month": month_name(month)}


def _without_terms(found: Sequence[Line], _month: dt.date) -> str:
    return ngettext(
        "Of %(count)s agency with people registered nobody has said who pays, and from which base.",
        "Of %(count)s agencies with people registered nobody has said who pays, and from which base.",
        len(found),
    ) % {"count": number(len(found))}

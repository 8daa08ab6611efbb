"""What waits in the months compared with BPJS's lists, and claims past a deadline. Closed months wait for
nobody."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P, may
from agencies.models import Agency, Region
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.coverage.items import Item, Urgency
from enrolment.claims import queries as claims
from enrolment.models import BenefitClaim, Difference, DifferenceState, Owner
from enrolment.models.reconciling import DifferenceQuerySet
from enrolment.workers.wording import month_name

NEWEST = 3  # months that are named


def asked(agency: Agency, may_answer: bool) -> Iterator[Item]:
    """What the branch or the city asks the agency, by month, with the day by which an answer is wanted."""
    sent = Difference.objects.for_agency(agency).filter(state=DifferenceState.SENT)
    action = _("Answer it") if may_answer else _("Look")
    for each in _by_month(sent):
        late = each.due is not None and each.due < timezone.localdate()
        if late:
            text = ngettext(
                "%(count)s question about a difference of %(month)s was to be answered by %(day)s.",
                "%(count)s questions about differences of %(month)s were to be answered by %(day)s.",
                each.count,
            )
        else:
            text = ngettext(
                "Answer %(count)s question about a difference of %(month)s by %(day)s.",
                "Answer %(count)s questions about differences of %(month)s by %(day)s.",
                each.count,
            )
        url = f"{each.page('agency_month', agency.code)}?state=sent"
        icon, urgency = ("alert-circle", Urgency.LATE) if late else ("mail", Urgency.DATED)
        yield Item(text % each.words, action, url, icon, urgency, each.due, needs=P.EDIT_ROSTER)


def differing(agency: Agency, may_decide: bool) -> Iterator[Item]:
    """Differences that are the agency's own to decide, by month; what it was asked stands apart."""
    open_ones = Difference.objects.for_agency(agency).undecided().filter(owner=Owner.AGENCY)
    action = _("Decide") if may_decide else _("Look")
    for each in _by_month(open_ones.exclude(state=DifferenceState.SENT)):
        text = ngettext(
            "Decide %(count)s difference from BPJS's list of %(month)s.",
            "Decide %(count)s differences from BPJS's list of %(month)s.",
            each.count,
        )
        url = f"{each.page('agency_month', agency.code)}?owner=agency"
        yield Item(text % each.words, action, url, "adjustments-horizontal", needs=P.EDIT_ROSTER)


def late_claims(agency: Agency) -> Iterator[Item]:
    if count := claims.overdue(BenefitClaim.objects.for_agency(agency)).count():
        text = ngettext(
            "%(count)s claim is past its deadline.", "%(count)s claims are past their deadline.", count
        )
        url = f"{address('agency_claims', agency.code)}?state=overdue"
        text %= {"count": number(count)}
        yield Item(text, _("Look"), url, "alert-circle", Urgency.LATE, needs=P.MANAGE_CLAIMS)


def of_region(user: object, region: Region) -> list[Item]:
    """For who decides in a city: differences that wait for it, and answers its agencies owe, by month."""
    if not may(user, P.RECONCILE, region):
        return []
    ours = Difference.objects.of_region(region).visible_to(user)
    return [*_waiting_for_city(region, ours), *_unanswered(region, ours)]


def _waiting_for_city(region: Region, differences: DifferenceQuerySet) -> Iterator[Item]:
    for each in _by_month(differences.undecided().filter(owner=Owner.CITY)):
        text = ngettext(
            "%(count)s difference from BPJS's list of %(month)s waits for the city's decision.",
            "%(count)s differences from BPJS's list of %(month)s wait for the city's decision.",
            each.count,
        )
        url = f"{each.page('region_month', region.code)}?show=city"
        yield Item(text % each.words, _("See which agencies"), url, "adjustments-horizontal")


def _unanswered(region: Region, differences: DifferenceQuerySet) -> Iterator[Item]:
    late = differences.filter(state=DifferenceState.SENT, month__due_on__lt=timezone.localdate())
    for each in _by_month(late):
        text = ngettext(
            "%(count)s question of %(month)s was not answered in time by the agency.",
            "%(count)s questions of %(month)s were not answered in time by the agencies.",
            each.count,
        )
        url = f"{each.page('region_month', region.code)}?show=overdue"
        yield Item(text % each.words, _("See which agencies"), url, "alert-circle")


@dataclass(frozen=True)
class _Waiting:
    """How many differences of a month wait; `due`: by when answers are wanted, of many agencies the first."""

    month: dt.date
    due: dt.date | None
    count: int

    @property
    def words(self) -> dict[str, str]:
        day = short_day(self.due) if self.due else "–"
        return {"count": number(self.count), "month": month_name(self.month), "day": day}

    def page(self, name: str, code: str) -> str:
        """The address of the month's page of that URL name, of an agency or a region."""
        return reverse(name, args=[code, self.month])


def _by_month(differences: DifferenceQuerySet) -> list[_Waiting]:
    """The newest open months in which anything waits."""
    months = differences.filter(month__closed_at=None).order_by("-month__month")
    counted = months.values("month__month").annotate(due=Min("month__due_on"), n=Count("pk"))
    return [_Waiting(*line) for line in counted.values_list("month__month", "due", "n")[:NEWEST]]

"""What waits in the months compared with BPJS's lists, and claims past a deadline. Closed months wait for
nobody."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P, may
from agencies.models import Agency, Region
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.coverage.items import Item
from enrolment.claims import queries as claims
from enrolment.models import BenefitClaim, Difference, DifferenceState, Owner
from enrolment.workers.wording import month_name

NEWEST = 3  # months that are named


def asked(agency: Agency, may_answer: bool) -> Iterator[Item]:
    """What the branch or the city asks the agency, by month, with the day by which an answer is wanted."""
    for month, due, count in _by_month(
        Difference.objects.for_agency(agency).filter(state=DifferenceState.SENT)
    ):
        text = ngettext(
            "%(count)s question about a difference of %(month)s waits for an answer by %(day)s.",
            "%(count)s questions about differences of %(month)s wait for an answer by %(day)s.",
            count,
        )
        late = due is not None and due < timezone.localdate()
        if late:
            text = ngettext(
                "%(count)s question about a difference of %(month)s was to be answered by %(day)s.",
                "%(count)s questions about differences of %(month)s were to be answered by %(day)s.",
                count,
            )
        words = {"count": number(count), "month": month_name(month), "day": short_day(due) if due else "–"}
        url = f"{reverse('agency_month', args=[agency.code, month])}?state=sent"
        yield Item(
            text % words, _("Answer it") if may_answer else _("Look"), url, "alert-circle" if late else "mail"
        )


def differing(agency: Agency, may_decide: bool) -> Iterator[Item]:
    """Differences that are the agency's own to decide, by month; what it was asked stands apart."""
    open_ones = Difference.objects.for_agency(agency).undecided().filter(owner=Owner.AGENCY)
    for month, _due, count in _by_month(open_ones.exclude(state=DifferenceState.SENT)):
        text = ngettext(
            "%(count)s difference from BPJS's list of %(month)s waits for a decision.",
            "%(count)s differences from BPJS's list of %(month)s wait for a decision.",
            count,
        ) % {"count": number(count), "month": month_name(month)}
        url = f"{reverse('agency_month', args=[agency.code, month])}?owner=agency"
        yield Item(text, _("Decide") if may_decide else _("Look"), url, "adjustments-horizontal")


def late_claims(agency: Agency) -> Iterator[Item]:
    if count := claims.overdue(BenefitClaim.objects.for_agency(agency)).count():
        text = ngettext(
            "%(count)s claim is past its deadline.", "%(count)s claims are past their deadline.", count
        )
        url = f"{address('agency_claims', agency.code)}?state=overdue"
        yield Item(text % {"count": number(count)}, _("Look"), url, "alert-circle")


def of_region(user: object, region: Region) -> list[Item]:
    """For who decides in a city: differences that wait for it, and answers its agencies owe, by month."""
    if not may(user, P.RECONCILE, region):
        return []
    ours = Difference.objects.of_region(region).visible_to(user)  # type: ignore[attr-defined]
    return [*_waiting_for_city(region, ours), *_unanswered(region, ours)]


def _waiting_for_city(region: Region, differences: QuerySet[Difference]) -> Iterator[Item]:
    for month, _due, count in _by_month(differences.undecided().filter(owner=Owner.CITY)):  # type: ignore[attr-defined]
        text = ngettext(
            "%(count)s difference from BPJS's list of %(month)s waits for the city's decision.",
            "%(count)s differences from BPJS's list of %(month)s wait for the city's decision.",
            count,
        ) % {"count": number(count), "month": month_name(month)}
        url = f"{reverse('region_month', args=[region.code, month])}?show=city"
        yield Item(text, _("See which agencies"), url, "adjustments-horizontal")


def _unanswered(region: Region, differences: QuerySet[Difference]) -> Iterator[Item]:
    late = differences.filter(state=DifferenceState.SENT, month__due_on__lt=timezone.localdate())
    for month, _due, count in _by_month(late):
        text = ngettext(
            "%(count)s question of %(month)s was not answered in time by the agency.",
            "%(count)s questions of %(month)s were not answered in time by the agencies.",
            count,
        ) % {"count": number(count), "month": month_name(month)}
        url = f"{reverse('region_month', args=[region.code, month])}?show=overdue"
        yield Item(text, _("See which agencies"), url, "alert-circle")


def _by_month(differences: QuerySet[Difference]) -> list[tuple[dt.date, dt.date | None, int]]:
    """The newest open months: month, the last day for answers (of many agencies the first), how many."""
    months = differences.filter(month__closed_at=None).order_by("-month__month")
    counted = months.values("month__month").annotate(due=Min("month__due_on"), n=Count("pk"))
    return list(counted.values_list("month__month", "due", "n")[:NEWEST])

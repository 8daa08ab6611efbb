"""What an agency is told about a case: never the other row, and the other agency once it may know it."""

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.figures import day, short_day
from enrolment.cases.queries import names_other
from enrolment.models import CaseDecision, CaseKind, ListingCase


def whereabouts(case: ListingCase, agency: Agency) -> str:
    """On what other list the person stands."""
    if case.kind == CaseKind.MOVED and case.agency_id == agency.pk:
        return _("you say: moved to %(agency)s") % {"agency": case.other_agency}
    if names_other(case, agency):
        other = case.other_agency if case.agency_id == agency.pk else case.agency
        return _("on the list of %(agency)s") % {"agency": other}
    if case.region_id:
        return _("on the list of another agency of this city")
    return _("on the list of an agency of another city")


def decider(case: ListingCase) -> str:
    """Who decides it."""
    return _("the city decides") if case.region_id else _("BPJS's branch decides")


def outcome_for(case: ListingCase, agency: Agency) -> str:
    """What was decided, as it concerns this agency."""
    first = case.agency_id == agency.pk
    if case.decision == CaseDecision.TRANSFERRED:
        words = {"day": short_day(case.moved_on)}
        if first:
            return _("moved to %(agency)s on %(day)s") % {**words, "agency": case.other_agency}
        return _("moved here from %(agency)s on %(day)s") % {**words, "agency": case.agency}
    if case.decision == CaseDecision.STAYS:
        return _("stays on this list") if first else _("taken off this list: stays with the other agency")
    if case.decision == CaseDecision.WRONG_NIK:
        mine = case.wrong_agency_id == agency.pk
        return (
            _("another person: correct the NIK here") if mine else _("another person: the NIK here is right")
        )
    if case.decision == CaseDecision.BOTH:
        return _("works for both agencies")
    return _("settled: no longer on both lists")


def moved_from_words(agency: Agency | None, since: object) -> str:
    """`Moved here from Dinas Perhubungan on 1 Maret 2020`, for a worker's history."""
    return _("Moved here from %(agency)s on %(day)s") % {"agency": agency, "day": day(since)}

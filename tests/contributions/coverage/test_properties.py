"""Whatever happens to people: the funnel never grows, sums agree, kept figures are what counting gives."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributions.coverage.figures import figures_by_region, figures_of_agency, figures_of_region
from enrolment.figures import recount
from enrolment.models import AgencyFigures, Category, Enrolment
from enrolment.models.workers import COMMUNITY_CATEGORIES
from tests.factories import AgencyFactory, WorkerFactory, region

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)
AGENCIES = 3


@st.composite
def spells(draw):
    """One spell of one person: which agency, which kind, and steps some days apart, in order."""
    days = sorted(draw(st.lists(st.integers(0, 40), min_size=4, max_size=4)))
    listed, submitted, registered, ended = (START + dt.timedelta(days=day) for day in days)
    spell = {"listed_on": listed, "state": "listed"}
    reached = draw(st.sampled_from(["listed", "submitted", "registered", "confirmed"]))
    if reached != "listed" and (reached == "submitted" or draw(st.booleans())):
        spell |= {"submitted_on": submitted, "state": "submitted"}
    if reached in ("registered", "confirmed"):
        spell |= {"registered_on": registered, "state": "registered", "basis": "stated"}
    if reached == "confirmed":
        month = START.replace(month=draw(st.integers(1, 3)))
        spell |= {"basis": "confirmed", "confirmed_month": month}
    if draw(st.booleans()):
        spell |= {"ended_on": ended, "end_reason": "resigned", "state": "ended"}
    return draw(st.integers(0, AGENCIES - 1)), draw(st.sampled_from(Category.values)), spell


class TakenBack(Exception):
    """Ends an example: what it wrote goes with its savepoint."""


def counted(spell, day):
    """Whether a spell stands in each step on a day, straight from what the steps mean."""
    on_list = spell.listed_on <= day and (spell.ended_on is None or spell.ended_on > day)
    submitted = [d for d in (spell.submitted_on, spell.registered_on) if d]
    confirmed_on = max(spell.registered_on, spell.confirmed_month) if spell.basis == "confirmed" else None
    return [
        on_list,
        on_list and bool(submitted) and submitted[0] <= day,
        on_list and spell.registered_on is not None and spell.registered_on <= day,
        on_list and confirmed_on is not None and confirmed_on <= day,
    ]


def check(agencies, day):
    for agency in agencies:
        one = figures_of_agency(agency, day)
        for funnel, community in ((one.staff, False), (one.community, True)):
            kept = [funnel.listed or 0, funnel.submitted, funnel.registered, funnel.confirmed]
            spells_ = [
                spell
                for spell in Enrolment.objects.filter(agency=agency).select_related("worker")
                if (spell.worker.category in COMMUNITY_CATEGORIES) == community
            ]
            assert kept == [sum(step) for step in zip(*(counted(s, day) for s in spells_), strict=True)] or (
                not spells_ and not funnel.known
            )
            assert kept == sorted(kept, reverse=True)
            assert funnel.known == any(spell.listed_on <= day for spell in spells_)


def check_sums(agencies, day):
    city, province = figures_of_region(region("36.73"), day), figures_of_region(region("36"), day)
    for step in ("submitted", "registered", "confirmed"):
        alone = [getattr(figures_of_agency(agency, day).staff, step) for agency in agencies]
        assert getattr(city.staff, step) == sum(alone) == getattr(province.staff, step)
    (beside,) = figures_by_region([region("36.73")], day)
    assert beside.place.staff == city.staff == province.staff
    assert beside.place.community == city.community == province.community


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(spells(), max_size=10), days=st.lists(st.integers(-1, 100), min_size=1, max_size=3))
def test_figures_are_what_counting_the_spells_gives(db, people, days):
    try:
        with transaction.atomic():
            agencies = [AgencyFactory(code=f"36.73/a{number}") for number in range(AGENCIES)]
            for number, category, spell in people:
                WorkerFactory(agency=agencies[number], category=category, _enrolment=spell)
            ids = [agency.pk for agency in agencies]
            recount(ids)
            once = list(AgencyFigures.objects.order_by("agency", "population", "day").values_list(*COUNTS))
            recount(ids)
            twice = list(AgencyFigures.objects.order_by("agency", "population", "day").values_list(*COUNTS))
            assert once == twice
            for day in days:
                check(agencies, START + dt.timedelta(days=day))
                check_sums(agencies, START + dt.timedelta(days=day))
            raise TakenBack
    except TakenBack:
        pass


COUNTS = ("agency", "population", "day", "listed", "submitted", "registered", "confirmed")

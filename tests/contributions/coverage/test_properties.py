"""Whatever happens to people: the funnel never grows, sums agree, kept figures are what counting gives."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributions.coverage.figures import figures_by_region, figures_of_agency, figures_of_region
from enrolment.figures import recount
from enrolment.models import AgencyFigures, Category, Enrolment, Guarantor, WorkerTerm
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
    return draw(st.integers(0, AGENCIES - 1)), draw(standings), spell, draw(changes)


standings = st.tuples(st.sampled_from(Category.values), st.sampled_from(Guarantor.values))
# Other categories and guarantors before what holds now, each until a day.
changes = st.dictionaries(st.integers(-5, 50), standings, max_size=2)


def add(agency, standing, spell, earlier):
    """A worker whose category and guarantor changed on some days."""
    category, guarantor = standing
    worker = WorkerFactory(agency=agency, category=category, guarantor=guarantor, _enrolment=spell)
    since = None
    for until, (category, guarantor) in sorted(earlier.items()):
        until = START + dt.timedelta(days=until)
        term(worker, category, guarantor, since, until)
        since = until
    if earlier:
        # What it says is not asked for: the worker's own row tells what holds now.
        term(worker, Category.OTHER, Guarantor.BPJS, since, None)


def term(worker, category, guarantor, since, until):
    WorkerTerm.objects.create(
        worker=worker,
        agency=worker.agency,
        category=category,
        guarantor=guarantor,
        period=DateRange(since, until),
    )


def standing_on(worker, day):
    """Category and guarantor of a day, straight from what terms mean."""
    held = WorkerTerm.objects.filter(worker=worker, period__contains=day).exclude(period__endswith=None)
    return held.values_list("category", "guarantor").first() or (worker.category, worker.guarantor)


class TakenBack(Exception):
    """Ends an example: what it wrote goes with its savepoint."""


def counted(spell, day):
    """Whether a spell stands in each step on a day, straight from what the steps mean."""
    on_list = spell.listed_on <= day and (spell.ended_on is None or spell.ended_on > day)
    submitted = [d for d in (spell.submitted_on, spell.registered_on) if d]
    confirmed_on = max(spell.registered_on, spell.confirmed_month) if spell.basis == "confirmed" else None
    registered = on_list and spell.registered_on is not None and spell.registered_on <= day
    return [
        on_list,
        on_list and bool(submitted) and submitted[0] <= day,
        registered,
        on_list and confirmed_on is not None and confirmed_on <= day,
        on_list and not registered and standing_on(spell.worker, day)[1] == "taspen",
    ]


def is_community(worker, day):
    return standing_on(worker, day)[0] in COMMUNITY_CATEGORIES


def had_a_list(spell, community, day):
    """Whether the spell has put somebody of that population on the list by then."""
    last = min(day, spell.ended_on - dt.timedelta(days=1)) if spell.ended_on else day
    days = max(0, (last - spell.listed_on).days)
    passed = (spell.listed_on + dt.timedelta(days=n) for n in range(days + 1))
    return spell.listed_on <= day and any(is_community(spell.worker, one) == community for one in passed)


def check(agencies, day):
    for agency in agencies:
        one = figures_of_agency(agency, day)
        for funnel, community in ((one.staff, False), (one.community, True)):
            kept = [funnel.listed or 0, funnel.submitted, funnel.registered, funnel.confirmed]
            kept.append(funnel.taspen)
            spells_ = [
                spell
                for spell in Enrolment.objects.filter(agency=agency).select_related("worker")
                if is_community(spell.worker, day) == community
            ]
            assert kept == [sum(step) for step in zip(*(counted(s, day) for s in spells_), strict=True)] or (
                not spells_ and kept == [0] * 5
            )
            assert kept[:4] == sorted(kept[:4], reverse=True)
            assert funnel.registered + funnel.taspen <= (funnel.listed or 0)
            everybody = Enrolment.objects.filter(agency=agency).select_related("worker")
            assert funnel.known == any(had_a_list(spell, community, day) for spell in everybody)


def check_sums(agencies, day):
    city, province = figures_of_region(region("36.73"), day), figures_of_region(region("36"), day)
    for step in ("submitted", "registered", "confirmed", "taspen"):
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
            for number, standing, spell, earlier in people:
                add(agencies[number], standing, spell, earlier)
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


COUNTS = ("agency", "population", "day", "listed", "submitted", "registered", "confirmed", "taspen")

"""Category and guarantor by days: from a day on, over other changes, and back again."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from enrolment.models import AgencyFigures, Enrolment, Worker, WorkerTerm
from enrolment.workers import actions as by_hand
from enrolment.workers.changes import actions
from enrolment.workers.changes.actions import Decree
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.django_db
MARCH, JUNE = dt.date(2024, 3, 1), dt.date(2024, 6, 1)


@pytest.fixture
def asep(dishub):
    return WorkerFactory(agency=dishub)


def decree(day):
    return Decree("800/1", dt.date(2024, 1, 5), day)


def category(agency, to, day):
    workers = Worker.objects.for_agency(agency)
    return actions.change_category(agency=agency, workers=workers, category=to, decree=decree(day), by=None)


def guarantor(agency, to, day):
    workers = Worker.objects.for_agency(agency)
    return actions.change_guarantor(agency=agency, workers=workers, guarantor=to, decree=decree(day), by=None)


def terms(worker):
    return [
        (t.category, t.guarantor, t.period.lower, t.period.upper)
        for t in WorkerTerm.objects.filter(worker=worker)
    ]


def test_a_change_cuts_the_days_in_two_without_a_gap(dishub, asep):
    category(dishub, "pppk_pw", MARCH)
    assert terms(asep) == [("honorer", "bpjs", None, MARCH), ("pppk_pw", "bpjs", MARCH, None)]


def test_category_and_guarantor_change_on_days_of_their_own(dishub, asep):
    category(dishub, "pppk_pw", MARCH)
    guarantor(dishub, "taspen", JUNE)
    assert terms(asep) == [
        ("honorer", "bpjs", None, MARCH),
        ("pppk_pw", "bpjs", MARCH, JUNE),
        ("pppk_pw", "taspen", JUNE, None),
    ]


def test_an_earlier_day_reaches_over_later_changes_of_the_other(dishub, asep):
    guarantor(dishub, "taspen", JUNE)
    category(dishub, "pppk_pw", MARCH)
    assert terms(asep) == [
        ("honorer", "bpjs", None, MARCH),
        ("pppk_pw", "bpjs", MARCH, JUNE),
        ("pppk_pw", "taspen", JUNE, None),
    ]


def test_a_second_change_on_the_same_day_takes_the_place_of_the_first(dishub, asep):
    category(dishub, "pppk_pw", MARCH)
    category(dishub, "thl", MARCH)
    assert terms(asep) == [("honorer", "bpjs", None, MARCH), ("thl", "bpjs", MARCH, None)]


def test_a_category_corrected_by_hand_is_what_was_before_the_next_change(dishub, asep):
    category(dishub, "pppk_pw", MARCH)
    asep.refresh_from_db()
    by_hand.edit_worker(worker=asep, values={"category": "outsourced"}, revision=asep.revision, by=None)
    guarantor(dishub, "taspen", JUNE)
    assert terms(asep)[1:] == [
        ("outsourced", "bpjs", MARCH, JUNE),
        ("outsourced", "taspen", JUNE, None),
    ]


@pytest.mark.parametrize("change, to", [(category, "thl"), (guarantor, "taspen")])
def test_taking_back_restores_the_terms(dishub, asep, change, to):
    category(dishub, "pppk_pw", MARCH)
    before, row = terms(asep), Worker.objects.values("category", "guarantor").get()
    batch = change(dishub, to, JUNE)
    assert terms(asep) != before
    actions.undo(batch=batch, by=None)
    assert terms(asep) == before
    assert Worker.objects.values("category", "guarantor").get() == row


def test_taking_the_first_change_back_leaves_no_terms(dishub, asep):
    actions.undo(batch=category(dishub, "pppk_pw", MARCH), by=None)
    assert terms(asep) == []


def test_who_is_under_taspen_is_counted_beside_the_funnel_from_that_day(dishub, asep):
    WorkerFactory(agency=dishub, registered=True)
    guarantor(dishub, "taspen", MARCH)
    found = {f.day: (f.listed, f.registered, f.taspen) for f in AgencyFigures.objects.filter(agency=dishub)}
    assert found[dt.date(2020, 2, 1)] == (2, 1, 0)
    assert found[MARCH] == (2, 1, 1)  # the registered one is counted as registered


def test_past_days_keep_their_population(dishub, asep):
    category(dishub, "rt_rw", MARCH)
    found = {(f.day, f.population): f.listed for f in AgencyFigures.objects.filter(agency=dishub)}
    assert found[dt.date(2020, 1, 1), "staff"] == 1
    assert found[MARCH, "staff"] == 0
    assert found[MARCH, "community"] == 1


def test_enrolment_stays_as_it_is(dishub, asep):
    before = list(Enrolment.objects.values())
    guarantor(dishub, "taspen", MARCH)
    assert list(Enrolment.objects.values()) == before


def test_a_group_that_does_not_serve_the_agency_is_refused(dishub, asep):
    foreign = AgencyFactory().owned_groups.get()
    what = {"agency": dishub, "workers": Worker.objects.for_agency(dishub), "decree": decree(MARCH)}
    with pytest.raises(ValidationError):
        actions.change_group(**what, group=foreign, by=None)
    foreign.agencies.add(dishub)
    batch = actions.change_group(**what, group=foreign, by=None)
    asep.refresh_from_db()
    assert asep.contribution_group == foreign
    actions.undo(batch=batch, by=None)
    asep.refresh_from_db()
    assert asep.contribution_group.agency == dishub


def test_days_are_checked_within_one_worker_before_saving(asep, dishub):
    category(dishub, "thl", MARCH)
    kept = WorkerTerm.objects.filter(worker=asep).last()
    values = {name: getattr(kept, name) for name in ("agency", "category", "guarantor", "period")}

    WorkerTerm(worker=WorkerFactory(agency=dishub), **values).full_clean(exclude=["batch"])
    with pytest.raises(ValidationError):
        WorkerTerm(worker=asep, **values).full_clean(exclude=["batch"])

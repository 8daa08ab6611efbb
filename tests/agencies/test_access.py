"""Scopes and the door: who sees which rows, in the database itself."""

import datetime as dt

import pytest

from agencies import access
from agencies.models import Membership
from enrolment.models import Worker
from tests.factories import AgencyFactory, WorkerFactory, member, region

pytestmark = pytest.mark.django_db


def test_operator_sees_own_people_only(dishub, dlh, dishub_operator):
    mine = WorkerFactory(agency=dishub)
    WorkerFactory(agency=dlh)
    with access.acting(dishub_operator):
        assert list(Worker.objects.all()) == [mine]
    assert Worker.objects.count() == 2


def test_leader_and_system_operator_see_no_people(dishub, city_leader, system_operator):
    WorkerFactory(agency=dishub)
    for user in (city_leader, system_operator):
        with access.acting(user):
            assert not Worker.objects.exists()


def test_membership_outside_its_dates_gives_nothing(dishub):
    user = member("agency_operator", agency=dishub)
    Membership.objects.filter(user=user).update(valid_to=dt.date(2019, 12, 31))
    WorkerFactory(agency=dishub)
    with access.acting(user):
        assert not Worker.objects.exists()


def test_parent_sees_the_children_it_answers_for(dishub):
    child = AgencyFactory(code="36.73/upt-terminal", parent=dishub, answered_by_parent=True)
    other = AgencyFactory(code="36.73/upt-parkir", parent=dishub)
    theirs = WorkerFactory(agency=child)
    WorkerFactory(agency=other)
    with access.acting(member("agency_operator", agency=dishub)):
        assert list(Worker.objects.all()) == [theirs]


def test_settings_are_restored_when_the_door_closes(dishub, dlh, dishub_operator, city_manager):
    WorkerFactory(agency=dishub)
    WorkerFactory(agency=dlh)
    with access.acting(city_manager):
        assert Worker.objects.count() == 2
        with access.acting(dishub_operator):
            assert Worker.objects.count() == 1
        assert Worker.objects.count() == 2


def test_province_viewer_has_figures_of_its_cities_only(province_viewer, serang, cirebon):
    scope = access.scope_of(province_viewer)
    assert access.P.SEE_FIGURES in scope.permissions_in_region(serang)
    assert not scope.permissions_in_region(cirebon)
    assert access.P.SEE_PEOPLE not in scope.permissions_in_region(region("36"))

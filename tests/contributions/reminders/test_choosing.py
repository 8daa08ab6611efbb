import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Compliance, Demand
from contributions.desk.attention import attention_of
from contributions.models import ReminderKind
from contributions.reminders.choosing import OF_THE_DESK, choice_of, still_holds
from contributions.reminders.facts import Facts, facts_of_agency
from tests.contributions.billing import money
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory, DocumentFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
K = ReminderKind


def test_those_a_matter_concerns_are_the_desks(serang, dishub, dlh):
    enrol(dishub, 2)
    choice = choice_of(serang, DAY)
    assert choice.of(K.NO_ROSTER) == {dlh.pk}
    assert choice.of(K.OLD_ROSTER) == {dishub.pk}
    assert choice.of(K.UNCOVERED) == {dishub.pk}
    assert choice.of(K.OTHER) == {dishub.pk, dlh.pk}
    for one in attention_of(serang, DAY):
        if one.kind in OF_THE_DESK:
            assert choice.of(OF_THE_DESK[one.kind]) == set(one.agencies)


def test_what_the_agency_is_still_asked_for_is_what_the_city_would_choose(serang, dishub, dlh):
    """The to-do of an agency and the city's list are held together."""
    today = timezone.localdate()
    enrol(dishub, 2)
    money.terms(dishub)
    money.workers(dishub)
    money.assessed(dishub)
    choice = choice_of(serang, today)
    for agency in (dishub, dlh):
        facts = facts_of_agency(agency, today)
        for kind in (*OF_THE_DESK.values(), K.UNCOVERED):
            assert still_holds(kind, facts, today) == (agency.pk in choice.of(kind)), (agency, kind)
    assert dishub.pk in choice.of(K.UNPAID)


def test_facts_come_back_as_they_were_frozen(serang, dishub):
    enrol(dishub, 3)
    facts = choice_of(serang, DAY).units[0].facts
    assert facts.listed == 3
    assert Facts.thawed(facts.frozen() | {"name": "Dishub"}) == facts


def test_a_demand_concerns_those_asked_who_have_not_met_it(serang, dishub, dlh):
    document = DocumentFactory(region=serang)
    demand = Demand.objects.create(document=document, region=serang, text="Daftarkan", kinds=["dinas"])
    office = AgencyFactory(region=serang, kind="kecamatan")
    Compliance.objects.create(demand=demand, region=serang, agency=dlh, state="done", on=DAY)
    choice = choice_of(serang, DAY, demand)
    concerned = choice.of(K.DEMAND)
    assert choice.signs == {dishub.pk: "demand_open", dlh.pk: "demand_met"}
    assert dishub.pk in concerned
    assert dlh.pk not in concerned
    assert office.pk not in concerned


def test_a_measured_demand_leaves_out_whom_the_figures_say_have_met_it(serang, dishub, dlh):
    document = DocumentFactory(region=serang)
    demand = Demand.objects.create(document=document, region=serang, text="Daftar", measure="roster")
    enrol(dishub, 1)
    assert choice_of(serang, DAY, demand).of(K.DEMAND) == {dlh.pk}


def test_two_units_of_one_name_are_told_apart(serang):
    curug = AgencyFactory(region=serang, code="36.73/04", kind="kecamatan", name="Kecamatan Curug")
    kota = AgencyFactory(region=serang, code="36.73/01", kind="kecamatan", name="Kecamatan Serang")
    for parent in (curug, kota):
        AgencyFactory(
            region=serang, code=f"{parent.code}.1", kind="kelurahan", name="Kelurahan Sukawana", parent=parent
        )
    names = {unit.name for unit in choice_of(serang, DAY).units}
    assert "Kelurahan Sukawana (Kecamatan Curug)" in names


def test_choosing_takes_as_many_statements_for_fifty_agencies_as_for_one(serang, dishub, count_queries):
    enrol(dishub, 1)
    once = count_queries(lambda: choice_of(serang, DAY))
    for _ in range(49):
        AgencyFactory(region=serang)
    assert count_queries(lambda: choice_of(serang, DAY)) == once


def test_debts_and_waiting_rows_are_read_once(serang, dishub):
    enrol(dishub, 1)
    with CaptureQueriesContext(connection) as found:
        choice_of(serang, timezone.localdate())
    for table in ("contributions_assessment", "enrolment_upload"):
        assert sum(f'from "{table}"' in query["sql"].lower() for query in found) == 1, table

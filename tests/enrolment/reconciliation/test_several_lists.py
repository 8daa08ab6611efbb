"""Two lists of one group, groups that serve several agencies, agencies with several groups."""

import pytest

from agencies.models import ContributionGroup
from enrolment.models import Difference, ParticipantMatch
from tests.enrolment.reconciliation.making import as_listed, compare, list_in_force
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db


def test_person_in_bill_and_list_of_participants_counts_once(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, kind="2a")
    list_in_force([as_listed(worker, wage=1)], agency=dishub)
    found = compare(dishub)
    assert found["list"] == {"rows": 2, "people": 1}
    assert found["rows"]["both_lists"] == 1
    difference = Difference.objects.get()
    assert (difference.kind, difference.theirs["wage"]) == ("wage_differs", "3000000.00")


def test_list_of_participants_tells_who_is_active(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([as_listed(worker)], agency=dishub, kind="2a")
    list_in_force([as_listed(worker, is_active=False)], agency=dishub)
    compare(dishub)
    assert Difference.objects.get().kind == "active_but_ended"


def test_row_of_a_shared_group_counts_with_the_agency_of_its_worker(dishub, dlh):
    group = dishub.owned_groups.get()
    group.agencies.add(dlh)
    mine, theirs = WorkerFactory(agency=dishub, registered=True), WorkerFactory(agency=dlh, registered=True)
    rows = [as_listed(mine), as_listed(theirs), {"nik": nik(), "name": "BUDI"}]
    list_in_force(rows, agency=dishub, group=group)
    both = compare(dishub, dlh)
    assert both["list"]["rows"] == 3
    assert both["months"][dlh.pk]["list"]["rows"] == 1
    assert compare(dlh)["list"]["rows"] == 1
    assert Difference.objects.get(kind="not_on_roster").agency == dishub


def test_row_is_nobody_of_an_agency_that_its_group_does_not_serve(dishub, dlh):
    theirs = WorkerFactory(agency=dlh, registered=True)
    list_in_force([as_listed(theirs)], agency=dishub)
    list_in_force([], agency=dlh)
    compare(dishub, dlh)
    assert not ParticipantMatch.objects.exists()


def test_workers_of_a_group_without_a_list_are_not_missed(dishub):
    other = ContributionGroup.objects.create(agency=dishub, name="Divisi 2", npp="12345678")
    missed = WorkerFactory(agency=dishub, registered=True)
    WorkerFactory(agency=dishub, registered=True, contribution_group=other)
    list_in_force([], agency=dishub)
    found = compare(dishub)
    assert Difference.objects.get().worker == missed
    assert found["roster"]["registered"] == 1


def test_person_on_the_lists_of_two_groups_of_one_agency_is_twice_on_the_list(dishub):
    other = ContributionGroup.objects.create(agency=dishub, name="Divisi 2", npp="12345678")
    worker = WorkerFactory(agency=dishub, registered=True, contribution_group=other)
    first = list_in_force([as_listed(worker)], agency=dishub)
    own = list_in_force([as_listed(worker)], agency=dishub, group=other)
    found = compare(dishub)
    assert ParticipantMatch.objects.get().row.list == own
    difference = Difference.objects.get()
    assert (difference.kind, difference.row.list) == ("twice_on_list", first)
    assert found["list"] == {"rows": 2, "people": 1}


def test_as_many_queries_for_fifty_rows_as_for_one(dishub, dlh, count_queries):
    few, many = [], []
    for agency, people, n in ((dishub, few, 1), (dlh, many, 50)):
        for state in ({}, {"registered": True}):
            for worker in WorkerFactory.create_batch(n, agency=agency, **state):
                people.append(as_listed(worker, sex="P"))
                near = WorkerFactory(agency=agency, registered=True)
                people.append(as_listed(near, nik="9" + near.nik[1:]))
                people.append({"nik": nik(), "name": "ORANG LAIN"})
        list_in_force(people, agency=agency)
    assert count_queries(lambda: compare(dlh)) == count_queries(lambda: compare(dishub))

"""An agency that names others in turn, as where somebody moved to, learns nothing of where people work."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agencies import access
from enrolment.cases import opening, queries
from enrolment.models import ListingCase, ProposedExit
from enrolment.rosters import exits
from enrolment.rosters.waiting.queries import agencies_waiting
from tests.enrolment.cases.conftest import MOVED, worker_at
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospital(serang):
    return AgencyFactory(code="36.73/rsud", name="RSUD Kota Serang")


def seen_by(client, user, agency) -> list[str]:
    """The agency's own pages of its cases, without the name that it gave itself."""
    client.force_login(user)
    client.cookies["django_language"] = "en"
    listed = client.get(reverse("agency_cases", args=[agency.code]))
    pages = [listed, *(client.get(one) for one in addresses(listed))]
    return [one.content.decode().split("<main")[1] for one in pages]


def addresses(listed) -> list[str]:
    table = listed.context["table"]
    return [reverse("agency_case", args=[table.agency.code, row.record.pk]) for row in table.rows]


@pytest.mark.parametrize("listed_too", ["dlh", "hospital"])
def test_naming_the_agency_that_lists_a_person_too_looks_like_naming_another(
    client, request, twice, dishub, dlh, dishub_operator, listed_too
):
    case = twice(dishub, request.getfixturevalue(listed_too))
    number = case.pk
    ListingCase.objects.update(agency_note="Pindah menurut SK")
    person = worker_at(dishub, case.nik)
    with access.acting(dishub_operator):
        opening.say_moved(agency=dishub, workers=[person.pk], target=dlh, on=MOVED, by=dishub_operator)
        (mine,) = queries.of_agency(dishub)
        assert (mine.kind, mine.agency_note) == ("moved", "Pindah menurut SK")
        assert mine.pk > number
        assert queries.open_of_agency(dishub) == 1
    shown = seen_by(client, dishub_operator, dishub)
    assert [page.count("you say: moved to DLH") for page in shown] == [1, 1]
    assert client.get(reverse("agency_case", args=[dishub.code, number])).status_code == 404


def test_an_agency_that_somebody_is_said_to_come_to_is_told_of_no_case(
    client, dishub, dlh, serang, dlh_operator
):
    person = WorkerFactory(agency=dishub)
    opening.say_moved(agency=dishub, workers=[person.pk], target=dlh, on=MOVED, by=None)
    client.force_login(dlh_operator)
    assert client.get(reverse("agency_waiting", args=[dlh.code])).context["cases"] == 0
    assert {agency.code: agency.double for agency in agencies_waiting(serang)} == {dishub.code: 1}


@pytest.mark.parametrize("listed_too", ["dlh", "hospital"])
def test_a_stated_move_of_somebody_on_two_lists_is_not_taken_back_by_the_agency(
    request, twice, dishub, dlh, dishub_operator, upload_of, listed_too
):
    case = twice(dishub, request.getfixturevalue(listed_too))
    person = worker_at(dishub, case.nik)
    proposal = ProposedExit.objects.create(
        upload=upload_of(dishub), agency=dishub, worker=person, proposed_on=MOVED
    )
    with access.acting(dishub_operator):
        leaving = {proposal.pk: exits.Leaving("moved", MOVED, dlh)}
        exits.decide(agency=dishub, leaving=leaving, staying=set(), by=dishub_operator)
        with pytest.raises(ValidationError) as told:
            exits.take_back(proposal=proposal, by=dishub_operator)
    assert told.value.code == "decided"

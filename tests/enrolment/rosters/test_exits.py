"""Proposed exits on their page: one by one, many with one answer, moved within the city, taken back."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from enrolment.cases import deciding, queries
from enrolment.cases.deciding import Decision
from enrolment.models import Enrolment, ListingCase, ProposedExit, Upload
from enrolment.rosters import exits
from enrolment.rosters.exits import Leaving
from tests.enrolment.rosters.books import page
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 1)


@pytest.fixture
def proposed(dishub):
    """Proposals to leave about this many workers of Dishub."""
    upload = Upload.objects.create(
        region=dishub.region, agency=dishub, state="applied", file_name="daftar.xlsx", size=1,
        roster_date=DAY, applied_at=timezone.now(),
    )  # fmt: skip

    def proposed(count: int, **worker) -> list[ProposedExit]:
        return [
            ProposedExit.objects.create(
                upload=upload,
                agency=dishub,
                proposed_on=DAY,
                worker=WorkerFactory(agency=dishub, name=f"Orang {n:03d}", **worker),
            )
            for n in range(count)
        ]

    return proposed


@pytest.fixture
def post(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def post(name, data, *args):
        return client.post(page(dishub, name, *args), data)

    return post


@pytest.fixture
def save(post):
    """Look first at what the answer will do, then do that."""

    def saved(asked: dict):
        shown = post("agency_exits_bulk", asked).context["seen"]
        return post("agency_exits_bulk", asked | {"step": "save", "seen": shown})

    return saved


def on_the_list() -> int:
    return Enrolment.objects.open().count()


def test_one_answer_for_the_ticked_says_first_what_it_will_do(post, save, proposed):
    ticked = [p.pk for p in proposed(5)[:3]]
    asked = {"proposal": ticked, "decision": "contract_ended", "ended_on": "2020-03-01"}
    shown = post("agency_exits_bulk", asked)
    assert "3 workers leave the list of Dishub" in shown.content.decode()
    assert on_the_list() == 5
    save(asked)
    assert on_the_list() == 2
    assert set(ProposedExit.objects.filter(stays=False).values_list("pk", flat=True)) == set(ticked)


def test_folded_answer_for_many_asks_for_nothing_unseen(client, post, dishub, proposed):
    proposed(1)  # a browser sends no form with an empty `required` field that cannot be seen
    shown = client.get(page(dishub, "agency_exits")).content.decode()
    folded = shown[
        shown.index('class="panel exit-bulk"') : shown.index("</details>", shown.index("exit-bulk"))
    ]
    assert "<select" in folded
    assert not re.search(r"<(select|input)[^>]* required", folded)


def test_one_answer_for_all_reaches_beyond_the_page(save, proposed):
    proposed(60)
    save({"which": "all", "decision": "stays"})
    assert ProposedExit.objects.filter(stays=True).count() == 60


def test_if_others_wait_by_now_they_are_shown_anew(post, proposed):
    first, *_others = proposed(3)
    asked = {"which": "all", "decision": "resigned", "ended_on": "2020-03-01"}
    seen = post("agency_exits_bulk", asked).context["seen"]
    ProposedExit.objects.filter(pk=first.pk).update(stays=True, decided_at=timezone.now())
    proposed(1)  # as many as before, but another one among them
    saved = post("agency_exits_bulk", asked | {"step": "save", "seen": seen})
    assert "changed meanwhile" in saved.content.decode()
    assert on_the_list() == 4


def test_who_was_registered_later_than_the_day_keeps_waiting(post, save, proposed):
    proposed(2, registered=True)
    asked = {"which": "all", "decision": "resigned", "ended_on": "2020-01-15"}
    assert "Not possible for 2" in post("agency_exits_bulk", asked).content.decode()
    save(asked)
    assert ProposedExit.objects.filter(decided_at=None).count() == 2


def test_a_death_leads_to_its_claim(post, client, proposed):
    (one,) = proposed(1)
    asked = {"which": "all", "decision": "died", "ended_on": "2020-03-01"}
    answer = post("agency_exits_bulk", asked)
    assert f"/workers/{one.worker_id}/end/" in answer["Location"]
    assert "death benefit" in client.get(answer["Location"]).content.decode()
    assert on_the_list() == 1


def test_deaths_are_not_recorded_in_bulk(post, save, proposed):
    proposed(2)
    asked = {"which": "all", "decision": "died", "ended_on": "2020-03-01"}
    assert "one by one" in post("agency_exits_bulk", asked).content.decode()
    assert on_the_list() == 2


def test_of_several_deaths_the_first_leads_to_its_claim_and_the_others_wait(post, client, proposed):
    first, second, third = proposed(3)
    gone = {"decision": "died", "ended_on": "2020-03-01"}
    sent = {f"{p.pk}-{name}": value for p in (first, second) for name, value in gone.items()}
    sent |= {f"{third.pk}-decision": "resigned", f"{third.pk}-ended_on": "2020-03-01"}
    answer = post("agency_exits", sent)
    assert f"/workers/{first.worker_id}/end/" in answer["Location"]
    shown = client.get(answer["Location"]).content.decode()
    assert second.worker.name in shown
    assert on_the_list() == 2


def test_a_search_finds_by_name_without_it_in_the_address(post, client, dishub, proposed):
    proposed(3)
    answer = post("agency_exits", {"step": "search", "q": "orang 002"})
    assert "002" not in answer["Location"]
    found = client.get(answer["Location"]).content.decode()
    assert "Orang 002" in found
    assert "Orang 001" not in found


def test_pages_follow_each_other(client, dishub, dishub_operator, proposed):
    proposed(30)
    client.force_login(dishub_operator)
    first, second = (client.get(page(dishub, "agency_exits") + f"?page={n}").content.decode() for n in (1, 2))
    assert "Orang 000" in first
    assert "Orang 029" not in first
    assert "Orang 029" in second


def test_moved_to_a_named_agency_waits_for_the_city(post, save, dishub, dlh, proposed):
    (proposal,) = proposed(1, registered=True)
    asked = {"which": "all", "decision": "moved", "ended_on": "2020-03-01", "moved_to": dlh.pk}
    assert "stays on the list of Dishub for now" in post("agency_exits_bulk", asked).content.decode()
    save(asked)
    proposal.refresh_from_db()
    assert (proposal.stays, proposal.moved_to, on_the_list()) == (None, dlh, 1)
    case = ListingCase.objects.get()
    assert (case.kind, case.agency, case.other_agency, case.moved_on) == ("moved", dishub, dlh, DAY)


def test_moved_is_chosen_for_one_person_too_by_the_agencys_name(post, dishub, dlh, proposed):
    (proposal,) = proposed(1)
    one = {f"{proposal.pk}-decision": "moved", f"{proposal.pk}-ended_on": "2020-03-01"}
    name = f"{proposal.pk}-moved_to"
    assert post("agency_exits", one | {name: "Dinas Lingkungan"}).status_code == 400
    post("agency_exits", one | {name: "Dinas Lingkungan Hidup (DLH)"})
    assert ListingCase.objects.get().other_agency == dlh


def test_moved_elsewhere_leaves_at_once(save, proposed):
    proposed(1)
    save({"which": "all", "decision": "moved", "ended_on": "2020-03-01"})
    assert Enrolment.objects.get().end_reason == "moved"
    assert not ListingCase.objects.exists()


def test_an_end_is_taken_back_and_waits_again(post, dishub, proposed):
    (proposal,) = proposed(1, registered=True)
    exits.decide(agency=dishub, leaving={proposal.pk: Leaving("resigned", DAY)}, staying=set(), by=None)
    post("agency_exit_back", {}, proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.decided_at, proposal.reason, on_the_list()) == (None, None, 1)
    assert Enrolment.objects.get().state == "registered"


def test_a_stated_move_is_withdrawn_until_it_is_decided(dishub, dlh, proposed):
    one, two = proposed(2)
    leaving = {p.pk: Leaving("moved", DAY, dlh) for p in (one, two)}
    exits.decide(agency=dishub, leaving=leaving, staying=set(), by=None)
    exits.take_back(proposal=one, by=None)
    case = ListingCase.objects.get(decided_at=None)
    seen = deciding.seen_of(queries.sides_of(case))
    deciding.decide(case=case, made=Decision("transferred", moved_on=DAY), seen=seen, by=None)
    with pytest.raises(ValidationError):
        exits.take_back(proposal=two, by=None)


def test_the_same_exit_is_not_taken_back_after_the_person_returned(dishub, proposed):
    (proposal,) = proposed(1)
    exits.decide(agency=dishub, leaving={proposal.pk: Leaving("resigned", DAY)}, staying=set(), by=None)
    Enrolment.objects.create(worker=proposal.worker, agency=dishub, listed_on=dt.date(2020, 5, 1))
    with pytest.raises(ValidationError):
        exits.take_back(proposal=proposal, by=None)


def test_the_list_asks_as_often_for_many_as_for_one(client, dishub, dishub_operator, proposed, count_queries):
    client.force_login(dishub_operator)
    address = page(dishub, "agency_exits")
    proposed(1)
    client.get(address)
    few = count_queries(lambda: client.get(address))
    proposed(24)
    assert count_queries(lambda: client.get(address)) == few

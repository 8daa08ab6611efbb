"""The pages that change many by an SK: chosen, looked at, done, taken back."""

import datetime as dt

import pytest

from enrolment.models import ChangeBatch, Worker
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DECREE = {"sk_number": "800/12", "sk_date": "2025-12-20"}
TO_PPPK = DECREE | {"category": "pppk_pw", "effective_on": "2026-01-01"}
EXTEND = DECREE | {"until": "2027-12-31", "ends": "all"}


@pytest.fixture
def english(as_dishub):
    as_dishub.cookies["django_language"] = "en"
    return as_dishub


@pytest.fixture
def sixty(dishub):
    return [WorkerFactory(agency=dishub, name=f"Orang {n:03d}") for n in range(60)]


@pytest.fixture
def save(english, at):
    """Look first at what the change will do, then do that."""

    def saved(name: str, asked: dict):
        shown = english.post(at(name), asked | {"step": "check"}).context["seen"]
        return english.post(at(name), asked | {"step": "save", "seen": shown})

    return saved


def text(response) -> str:
    return response.content.decode()


def test_category_of_the_ticked_is_shown_with_names_and_changed(english, at, save, sixty):
    chosen = {"which": "ticked", "worker": [w.pk for w in sixty[:3]]}
    assert "part-time PPPK stays on the list" in text(english.post(at("workers_category"), chosen))
    shown = text(english.post(at("workers_category"), chosen | TO_PPPK | {"step": "check"}))
    assert "3 workers are Part-time PPPK" in shown
    assert "Orang 002" in shown
    assert not Worker.objects.filter(category="pppk_pw").exists()
    done = save("workers_category", chosen | TO_PPPK)
    assert Worker.objects.filter(category="pppk_pw").count() == 3
    assert "800/12" in text(english.get(done["Location"]))


def test_category_of_everybody_in_a_filter(save, sixty):
    Worker.objects.filter(pk__in=[w.pk for w in sixty[:10]]).update(category="thl")
    save("workers_category", {"which": "all", "filter": "category=thl"} | TO_PPPK)
    assert Worker.objects.filter(category="pppk_pw").count() == 10


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("workers_category", TO_PPPK | {"which": "all", "filter": "category=honorer"}),
        ("workers_contracts", EXTEND | {"category": "honorer"}),
    ],
)
def test_if_others_would_change_by_now_they_are_shown_anew(english, at, dishub, sixty, name, asked):
    seen = english.post(at(name), asked | {"step": "check"}).context["seen"]
    Worker.objects.filter(pk=sixty[0].pk).update(category="thl")
    WorkerFactory(agency=dishub)  # as many as before, but another one among them
    saved = english.post(at(name), asked | {"step": "save", "seen": seen})
    assert "changed meanwhile" in text(saved)
    assert not ChangeBatch.objects.exists()


def test_nobody_ticked_leads_back(english, at, sixty):
    assert english.post(at("workers_category"), {"which": "ticked"})["Location"] == at()


def test_a_foreign_worker_cannot_be_ticked(english, at, dlh):
    stranger = WorkerFactory(agency=dlh)
    english.post(at("workers_category"), {"worker": [stranger.pk]} | TO_PPPK | {"step": "save", "seen": "1"})
    stranger.refresh_from_db()
    assert stranger.category == "honorer"


def test_the_sk_is_extended_for_all_but_the_ticked_of_every_page(english, at, save, sixty):
    first, last = sixty[0], sixty[-1]
    on_first = EXTEND | {"spare": [first.pk], "page": "2"}
    second = text(english.post(at("workers_contracts"), on_first))
    assert f'name="kept" value="{first.pk}"' in second
    assert "Orang 059" in second
    both = EXTEND | {"kept": [first.pk], "spare": [last.pk]}
    shown = text(english.post(at("workers_contracts"), both | {"step": "check"}))
    assert "SK of 58 workers" in shown
    assert "2 exceptions" in shown
    save("workers_contracts", both)
    untouched = Worker.objects.filter(contract_until=None)
    assert {w.pk for w in untouched} == {first.pk, last.pk}


def test_a_search_narrows_what_is_shown_not_whom_it_is_about(english, at, sixty):
    shown = text(english.post(at("workers_contracts"), EXTEND | {"q": "orang 007", "step": "page"}))
    assert "Orang 007" in shown
    assert "Orang 008" not in shown
    assert "60 workers" in shown


@pytest.mark.parametrize(("ends", "count"), [("over", 2), ("none", 57), ("dated", 3), ("before", 3)])
def test_contracts_are_chosen_by_their_end(english, at, sixty, ends, count):
    days = (dt.date(2020, 1, 1), dt.date(2021, 1, 1), dt.date(2099, 1, 1))
    for worker, day in zip(sixty[:3], days, strict=True):
        Worker.objects.filter(pk=worker.pk).update(contract_until=day)
    shown = text(english.get(at("workers_contracts") + f"?ends={ends}&before=2099-12-31"))
    assert f"{count} worker" in shown


@pytest.mark.parametrize(
    "nonsense", ["?ends=x&before=31-31-31&category=raja", "?before=2020-02-31&ends=before"]
)
def test_nonsense_in_the_address_means_everybody(english, at, sixty, nonsense):
    assert "60 workers" in text(english.get(at("workers_contracts") + nonsense))


def test_a_year_mistyped_is_caught(english, at, sixty):
    shown = text(english.post(at("workers_contracts"), EXTEND | {"until": "2207-12-31", "step": "check"}))
    assert "more than ten years away" in shown


def test_a_change_is_taken_back_from_its_page(english, at, save, sixty):
    save("workers_contracts", EXTEND)
    batch = ChangeBatch.objects.get()
    assert "Take this change back" in text(english.get(at("change_batch", batch.pk)))
    english.post(at("change_batch_undo", batch.pk))
    assert not Worker.objects.exclude(contract_until=None).exists()
    assert "Taken back" in text(english.get(at("change_batch", batch.pk)))


def test_contracts_that_ran_out_are_found_in_the_list_and_waiting_at_home(english, at, sixty):
    Worker.objects.filter(pk=sixty[0].pk).update(contract_until=dt.date(2020, 1, 1))
    assert "Orang 000" in text(english.get(at() + "?contract=over"))
    assert "Orang 001" not in text(english.get(at() + "?contract=over"))
    assert "Extend the contract of 1 person" in text(english.get(at("agency_home")))

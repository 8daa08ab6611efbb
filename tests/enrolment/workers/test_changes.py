"""Changing many by an SK: category, contract's end, never enrolment; taken back save those edited since."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from enrolment.models import AgencyFigures, Category, Enrolment, Worker
from enrolment.workers import actions as by_hand
from enrolment.workers.changes import actions
from enrolment.workers.changes.actions import Decree
from enrolment.workers.timeline import timeline
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DECREE = Decree("800/12-BKPSDM", dt.date(2025, 12, 20), dt.date(2026, 1, 1))
UNTIL = dt.date(2027, 12, 31)


@pytest.fixture
def three(dishub):
    return [WorkerFactory(agency=dishub, registered=True, kpj="20012345678") for _n in range(3)]


def to_category(agency, workers=None, category="pppk_pw", by=None):
    workers = Worker.objects.for_agency(agency) if workers is None else workers
    return actions.change_category(agency=agency, workers=workers, category=category, decree=DECREE, by=by)


def extend(agency, workers=None, until=UNTIL):
    workers = Worker.objects.for_agency(agency) if workers is None else workers
    return actions.extend_contracts(agency=agency, workers=workers, until=until, decree=DECREE, by=None)


def everything():
    spells = list(Enrolment.objects.order_by("pk").values())
    return spells, list(Worker.objects.order_by("pk").values("pk", "category", "contract_until", "kpj"))


def test_a_change_of_category_leaves_enrolment_and_kpj_alone(dishub, three):
    spells, before = everything()
    to_category(dishub)
    after_spells, after = everything()
    assert after_spells == spells
    assert after == [row | {"category": "pppk_pw"} for row in before]


def test_history_tells_the_change_with_its_decree(dishub, three, dishub_operator):
    to_category(dishub, by=dishub_operator)
    (by_decree,) = [e for e in timeline(three[0]) if any("800/12-BKPSDM" in move for move in e.moves)]
    assert by_decree.by == dishub_operator.name


def test_community_categories_are_counted_apart_after_the_change(dishub, three):
    to_category(dishub, workers=Worker.objects.filter(pk=three[0].pk), category=Category.RT_RW)
    newest = {
        row.population: row.listed for row in AgencyFigures.objects.filter(agency=dishub).order_by("day")
    }
    assert newest == {"staff": 2, "community": 1}


def test_workers_of_another_agency_are_never_changed(dishub, dlh, three):
    stranger = WorkerFactory(agency=dlh)
    to_category(dishub, workers=Worker.objects.all())
    stranger.refresh_from_db()
    assert stranger.category == "honorer"


@pytest.mark.parametrize("change", [to_category, extend])
def test_taking_back_leaves_everything_as_before(dishub, three, change):
    before = everything()
    batch = change(dishub)
    assert actions.undo(batch=batch, by=None) == {"reversed": 3, "kept": 0}
    assert everything() == before


@pytest.mark.parametrize("change", [to_category, extend])
def test_taking_back_keeps_and_names_who_was_edited_since(dishub, three, change):
    batch = change(dishub)
    edited = Worker.objects.get(pk=three[1].pk)
    by_hand.edit_worker(worker=edited, values={"name": "Nama Baru"}, revision=edited.revision, by=None)
    assert list(actions.changed_since(batch)) == [edited]
    assert actions.undo(batch=batch, by=None) == {"reversed": 2, "kept": 1}
    batch.refresh_from_db()
    assert list(actions.changed_since(batch)) == [edited]


def test_a_change_is_taken_back_once(dishub, three):
    batch = to_category(dishub)
    actions.undo(batch=batch, by=None)
    with pytest.raises(ValidationError):
        actions.undo(batch=batch, by=None)


def test_an_extension_shortens_nobody(dishub, three):
    later = three[0]
    Worker.objects.filter(pk=later.pk).update(contract_until=dt.date(2030, 12, 31))
    extend(dishub)
    ends = dict(Worker.objects.values_list("pk", "contract_until"))
    assert ends == {w.pk: dt.date(2030, 12, 31) if w is later else UNTIL for w in three}


def test_a_change_that_would_change_nobody_is_refused(dishub, three):
    extend(dishub)
    with pytest.raises(ValidationError):
        extend(dishub)


def test_a_contract_that_ran_out_ends_nobody(dishub, three):
    Worker.objects.update(contract_until=dt.date(2020, 12, 31))
    expired = actions.expired(Worker.objects.for_agency(dishub).on_the_list(), dt.date(2026, 1, 1))
    assert expired.count() == 3
    assert Enrolment.objects.open().count() == 3


def test_statements_do_not_grow_with_the_workers(dishub, three, count_queries):
    few = count_queries(lambda: to_category(dishub))
    for _n in range(47):
        WorkerFactory(agency=dishub)
    assert count_queries(lambda: to_category(dishub, category="thl")) == few

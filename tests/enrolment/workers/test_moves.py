"""Moving many at once: who moves, who stays and why, taken back as it was."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from enrolment.claims.opening import Event, open_claim
from enrolment.models import AgencyFigures, Enrolment, ProposedExit, Upload, Worker
from enrolment.seen import ShownAnew
from enrolment.workers import actions as by_hand
from enrolment.workers.moves import actions
from enrolment.workers.moves.planning import END, SUBMIT, plan
from enrolment.workers.timeline import timeline
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 2)


@pytest.fixture
def three(dishub):
    return WorkerFactory.create_batch(3, agency=dishub)


def spells(agency):
    return Enrolment.objects.for_agency(agency).open()


def submit(agency, day=DAY, **kwargs):
    return actions.submit(agency=agency, enrolments=spells(agency), submitted_on=day, by=None, **kwargs)


def end(agency, reason="resigned", day=DAY, **kwargs):
    what = {"reason": reason, "ended_on": day, "by": None}
    return actions.end_many(agency=agency, enrolments=spells(agency), **what, **kwargs)


def everything():
    return list(
        Enrolment.objects.order_by("pk").values("pk", "state", "submitted_on", "ended_on", "end_reason")
    )


def newest_figures(agency):
    return AgencyFigures.objects.filter(agency=agency).order_by("-day").first()


def test_listed_workers_are_submitted_and_counted(dishub, three):
    assert submit(dishub).moved == 3
    assert set(Enrolment.objects.values_list("state", "submitted_on")) == {("submitted", DAY)}
    assert newest_figures(dishub).submitted == 3


def test_who_cannot_be_submitted_stays_and_says_why(dishub, dlh):
    WorkerFactory(agency=dishub, registered=True)
    WorkerFactory(agency=dishub, guarantor="taspen")
    WorkerFactory(agency=dishub, _enrolment={"listed_on": dt.date(2020, 4, 1)})
    WorkerFactory(agency=dishub, _enrolment={"state": "submitted", "submitted_on": DAY})
    moved = WorkerFactory(agency=dishub)
    stranger = WorkerFactory(agency=dlh)
    done = actions.submit(agency=dishub, enrolments=Enrolment.objects.open(), submitted_on=DAY, by=None)
    assert done.refused == {
        "registered_already": 1, "taspen": 1, "listed_later": 1, "submitted_already": 1
    }  # fmt: skip
    assert moved.enrolments.get().state == "submitted"
    assert stranger.enrolments.get().state == "listed"


def test_who_was_under_bpjs_on_the_day_can_be_submitted_on_it(dishub):
    worker = WorkerFactory(agency=dishub, guarantor="taspen")
    june = dt.date(2020, 6, 1)
    for guarantor, period in (("bpjs", (None, june)), ("taspen", (june, None))):
        worker.terms.create(agency=dishub, category="honorer", guarantor=guarantor, period=DateRange(*period))
    assert plan(spells(dishub), SUBMIT, june).refused == {"taspen": 1}
    assert len(plan(spells(dishub), SUBMIT, DAY).ids) == 1


def test_whose_death_was_claimed_since_does_not_come_back(dishub, three):
    batch = end(dishub).batch
    open_claim(worker=three[0], event=Event("death", DAY, DAY), by=None)
    assert actions.undo(agency=dishub, batch=batch, by=None) == {"reversed": 2, "kept": 1}
    assert three[0].enrolments.get().state == "ended"


def test_submissions_are_taken_back_with_a_reason_that_history_tells(dishub, three, dishub_operator):
    submit(dishub)
    actions.take_back(agency=dishub, enrolments=spells(dishub), by=dishub_operator, note="Ditolak SIPP")
    assert set(Enrolment.objects.values_list("state", "submitted_on")) == {("listed", None)}
    entry = timeline(three[0])[0]
    assert entry.by == dishub_operator.name
    assert any("Ditolak SIPP" in move for move in entry.moves)


@pytest.mark.parametrize("reason", ["died", "moved"])
def test_deaths_and_transfers_never_go_in_bulk(dishub, three, reason):
    with pytest.raises(ValidationError):
        end(dishub, reason=reason)
    assert spells(dishub).count() == 3


@pytest.mark.parametrize("move", [submit, end])
def test_a_day_in_the_future_is_refused(dishub, three, move):
    with pytest.raises(ValidationError):
        move(dishub, day=timezone.localdate() + dt.timedelta(days=1))


def test_ending_many_keeps_the_days_in_order(dishub, three):
    late = WorkerFactory(agency=dishub, _enrolment={"listed_on": dt.date(2020, 5, 1)})
    done = end(dishub)
    assert (done.moved, done.refused) == (3, {"days_later": 1})
    assert list(spells(dishub).values_list("worker", flat=True)) == [late.pk]
    assert newest_figures(dishub).listed == 1


def test_an_end_settles_a_proposal_and_undoing_opens_it_again(dishub, three):
    upload = Upload.objects.create(
        agency=dishub, region=dishub.region, file_name="a.xlsx", size=1, roster_date=DAY
    )
    proposal = ProposedExit.objects.create(upload=upload, agency=dishub, worker=three[0], proposed_on=DAY)
    done = end(dishub)
    proposal.refresh_from_db()
    assert (proposal.stays, proposal.reason) == (False, "resigned")
    actions.undo(agency=dishub, batch=done.batch, by=None)
    proposal.refresh_from_db()
    assert (proposal.decided_at, proposal.stays, proposal.reason) == (None, None, None)


@pytest.mark.parametrize("move", [submit, end])
def test_undoing_leaves_everything_as_before(dishub, three, move):
    WorkerFactory(agency=dishub, registered=True)
    before = everything()
    figures = list(AgencyFigures.objects.values("listed", "submitted", "registered"))
    done = move(dishub)
    assert everything() != before
    undone = actions.undo(agency=dishub, batch=done.batch, by=None)
    assert undone == {"reversed": done.moved, "kept": 0}
    assert everything() == before
    assert figures == [] or figures == list(AgencyFigures.objects.values("listed", "submitted", "registered"))


def test_undoing_keeps_who_went_on_since(dishub, three):
    done = submit(dishub)
    spell = three[0].enrolments.get()
    by_hand.end_enrolment(enrolment=spell, ended_on=DAY, reason="resigned", by=None)
    assert actions.find_batch(dishub, done.batch).undoable == 2
    assert actions.undo(agency=dishub, batch=done.batch, by=None) == {"reversed": 2, "kept": 1}
    spell.refresh_from_db()
    assert spell.state == "ended"


def test_undoing_an_end_passes_over_who_came_back(dishub, three):
    done = end(dishub)
    by_hand.return_worker(worker=three[0], listed_on=DAY, by=None)
    assert actions.undo(agency=dishub, batch=done.batch, by=None) == {"reversed": 2, "kept": 1}
    assert spells(dishub).count() == 3


def test_others_than_those_shown_are_never_moved(dishub, three):
    seen = plan(spells(dishub), SUBMIT, DAY).seen
    WorkerFactory(agency=dishub)
    with pytest.raises(ShownAnew):
        submit(dishub, seen=seen)
    assert not Enrolment.objects.filter(state="submitted").exists()


def test_a_plan_tells_how_many_of_those_who_leave_are_registered(dishub, three):
    WorkerFactory(agency=dishub, registered=True)
    found = plan(spells(dishub), END, DAY)
    assert (len(found.ids), found.registered) == (4, 1)


def test_statements_do_not_grow_with_the_workers(dishub, three, count_queries):
    few = count_queries(lambda: submit(dishub))
    WorkerFactory.create_batch(47, agency=dishub)
    assert count_queries(lambda: submit(dishub)) == few
    few = count_queries(lambda: end(dishub))
    Worker.objects.all()
    WorkerFactory.create_batch(2, agency=dishub)
    assert count_queries(lambda: end(dishub)) == few

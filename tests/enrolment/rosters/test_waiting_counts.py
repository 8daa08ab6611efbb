"""Whatever is done to bad rows, in any order: the rows add up, and nothing of a dropped row is saved."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from enrolment.models import AnswerKind, RowAnswer, StagedRow, Upload, UploadState, Worker
from enrolment.rosters import applying, fixing, undoing
from enrolment.rosters.waiting import answering, dropping
from enrolment.rosters.waiting.plans import plan
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.test_waiting_answers import checked
from tests.factories import nik

pytestmark = pytest.mark.django_db(transaction=False)

ROWS = 7
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("fix"), st.integers(1, ROWS)),
        st.tuples(st.just("drop"), st.sets(st.integers(1, ROWS))),
        st.tuples(st.just("take_back"), st.sets(st.integers(1, ROWS))),
        st.tuples(st.just("answer"), st.sampled_from(["no_wage", "daily_wage", "nik_birth"])),
        st.tuples(st.just("undo_answer"), st.just(0)),
        st.tuples(st.just("apply"), st.just(0)),
        st.tuples(st.just("undo"), st.just(0)),
        st.tuples(st.just("redo"), st.just(0)),
    ),
    max_size=8,
)
CAUSE = {"no_wage": "wage_invalid", "daily_wage": "wage_invalid", "nik_birth": "birth_date_invalid"}


def people():
    number = nik()
    return [
        person("A"),
        person("B", GAJI="85.000"),
        person("C", GAJI="?", number="1"),
        person("D", **{"TGL LAHIR": "?"}),
        person("E", number=number),
        person("F", number=number, GAJI="?"),
        person("G", GAJI="90.000", **{"TGL LAHIR": "?"}),
    ]


def do(upload, step, argument):
    """One step, as its page would take it; what is refused changes nothing."""
    if step == "fix":
        row = StagedRow.objects.waiting().filter(upload=upload, ordinal=argument).first()
        if row:
            reading = fixing.read_texts({"nik": row.nik or nik(), "name": row.name})
            fixing.fix(row=row, reading=reading, by=None)
    elif step == "drop":
        dropping.drop(upload=upload, rows=argument, reason="other", note="", by=None)
    elif step == "take_back":
        dropping.take_back(upload=upload, rows=argument)
    elif step == "answer":
        shown = plan(upload, CAUSE[argument], AnswerKind(argument), 26)
        answering.answer(upload=upload, shown=shown, seen=shown.seen, left_out=(), by=None)
    elif step == "undo_answer":
        if newest := RowAnswer.objects.filter(upload=upload).standing().first():
            answering.take_back(answer=newest, by=None)
    else:
        {"apply": applying.apply, "undo": undoing.undo, "redo": undoing.redo}[step](
            upload=upload, by=access.SYSTEM
        )


def check(upload):
    counts = upload.counts
    assert counts["read"] == sum(counts[k] for k in ("valid", "needs_fix", "dropped", "skipped")), counts
    rows = StagedRow.objects.filter(upload=upload)
    assert counts["needs_fix"] == rows.waiting().count() == upload.kinds.filter(kind="needs_fix").count()
    assert counts["dropped"] == rows.dropped().count() == upload.kinds.filter(kind="dropped").count()
    assert upload.kinds.exclude(row=None).count() == ROWS
    good = list(rows.filter(has_errors=False, drop_reason=None).values_list("nik", flat=True))
    assert len(good) == len(set(good))
    listed = set(Worker.objects.filter(agency=upload.agency).values_list("nik", flat=True))
    assert listed <= set(good)
    if upload.state != UploadState.APPLIED:
        assert not listed


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_rows_add_up_after_any_sequence(dishub, steps):
    Worker.objects.all().delete()
    upload = checked(dishub, *people())
    for step, argument in steps:
        upload = Upload.objects.get(pk=upload.pk)
        with contextlib.suppress(applying.NotApplicable, applying.RosterMoved, fixing.Overtaken):
            do(upload, step, argument)
        check(Upload.objects.get(pk=upload.pk))

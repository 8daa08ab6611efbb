"""One answer for all bad rows of a cause: exactly what was shown, and taken back byte for byte."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies import access
from enrolment.models import AnswerKind, RowAnswer, StagedRow, Worker
from enrolment.rosters import applying, fixing, receiving, undoing
from enrolment.rosters.waiting import answering, plans
from enrolment.rosters.waiting.plans import birth_from_nik, monthly_wage, plan
from tests.enrolment.rosters.books import person, workbook
from tests.factories import nik

pytestmark = pytest.mark.django_db
BORN = dt.date(1985, 3, 12)


def checked(agency, *people):
    upload = receiving.receive(
        agency=agency, chunks=[workbook(list(people))], file_name="a.xlsx", by=access.SYSTEM
    )
    return receiving.check(upload=upload)


def give(upload, cause, kind, days=None, *, left_out=(), by=None):
    shown = plan(upload, cause, kind, days)
    return answering.answer(upload=upload, shown=shown, seen=shown.seen, left_out=left_out, by=by)


def rows_of(upload):
    """Every row as it stands in the database, but for what the reader never sees."""
    return list(StagedRow.objects.filter(upload=upload).values())


def sums_up(upload):
    counts = type(upload).objects.get(pk=upload.pk).counts
    return counts["read"] == sum(counts.get(k, 0) for k in ("valid", "needs_fix", "dropped", "skipped"))


@pytest.fixture
def wages(dishub):
    return checked(
        dishub,
        person("Asep", GAJI="85.000"),
        person("Budi", GAJI="sesuai UMK"),
        person("Cici", GAJI="90000", number="12"),
        person("Dedi", GAJI=2_500_000),
    )


def test_a_row_is_saved_without_its_wage(wages, dishub_operator):
    given = give(wages, "wage_invalid", AnswerKind.NO_WAGE, by=dishub_operator)
    assert (given.rows, given.waiting) == (3, 1)
    wages.refresh_from_db()
    assert wages.counts["needs_fix"] == 1
    assert sums_up(wages)
    assert set(StagedRow.objects.filter(wage=None).values_list("fixed_by", flat=True)) == {dishub_operator.pk}
    applying.apply(upload=wages, by=access.SYSTEM)
    assert dict(Worker.objects.values_list("name", "wage")) == {
        "Asep": None,
        "Budi": None,
        "Dedi": Decimal(2_500_000),
    }


def test_a_daily_wage_is_multiplied_where_it_is_a_plain_amount(wages):
    shown = plan(wages, "wage_invalid", AnswerKind.DAILY_WAGE, 26)
    assert [(row.name, row.value) for row in shown.rows] == [("Asep", "2210000.00"), ("Cici", "2340000.00")]
    assert shown.unanswered == 1
    give(wages, "wage_invalid", AnswerKind.DAILY_WAGE, 26)
    assert StagedRow.objects.get(name="Asep").wage == Decimal(2_210_000)
    cici = StagedRow.objects.get(name="Cici")
    assert [p["code"] for p in cici.problems] == ["nik_length"]
    assert (cici.has_errors, cici.wage) == (True, Decimal(2_340_000))


@pytest.mark.parametrize(
    ("read", "days", "wage"),
    [
        ("85.000", 26, Decimal(2_210_000)),
        ("Rp 85.000,-", 1, None),
        ("99.999,50", 31, Decimal("3099984.50")),
        ("100.000", 26, None),
        ("85 ribu", 26, None),
        ("1.500", 26, None),
        ("0", 26, None),
        ("", 26, None),
        ("85000", 0, None),
        ("85000", 32, None),
        ("-", 20, None),
    ],
)
def test_wages_of_a_day(read, days, wage):
    assert monthly_wage(read, days) == wage


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("3673011203859001", dt.date(1985, 3, 12)),
        ("3673015203859001", dt.date(1985, 3, 12)),  # a woman
        ("3673011203059001", dt.date(2005, 3, 12)),
        ("3673011203159001", None),  # 11 or 111 years old
        ("3673013102859001", None),  # 31 February
        ("3673010013859001", None),
        (None, None),
    ],
)
def test_birth_dates_from_the_nik(number, born):
    assert birth_from_nik(number, dt.date(2026, 11, 22)) == born


def test_birth_dates_are_taken_from_the_nik_but_for_those_left_out(dishub):
    upload = checked(
        dishub,
        person("Asep", **{"TGL LAHIR": "03/1985"}),
        person("Budi", **{"TGL LAHIR": "??"}),
        person("Cici", number="12", **{"TGL LAHIR": "??"}),
    )
    shown = plan(upload, "birth_date_invalid", AnswerKind.BIRTH_FROM_NIK)
    assert [(r.name, r.read, r.value, r.sex) for r in shown.rows] == [
        ("Asep", "03/1985", "1985-03-12", "L"),
        ("Budi", "??", "1985-03-12", "L"),
    ]
    assert shown.unanswered == 1
    give(upload, "birth_date_invalid", AnswerKind.BIRTH_FROM_NIK, left_out={shown.rows[1].ordinal})
    asep, budi, _cici = StagedRow.objects.order_by("ordinal")
    assert (asep.birth_date, asep.problems, asep.has_errors) == (BORN, None, False)
    assert budi.has_errors
    assert sums_up(upload)


def test_the_niks_date_settles_a_warning(dishub):
    upload = checked(dishub, person("Asep", **{"TGL LAHIR": "13-03-1985"}))
    assert upload.counts["warnings"] == 1
    give(upload, "nik_birth_mismatch", AnswerKind.BIRTH_FROM_NIK)
    upload.refresh_from_db()
    assert (upload.counts["warnings"], upload.counts["new"]) == (0, 1)
    assert StagedRow.objects.get().birth_date == BORN


def test_taking_an_answer_back_restores_the_rows_byte_for_byte(wages, dishub_operator):
    before, counts = rows_of(wages), dict(wages.counts)
    give(wages, "wage_invalid", AnswerKind.DAILY_WAGE, 25, by=dishub_operator)
    give(wages, "wage_invalid", AnswerKind.NO_WAGE)
    newest, oldest = answering.standing(wages)
    assert (newest.restorable, oldest.restorable) == (1, 2)
    assert answering.take_back(answer=newest, by=None) == (1, 0)
    assert answering.take_back(answer=oldest, by=None) == (2, 0)
    assert rows_of(wages) == before
    wages.refresh_from_db()
    assert wages.counts | {"comparison": None} == counts | {"comparison": None}  # each bears its own mark
    with pytest.raises(applying.NotApplicable):
        answering.take_back(answer=oldest, by=None)


def test_what_somebody_edited_since_is_kept(wages):
    give(wages, "wage_invalid", AnswerKind.NO_WAGE)
    cici = StagedRow.objects.get(name="Cici")
    fixing.fix(
        row=cici, reading=fixing.read_texts({"nik": nik(), "name": "Cici", "wage": "3000000"}), by=None
    )
    assert answering.take_back(answer=RowAnswer.objects.get(), by=None) == (2, 1)
    assert StagedRow.objects.get(name="Cici").wage == Decimal(3_000_000)
    assert sums_up(wages)


def test_what_was_saved_is_kept_on_record(wages):
    give(wages, "wage_invalid", AnswerKind.NO_WAGE)
    applying.apply(upload=wages, by=access.SYSTEM)
    wages.refresh_from_db()
    assert [a.restorable for a in answering.standing(wages)] == [1]  # Cici's NIK still waits
    assert answering.take_back(answer=RowAnswer.objects.get(), by=None) == (1, 2)
    assert StagedRow.objects.waiting().get().name == "Cici"


def test_an_answer_after_saving_is_saved_by_a_second_press(wages):
    applying.apply(upload=wages, by=access.SYSTEM)
    assert Worker.objects.count() == 1
    wages.refresh_from_db()
    give(wages, "wage_invalid", AnswerKind.DAILY_WAGE, 26)
    assert applying.has_pending(wages)
    applying.apply(upload=wages, by=access.SYSTEM)
    assert Worker.objects.get(name="Asep").wage == Decimal(2_210_000)
    wages.refresh_from_db()
    undoing.undo(upload=wages, by=access.SYSTEM)
    assert not Worker.objects.exists()


def test_a_warning_that_was_saved_is_no_longer_answered(dishub):
    upload = checked(dishub, person("Asep", **{"TGL LAHIR": "13-03-1985"}))
    applying.apply(upload=upload, by=access.SYSTEM)
    upload.refresh_from_db()
    assert plan(upload, "nik_birth_mismatch", AnswerKind.BIRTH_FROM_NIK).rows == []


def test_only_what_was_seen_is_answered(wages):
    shown = plan(wages, "wage_invalid", AnswerKind.NO_WAGE)
    asep = StagedRow.objects.get(name="Asep")
    fixing.fix(row=asep, reading=fixing.read_texts({"nik": asep.nik, "name": "Asep", "wage": ""}), by=None)
    with pytest.raises(answering.NotSeen):
        answering.answer(upload=wages, shown=shown, seen=shown.seen, left_out=(), by=None)
    assert not RowAnswer.objects.exists()


def test_every_cause_with_an_answer_is_a_cause_that_is_shown():
    from enrolment.rosters.wording import CAUSES

    assert plans.ANSWERS.keys() <= CAUSES.keys()


def test_an_answer_to_many_rows_takes_few_statements(dishub, count_queries):
    def asked(n):
        upload = checked(dishub, *(person(f"Orang {i}", GAJI="85.000") for i in range(n)))
        shown = plan(upload, "wage_invalid", AnswerKind.DAILY_WAGE, 26)
        return count_queries(
            lambda: answering.answer(upload=upload, shown=shown, seen=shown.seen, left_out=(), by=None)
        )

    assert asked(1) == asked(50)


def test_the_century_follows_todays_age():
    year = timezone.localdate().year - 20
    assert birth_from_nik(nik(dt.date(year, 1, 1)), timezone.localdate()) == dt.date(year, 1, 1)

"""What is kept of every agency and day is what counting gives, whatever happened, whoever did it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.groups.actions import save_group
from agencies.models import Agency, ContributionGroup
from agencies.models.groups import Segment
from contributions.billing.assessing import assess
from contributions.billing.books import release, settle
from contributions.billing.due import keep_due_dates
from contributions.coverage.kept import make_fresh, read_kept
from contributions.models import Assessment, Bill, CoverageDay, DueDate, Payment
from enrolment.figures import recount
from enrolment.models import Category, Upload, Worker
from tests.contributions.billing import money
from tests.contributions.billing.money import APR, FEB, MAR
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory, region

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)
JAN = dt.date(2020, 1, 10)
DAYS = [START + dt.timedelta(days=days) for days in range(0, 200, 5)]
ROW = ("agency_id", "population", "day", "until", "listed", "registered", "taspen", "active", "awaiting",
       "arrears", "unknown", "roster_date", "changed_on", "counts_with_id")  # fmt: skip


def states_of(agencies: list[int], day: dt.date) -> dict:
    """(active, awaiting, in arrears, unknown) by agency and population, by the other way of counting."""
    with connection.cursor() as cursor:
        cursor.execute("select * from contributions_standing(%s, %s)", [agencies, day])
        return {(agency, population): tuple(counts) for agency, population, *counts in cursor.fetchall()}


def rows() -> set:
    make_fresh()
    return set(CoverageDay.objects.values_list(*ROW))


def counted_anew(agencies) -> set:
    with connection.cursor() as cursor:
        cursor.execute("select coverage_recount(%s)", [[agency.pk for agency in agencies]])
    return rows()


def assert_right(agencies) -> None:
    """The rows are what a count gives, and agree with the other way of counting on any day."""
    kept = rows()
    assert kept == counted_anew(agencies)
    ids = [agency.pk for agency in agencies]
    for day in DAYS:
        found = {
            key: (funnel.active or 0, funnel.awaiting, funnel.arrears, funnel.unknown)
            for key, funnel in read_kept(Q(agency__in=ids), day).funnels.items()
            if funnel.registered
        }
        assert found == states_of(ids, day)


days = st.integers(0, 150).map(lambda n: START + dt.timedelta(days=n))
agency_number = st.integers(0, 1)
events = st.one_of(
    st.tuples(st.just("register"), agency_number, days, st.sampled_from(["honorer", "rt_rw"])),
    st.tuples(st.just("leave"), agency_number, days),
    st.tuples(st.just("assess"), agency_number, st.sampled_from([FEB, MAR, APR])),
    st.tuples(st.just("pay"), agency_number, days, st.sampled_from(["16200", "32400", "100000"])),
    st.tuples(st.just("void"), agency_number),
    st.tuples(st.just("bill"), agency_number, st.sampled_from([FEB, MAR]), st.sampled_from(["100", "20000"])),
    st.tuples(st.just("group"), agency_number),
    st.tuples(st.just("segment"), agency_number, st.sampled_from(Segment.values)),
    st.tuples(st.just("answered"), agency_number, st.booleans()),
    st.tuples(st.just("due"), st.sampled_from([FEB, MAR]), days),
)


def happen(agencies, event) -> None:
    what, *told = event
    if what == "due":
        month, day = told
        DueDate.objects.update_or_create(month=month, segment=Segment.PU, defaults={"due_on": day})
        return
    agency = agencies[told[0]]
    HAPPENINGS[what](agency, *told[1:])


def register(agency, day, category) -> None:
    money.workers(agency, 1, since=day, category=category)
    recount([agency.pk])


def leave(agency, day) -> None:
    worker = Worker.objects.filter(agency=agency, enrolments__ended_on=None).first()
    if worker:
        spell = worker.enrolments.get(ended_on=None)
        if spell.registered_on <= day:
            spell.ended_on, spell.end_reason, spell.state = day, "resigned", "ended"
            spell.save()
            recount([agency.pk])


def compute(agency, month) -> None:
    assess(groups=[money.group_of(agency).pk], month=month, by=None)


def void(agency) -> None:
    payment = Payment.objects.filter(agency=agency, voided_at=None).first()
    if payment:
        release([payment.pk])
        payment.voided_at, payment.void_reason = timezone.now(), "wrong"
        payment.save(update_fields=["voided_at", "void_reason"])
        settle([payment.group_id])


def bill(agency, month, amount) -> None:
    money.bill(agency, amount, month, code=f"{month:%Y%m}{agency.pk}{Bill.objects.count()}")


def change_group(agency) -> None:
    other, _ = ContributionGroup.objects.get_or_create(
        agency=agency, is_default=False, defaults={"name": "Division", "npp": f"X{agency.pk:07d}"}
    )
    Worker.objects.filter(agency=agency, contribution_group__is_default=True).update(contribution_group=other)


def change_segment(agency, segment) -> None:
    group = money.group_of(agency)
    group.segment = segment
    save_group(group=group, serves=None, by=None)


def answered(agency, by_another) -> None:
    parent = Agency.objects.exclude(pk=agency.pk).filter(parent=None).first() if by_another else None
    if not agency.children.exists():
        Agency.objects.filter(pk=agency.pk).update(parent=parent, answered_by_parent=parent is not None)


HAPPENINGS = {
    "answered": answered,
    "register": register,
    "leave": leave,
    "assess": compute,
    "pay": lambda agency, day, amount: money.pay(agency, amount, day),
    "void": void,
    "bill": bill,
    "group": change_group,
    "segment": change_segment,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, max_size=10))
def test_kept_is_what_counting_gives_after_any_sequence(story):
    with transaction.atomic():
        keep_due_dates(APR)
        agencies = [AgencyFactory(region=region("36.73")) for _ in range(2)]
        for agency in agencies:
            money.terms(agency)
            money.workers(agency, 1, since=dt.date(2020, 2, 3))
        recount([agency.pk for agency in agencies])
        for event in story:
            happen(agencies, event)
            assert rows() == counted_anew(agencies), event
        assert_right(agencies)
        transaction.set_rollback(True)


def test_rows_follow_each_other_without_a_gap(dishub):
    enrol(dishub, 3, registered_on=dt.date(2020, 1, 10))
    enrol(dishub, 2, registered_on=dt.date(2020, 2, 10))
    make_fresh()
    kept = list(CoverageDay.objects.filter(agency=dishub).order_by("day"))
    assert [row.until for row in kept[:-1]] == [row.day for row in kept[1:]]
    assert kept[-1].until == dt.date(9999, 12, 31)
    assert [row.registered for row in kept] == [3, 5]


def test_a_due_date_to_come_makes_arrears_without_anybody_doing_anything(dishub):
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    money.assessed(dishub, FEB)
    make_fresh()
    before = CoverageDay.objects.on(dt.date(2020, 3, 15)).get(agency=dishub)
    after = CoverageDay.objects.on(dt.date(2020, 3, 16)).get(agency=dishub)
    assert (before.awaiting, before.arrears, after.awaiting, after.arrears) == (2, 0, 0, 2)


def test_before_the_first_month_of_the_books_nobody_knows_who_had_paid(dishub):
    """Registered on 3 February, the books begin in April: February's contribution is due on 16 March, April's
    on 15 May."""
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    money.assessed(dishub, APR)
    make_fresh()

    def stands_on(month: int, day: int) -> tuple[int, int, int, int]:
        row = CoverageDay.objects.on(dt.date(2020, month, day)).get(agency=dishub)
        return row.active, row.awaiting, row.arrears, row.unknown

    assert stands_on(3, 15) == (0, 2, 0, 0)
    assert stands_on(3, 16) == stands_on(5, 14) == (0, 0, 0, 2)
    assert stands_on(5, 15) == (0, 0, 2, 0)

    money.pay(dishub, "32400", dt.date(2020, 5, 4))
    make_fresh()
    assert stands_on(5, 3) == (0, 0, 0, 2)
    assert stands_on(5, 4) == (2, 0, 0, 0)


def test_a_list_without_people_is_no_figure_but_has_its_date(dishub, dishub_operator):
    Upload.objects.create(
        region=dishub.region, agency=dishub, kind="nil", state="applied",
        roster_date=dt.date(2020, 2, 26), size=0, uploaded_by=dishub_operator,
        applied_at=timezone.now(),
    )  # fmt: skip
    kept = read_kept(Q(agency=dishub), dt.date(2020, 3, 1))
    assert kept.funnels == {} and kept.lists == {dishub.pk: dt.date(2020, 2, 26)}


def test_the_end_of_a_transaction_counts_what_it_changed(dishub):
    """The trigger is put off to the end; here the end is asked for, and nobody asks for fresh figures."""
    enrol(dishub, 1, registered_on=JAN)
    assert not CoverageDay.objects.filter(agency=dishub).exists()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    assert CoverageDay.objects.get(agency=dishub).registered == 1


def test_a_group_that_pays_by_other_days_is_counted_anew(dishub):
    """The self-employed pay March by 15 March, wage recipients by 15 April."""
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    money.assessed(dishub, FEB)
    money.pay(dishub, "32400", dt.date(2020, 3, 10))
    day = dt.date(2020, 3, 20)
    assert read_kept(Q(agency=dishub), day).funnels[dishub.pk, "staff"].active == 2

    change_segment(dishub, Segment.BPU)

    assert read_kept(Q(agency=dishub), day).funnels[dishub.pk, "staff"].arrears == 2
    assert rows() == counted_anew([dishub])


def test_each_mark_is_counted_once_however_many_there_are(dishub, dlh):
    """What the first trigger at the end of a transaction has counted, the others leave alone."""
    enrol(dishub, 1, registered_on=JAN)
    enrol(dlh, 1, registered_on=JAN)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        numbers = set(CoverageDay.objects.values_list("pk", flat=True))
        cursor.execute("set constraints all deferred")
        cursor.execute("select coverage_mark(%s)", [[dishub.pk, dlh.pk]])
        make_fresh()
        once = set(CoverageDay.objects.values_list("pk", flat=True))
        cursor.execute("set constraints all immediate")
    assert not numbers & once
    assert set(CoverageDay.objects.values_list("pk", flat=True)) == once


def test_counting_one_agency_leaves_the_others_alone(dishub, dlh):
    enrol(dishub, 1, registered_on=JAN)
    enrol(dlh, 1, registered_on=JAN)
    make_fresh()
    before = CoverageDay.objects.get(agency=dlh).pk
    enrol(dishub, 1, registered_on=JAN)
    make_fresh()
    assert CoverageDay.objects.get(agency=dlh).pk == before


def test_reading_costs_three_statements(dishub, django_assert_num_queries):
    enrol(dishub, 1, registered_on=JAN)
    make_fresh()
    with django_assert_num_queries(3):  # fresh, the last due month, the figures
        read_kept(Q(region=dishub.region), JAN)


def test_arrears_are_the_worlds_not_a_day_of_counting(dishub):
    """A city of two months' books, looked at years later: still in arrears, and no row for each month."""
    money.terms(dishub)
    money.workers(dishub, 1, since=dt.date(2020, 2, 3), category=Category.HONORER)
    recount([dishub.pk])
    money.assessed(dishub, FEB)
    money.pay(dishub, "16200", dt.date(2020, 3, 10))
    make_fresh()
    states = [
        (row.active, row.awaiting, row.arrears)
        for row in CoverageDay.objects.filter(agency=dishub).order_by("day")
    ]
    assert states == [(0, 1, 0), (1, 0, 0), (0, 0, 1)]
    assert Assessment.objects.get().paid == Decimal(16200)


def counts_with(*agencies) -> list[int | None]:
    """What the kept rows of each say."""
    make_fresh()
    found = dict(
        CoverageDay.objects.order_by("agency_id").values_list("agency_id", "counts_with_id").distinct()
    )
    return [found[agency.pk] for agency in agencies]


@pytest.fixture
def line():
    """A board, its unit and the unit's post, each with a person on its list and standing for itself."""
    board, unit, post = (AgencyFactory() for _ in range(3))
    unit.parent, post.parent = board, unit
    for agency in (board, unit, post):
        agency.save()
        enrol(agency, 1)
    return board, unit, post


def answer_for(agency, answers=True) -> None:
    agency.answered_by_parent = answers
    agency.save()


def test_who_stands_alone_counts_with_nobody(line):
    assert counts_with(*line) == [None, None, None]


def test_a_line_counts_with_the_highest_that_answers(line):
    board, unit, post = line
    answer_for(post)
    assert counts_with(*line) == [None, unit.pk, unit.pk]
    answer_for(unit)
    assert counts_with(*line) == [board.pk] * 3
    answer_for(post, answers=False)
    assert counts_with(*line) == [board.pk, board.pk, None]
    answer_for(unit, answers=False)
    assert counts_with(*line) == [None, None, None]


def test_a_board_gets_company_with_a_new_unit_and_loses_it_again(dishub):
    enrol(dishub, 1)
    assert counts_with(dishub) == [None]
    unit = AgencyFactory(parent=dishub, answered_by_parent=True)
    assert counts_with(dishub) == [dishub.pk]
    unit.owned_groups.all().delete()
    unit.delete()
    assert counts_with(dishub) == [None]


def test_a_programme_is_told_from_the_agencies(dishub):
    enrol(dishub, 1)
    dishub.kind = "program"
    dishub.save()
    assert counts_with(dishub) == [dishub.pk]
    dishub.kind = "dinas"
    dishub.save()
    assert counts_with(dishub) == [None]

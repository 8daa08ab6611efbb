import datetime as dt
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from agencies import access
from agencies.groups.programmes import set_programmes
from agencies.models import ContributionGroup
from contributions.billing.assessing import Hindrance, assess, finalise
from contributions.billing.due import after
from contributions.models import AssessmentLine, BaseKind, Rate
from enrolment.models import AgencyMonth, Enrolment
from tests import factories
from tests.contributions.billing.money import APR, FEB, MAR, assessed, group_of, pay, refused, terms, workers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("base", "jkk", "jkm", "total"),
    [
        ("3000000", "7200.00", "9000.00", "16200.00"),
        ("1575000", "3780.00", "4725.00", "8505.00"),
        ("2000000", "4800.00", "6000.00", "10800.00"),
        ("2430780.83", "5833.87", "7292.34", "13126.21"),
        ("1574074", "3777.78", "4722.22", "8500.00"),
    ],
)
def test_the_figures_of_the_news_come_out_to_the_cent(dishub, base, jkk, jkm, total):
    terms(dishub, base)
    workers(dishub)

    line = assessed(dishub).lines.get()

    assert (line.jkk, line.jkm, line.total) == (Decimal(jkk), Decimal(jkm), Decimal(total))


def test_the_self_employed_pay_at_least_16800(dishub):
    ContributionGroup.objects.filter(pk=group_of(dishub).pk).update(segment="BPU")
    terms(dishub, None, base_kind=BaseKind.WAGE, from_apbd=0, from_self=100)
    workers(dishub, wage=800_000)

    assert assessed(dishub).total == Decimal("16800.00")


def test_the_state_gets_no_discount_for_the_self_employed(dishub):
    ContributionGroup.objects.filter(pk=group_of(dishub).pk).update(segment="BPU")
    workers(dishub)
    month = dt.date(2026, 5, 1)
    terms(dishub, "1000000", until=dt.date(2026, 6, 1))
    terms(dishub, "1000000", since=dt.date(2026, 6, 1), from_apbd=0, from_self=100)

    paid_by_the_state, paid_by_themselves = assessed(dishub, month), assessed(dishub, dt.date(2026, 6, 1))

    assert (paid_by_the_state.total, paid_by_themselves.total) == (Decimal("16800.00"), Decimal("8400.00"))
    assert paid_by_themselves.relief.legal_source == "PP 50/2025"


def test_each_wage_counts_and_who_has_none_is_left_out_and_counted(dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=2_000_000)
    workers(dishub, wage=None)

    found = assessed(dishub)

    assert (found.workers, found.without_base, found.total) == (1, 1, Decimal("10800.00"))


def test_a_smallest_base_lifts_lower_wages(dishub):
    terms(dishub, "1500000", base_kind=BaseKind.WAGE)
    workers(dishub, wage=1_000_000)
    workers(dishub, wage=2_000_000)

    assert {line.base for line in assessed(dishub).lines.all()} == {Decimal(1_500_000), Decimal(2_000_000)}


def test_the_sum_of_the_lines_is_the_assessment(dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    for wage in (1_234_567, 1_999_999, 3_000_001):
        workers(dishub, wage=wage)

    found = assessed(dishub)

    for column in ("base", "jkk", "jkm", "total"):
        assert getattr(found, column) == sum(getattr(line, column) for line in found.lines.all())


def test_a_month_is_whole_for_who_comes_in_it_or_leaves_in_it(dishub):
    terms(dishub)
    workers(dishub, since=dt.date(2020, 2, 28))
    left = {"state": "ended", "end_reason": "resigned"}
    workers(dishub, since=dt.date(2020, 1, 5), spell=left | {"ended_on": dt.date(2020, 2, 2)})
    workers(dishub, since=dt.date(2020, 1, 5), spell=left | {"ended_on": FEB})
    workers(dishub, since=MAR)

    assert assessed(dishub).workers == 2


def test_who_moved_is_owed_for_once_by_the_agency_of_the_months_end(dishub, dlh):
    terms(dishub), terms(dlh)
    day = dt.date(2020, 2, 14)
    workers(
        dishub, since=dt.date(2020, 1, 5), spell={"state": "ended", "end_reason": "moved", "ended_on": day}
    )
    (there,) = workers(dlh, since=dt.date(2020, 1, 5))
    Enrolment.objects.filter(worker=there).update(listed_on=day, moved_from=dishub)

    assert (assessed(dishub).workers, assessed(dlh).workers) == (0, 1)
    assert assessed(dlh, dt.date(2020, 1, 1)).workers == 0


def test_who_was_listed_by_mistake_was_never_owed_for(dishub):
    terms(dishub)
    workers(dishub, spell={"state": "ended", "end_reason": "error", "ended_on": dt.date(2020, 3, 9)})

    assert assessed(dishub).workers == 0


def test_old_age_savings_are_added_from_their_month_on(dishub):
    terms(dishub)
    workers(dishub)
    set_programmes(group=group_of(dishub), programmes={"JHT"}, since=MAR, by=access.SYSTEM)

    assert assessed(dishub).total == Decimal("16200.00")
    found = assessed(dishub, MAR)
    assert (found.jht_employer, found.jht_worker) == (Decimal("111000.00"), Decimal("60000.00"))


def test_relief_of_2020_leaves_one_hundredth_to_who_had_paid(dishub):
    terms(dishub, "1574074")
    workers(dishub, since=dt.date(2020, 8, 1))

    found = assessed(dishub, dt.date(2020, 8, 1))

    assert found.total == Decimal("85.00")
    assert found.due_on == dt.date(2020, 9, 30)


def test_relief_of_2020_is_not_for_who_owed(dishub):
    terms(dishub, "1574074")
    workers(dishub)
    assessed(dishub)

    assert assessed(dishub, dt.date(2020, 8, 1)).total == Decimal("8500.00")


def test_nominal_tiers_are_looked_up_by_the_base(dishub):
    ContributionGroup.objects.filter(pk=group_of(dishub).pk).update(segment="BPU")
    Rate.objects.filter(segment="BPU", programme="JKK").delete()
    for low, high, amount in (("0", "1100000", 10_000), ("1100000", None, 12_000)):
        Rate.objects.create(
            programme="JKK", segment="BPU", amount=amount, legal_source="PP 44/2015, Lampiran II",
            bases=(low, high), period=DateRange(dt.date(2015, 7, 1), None),
        )  # fmt: skip
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=1_000_000)
    workers(dishub, wage=1_100_000)

    assert sorted(assessed(dishub).lines.values_list("jkk", flat=True)) == [10_000, 12_000]


def test_a_month_computed_again_follows_the_list(dishub):
    terms(dishub)
    workers(dishub, 2)
    assessed(dishub)
    workers(dishub)

    found = assessed(dishub)

    assert (found.workers, found.total) == (3, Decimal("48600.00"))


def test_what_cannot_be_computed_says_why(dishub, dlh):
    workers(dishub)
    terms(dlh, None, base_kind=BaseKind.UMK)
    ids = [group_of(dishub).pk, group_of(dlh).pk]

    found = assess(groups=ids, month=FEB, by=access.SYSTEM)

    assert found.assessments == []
    assert found.hindered == {ids[0]: Hindrance.NO_TERMS, ids[1]: Hindrance.NO_WAGE}


def test_final_and_closed_months_stay(dishub, dlh):
    terms(dishub), terms(dlh)
    workers(dishub), workers(dlh)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    AgencyMonth.objects.create(agency=dlh, month=FEB, closed_at=dt.datetime(2020, 4, 1, tzinfo=dt.UTC))
    ids = [group_of(dishub).pk, group_of(dlh).pk]
    workers(dishub)

    found = assess(groups=ids, month=FEB, by=access.SYSTEM)

    assert found.hindered == {ids[0]: Hindrance.FINAL, ids[1]: Hindrance.CLOSED}
    assert AssessmentLine.objects.count() == 1


def test_finalising_asks_about_who_is_left_out(dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=None)
    found = assessed(dishub)

    with refused("without_base"):
        finalise(assessment=found, by=access.SYSTEM)

    assert finalise(assessment=found, by=access.SYSTEM, accept_missing=True).state == "final"
    with refused("no_draft"):
        finalise(assessment=found, by=access.SYSTEM, accept_missing=True)


def test_a_group_that_serves_another_agency_is_assessed_with_its_people(dishub, dlh):
    terms(dishub)
    group = group_of(dishub)
    group.agencies.add(dlh)
    workers(dishub)
    workers(dlh, contribution_group=group)

    found = assessed(dishub)

    assert found.workers == 2
    assert set(found.lines.values_list("agency", flat=True)) == {dishub.pk, dlh.pk}


def test_people_that_its_operator_does_not_see_count_in_a_serving_group(dishub, dlh, dishub_operator):
    terms(dishub)
    group = group_of(dishub)
    group.agencies.add(dlh)
    workers(dishub)
    workers(dlh, contribution_group=group)

    with access.acting(dishub_operator):
        (found,) = assess(groups=[group.pk], month=FEB, by=dishub_operator).assessments
        assert (found.workers, AssessmentLine.objects.count()) == (2, 1)


@pytest.mark.parametrize(("makes_final", "there", "here"), [(False, 0, 1), (True, 1, 0)])
def test_who_changed_group_is_owed_for_once(dishub, dlh, makes_final, there, here):
    """A draft gives them up; a final month keeps them."""
    terms(dishub), terms(dlh)
    group_of(dlh).agencies.add(dishub)
    (person,) = workers(dishub)
    before = assessed(dishub)
    if makes_final:
        finalise(assessment=before, by=access.SYSTEM)
    type(person).objects.filter(pk=person.pk).update(contribution_group=group_of(dlh))

    after = assessed(dlh)

    before.refresh_from_db()
    assert (before.workers, after.workers) == (there, here)


def test_a_city_is_assessed_in_as_many_statements_as_one_agency(serang, count_queries):
    agencies = [factories.AgencyFactory(region=serang) for _ in range(6)]
    for agency in agencies:
        terms(agency)
        workers(agency, 2)
    ids = [group_of(agency).pk for agency in agencies]
    assess(groups=ids[:1], month=APR, by=access.SYSTEM)

    one = count_queries(lambda: assess(groups=ids[:1], month=MAR, by=access.SYSTEM))
    all_of_them = count_queries(lambda: assess(groups=ids, month=FEB, by=access.SYSTEM))

    assert one == all_of_them


def test_a_month_that_has_not_begun_eats_up_no_credit(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    payment = pay(dishub, "500000")

    with refused("too_early"):
        assessed(dishub, after(timezone.localdate().replace(day=1)))

    payment.refresh_from_db()
    assert payment.credit == 500_000 - 16_200

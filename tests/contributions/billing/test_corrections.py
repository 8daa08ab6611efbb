import datetime as dt
from decimal import Decimal

import pytest

from agencies import access
from contributions.billing.assessing import Hindrance, assess, finalise
from contributions.billing.corrections import changes, drop, take_over
from contributions.models import Assessment, BaseKind, GroupTerms
from enrolment.models import Enrolment, Worker
from tests.contributions.billing.money import APR, FEB, MAR, assessed, group_of, refused, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def february(dishub):
    """Final: two workers of two million each; March is a draft."""
    terms(dishub, None, base_kind=BaseKind.WAGE)
    people = workers(dishub, 2, wage=2_000_000)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    return people


def test_nothing_changed_is_nothing_to_correct(february, dishub):
    assert changes(group_of(dishub), APR) == []


def test_a_wage_raised_since_is_back_pay_of_a_later_month(february, dishub):
    Worker.objects.filter(pk=february[0].pk).update(wage=3_000_000)
    march = assessed(dishub, MAR)

    (change,) = changes(group_of(dishub), MAR)
    taken = take_over(draft=march, months=[FEB], note="SK 800/12", by=access.SYSTEM)

    assert (change.kind, change.base, change.total) == ("back_pay", Decimal(1_000_000), Decimal("5400.00"))
    line = march.lines.get(kind="back_pay")
    assert (taken, line.about, line.total, line.note) == (1, FEB, Decimal("5400.00"), "SK 800/12")
    march.refresh_from_db()
    assert (march.workers, march.total) == (2, Decimal("32400.00"))
    assert Assessment.objects.get(month=FEB).total == Decimal("21600.00")


def test_what_was_taken_over_does_not_come_back(february, dishub):
    Worker.objects.filter(pk=february[0].pk).update(wage=3_000_000)
    take_over(draft=assessed(dishub, MAR), months=[FEB], note="", by=access.SYSTEM)

    assert changes(group_of(dishub), MAR) == []


def test_who_had_left_is_given_back_and_who_was_forgotten_is_added(february, dishub):
    Enrolment.objects.filter(worker=february[0]).update(
        state="ended", end_reason="error", ended_on=dt.date(2020, 2, 1)
    )
    workers(dishub, wage=1_000_000)
    march = assessed(dishub, MAR)
    take_over(draft=march, months=[FEB], note="", by=access.SYSTEM)

    totals = sorted(march.lines.filter(kind="correction").values_list("total", flat=True))
    assert totals == [Decimal("-10800.00"), Decimal("5400.00")]
    march.refresh_from_db()
    assert march.total == sum(line.total for line in march.lines.all())


def test_a_base_agreed_later_for_earlier_months_is_back_pay(dishub):
    first = terms(dishub, "1574074")
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    GroupTerms.objects.filter(pk=first.pk).update(amount=3_000_000)

    (change,) = changes(group_of(dishub), MAR)

    assert (change.kind, change.total) == ("back_pay", Decimal("7700.00"))


def test_an_emptied_wage_pays_nobody_back(february, dishub):
    Worker.objects.filter(pk=february[0].pk).update(wage=None)

    assert changes(group_of(dishub), MAR) == []


def test_corrections_never_make_a_month_negative(february, dishub):
    Enrolment.objects.update(state="ended", end_reason="error", ended_on=dt.date(2020, 2, 1))
    march = assessed(dishub, MAR)

    with refused("negative"):
        take_over(draft=march, months=[FEB], note="", by=access.SYSTEM)

    assert not march.lines.exists()


def test_corrections_stay_when_a_draft_is_computed_again_and_can_be_dropped(february, dishub):
    Worker.objects.filter(pk=february[0].pk).update(wage=3_000_000)
    take_over(draft=assessed(dishub, MAR), months=[FEB], note="", by=access.SYSTEM)

    again = assessed(dishub, MAR)
    assert again.lines.filter(kind="back_pay").count() == 1
    assert drop(draft=again, by=access.SYSTEM) == 1
    again.refresh_from_db()
    assert again.total == Decimal("27000.00")


def test_nothing_goes_into_a_month_that_is_final(february, dishub):
    with refused("no_draft"):
        take_over(draft=Assessment.objects.get(month=FEB), months=[], note="", by=access.SYSTEM)


def test_a_draft_that_gives_money_back_is_computed_again(dishub):
    terms(dishub)
    people = workers(dishub, 3)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    Enrolment.objects.filter(worker=people[0]).update(
        state="ended", end_reason="error", ended_on=dt.date(2020, 2, 1)
    )
    take_over(draft=assessed(dishub, MAR), months=[FEB], note="SK 3", by=access.SYSTEM)
    before = Assessment.objects.get(month=MAR).lines.values().get(kind="correction")
    workers(dishub)

    again = assessed(dishub, MAR)

    assert (again.workers, again.total) == (3, Decimal("32400.00"))
    assert again.lines.values().get(kind="correction") == before


def test_one_group_with_more_corrections_than_months_holds_up_no_other(dishub, dlh):
    for agency in (dishub, dlh):
        terms(agency)
    first, second = workers(dishub, 2)
    workers(dlh)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    gone = Enrolment.objects.filter(worker=second)
    gone.update(state="ended", end_reason="error", ended_on=dt.date(2020, 2, 1))
    take_over(draft=assessed(dishub, MAR), months=[FEB], note="", by=access.SYSTEM)
    Enrolment.objects.filter(worker=first).update(state="ended", end_reason="resigned", ended_on=MAR)

    groups = [group_of(dishub).pk, group_of(dlh).pk]
    done = assess(groups=groups, month=MAR, by=access.SYSTEM)

    assert done.hindered == {groups[0]: Hindrance.OVERDRAWN}
    assert [one.group_id for one in done.assessments] == groups[1:]
    assert Assessment.objects.get(group=groups[0], month=MAR).total == 0

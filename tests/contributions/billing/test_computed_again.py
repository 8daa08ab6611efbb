"""A draft computed again keeps what people decided about it: corrections, directed payments, other groups."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from contributions.billing.assessing import Hindrance, assess, finalise
from contributions.billing.corrections import changes, take_over
from contributions.models import Allocation, Assessment, AssessmentLine, BaseKind, GroupTerms
from contributions.payments import moving
from contributions.terms.actions import set_terms
from enrolment.models import Enrolment, Worker
from enrolment.workers.changes.actions import Decree, change_group
from tests.contributions.billing.money import (
    FEB,
    MAR,
    assessed,
    group_of,
    pay,
    refused,
    terms,
    workers,
)

pytestmark = pytest.mark.django_db


def second_group(agency):
    group = agency.owned_groups.create(name="Divisi 2", segment="PU", jkk_risk=1)
    GroupTerms.objects.create(
        group=group,
        agency=agency,
        period=DateRange(dt.date(2019, 1, 1), None),
        base_kind=BaseKind.AGREED,
        amount=Decimal(3_000_000),
        document_text="PKS 2/2019",
        from_apbd=100,
    )
    return group


def test_a_draft_that_gives_back_more_than_it_adds_is_computed_again(dishub):
    terms(dishub)
    gone = workers(dishub, 2)
    workers(dishub, 3)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    Enrolment.objects.filter(worker__in=gone).update(state="ended", end_reason="error", ended_on=FEB)
    march = assessed(dishub, MAR)
    take_over(draft=march, months=[FEB], note="", by=access.SYSTEM)

    again = assessed(dishub, MAR)

    assert again.total == Decimal("16200.00")
    assert again.lines.filter(kind="correction").count() == 2


def test_a_payment_directed_at_a_draft_stays_there(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub), assessed(dishub, MAR)
    payment = pay(dishub, "16200")
    moving.move_to_month(payment=payment, month=MAR, amount=Decimal(16_200), reason="x", by=None)

    again = assessed(dishub, MAR)

    assert again.paid == Decimal("16200.00")
    assert Assessment.objects.get(month=FEB).paid == 0
    assert Allocation.objects.get().is_pinned


def test_who_changed_group_later_keeps_the_line_in_the_group_of_the_month(dishub):
    terms(dishub)
    (worker,) = workers(dishub)
    other = second_group(dishub)
    assessed(dishub)
    decree = Decree("SK 1", MAR, MAR)
    change_group(agency=dishub, workers=Worker.objects.all(), group=other, decree=decree, by=None)

    assess(groups=[other.pk], month=FEB, by=access.SYSTEM)

    assert AssessmentLine.objects.get(worker=worker).assessment.group == group_of(dishub)


def test_what_changed_once_more_is_taken_over_once_more(dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=2_000_000)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    march = assessed(dishub, MAR)
    for wage in (3_000_000, 4_000_000):
        Worker.objects.update(wage=wage)
        take_over(draft=march, months=[FEB], note="", by=access.SYSTEM)

    assert march.lines.get(kind="back_pay").total == Decimal("10800.00")
    assert changes(group_of(dishub), MAR) == []


def test_who_is_in_another_group_now_is_corrected_in_both(dishub):
    terms(dishub)
    workers(dishub, 2)
    other = second_group(dishub)
    for assessment in assess(groups=[group_of(dishub).pk, other.pk], month=FEB, by=access.SYSTEM).assessments:
        finalise(assessment=assessment, by=access.SYSTEM)
    Worker.objects.filter(pk=Worker.objects.first().pk).update(contribution_group=other)

    found = assess(groups=[group_of(dishub).pk, other.pk], month=MAR, by=access.SYSTEM).assessments
    for draft in found:
        take_over(draft=draft, months=[FEB], note="", by=access.SYSTEM)

    assert changes(group_of(dishub), MAR) == changes(other, MAR) == []


@pytest.fixture
def overdrawn(dishub):
    """March gives February back and has nobody any more."""
    terms(dishub)
    workers(dishub, 2)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    Enrolment.objects.update(state="ended", end_reason="error", ended_on=FEB)
    workers(dishub, 3, since=MAR)
    march = assessed(dishub, MAR)
    take_over(draft=march, months=[FEB], note="", by=access.SYSTEM)
    march.refresh_from_db()
    Enrolment.objects.filter(end_reason=None).update(state="ended", end_reason="error", ended_on=MAR)
    return march


def test_corrections_above_the_rest_leave_one_draft_out_and_compute_the_others(overdrawn, dishub, dlh):
    terms(dlh)
    workers(dlh)

    done = assess(groups=[group_of(dishub).pk, group_of(dlh).pk], month=MAR, by=access.SYSTEM)

    assert done.hindered == {group_of(dishub).pk: Hindrance.OVERDRAWN}
    assert [one.total for one in done.assessments] == [Decimal("16200.00")]
    assert Assessment.objects.get(pk=overdrawn.pk).total == overdrawn.total == Decimal("16200.00")


def test_terms_that_corrections_would_exceed_are_refused(overdrawn, dishub):
    Enrolment.objects.filter(ended_on=MAR).update(state="registered", end_reason=None, ended_on=None)
    period = DateRange(MAR, None)
    cheap = GroupTerms(
        group=group_of(dishub), agency=dishub, period=period, base_kind=BaseKind.AGREED,
        amount=Decimal(1_000_000), document_text="PKS 2/2020", from_apbd=100,
    )  # fmt: skip

    with refused("overdrawn"):
        set_terms(terms=[cheap], by=access.SYSTEM)

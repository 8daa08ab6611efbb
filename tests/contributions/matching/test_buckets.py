"""In which bucket an entry ends up, and that both sides add up."""

import datetime as dt
from decimal import Decimal

import pytest

from contributions.matching.proof import proof_of
from contributions.matching.reading import entries, summaries, together
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import FEB, assessed, group_of, pay, terms, workers
from tests.contributions.matching import scene
from tests.contributions.matching.scene import DUE, bill_of, billed, ended, filled, of, people_in, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _both_sides_add_up(request, dishub):
    """Whatever a test makes of Dishub's month, its sides add up to the cent."""
    yield
    for side in proof_of(of(dishub)):
        assert side.adds_up, (side.label, side.summed, side.number, side.rupiah)


def test_what_agrees_and_is_paid_is_matched(dishub):
    scene.agreeing(dishub, 3)

    assert filled(dishub) == {"matched": 3}
    assert of(dishub).of("matched").paid == DUE * 3


def test_an_unpaid_month_agrees_but_is_not_paid(dishub):
    terms(dishub)
    [worker] = workers(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker)])
    pay(dishub, "10000")

    assert filled(dishub) == {"unpaid": 1}
    assert entries(dishub.pk, FEB)[0].paid == "part"


@pytest.mark.parametrize(
    ("total", "bucket"),
    [("16201", "matched"), ("16199", "matched"), ("16201.01", "differs"), ("8100", "differs")],
)
def test_a_rupiah_of_rounding_is_no_difference(dishub, total, bucket):
    terms(dishub)
    [worker] = workers(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker, total)])
    pay(dishub, total)

    assert filled(dishub) == {bucket: 1}
    assert of(dishub).of(bucket).difference == Decimal(total) - DUE


def test_who_had_left_and_is_paid_for_is_found(dishub):
    terms(dishub)
    [worker] = workers(dishub)
    gone = ended(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker), billed(gone)])
    pay(dishub, DUE * 2)

    assert filled(dishub) == {"matched": 1, "ended": 1}
    [entry] = entries(dishub.pk, FEB, "ended")
    assert (entry.name, entry.ended_on, entry.end_reason, entry.paid) == (
        gone.name, dt.date(2020, 1, 15), "resigned", "full"
    )  # fmt: skip
    assert of(dishub).of("ended").paid == DUE


def test_who_leaves_within_the_month_is_owed_for(dishub):
    terms(dishub)
    gone = ended(dishub, on=dt.date(2020, 2, 2))
    assessed(dishub)
    bill_of(dishub, [billed(gone)])
    pay(dishub, DUE)

    assert filled(dishub) == {"matched": 1}


def test_who_was_listed_by_mistake_is_billed_after_leaving(dishub):
    terms(dishub)
    ended(dishub, on=dt.date(2020, 2, 20), reason="error")
    workers(dishub)
    assessed(dishub)
    mistaken = dishub.workers.get(enrolments__end_reason="error")
    bill_of(dishub, [billed(mistaken)])

    assert filled(dishub) == {"ended": 1, "not_billed": 1}


def test_registered_with_us_and_not_on_the_bill(dishub):
    terms(dishub)
    one, other = workers(dishub, 2)
    assessed(dishub)
    bill_of(dishub, [billed(one)])
    pay(dishub, DUE)

    assert filled(dishub) == {"matched": 1, "not_billed": 1}
    assert people_in(dishub, "not_billed") == [other.name]


def test_a_stranger_on_the_bill_is_not_ours(dishub):
    scene.agreeing(dishub, 1)
    bill_of_again(dishub, [stranger()])

    assert filled(dishub)["not_ours"] == 1


def bill_of_again(agency, more):
    """The month's list with more rows."""
    old = agency.lists.get(state="in_force")
    old.people.model.objects.bulk_create(
        [
            old.people.model(list=old, agency=agency, ordinal=90 + n, row=90 + n, **row)
            for n, row in enumerate(more)
        ]
    )
    scene.compare(agency, month=FEB)


def test_the_same_person_twice_on_a_list_is_billed_twice(dishub):
    [worker] = scene.agreeing(dishub, 1)
    bill_of_again(dishub, [billed(worker)])

    assert filled(dishub) == {"matched": 1, "twice": 1}
    assert of(dishub).of("twice").theirs == DUE
    assert {entry.times for entry in entries(dishub.pk, FEB)} == {2}


def test_the_same_person_on_two_groups_lists_is_billed_twice(dishub, dlh):
    [worker] = scene.agreeing(dishub, 1)
    bill_of(dlh, [billed(worker)])

    assert filled(dishub) == {"matched": 1}
    assert filled(dlh) == {"twice": 1}
    assert filled(dishub) | filled(dlh) == {
        bucket.value: sums.people
        for bucket, sums in together(summaries([dishub.pk, dlh.pk], FEB)).buckets.items()
    }


def test_who_moved_away_is_billed_after_leaving_there(dishub, dlh):
    terms(dlh)
    gone = ended(dishub, reason="moved")
    [here] = workers(dlh, nik=gone.nik)
    assessed(dlh)
    bill_of(dlh, [billed(here)])
    bill_of(dishub, [billed(gone)])

    assert filled(dishub) == {"ended": 1}


def test_a_list_without_amounts_says_who_and_not_how_much(dishub):
    terms(dishub)
    [worker] = workers(dishub)
    gone = ended(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker, None), billed(gone, None, is_active=False)], kind="participants")
    pay(dishub, DUE)

    assert filled(dishub) == {"matched": 1}
    assert of(dishub).list_kind == "participants"


def test_formulir_2a_counts_before_the_list_of_participants(dishub):
    [worker] = scene.agreeing(dishub, 1)
    bill_of(dishub, [billed(worker, None), stranger(total=None)], kind="participants")

    assert filled(dishub) == {"matched": 1}


def test_without_a_computed_month_the_bill_stands_alone(dishub):
    [worker] = workers(dishub)
    bill_of(dishub, [billed(worker)])

    assert filled(dishub) == {"not_assessed": 1}
    assert not of(dishub).computed


def test_without_a_list_nothing_is_called_unpaid(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    assert filled(dishub) == {"unchecked": 1}
    assert (of(dishub).list_kind, of(dishub).compared) == ("", False)


def test_a_list_not_compared_yet_is_said_so(dishub):
    scene.agreeing(dishub, 1)
    AgencyMonth.objects.update(reconciled_at=None)

    assert filled(dishub) == {"unchecked": 1}


def test_nothing_at_all_is_empty(dishub):
    assert of(dishub).is_empty
    assert entries(dishub.pk, FEB) == []


def test_a_group_that_serves_another_agency_shares_its_list(dishub, dlh):
    group = group_of(dishub)
    group.agencies.add(dlh)
    terms(dishub)
    [ours] = workers(dishub)
    [theirs] = workers(dlh, contribution_group=group)
    assessed(dishub)
    bill_of(dishub, [billed(ours), billed(theirs)])
    pay(dishub, DUE * 2)

    assert filled(dishub) == filled(dlh) == {"matched": 1}
    assert of(dishub).others.rows == 1
    assert of(dlh).foreign_rows == (1, DUE)
    assert all(side.adds_up for side in proof_of(of(dlh)))
    whole = together(summaries([dishub.pk, dlh.pk], FEB))
    assert whole.whole.theirs == DUE * 2


def test_a_month_without_debt_counts_as_paid(dishub):
    terms(dishub, amount="0.01")
    [worker] = workers(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker, "0.00")])

    assert filled(dishub) == {"matched": 1}

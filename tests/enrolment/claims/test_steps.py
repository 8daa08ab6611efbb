"""From the report to what was paid: each step with history, and back again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agencies import access
from enrolment.claims import actions
from enrolment.claims.papers import PAPERS
from enrolment.claims.telling import entries, steps_of
from enrolment.models import BenefitClaim, ClaimKind, ClaimPaper, ClaimState, ClosingReason
from enrolment.models.claims import CLAIM_MOVES

pytestmark = pytest.mark.django_db
FILED = {"filed_on": "2020-03-05", "filed_number": "JKM-1"}
PAID = {"paid_on": "2020-04-01", "amount": "Rp 42.000.000", "paid_to": "Siti", "handed_over_by": "Wali Kota"}
CLOSED = {"closed_on": "2020-04-01", "closing_reason": "refused", "note": ""}


def step(page, claim, name, data):
    answer = page("claim_step", claim.pk, name, data=data)
    claim.refresh_from_db()
    return answer


def test_every_state_has_its_moves():
    assert set(CLAIM_MOVES) == set(ClaimState)
    assert set(PAPERS) == set(ClaimKind)


def test_filed_then_paid(page, death):
    step(page, death, "file", FILED)
    assert (death.state, death.filed_on, death.filed_number) == ("filed", dt.date(2020, 3, 5), "JKM-1")
    step(page, death, "pay", PAID)
    assert (death.state, death.amount, death.paid_to) == ("paid", Decimal("42000000.00"), "Siti")
    told = " | ".join(move for entry in steps_of(death) for move in entry.moves)
    assert "42.000.000" in told or "42,000,000" in told
    assert "JKM-1" in told


def test_each_step_can_be_taken_back(page, death):
    step(page, death, "file", FILED)
    step(page, death, "pay", PAID)
    page("claim_undo", death.pk, data={"state": "paid"})
    death.refresh_from_db()
    assert (death.state, death.paid_on, death.amount, death.paid_to) == ("filed", None, None, "")
    page("claim_undo", death.pk, data={"state": "filed"})
    death.refresh_from_db()
    assert (death.state, death.filed_on, death.filed_number) == ("reported", None, "")
    page("claim_undo", death.pk, data={"state": "reported"})
    death.refresh_from_db()
    assert death.state == "reported"


def test_a_claim_is_neither_paid_nor_closed_before_it_was_filed(page, death):
    step(page, death, "file", FILED)
    early = {"closed_on": "2020-03-04", "paid_on": "2020-03-04"}
    assert step(page, death, "pay", PAID | early).status_code == 400
    assert step(page, death, "close", CLOSED | early).status_code == 400
    assert death.state == "filed"


def test_a_closed_claim_goes_back_to_where_it_was(page, death):
    step(page, death, "file", FILED)
    step(page, death, "close", CLOSED)
    assert death.state == "closed"
    page("claim_undo", death.pk, data={"state": "closed"})
    death.refresh_from_db()
    assert (death.state, death.closed_on, death.closing_reason) == ("filed", None, "")


def test_what_the_page_did_not_show_is_not_taken_back(page, death):
    step(page, death, "file", FILED)
    page("claim_undo", death.pk, data={"state": "paid"})
    death.refresh_from_db()
    assert death.state == "filed"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("file", FILED | {"filed_on": "2020-02-01"}),
        ("file", FILED | {"filed_on": "2999-01-01"}),
        ("file", {}),
        ("pay", PAID),
        ("close", CLOSED | {"closing_reason": "other"}),
        ("close", CLOSED | {"closing_reason": ""}),
        ("tell", {"told_on": "2020-03-02"}),  # a death not at work
    ],
)
def test_what_does_not_fit_changes_nothing(page, death, name, data):
    step(page, death, name, data)
    assert death.state == "reported"
    assert death.told_on is None


@pytest.mark.parametrize("amount", ["0", "-5", "banyak", "", "9" * 30, "1,5 juta"])
def test_an_amount_is_a_positive_number(page, death, amount):
    step(page, death, "file", FILED)
    assert step(page, death, "pay", PAID | {"amount": amount}).status_code == 400
    assert death.state == "filed"


def test_paid_before_filed_is_refused(page, death):
    step(page, death, "file", FILED)
    step(page, death, "pay", PAID | {"paid_on": "2020-03-04"})
    assert death.state == "filed"


def test_bpjs_was_told_and_was_not_after_all(page, accident):
    step(page, accident, "tell", {"told_on": "2020-03-02"})
    assert accident.told_on == dt.date(2020, 3, 2)
    kept = {"kind": "accident", "happened_on": "2020-03-01", "known_on": "2020-03-01"}
    step(page, accident, "edit", kept | {"place": "Gudang", "told_on": ""})
    assert (accident.told_on, accident.place) == (None, "Gudang")
    told = [change.new for entry in steps_of(accident) for change in entry.changes]
    assert "Gudang" in told


def test_a_death_stays_a_death(page, death):
    data = {"kind": "accident", "happened_on": "2020-03-01", "known_on": "2020-03-01"}
    assert step(page, death, "edit", data).status_code == 400


def test_papers_come_and_go(page, death):
    page("claim_paper", death.pk, data={"code": "kk", "received_on": "2020-03-04"})
    assert ClaimPaper.objects.get().received_on == dt.date(2020, 3, 4)
    assert "1 of" in page("claim_detail", death.pk).content.decode()
    page("claim_paper", death.pk, data={"code": "kk"})
    assert ClaimPaper.objects.get().received_on is None


@pytest.mark.parametrize(
    "data", [{"code": "nothing", "received_on": "2020-03-04"}, {"code": "kk", "received_on": "2999-01-01"},
             {"code": "kk", "received_on": "soon"}, {}],
)  # fmt: skip
def test_a_paper_that_nobody_asked_for_is_not_noted(page, death, data):
    page("claim_paper", death.pk, data=data)
    assert not ClaimPaper.objects.exists()


def test_two_at_once_are_told(death):
    actions.move(claim=death, to="filed", values={"filed_on": dt.date(2020, 3, 5)}, by=access.SYSTEM)
    with pytest.raises(ValidationError, match="meanwhile"):
        actions.move(claim=death, to="filed", values={"filed_on": dt.date(2020, 3, 6)}, by=access.SYSTEM)


def test_the_worker_s_timeline_has_the_claims(worker, accident):
    actions.tell(claim=accident, told_on=dt.date(2020, 3, 2), by=access.SYSTEM)
    moves = [move for entry in entries(worker) for move in entry.moves]
    assert len(moves) == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "filed"},
        {"state": "paid", "filed_on": "2020-03-05", "paid_on": "2020-04-01"},
        {"state": "paid", "filed_on": "2020-03-05", "paid_on": "2020-04-01", "amount": 0},
        {"state": "closed", "closed_on": "2020-04-01"},
        {"state": "closed", "closing_reason": ClosingReason.OTHER},
        {"known_on": "2020-02-01"},
        {"told_on": "2020-02-01"},
        {"filed_on": "2020-03-05"},
    ],
)
def test_the_database_holds_states_and_days(accident, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        BenefitClaim.objects.filter(pk=accident.pk).update(**broken)

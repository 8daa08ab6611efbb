"""A claim is paid while its death is taken back, over two real connections."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from agencies import access
from enrolment.claims.actions import move
from enrolment.models import BenefitClaim
from enrolment.workers import actions
from tests.enrolment.claims.conftest import DAY
from tests.factories import AgencyFactory, WorkerFactory

LATER = DAY + dt.timedelta(days=9)
PAYMENT = {"paid_on": LATER, "amount": 42_000_000, "paid_to": "Ani"}


@pytest.fixture
def filed(committed) -> BenefitClaim:
    with access.acting(access.SYSTEM):
        worker = WorkerFactory(agency=AgencyFactory(), registered=True)
        death = actions.Event("death", DAY, DAY)
        actions.end_enrolment(
            enrolment=worker.enrolments.get(), ended_on=LATER, reason="died", by=access.SYSTEM, death=death
        )
        claim = BenefitClaim.objects.get(worker=worker)
        return move(claim=claim, to="filed", values={"filed_on": LATER}, by=access.SYSTEM)


def test_who_takes_a_death_back_waits_for_whoever_notes_its_payment(filed):
    paid, go_on = threading.Event(), threading.Event()

    def pay() -> None:
        with access.acting(access.SYSTEM), transaction.atomic():
            move(claim=filed, to="paid", values=PAYMENT, by=access.SYSTEM)
            paid.set()
            go_on.wait(1)  # meanwhile the other one has read the claim
        connection.close()

    paying = threading.Thread(target=pay)
    paying.start()
    assert paid.wait(10)
    with access.acting(access.SYSTEM):
        spell = filed.worker.enrolments.get()
        with pytest.raises(ValidationError) as refused:
            actions.reopen_enrolment(enrolment=spell, by=access.SYSTEM, close_claim=True)
        paying.join()
        assert refused.value.code == "paid"
        assert BenefitClaim.objects.get().state == "paid"

"""Moving a payment: what is offered, and what is said where nothing can be."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies import access
from contributions.payments import moving
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import FEB, MAR, assessed, bill, pay, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(dishub, client, dishub_operator):
    """Pays February and leaves a credit; its agency's operator looks at it."""
    client.cookies["django_language"] = "en"
    client.force_login(dishub_operator)
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    assessed(dishub, MAR)
    return pay(dishub, 20_000)


def text_of(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def move(client, payment, kind, **values):
    address = reverse("agency_payment_move", args=[payment.agency.code, payment.pk]) + f"?kind={kind}"
    return client.post(address, values) if values else client.get(address)


def test_who_has_no_other_group_is_told_who_can_move_it(payment, client):
    page = text_of(move(client, payment, "group"))

    assert "ask the city or the BPJS branch" in page
    assert 'name="group"' not in page


def test_a_closed_month_is_not_offered(payment, client, dishub):
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))

    offered = move(client, payment, "month").context["form"].fields["month"].queryset

    assert [one.month for one in offered] == [MAR]


def test_what_is_to_be_paid_back_is_not_said_to_be_paid_back_already(payment, client):
    page = text_of(move(client, payment, "refund", amount="3.800", reason="too much"))

    assert "Have this money paid back?" in page
    assert "The letter that asks BPJS to pay it back is drafted afterwards" in page


def test_a_direction_that_its_month_could_not_hold_is_said_to_be_in_force_no_more(payment, client, dishub):
    given = {"month": MAR, "amount": Decimal(16_200), "reason": "booked there", "by": access.SYSTEM}
    moving.move_to_month(payment=payment, **given)
    page = reverse("agency_payment", args=[dishub.code, payment.pk])
    assert "came to owe less" not in text_of(client.get(page))

    bill(dishub, "15000", month=MAR)

    assert "came to owe less than was directed at it" in text_of(client.get(page))

import pytest
from django.urls import reverse

from tests.contributions.billing.money import pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client, dishub_operator):
    client.cookies["django_language"] = "en"
    client.force_login(dishub_operator)
    return client


def url(name, agency, *args):
    return reverse(name, args=[agency.code, *args])


def text_of(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_what_is_said_of_a_payment_is_edited_and_history_tells(dishub, treasurer):
    payment = pay(dishub, "16000")

    here = url("agency_payment_edit", dishub, payment.pk)
    values = {"channel": "bjb", "sp2d_number": "0123/LS/2020", "sp2d_on": "2020-03-09"}
    treasurer.post(here, values)

    page = text_of(treasurer.get(url("agency_payment", dishub, payment.pk)))
    assert "0123/LS/2020" in page
    assert "Entered: Rp 16,000 of 10 March 2020" in page


def test_a_payment_taken_back_is_entered_anew_with_what_was_said(dishub, treasurer):
    payment = pay(dishub, "16000", code="202002000001", sp2d_number="7")

    response = treasurer.get(url("agency_payment_new", dishub), {"like": payment.pk})
    assert response.context["form"].initial["sp2d_number"] == "7"
    assert treasurer.get(url("agency_payment_new", dishub), {"like": "x"}).status_code == 200

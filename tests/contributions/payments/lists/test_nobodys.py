"""A payment of a branch's list that is of no agency here: left out with a reason, and brought back."""

import pytest
from django.urls import reverse

from agencies import access
from contributions.payments.lists import saving
from tests.contributions.payments.lists.conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobodys(client, branch_officer, branch_serang, npp, hand_in):
    client.force_login(branch_officer)
    client.cookies["django_language"] = "en"
    found = hand_in(branch_serang, row("7000001", payer="PT Maju Jaya"))
    (payment,) = saving.save(found=found, seen=saving.seen_of(found), by=access.SYSTEM)
    return payment


def at(name, payment) -> str:
    return reverse(f"branch_payment_{name}", args=["serang", payment.pk])


def sums(client) -> tuple:
    shown = client.get(reverse("branch_payments", args=["serang"])).context["sums"]
    return shown["unplaced_count"], shown["paid"]


def test_it_is_left_out_with_a_reason_and_brought_back(client, nobodys):
    assert sums(client) == (1, 16_200)
    assert "It is of no agency here" in client.get(at("place", nobodys)).content.decode()

    client.post(at("void", nobodys), {"leave-reason": "a private employer"})

    assert sums(client) == (0, None)
    nobodys.refresh_from_db()
    assert nobodys.void_reason == "a private employer"
    assert "a private employer" in client.get(at("place", nobodys)).content.decode()
    client.post(at("restore", nobodys))
    assert sums(client) == (1, 16_200)


def test_without_a_reason_it_stays(client, nobodys):
    assert client.post(at("void", nobodys), {"leave-reason": " "}).status_code == 400
    assert sums(client) == (1, 16_200)


def test_what_an_agency_has_is_not_left_out_here(client, nobodys, dishub, npp):
    client.post(at("place", nobodys), {"group": npp.pk})
    assert client.post(at("void", nobodys), {"leave-reason": "x"}).status_code == 404

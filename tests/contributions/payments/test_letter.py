import io
from decimal import Decimal

import docx
import pytest
from django.urls import reverse
from django.utils import translation

from agencies import access
from contributions.payments import moving
from contributions.payments.letter import letter_of
from tests.contributions.billing.money import FEB, MAR, assessed, group_of, pay, terms, workers

pytestmark = pytest.mark.django_db
SIGNER = {"place": "Serang", "day": FEB, "name": "Budi", "nip": "", "title": "Kepala Dinas"}


@pytest.fixture
def payment(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    assessed(dishub, MAR)
    return pay(dishub, "20000", code="202002000001")


def moved(payment, dlh, kind):
    given = {"payment": payment, "reason": "wrong code", "by": access.SYSTEM}
    if kind == "month":
        return moving.move_to_month(month=MAR, amount=Decimal(16_200), **given)
    if kind == "refund":
        return moving.refund(amount=Decimal(3_800), **given)
    return moving.move_to_group(
        group=group_of(dlh), amount=Decimal(16_200 if kind == "part" else 20_000), **given
    )


@pytest.mark.parametrize("kind", ["month", "part", "all", "refund"])
def test_each_kind_of_move_has_its_letter_in_indonesian_with_an_empty_number(payment, dlh, kind):
    with translation.override("en"):
        letter = letter_of(moved(payment, dlh, kind), SIGNER)

    assert dict(letter.head)["Nomor"].strip(".") == ""
    facts = dict(letter.facts)
    assert "202002000001" in facts.values()
    assert "wrong code" in facts.values()
    assert letter.office == "Dinas Perhubungan"
    words = {"month": "koreksi", "part": "pemecahan", "all": "koreksi", "refund": "pengembalian"}
    assert words[kind] in letter.head[2][1].lower()


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_the_letter_is_handed_out(payment, dlh, client, dishub_operator, form):
    move = moved(payment, dlh, "part")
    client.force_login(dishub_operator)
    here = reverse("agency_payment_letter", args=[payment.agency.code, move.pk])
    assert client.get(here).status_code == 200

    response = client.post(here, {"day": "2020-03-20", "name": "Budi", "format": form})

    if form == "pdf":
        assert response.content.startswith(b"%PDF")
    else:
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(response.content)).paragraphs)
        assert "Dinas Lingkungan Hidup" in text


def test_a_nip_that_is_none_is_said(payment, dlh, client, dishub_operator):
    move = moved(payment, dlh, "refund")
    client.force_login(dishub_operator)

    here = reverse("agency_payment_letter", args=[payment.agency.code, move.pk])
    response = client.post(here, {"day": "2020-03-20", "nip": "12"})

    assert (response.status_code, "nip" in response.context["form"].errors) == (400, True)

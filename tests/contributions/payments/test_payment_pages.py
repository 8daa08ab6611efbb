import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies import access
from contributions.models import Payment, PaymentMove
from contributions.payments import actions, moving
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, group_of, pay, terms, workers
from tests.contributions.payments.downloads import closed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 proof"


@pytest.fixture
def three_months(dishub):
    """February to April, one worker, Rp 16.200 each; February is billed by BPJS."""
    terms(dishub)
    workers(dishub)
    months = [assessed(dishub, month) for month in (FEB, MAR, APR)]
    bill(dishub, "16000")
    return months


@pytest.fixture
def treasurer(client, dishub_operator):
    client.cookies["django_language"] = "en"
    client.force_login(dishub_operator)
    return client


def url(name, agency, *args):
    return reverse(name, args=[agency.code, *args])


def sent(client, agency, **values):
    given = {"code": "2020 0200-0001", "paid_on": "2020-03-10", "amount": "Rp 16.000,00", "channel": "bjb"}
    return client.post(url("agency_payment_new", agency), given | values)


def text_of(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_a_payment_begins_with_bpjs_sum_and_code_and_says_the_difference(three_months, dishub, treasurer):
    response = treasurer.get(url("agency_payment_new", dishub))

    form = response.context["form"]
    assert (form.initial["amount"], form.initial["code"]) == (16_000, "202002000001")
    page = text_of(response)
    assert 'value="16,000"' in page
    assert "BPJS bills Rp 16,000, we computed Rp 16,200" in page
    assert "Enter BPJS&#x27;s bill" in page or "Enter BPJS's bill" in page


def test_without_a_bill_nothing_stands_at_pay(dishub, treasurer):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    response = treasurer.get(url("agency_payment_new", dishub))

    assert "amount" not in response.context["form"].initial
    assert "BPJS has billed none of these months" in text_of(response)


def test_after_saving_it_is_said_what_it_paid(three_months, dishub, treasurer):
    response = treasurer.post(
        url("agency_payment_new", dishub),
        {"code": "2020 0200-0001", "paid_on": "2020-03-10", "amount": "20.000,50", "channel": "bjb"},
        follow=True,
    )

    made = Payment.objects.get()
    assert (made.code, made.amount, made.channel) == ("202002000001", Decimal("20000.50"), "bjb")
    said = text_of(response)
    assert "February 2020 is paid in full; Rp 4,000.50 for March 2020" in said
    assert "credit Rp 0" in said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "about a million"),
        ("amount", "0"),
        ("amount", "-5"),
        ("code", "12"),
        ("code", "12a456"),
        ("paid_on", "2999-01-01"),
        ("paid_on", "1999-01-01"),
        ("sp2d_on", "2999-01-01"),
        ("channel", "pigeon"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(dishub, treasurer, field, value):
    response = sent(treasurer, dishub, **{field: value})

    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert not Payment.objects.exists()


def test_a_code_of_another_agency_is_asked_about_first(dishub, dlh, client, city_manager):
    bill(dlh, "16200", code="202002000009")
    client.cookies["django_language"] = "en"
    client.force_login(city_manager)

    response = sent(client, dishub, code="202002000009")
    assert response.status_code == 400
    assert "for DLH, not for this contribution group" in text_of(response)
    assert sent(client, dishub, code="202002000009", accept="on").status_code == 302


def test_the_same_payment_twice_is_asked_about_first(dishub, treasurer):
    assert sent(treasurer, dishub).status_code == 302

    response = sent(treasurer, dishub)

    assert response.status_code == 400
    assert "With this kode iuran Rp 16,000 of 10 March 2020 are entered already" in text_of(response)
    assert Payment.objects.count() == 1


def test_a_proof_is_kept_and_handed_out_as_a_download(dishub, treasurer):
    sent(treasurer, dishub, file=SimpleUploadedFile("proof.pdf", PDF))
    made = Payment.objects.get()

    response = treasurer.get(url("agency_payment_file", dishub, made.pk))

    assert b"".join(response.streaming_content) == PDF
    closed(response)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    treasurer.post(url("agency_payment_file_add", dishub, made.pk), {"drop": "1"})
    assert treasurer.get(url("agency_payment_file", dishub, made.pk)).status_code == 404


def test_a_proof_is_what_its_bytes_say(dishub, treasurer):
    response = sent(treasurer, dishub, file=SimpleUploadedFile("proof.pdf", b"MZ not a pdf"))
    assert "file" in response.context["form"].errors

    payment = pay(dishub, "10")
    add = url("agency_payment_file_add", dishub, payment.pk)
    treasurer.post(add, {"file": SimpleUploadedFile("proof.pdf", b"MZ")})
    treasurer.post(add, {})
    assert Payment.objects.get().file_name == ""


def test_the_list_tells_sums_and_is_cut_by_its_filters(three_months, dishub, treasurer):
    pay(dishub, "16000", code="202002000001")
    actions.void_payment(payment=pay(dishub, "500"), reason="x", by=access.SYSTEM)
    here = url("agency_payments", dishub)

    response = treasurer.get(here)
    assert response.context["sums"]["paid"] == 16_000
    assert len(response.context["table"].rows) == 2
    for query, count in (("state=void", 1), ("state=credit", 0), ("code=2020 02", 1), ("year=2020", 2)):
        assert len(treasurer.get(f"{here}?{query}").context["table"].rows) == count
    assert treasurer.get(f"{here}?year=x&state=y&page=z&sort=q").status_code == 200


def test_the_list_has_as_many_queries_for_fifty_as_for_one(three_months, dishub, treasurer, count_queries):
    here = url("agency_payments", dishub)
    pay(dishub, "100")
    treasurer.get(here)
    one = count_queries(lambda: treasurer.get(here))
    for day in range(1, 29):
        pay(dishub, "100", dt.date(2020, 3, day))
        pay(dishub, "100", dt.date(2020, 4, day))

    assert count_queries(lambda: treasurer.get(f"{here}?per_page=100")) == one


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_is_exported(three_months, dishub, client, city_leader, form):
    pay(dishub, "16000", note="=1+1")
    client.force_login(city_leader)

    response = client.get(url("agency_payments_export", dishub), {"format": form})

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{form}"')


def test_taking_back_says_which_months_lose_and_comes_back(three_months, dishub, treasurer):
    payment = pay(dishub, "16000")
    here = url("agency_payment_void", dishub, payment.pk)

    page = text_of(treasurer.get(here))
    assert "February 2020" in page
    assert "Rp 16,000 open" in page
    assert Payment.objects.get().voided_at is None
    assert treasurer.post(here, {"reason": ""}).status_code == 400
    treasurer.post(here, {"reason": "double"})
    assert Payment.objects.get().void_reason == "double"

    detail = url("agency_payment", dishub, payment.pk)
    assert "It pays nothing" in text_of(treasurer.get(detail))
    response = treasurer.post(url("agency_payment_restore", dishub, payment.pk), follow=True)
    assert "February 2020 is paid in full" in text_of(response)


def test_of_a_closed_month_there_is_no_button_that_is_refused(three_months, dishub, treasurer):
    payment = pay(dishub, "16000")
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))

    page = text_of(treasurer.get(url("agency_payment_void", dishub, payment.pk)))

    assert "February 2020 is closed and stays as it is" in page
    assert "<textarea" not in page
    assert 'name="reason"' not in page
    detail = text_of(treasurer.get(url("agency_payment", dishub, payment.pk)))
    assert reverse("agency_payment_move", args=[dishub.code, payment.pk]) not in detail
    assert reverse("agency_payment_void", args=[dishub.code, payment.pk]) not in detail


def test_a_move_is_shown_before_it_is_made(three_months, dishub, treasurer):
    payment = pay(dishub, "16000")
    here = url("agency_payment_move", dishub, payment.pk) + "?kind=month"
    values = {"month": three_months[1].pk, "amount": "16.000", "reason": "booked for March"}

    response = treasurer.post(here, values)
    assert "past the rule of the oldest month first" in text_of(response)
    assert not PaymentMove.objects.exists()
    response = treasurer.post(here, values | {"step": "save"}, follow=True)

    assert "Rp 16,000 directed to March 2020" in text_of(response)
    assert payment.allocations.get().month == MAR


def test_a_move_that_is_refused_says_why(three_months, dishub, treasurer):
    payment = pay(dishub, "16000")
    here = url("agency_payment_move", dishub, payment.pk) + "?kind=refund"

    response = treasurer.post(here, {"amount": "16.001", "reason": "x", "step": "save"})

    assert response.status_code == 400
    assert "can be moved at most" in text_of(response)


def test_the_city_moves_to_another_agency_and_that_one_sees_why(
    three_months, dishub, dlh, client, city_manager, dlh_operator
):
    payment = pay(dishub, "16000")
    client.cookies["django_language"] = "en"
    client.force_login(city_manager)
    here = url("agency_payment_move", dishub, payment.pk) + "?kind=group"
    values = {"group": group_of(dlh).pk, "amount": "16.000", "reason": "code of DLH", "step": "save"}
    client.post(here, values)
    move = PaymentMove.objects.get()

    client.force_login(dlh_operator)
    page = text_of(client.get(url("agency_payment", dlh, move.result_id)))
    assert "This money came from" in page
    assert "code of DLH" in page


def test_an_agency_moves_to_its_own_groups_alone(dishub, dlh, treasurer):
    payment = pay(dishub, "16000")
    here = url("agency_payment_move", dishub, payment.pk) + "?kind=group"

    response = treasurer.post(here, {"group": group_of(dlh).pk, "amount": "1", "reason": "x"})

    assert "group" in response.context["form"].errors


def test_who_pays_for_one_side_alone_leaves_the_undoing_to_the_city(dishub, dlh, treasurer):
    payment = pay(dishub, "16000")
    values = {"group": group_of(dlh), "amount": Decimal(10), "reason": "x"}
    move = moving.move_to_group(payment=payment, by=access.SYSTEM, **values)

    response = treasurer.post(url("agency_move_undo", dishub, move.pk), follow=True)

    assert "The city or the BPJS branch can undo it" in text_of(response)
    assert PaymentMove.objects.get().undone_at is None


def test_a_move_is_undone_after_it_was_shown_what_that_changes(three_months, dishub, treasurer):
    payment = pay(dishub, "16000")
    move = moving.refund(payment=payment, amount=Decimal(16_000), reason="x", by=access.SYSTEM)
    here = url("agency_move_undo", dishub, move.pk)

    assert "paid in full" in text_of(treasurer.get(here))
    treasurer.post(here)

    assert Payment.objects.get().moved_out == 0

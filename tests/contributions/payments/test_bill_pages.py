import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributions.models import Assessment, Bill
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import FEB, assessed, bill, pay, terms, workers
from tests.contributions.payments.downloads import closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client, dishub_operator):
    client.cookies["django_language"] = "en"
    client.force_login(dishub_operator)
    return client


def new(agency, month="2020-02"):
    return reverse("agency_bill_new", args=[agency.code, month])


def of(name, made):
    return reverse(name, args=[made.agency.code, made.month, made.pk])


def text_of(response) -> str:
    return response.content.decode().replace("\xa0", " ")


VALUES = {"state": "issued", "code": "2020 0200 0001", "amount": "16.000", "issued_on": "2020-03-02"}


def test_ours_stands_beside_while_the_bill_is_entered(dishub, treasurer):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    assert "Rp 16,200" in text_of(treasurer.get(new(dishub)))
    response = treasurer.post(new(dishub), VALUES, follow=True)

    assert "BPJS bills Rp 200 less than we computed" in text_of(response)
    assert Bill.objects.get().code == "202002000001"


def test_a_bill_issued_has_a_code_a_draft_none(dishub, treasurer):
    response = treasurer.post(new(dishub), VALUES | {"code": ""})
    assert "code" in response.context["form"].errors

    treasurer.post(new(dishub), VALUES | {"code": "", "state": "draft"})
    assert Bill.objects.get().state == "draft"


def test_a_code_twice_is_said_at_its_field(dishub, treasurer):
    bill(dishub, "1")

    response = treasurer.post(new(dishub), VALUES)

    assert response.context["form"].errors["code"].as_data()[0].code == "code"


@pytest.mark.parametrize(
    ("field", "value"), [("penalty", "20.000"), ("amount", ""), ("issued_on", "2999-01-01")]
)
def test_what_cannot_be_is_said(dishub, treasurer, field, value):
    response = treasurer.post(new(dishub), VALUES | {field: value})

    assert field in response.context["form"].errors


def test_months_that_cannot_be_are_not_found(dishub, treasurer):
    for month in ("2013-12", "2098-01"):
        assert treasurer.get(new(dishub, month)).status_code == 404


def test_a_closed_month_says_so_before_anything_is_typed(dishub, treasurer):
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))

    page = text_of(treasurer.get(new(dishub)))

    assert "February 2020 is closed and stays as it is" in page
    assert 'name="amount"' not in page


def test_a_bill_goes_its_way_by_the_buttons_of_its_page(dishub, treasurer):
    made = bill(dishub, "16200", code="", state="draft")

    state = of("agency_bill_state", made)
    treasurer.post(f"{state}?to=final")
    treasurer.post(f"{state}?to=issued", {"code": "2020.0200.0001", "on": "2020-03-02"})
    treasurer.post(f"{state}?to=posted", {"on": "2020-03-20"})
    made.refresh_from_db()
    assert (made.state, made.code, made.posted_on) == ("posted", "202002000001", dt.date(2020, 3, 20))
    page = text_of(treasurer.get(of("agency_bill", made)))
    assert "Kode iuran issued → Posting" in page
    response = treasurer.post(f"{state}?to=draft", follow=True)
    assert "meanwhile" in text_of(response)


@pytest.mark.parametrize(
    ("paid", "steps"),
    [
        (0, ["Draft done", "Finalisasi done", "Kode iuran issued done", "Paid not yet", "Posting not yet"]),
        (200, ["Paid partly paid"]),
        (16_200, ["Paid done"]),
    ],
)
def test_how_far_a_bill_is_paid_stands_among_its_steps(dishub, treasurer, paid, steps):
    made = bill(dishub, "16200")
    if paid:
        pay(dishub, paid)
    page = treasurer.get(of("agency_bill", made))
    shown = [f"{label} {words}" for label, _done, words in page.context["reached"]]
    assert [one for one in shown if one in steps] == steps
    month = Assessment.objects.get(agency=dishub)
    offered = f"{reverse('agency_payment_new', args=[dishub.code])}?for={month.pk}" in text_of(page)
    assert offered == (paid < 16_200)


def test_the_way_back_is_never_the_main_button(dishub, treasurer):
    made = bill(dishub, "16200", state="posted", posted_on=dt.date(2020, 3, 20))
    page = text_of(treasurer.get(of("agency_bill", made)))
    assert "Not posted after all" in page
    assert "btn-primary" not in page.split("<main")[1].split('class="steps"')[0]


def test_a_bill_is_corrected_and_withdrawn_with_a_reason(dishub, treasurer):
    made = bill(dishub, "16200")

    edit = of("agency_bill_edit", made)
    treasurer.post(edit, {"code": "202002000001", "amount": "17.000", "issued_on": "2020-03-02"})
    made.refresh_from_db()
    assert made.amount == 17_000
    void = of("agency_bill_void", made)
    assert treasurer.get(void).status_code == 200
    assert treasurer.post(void, {"reason": ""}).status_code == 400
    treasurer.post(void, {"reason": "another month"})
    page = text_of(treasurer.get(of("agency_bill", made)))
    assert "another month" in page
    assert reverse("agency_bill_edit", args=[dishub.code, made.month, made.pk]) not in page


def test_a_copy_of_the_bill_is_for_those_who_see_people(dishub, treasurer, client, city_leader):
    made = bill(dishub, "16200")
    add = of("agency_bill_file_add", made)
    treasurer.post(add, {"file": SimpleUploadedFile("2a.pdf", b"%PDF-1.7")})

    response = treasurer.get(of("agency_bill_file", made))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    closed(response)
    client.force_login(city_leader)
    assert client.get(of("agency_bill_file", made)).status_code == 403
    assert client.get(of("agency_bill", made)).status_code == 200


def test_a_bill_of_another_month_is_not_found(dishub, treasurer):
    made = bill(dishub, "16200")

    elsewhere = reverse("agency_bill", args=[dishub.code, "2020-03", made.pk])
    assert treasurer.get(elsewhere).status_code == 404


def test_who_says_that_an_unpaid_bill_is_posted_is_told_what_is_open(dishub, treasurer):
    made = bill(dishub, "16000")
    step = of("agency_bill_state", made) + "?to=posted"
    assert "Rp 16,000 of February 2020 is still open" in text_of(treasurer.get(step))

    pay(dishub, "16000")

    assert "still open" not in text_of(treasurer.get(step))

"""The pages: hand in, look, answer, save, take back; a branch's payments and their placing."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from agencies import access
from contributions.models import Allocation, ListState, Payment, PaymentList
from contributions.payments import moving
from tests.contributions.billing import money
from tests.contributions.payments.lists.conftest import book, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_branch(client, branch_officer):
    client.force_login(branch_officer)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, *args) -> str:
    return reverse(f"branch_payment_{name}", args=["serang", *args])


def sent(client, content: bytes, name="maret.xlsx"):
    answer = client.post(at("list_new"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return client.get(answer["Location"])


def test_a_list_is_handed_in_looked_at_saved_and_taken_back(as_branch, dishub, npp):
    page = sent(
        as_branch, book(row("7000001", npp.npp), row("7000002", npp.npp, amount=None), row(payer="X"))
    )
    said = page.content.decode()
    assert "Save 2 payments, Rp\N{NO-BREAK SPACE}32,400" in said
    assert "The amount is missing." in said and "Whose payments are these?" in said
    found = page.context["found"]

    saved = as_branch.post(at("list_save", found.pk), {"seen": page.context["seen"]}, follow=True)

    assert "2 payments were saved." in saved.content.decode()
    assert Payment.objects.count() == 2
    undo = as_branch.get(at("list_undo", found.pk))
    assert "2 payments of Rp\N{NO-BREAK SPACE}32,400" in undo.content.decode()
    gone = as_branch.post(at("list_undo", found.pk), follow=True)
    assert "2 payments were taken back." in gone.content.decode()
    assert not Payment.objects.standing().exists()


def test_a_preview_that_is_old_is_shown_anew(as_branch, dishub, npp):
    page = sent(as_branch, book(row("7000001", npp.npp)))
    answer = as_branch.post(at("list_save", page.context["found"].pk), {"seen": "old"})
    assert answer.status_code == 409 and not Payment.objects.exists()


def test_a_question_is_answered_on_the_page_and_the_answer_taken_back(as_branch, npp):
    page = sent(as_branch, book(row("7000001", payer="UPTD Terminal")))
    ((_question, field),) = page.context["form"].asked()
    pk = page.context["found"].pk
    answered = as_branch.post(at("list_answer", pk), {field.html_name: str(npp.pk)}, follow=True)
    assert [one.kind for one in answered.context["table"].data] == ["new"]
    forgotten = as_branch.post(at("list_forget", pk), follow=True)
    assert [one.kind for one in forgotten.context["table"].data] == ["unplaced"]


def test_columns_are_matched_once_and_remembered(as_branch, npp):
    strange = ("Kapan", "Berapa", "Siapa")
    content = book(["10/03/2020", 16_200, "PT Maju"], headings=strange)
    page = sent(as_branch, content)
    assert page.context["found"].state == ListState.UNMATCHED
    pk = page.context["found"].pk
    seen = as_branch.get(at("list_columns", pk))
    assert seen.context["effect"].told is not None
    choice = {"sheet": "Sheet", "was": "None", "header": "1"}
    as_branch.post(at("list_columns", pk), choice | {"act": "look"})
    choice |= {"was": "1", "column_A": "paid_on", "column_B": "amount", "column_C": "payer"}
    looked = as_branch.post(at("list_columns", pk), choice | {"act": "look"})
    assert looked.context["effect"].payments == 1
    as_branch.post(at("list_columns", pk), choice | {"act": "save"})
    assert PaymentList.objects.get(pk=pk).state == ListState.READY
    later = sent(as_branch, book(["11/03/2020", 500, "PT Lain"], headings=strange), "april.xlsx")
    assert later.context["found"].state == ListState.READY


def test_what_cannot_be_used_says_why(as_branch):
    page = sent(as_branch, b"nonsense \xff\xfe\x00\x01", "surat.docx")
    assert page.context["found"].state == ListState.REFUSED and page.context["told"].what
    empty = as_branch.post(at("list_new"), {})
    assert empty.status_code == 400


def test_a_list_that_nothing_was_saved_of_is_thrown_away(as_branch, npp):
    page = sent(as_branch, book(row("7000001", npp.npp)))
    answer = as_branch.post(at("list_discard", page.context["found"].pk), follow=True)
    assert answer.status_code == 200 and not PaymentList.objects.exists()


def test_the_rows_leave_as_a_workbook(as_branch, npp):
    page = sent(as_branch, book(row("7000001", npp.npp), ["JUMLAH", *[None] * 3, 16_200]))
    content = b"".join(as_branch.get(at("list_export", page.context["found"].pk)).streaming_content)
    sheets = load_workbook(io.BytesIO(content))
    assert [sheet.max_row for sheet in sheets] == [2, 3]


def test_a_branch_sees_its_payments_and_places_one(as_branch, branch_serang, dishub, npp, cirebon):
    money.pay(dishub, "20000", code="7000009")
    lost = Payment.objects.create(branch=branch_serang, amount=12_400, paid_on=dt.date(2020, 3, 20))
    page = as_branch.get(reverse("branch_payments", args=["serang"]))
    assert page.context["table"].data[0].pk == lost.pk
    assert page.context["sums"] | {"count": 2, "paid": 32_400, "unplaced": 12_400} == page.context["sums"]
    placed = as_branch.post(at("place", lost.pk), {"group": npp.pk})
    assert "February 2020" in placed.content.decode()
    assert Allocation.objects.get(payment=lost).amount == 12_400
    as_branch.post(at("unplace", lost.pk))
    lost.refresh_from_db()
    assert lost.group is None and not Allocation.objects.filter(payment=lost).exists()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("text=7000009", 1),
        ("text=700 0009", 1),
        ("text=dishub", 1),
        ("text=satpol", 0),
        ("state=unplaced", 1),
        ("state=credit", 0),
        ("state=used", 1),
        ("state=void", 0),
        ("month=2020-03", 2),
        ("month=2020-02", 2),
        ("region=36.73", 1),
        ("origin=hand", 2),
        ("channel=nonsense", 2),
    ],
)
def test_payments_are_filtered(as_branch, branch_serang, dishub, npp, query, count):
    money.pay(dishub, "20000", code="7000009")
    Payment.objects.create(branch=branch_serang, amount=12_400, paid_on=dt.date(2020, 3, 20))
    page = as_branch.get(f"{reverse('branch_payments', args=['serang'])}?{query}")
    assert page.context["table"].paginator.count == count


def test_the_branchs_page_takes_as_many_queries_for_many_payments(as_branch, dishub, npp, count_queries):
    url = reverse("branch_payments", args=["serang"])
    money.pay(dishub, "1000")
    few = count_queries(lambda: as_branch.get(url))
    for number in range(49):
        Payment.objects.create(group=npp, agency=dishub, amount=number + 1, paid_on=dt.date(2020, 3, 1))
    assert count_queries(lambda: as_branch.get(url)) == few


def test_an_agency_hands_in_its_banks_statement(client, dishub, dishub_operator, npp):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    new = reverse("agency_payment_list_new", args=[dishub.code])
    content = book(row(payer="BPJS TK", amount=16_200), row(payer="GAJI", amount=9_000))
    page = client.get(client.post(new, {"file": SimpleUploadedFile("bank.xlsx", content)})["Location"])
    said = page.content.decode()
    assert "Save 1 payment, Rp\N{NO-BREAK SPACE}16,200" in said and "is left out" in said
    answer = client.post(page.context["save_url"], {"seen": page.context["seen"]}, follow=True)
    assert "1 payment was saved." in answer.content.decode()
    assert client.get(reverse("agency_payment_lists", args=[dishub.code])).status_code == 200


def test_a_kode_iuran_that_was_paid_before_is_said(as_branch, dishub, npp):
    money.pay(dishub, "16200", code="7000001")
    page = sent(as_branch, book(row("7000001", npp.npp, amount=16_300), row("7000002", npp.npp)))
    assert page.context["paid_before"] == 1
    shown = as_branch.get(f"{page.wsgi_request.path}?show=paid_before")
    assert [one.code for one in shown.context["table"].data] == ["7000001"]
    assert "was paid before" in shown.content.decode()


def test_a_lists_page_takes_as_many_queries_for_many_rows(as_branch, npp, count_queries):
    one = sent(as_branch, book(row("7000001", npp.npp))).wsgi_request.path
    many = [row(f"80000{n:02}", npp.npp, amount=n + 1) for n in range(50)]
    several = sent(as_branch, book(*many), "april.xlsx").wsgi_request.path
    assert count_queries(lambda: as_branch.get(several)) == count_queries(lambda: as_branch.get(one))


def test_moved_money_counts_once_among_a_branchs_payments(client, branch_officer, branch_serang, dishub, dlh):
    client.force_login(branch_officer)
    client.cookies["django_language"] = "en"
    payment = money.pay(dishub, 20_000)
    given = {"payment": payment, "reason": "DLH's", "by": access.SYSTEM}
    moving.move_to_group(group=money.group_of(dlh), amount=Decimal(12_000), **given)
    moving.refund(amount=Decimal(3_000), **given)

    page = client.get(reverse("branch_payments", args=[branch_serang.code]))

    sums = page.context["sums"]
    assert (sums["paid"], sums["used"], sums["credit"]) == (17_000, 0, 17_000)
    assert "Rp 15,000 moved or paid back" in page.content.decode().replace("\xa0", " ")

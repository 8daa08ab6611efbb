"""The packet of a month: sums by account, what is missing, and one zip."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from agencies import access
from contributions.billing.assessing import assess, finalise
from contributions.treasury import account_papers
from contributions.treasury.checklist import checklist
from contributions.treasury.month_papers import papers_of
from enrolment.models import AgencyMonth, ParticipantList
from enrolment.rosters import storage
from tests.contributions.billing.money import FEB, assessed, bill, group_of, pay, terms, workers
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 bukti"


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paid_month(agency, count=2, **more):
    """February with two people, billed and paid by the budget, nothing handed in beside."""
    terms(agency, **more)
    workers(agency, count)
    month = assessed(agency)
    made = bill(agency, month.total)
    return month, made, pay(agency, month.total, sp2d_number="0012/SP2D/2020", sp2d_on=dt.date(2020, 3, 9))


def keep(record, name):
    record.file_name, (record.stored_name, record.sha256, _size) = name, storage.store([PDF])
    record.save()


def participant_list(agency, name="2a.xlsx"):
    found = ParticipantList(
        agency=agency, group=group_of(agency), kind="2a", state="in_force", month=FEB, size=1
    )
    keep(found, name)
    return found


def absent(agency):
    with translation.override("en"):
        return [
            w.label for _one, several in checklist(papers_of(agency, FEB)) for w in several if not w.is_there
        ]


def test_everything_is_asked_for(dishub):
    paid_month(dishub)
    assert absent(dishub) == [
        "Assessment, made final",
        "Treasurer with NIP",
        "Formulir 2a in force",
        "Copy of the kode iuran 202002000001",
        "Proof of the payment of 10 March 2020",
    ]


def test_nothing_is_missing_when_all_is_there(dishub):
    month, made, payment = paid_month(dishub, treasurer="Siti Aminah", treasurer_nip="197001012000032001")
    finalise(assessment=month, by=access.SYSTEM)
    keep(made, "kode.pdf")
    keep(payment, "bukti.pdf")
    participant_list(dishub)
    assert absent(dishub) == []


def test_a_file_that_is_gone_is_missing(dishub):
    _month, made, _payment = paid_month(dishub)
    keep(made, "kode.pdf")
    storage.path_of(made).unlink()
    assert "Copy of the kode iuran 202002000001" in absent(dishub)


def test_an_unpaid_month_without_a_bill(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    assert {"Kode iuran", "Paid in full"} <= set(absent(dishub))


def test_sp2d_is_wanted_where_the_budget_pays_alone(dishub, dlh):
    for agency, more in ((dishub, {}), (dlh, {"from_apbd": 0, "from_deduction": 100})):
        terms(agency, **more)
        workers(agency)
        assessed(agency)
        pay(agency, 16200)
    assert any("SP2D" in label for label in absent(dishub))
    assert not any("SP2D" in label for label in absent(dlh))


def test_the_accounts_hold_the_part_of_the_budget(dishub):
    paid_month(dishub, from_apbd=50, from_deduction=50)
    found = papers_of(dishub, FEB).groups
    assert [(account, amount) for account, _w, amount in account_papers.accounts_of(found)] == [
        ("5.1.02.02.02.0006", 7200),
        ("5.1.02.02.02.0007", 9000),
    ]
    assert [amount for _label, amount in account_papers.others_of(found)] == [16200]


def test_a_bill_without_an_assessment_is_said_to_be_unsplit(dishub):
    bill(dishub, "16200")
    found = papers_of(dishub, FEB)
    assert found.budget == 0
    assert [amount for _label, amount in account_papers.others_of(found.groups)] == [16200]


@pytest.fixture
def page(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def ask(name="agency_account_papers", user=None, code=dishub.code):
        if user:
            client.force_login(user)
        return client.get(reverse(name, args=[code, FEB]))

    return ask


def unzipped(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_zip_holds_what_there_is_under_safe_names(page, dishub):
    _month, made, payment = paid_month(dishub)
    keep(made, "../../kode iuran.PDF")
    keep(payment, "bukti.exe")
    participant_list(dishub, "Formulir 2a Februari.xlsx")
    archive = unzipped(page("agency_account_papers_zip"))
    names = archive.namelist()
    assert names[:4] == [
        "00-daftar-kelengkapan.pdf",
        "01-rekap-per-rekening.pdf",
        "01-rekap-per-rekening.xlsx",
        "02-rincian-iuran.xlsx",
    ]
    group = group_of(dishub).pk
    assert names[4:] == [
        f"04-1-formulir-2a-{group}.xlsx",
        "05-2-kode-iuran-202002000001.pdf",
        "06-3-bukti-bayar-2020-03-10.bin",
    ]
    assert archive.read(names[5]) == PDF


def test_the_zip_has_the_deductions_where_pay_is_cut(page, dishub):
    paid_month(dishub, from_apbd=0, from_deduction=100)
    assert "03-daftar-potongan.pdf" in unzipped(page("agency_account_papers_zip")).namelist()


def written(pdf: bytes) -> str:
    return "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(pdf))


def test_the_summary_is_signed_and_said_in_words(page, dishub):
    paid_month(dishub, treasurer="Siti Aminah", treasurer_nip="197001012000032001")
    text = written(page("agency_account_papers_pdf").content)
    for words in (
        "5.1.02.02.02.0006", "14.400,00", "18.000,00", "Tiga puluh dua ribu empat ratus rupiah",
        "Siti Aminah", "0012/SP2D/2020", "202002000001",
    ):  # fmt: skip
        assert words in text


def test_a_summary_of_a_draft_says_so(dishub):
    month, *_more = paid_month(dishub)
    assert "masih draf" in written(account_papers.summary_pdf(papers_of(dishub, FEB)))
    finalise(assessment=month, by=access.SYSTEM)
    assert "masih draf" not in written(account_papers.summary_pdf(papers_of(dishub, FEB)))


def test_the_workbook_names_the_group_of_each_bill_and_paper(page, dishub):
    paid_month(dishub)
    book = load_workbook(io.BytesIO(page("agency_account_papers_xlsx").getvalue()))
    for sheet in book.worksheets[1:]:
        assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == {group_of(dishub).name}


def test_the_detail_is_the_agencys_own_people_and_the_sum_of_others(page, dishub, dlh, dlh_operator):
    terms(dishub)
    group_of(dishub).agencies.add(dlh)
    workers(dishub, 1, name="Asep")
    workers(dlh, 3, contribution_group=group_of(dishub), name="Budi")
    assess(groups=[group_of(dishub).pk], month=FEB, by=access.SYSTEM)
    rows = detail(page("agency_account_papers_zip"))
    assert [row[2] for row in rows if row[0] == 1] == ["Asep"]
    assert rows[-1][16] == 48600
    served = detail(page("agency_account_papers_zip", user=dlh_operator, code=dlh.code))
    assert [row[2] for row in served if isinstance(row[0], int)] == ["Budi"] * 3


def detail(response) -> list:
    book = load_workbook(io.BytesIO(unzipped(response).read("02-rincian-iuran.xlsx")))
    return list(book.active.iter_rows(min_row=2, values_only=True))


def test_identity_numbers_are_masked_in_the_detail(page, dishub):
    paid_month(dishub, 1)
    (row, *_sums) = detail(page("agency_account_papers_zip"))
    assert "********" in row[3]


def test_the_page_leads_to_what_is_missing(page, dishub):
    paid_month(dishub)
    shown = page().content.decode()
    assert "5 of them are missing" in shown
    assert reverse("agency_list_new", args=[dishub.code]) in shown
    assert "Rp\N{NO-BREAK SPACE}14,400" in shown


def test_only_who_may_give_it_is_led_there(page, dishub):
    paid_month(dishub)
    shown = page(user=member("agency_treasurer", agency=dishub)).content.decode()
    assert reverse("agency_terms", args=[dishub.code]) in shown
    assert reverse("agency_list_new", args=[dishub.code]) not in shown
    head = page(user=member("agency_head", agency=dishub)).content.decode()
    assert reverse("agency_terms", args=[dishub.code]) not in head


def test_a_closed_month_offers_nothing_that_is_refused(page, dishub):
    _month, made, payment = paid_month(dishub)
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=timezone.now())
    shown = page().content.decode()
    assert "This month is closed" in shown
    assert str(made.pk) not in shown
    assert str(payment.pk) in shown  # its proof may still come


def test_the_page_of_an_empty_month_says_so(page, dishub):
    assert "not computed yet" in page().content.decode()
    assert page("agency_account_papers_zip").status_code == 404


def test_a_served_agency_is_told_where_the_bill_is(page, dishub, dlh):
    terms(dlh)
    group_of(dlh).agencies.add(dishub)
    workers(dishub, 2, contribution_group=group_of(dlh))
    assess(groups=[group_of(dlh).pk], month=FEB, by=access.SYSTEM)
    assert "Dinas Lingkungan Hidup: its bill" in page().content.decode()
    assert unzipped(page("agency_account_papers_zip")).namelist() == ["02-rincian-iuran.xlsx"]
    assert page("agency_account_papers_pdf").status_code == 404


def test_the_page_takes_as_many_queries_for_many(page, dishub, count_queries):
    paid_month(dishub)
    one = count_queries(page)
    workers(dishub, 50)
    assessed(dishub)
    for number in range(5):
        pay(dishub, 1000 + number)
    assert count_queries(page) == one


@pytest.mark.parametrize(
    ("role", "sees", "prints"),
    [("agency_treasurer", 200, 200), ("agency_head", 200, 403), ("city_finance", 403, 403)],
)
def test_who_sees_and_takes_the_packet(page, dishub, serang, role, sees, prints):
    paid_month(dishub)
    place = {"region": serang} if role.startswith("city") else {"agency": dishub}
    user = member(role, **place)
    assert page(user=user).status_code == sees
    assert page("agency_account_papers_zip", user=user).status_code == prints


def test_a_foreign_agency_is_not_found(page):
    assert (
        page("agency_account_papers_zip", user=member("agency_operator", agency=AgencyFactory())).status_code
        == 404
    )


def test_the_sums_of_the_papers_are_what_is_owed(dishub):
    paid_month(dishub, from_apbd=30, from_blud=30, from_self=40)
    found = papers_of(dishub, FEB)
    assert (
        found.budget + sum(amount for _label, amount in account_papers.others_of(found.groups)) == found.owed
    )
    assert found.owed == Decimal(32400)

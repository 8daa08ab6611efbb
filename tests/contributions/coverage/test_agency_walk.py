"""An agency's list of things to do, walked through its pages: each item goes when what it asks is done."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contributions.billing.due import last_due_month
from contributions.models import Assessment
from enrolment.models import OfficialSheet, SheetDetail, StagedRow, Upload, Worker
from enrolment.sipp.making import judged
from enrolment.sipp.readiness import Order
from tests.enrolment.rosters.books import page, person, workbook
from tests.enrolment.sipp.conftest import WHOLE
from tests.factories import nik

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TERMS = {
    "last": "", "base_kind": "agreed", "amount": "1.574.074", "document_text": "Kesepakatan",
    "from_apbd": "100", "from_deduction": "", "rounding": "down", "step": "save",
}  # fmt: skip


class Walker:
    """Dishub's operator at the desk."""

    def __init__(self, client, agency):
        self.client, self.agency = client, agency

    def waits(self) -> list[str]:
        shown = self.client.get(page(self.agency, "agency_home")).context
        return [row.item.text for row in [*shown["todo"], *shown["more"]]]

    def led_to(self, words: str) -> str:
        """Where the item with these words leads; there must be one, and a page behind it."""
        shown = self.client.get(page(self.agency, "agency_home")).context
        items = [row.item for row in [*shown["todo"], *shown["more"]]]
        (item,) = [one for one in items if re.search(words, one.text)]
        assert self.client.get(item.url).status_code == 200
        return item.url

    def post(self, name: str, /, *args, **values):
        answer = self.client.post(page(self.agency, name, *args), values)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        return answer


@pytest.fixture
def month(db):
    """The last month that is due."""
    return last_due_month(TODAY)


@pytest.fixture
def walker(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    group = dishub.owned_groups.get(is_default=True)
    group.npp, group.work_location, group.status_codes = "10001234", "SRG01", {"honorer": "PKWT"}
    group.ktp_valid_until = dt.date(2099, 12, 31)
    group.save()
    return Walker(client, dishub)


def hand_in(walker, *people) -> Upload:
    walker.post("agency_upload_new", file=SimpleUploadedFile("honorer.xlsx", workbook(people)))
    return Upload.objects.latest("uploaded_at")


def test_from_no_list_to_nothing_that_waits(walker, dishub, month):
    assert walker.waits() == ["Upload the list of workers, or declare that there are none."]

    upload = hand_in(walker, person("Asep"), person("Budi"), person("Cici", number="36730112"))
    assert [text.partition(" of ")[0] for text in walker.waits()] == ["honorer.xlsx"]
    walker.post("upload_save", upload.pk, roster_date=TODAY.isoformat())
    assert walker.waits()[0] == "Fix 1 row that could not be saved yet."

    mend(walker, upload)
    assert walker.waits()[0] == "Save 1 fixed row to the list."
    assert walker.led_to("fixed row") == page(dishub, "upload_detail", upload.pk)
    walker.post("upload_save", upload.pk)
    assert walker.waits() == ["Submit 3 people to BPJS: listed and not handed in yet."]

    sheet = make_sheet(walker, dishub)
    assert walker.waits() == ["Upload 1 sheet with 3 people to SIPP."]
    walker.post("agency_sheet_uploaded", sheet.pk, on=TODAY.isoformat())
    assert walker.waits() == ["Enter SIPP's answer to 1 sheet with 3 people."]
    walker.post("agency_sheet_totals", sheet.pk, valid=3, invalid=0)
    (text,) = walker.waits()
    assert text.startswith("3 people submitted since ")

    register(walker, month)
    assert walker.waits() == ["Say from which base contributions are computed, and who pays."]
    pay_from_terms_on(walker, month)
    assert walker.waits() == []
    assert "Nothing is waiting for you." in walker.client.get(page(dishub, "agency_home")).content.decode()


def mend(walker, upload):
    assert walker.led_to("could not be saved").endswith("/waiting/")
    ordinal = StagedRow.objects.get(upload=upload, nik__isnull=True).ordinal
    form = walker.client.get(page(walker.agency, "upload_row", upload.pk, ordinal)).context["form"]
    given = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
    walker.post("upload_row", upload.pk, ordinal, **(given | {"nik": nik()}))


def make_sheet(walker, dishub) -> OfficialSheet:
    """The official sheet with exactly these people, once they lack nothing."""
    Worker.objects.update(**WHOLE, category="honorer", sex="L")
    for worker in Worker.objects.all():
        SheetDetail.objects.create(worker=worker, agency=dishub, married=True)
    assert walker.led_to("not handed in").endswith("/sheets/data_tk_baru/")
    seen = judged(dishub, Order("data_tk_baru", TODAY.replace(day=1))).seen
    walker.post("agency_sheets_make", "data_tk_baru", seen=seen)
    return OfficialSheet.objects.get()


def register(walker, month):
    walker.led_to("submitted since")
    data = {"which": "all", "filter": "status=submitted", "registered_on": f"{month}", "basis": "stated"}
    address = page(walker.agency, "workers_register")
    seen = walker.client.post(address, data | {"step": "check"}).context["seen"]
    walker.post("workers_register", **data, step="save", seen=seen)


def pay_from_terms_on(walker, month):
    """Terms, computed, billed, final, paid: after each step what it was about is gone."""
    group = walker.agency.owned_groups.get(is_default=True).pk
    walker.led_to("from which base")
    walker.post("agency_terms_new", **TERMS, since=f"{month:%Y-%m}", group=group)
    assert any("Compute the contribution" in text for text in walker.waits())
    walker.post("agency_contribution_compute", month)
    (late, draft) = walker.waits()
    assert "which was due on" in late
    assert "and make it final" in draft
    walker.post("agency_contribution_final", month)
    assert walker.waits() == [late]
    owed = Assessment.objects.get(month=month).owed
    same = {"code": "202002000001", "amount": f"{owed:.0f}"}
    walker.post("agency_bill_new", month, **same, state="issued", issued_on=TODAY.isoformat())
    walker.led_to("which was due on")
    walker.post("agency_payment_new", **same, paid_on=TODAY.isoformat(), channel="bjb")

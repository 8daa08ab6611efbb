"""The list in its form, handed in again unchanged, changes nothing: whatever the people's values are."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from enrolment.models import Category, Enrolment, Worker
from enrolment.rosters import receiving
from enrolment.rosters.workbooks.form import agency_form, workers_of
from enrolment.spreadsheets.own import as_written
from enrolment.spreadsheets.texts import read_text
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db

# What is taken for something else in other people's lists.
ODD = [
    "sda", "Jumlah", "TOTAL", "Mengetahui", "Kepala Dinas", "idem", '"', '-"-', "-", "''", "//", "NAMA",
    "NIP. 19850312 201001 1 001", "Serang, 20 Februari 2020", "=1+1", "+62", "-5", "@sum", "\t=x", "#REF!",
    "#N/A", "1E5", "0012", "TRUE", "_x0041_", "a&b<c>", "'Aisyah", "O'Brien, S.Pd.", "Siti  Aminah", " depan",
    "baris\ndua", "baris\r\ndua", "a\\b", "\u200bkosong", "\u2063tanda", "\ufeffawal", "Serang,", "Kelas 3",
    "NIK", "A" * 198, "😀", "RT 01/RW 02",
]  # fmt: skip
PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff")
TEXTS = st.one_of(st.none(), st.sampled_from(ODD), st.text(PLAIN, max_size=40))
NAMES = st.one_of(st.sampled_from(ODD), st.text(PLAIN, min_size=1, max_size=40))
DAYS = st.one_of(st.none(), st.dates(dt.date(1899, 1, 1), dt.date(2035, 12, 31)))
WAGES = st.one_of(st.none(), st.decimals(0, Decimal("999999999999.99"), places=2))
PHONES = [None, "081234567890", "0254200", "+62 812", "tidak ada", "8123"]
NUMBERS = [None, "12345678901", "AB12345678", "00000000001", "12/34 A", "A+1 2", "belum"]
EMAILS = [None, "a@b.id", "bukan", "=x@y.id", "A B@c.id"]


@st.composite
def people(draw):
    given_texts = {
        field: draw(TEXTS)
        for field in ("birth_place", "position", "unit", "address", "mother_name", "education", "note")
    }
    return given_texts | {
        "name": draw(NAMES),
        "employee_no": draw(st.sampled_from([None, "007", "3673011203850001", "199503122020121001", "-"])),
        "birth_date": draw(DAYS),
        "start_date": draw(DAYS),
        "contract_until": draw(DAYS),
        "wage": draw(WAGES),
        "phone": draw(st.sampled_from(PHONES)),
        "kpj": draw(st.sampled_from(NUMBERS)),
        "email": draw(st.sampled_from(EMAILS)),
        "sex": draw(st.sampled_from([None, "L", "P"])),
        "category": draw(st.sampled_from(Category.values)),
    }


def content_of(agency) -> bytes:
    stored = BytesIO()
    agency_form(agency, workers_of(agency)).save(stored)
    return stored.getvalue()


def handed_in_again(agency):
    upload = receiving.receive(
        agency=agency, chunks=[content_of(agency)], file_name="daftar.xlsx", by=access.SYSTEM
    )
    return receiving.check(upload=upload)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(people(), min_size=1, max_size=12))
def test_unchanged_list_changes_nothing(dishub, persons):
    Enrolment.objects.all().delete()
    Worker.objects.all().delete()
    for values in persons:
        # A name that says nothing is no name: it cannot come in, by file or by hand.
        WorkerFactory(agency=dishub, **values | {"name": read_text(values["name"])[0] or "X"})
    upload = handed_in_again(dishub)
    counted = {
        kind: upload.counts.get(kind) for kind in ("new", "changed", "missing", "needs_fix", "skipped")
    }
    assert counted["needs_fix"] == 0, list(upload.rows.filter(has_errors=True).values("name", "problems"))
    assert counted["changed"] == 0, list(upload.kinds.filter(kind="changed").values("changes"))
    assert (counted["new"], counted["missing"]) == (0, 0)
    assert upload.counts["unchanged"] == len(persons)


@pytest.mark.parametrize("text", [text for text in ODD if read_text(text)[0] == text])
def test_texts_that_lists_can_hold_come_back_letter_by_letter(dishub, text):
    WorkerFactory(agency=dishub, position="Sopir", note="x", name="A", nik=nik())
    WorkerFactory(agency=dishub, position=text, note=text, name=f"B {text}", nik=nik())
    upload = handed_in_again(dishub)
    row = upload.rows.get(ordinal=2)
    assert (row.position, row.note, row.name) == (text, text, f"B {text}")


@given(st.text(PLAIN, max_size=60))
def test_every_text_is_written_so_that_it_is_read_back(text):
    written = as_written(text)
    assert read_text(written)[0] in (text, None)
    if text.isprintable() and read_text(text)[0]:
        assert read_text(written)[0] == text

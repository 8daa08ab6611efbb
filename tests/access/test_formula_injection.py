"""No file we write holds a formula, whatever people have typed into names, units, notes and file names.

In a workbook every text is a text cell, without a mark before it. A CSV has no types: there a text that a
spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.http import HttpResponse

from agencies.models import AccessLink
from agencies.pages.downloads import FORMULA_STARTS, csv_response
from enrolment.rosters import receiving
from tests.access.objects import objects
from tests.access.reading import plain_rendering
from tests.access.scene import OURS, url_of
from tests.enrolment.rosters.books import person, workbook
from tests.factories import DocumentFactory, StatedFigureFactory, WorkerFactory, member

__all__ = ["objects", "plain_rendering"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_rendering")]

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://x.id";"y")',
    "=cmd|' /C'!A0",
]
QUERIES = ("?format=csv", "")
# The files that stand here today; the walk finds new ones by itself.
KNOWN = {
    "agency_template", "agency_roster_workbook", "upload_errors", "workers_export", "agencies_export",
    "documents_export", "stated_figures_export", "members_example", "region_coverage_xlsx",
    "region_coverage_csv",
}  # fmt: skip
WITH_PEOPLE = {"agency_roster_workbook", "upload_errors", "workers_export"}


@pytest.fixture
def hostile(dishub, serang, objects):
    """Every place where somebody may type holds what a spreadsheet would run."""
    for number, text in enumerate(HOSTILE):
        typed = dict.fromkeys(("position", "unit", "address", "mother_name", "education", "note"), text)
        WorkerFactory(agency=dishub, name=f"{text} {number}", employee_no="1234567890123456", **typed)
        DocumentFactory(region=serang, title=text, number=f"{text}/{number}")
        StatedFigureFactory(region=serang, source=text, unit_note=text, caution=text)
    rows = [person(text, number="1", JABATAN=text, GAJI=text, KETERANGAN=text) for text in HOSTILE]
    upload = receiving.receive(
        agency=dishub,
        chunks=[workbook(rows)],
        file_name="=1+1.xlsx",
        by=member("agency_operator", agency=dishub),
    )
    invited = member("agency_operator", agency=dishub, username="undangan")
    invited.name = "=1+1"
    invited.save()
    AccessLink.objects.create(user=invited, purpose="invitation", expires_at="2099-01-01T00:00Z")
    dishub.name, dishub.short_name, dishub.aliases = "=1+1", "@Dishub", ["+1"]
    dishub.save()
    upload = receiving.check(upload=upload)
    objects["upload"] = {"pk": upload.pk, "ordinal": 1}
    return objects


@pytest.fixture
def people(dishub_operator, city_manager, branch_officer, system_operator):
    return [dishub_operator, city_manager, branch_officer, system_operator]


def kind_of(response: HttpResponse) -> str:
    kind = response.get("Content-Type", "")
    return "xlsx" if "spreadsheetml" in kind else "csv" if kind.startswith("text/csv") else ""


def files_of(client, people, places, objects):
    """(name, kind, content) of every file that an address gives to one of these people."""
    for name, address in OURS.items():
        if not address.need:
            continue
        url = url_of(address, places, objects)
        for user in people:
            client.force_login(user)
            answered = False
            for query in QUERIES if not name.endswith("file") else ():
                response = client.get(url + query)
                kind, answered = kind_of(response), answered or response.status_code == 200
                if kind and response.status_code == 200:
                    yield name, kind, b"".join(response)
                for close in response._resource_closers:
                    close()
                if answered and not kind:
                    break  # a page even to who asks for a table: no file without asking either
            if answered:
                break


def test_no_file_holds_a_formula(client, dishub, serang, branch_serang, people, hostile):
    places = {"agency": dishub.code, "region": serang.code, "branch": branch_serang.code}
    seen = set()
    for name, kind, content in files_of(client, people, places, hostile):
        seen.add(name)
        if kind == "csv":
            check_csv(name, content)
        else:
            texts = check_workbook(name, content)
            if name in WITH_PEOPLE:
                assert {"=1+1", "@SUM(A1)", "-1+1"} <= texts, name
    assert seen >= KNOWN


def check_workbook(name: str, content: bytes) -> set[str]:
    """No formula in the XML, no cell that a reader takes for one, no long number but as text."""
    parts = zipfile.ZipFile(io.BytesIO(content))
    for part in parts.namelist():
        if part.startswith("xl/worksheets/sheet"):
            inside = parts.read(part)
            assert b"<f>" not in inside and b"<f " not in inside, (name, part)
    assert not [part for part in parts.namelist() if "vbaProject" in part or "externalLink" in part]
    texts = set()
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type != "f", (name, sheet.title, cell.coordinate, cell.value)
            if isinstance(cell.value, str):
                assert cell.data_type == "s", (name, cell.coordinate, cell.data_type)
                texts.add(cell.value.removeprefix("\u2063"))
            elif isinstance(cell.value, (int, float)):
                assert abs(cell.value) < 10**15, (name, cell.coordinate)
    return texts


def check_csv(name: str, content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) > 1, name
    for text in (text for row in rows for text in row):
        assert not text.startswith(FORMULA_STARTS) or text.lstrip("-").replace(".", "").isdigit(), (
            name,
            text,
        )


@pytest.mark.parametrize("text", [*HOSTILE, "\n=1", "＝1+1"])
def test_csv_marks_what_would_be_a_formula_in_heads_too(text):
    content = csv_response([text], [[text]], "x.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert rows == [[f"'{text}"], [f"'{text}"]]


def test_csv_leaves_numbers_alone():
    assert csv_response(["a"], [[-5], ["aman"]], "x.csv").content.decode("utf-8-sig") == "a\r\n-5\r\naman\r\n"

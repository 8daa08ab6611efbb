"""An agency head's statement: bound to a version, printed, its scan kept, and who changed since."""

import datetime as dt
import hashlib
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from agencies.files import LIMIT
from enrolment.models import Enrolment, Roster, RosterStatement, Worker
from enrolment.rosters.statements import actions
from enrolment.rosters.statements.content import content_of, drift, packed, unpacked
from enrolment.rosters.statements.letter import letter_of
from enrolment.rosters.statements.scans import SCANS
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db

SIGNER = {
    "signer_name": "Drs. Budi Santoso, M.Si.",
    "signer_nip": "196501011990031001",
    "signer_title": "Kepala Dinas Perhubungan Kota Serang",
    "place": "Serang",
}
DAY = dt.date(2020, 2, 26)
PDF = b"%PDF-1.7\nscan"


@pytest.fixture
def operator(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return dishub_operator


@pytest.fixture
def statement(dishub, operator):
    WorkerFactory(agency=dishub, name="Asep", sex="L", category="honorer")
    WorkerFactory(agency=dishub, name="Euis", sex="P", category="thl")
    return actions.make_statement(agency=dishub, as_of=DAY, signer=SIGNER, by=operator)


def address(name, statement):
    return reverse(name, args=[statement.agency.code, statement.pk])


def words(response):
    return " ".join(response.content.decode().split())


def test_fingerprint_can_be_recomputed_from_the_list(statement, dishub):
    people = Worker.objects.filter(agency=dishub).order_by("nik")
    lines = [json.dumps([w.nik, w.name, w.birth_date.isoformat(), w.category]) for w in people]
    assert statement.content_hash == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert statement.short_hash == statement.content_hash[:12]
    assert statement.roster_version == Roster.objects.get(agency=dishub).version


def test_who_left_before_is_not_in_it_and_nobody_of_another_agency(statement, dishub, dlh):
    WorkerFactory(agency=dlh)
    left = {"state": "ended", "ended_on": dt.date(2020, 2, 1), "end_reason": "resigned"}
    WorkerFactory(agency=dishub, _enrolment=left)
    assert content_of(dishub).digest == statement.content_hash
    assert statement.counts == {"honorer": {"L": 1}, "thl": {"P": 1}}


@pytest.mark.parametrize("names", [[], ["Asep"], ["Asep", 'Nama "aneh"\n\t', "Ñandu é"]])
def test_rows_come_back_as_they_were_kept(dishub, names):
    for name in names:
        WorkerFactory(agency=dishub, name=name)
    lines = content_of(dishub).lines
    assert len(lines) == len(names)
    assert unpacked(packed(lines)) == lines


def test_drift_names_who_is_new_changed_and_gone(statement, dishub):
    then = unpacked(statement.rows)
    assert not drift(then, content_of(dishub).lines)
    Worker.objects.filter(name="Asep").update(category="pppk_pw", phone="081234567890")
    Enrolment.objects.filter(worker__name="Euis").update(
        state="ended", ended_on=dt.date(2020, 3, 1), end_reason="resigned"
    )
    WorkerFactory(agency=dishub, name="Nina")
    found = drift(then, content_of(dishub).lines)
    names = [[name for _nik, name in people] for people in (found.new, found.changed, found.left)]
    assert names == [["Nina"], ["Asep"], ["Euis"]]


def test_page_says_that_the_list_moved_and_who(client, statement, dishub):
    assert "The list has not changed since this statement." in words(
        client.get(address("statement_detail", statement))
    )
    Worker.objects.filter(name="Asep").update(phone="081234567890")
    assert "nothing that was signed for" in words(client.get(address("statement_detail", statement)))
    WorkerFactory(agency=dishub, name="Nina")
    shown = words(client.get(address("statement_detail", statement)))
    assert "<strong>1</strong> new, <strong>0</strong> changed, <strong>0</strong> left" in shown
    assert "Nina" in shown


def test_matching_checks_every_link_of_the_chain(client, statement):
    page = address("statement_detail", statement)
    shown = client.get(page, {"check": "1"}).context
    assert (shown["rows_agree"], shown["list_agrees"], shown["scan_agrees"]) == (True, True, None)
    actions.add_scan(statement=statement, name="a.pdf", content=PDF, replace=False, by=None)
    assert client.get(page, {"check": "1"}).context["scan_agrees"] is True
    stored = RosterStatement.objects.get().scan_stored_name
    SCANS.path_of(stored).write_bytes(b"%PDF-other")
    RosterStatement.objects.update(rows=packed(["[]"]))
    Worker.objects.update(birth_date=dt.date(1990, 1, 1))
    RosterStatement.objects.update(rows=packed(['["1", "x", null, "thl"]']))
    shown = client.get(page, {"check": "1"}).context
    assert (shown["rows_agree"], shown["list_agrees"], shown["scan_agrees"]) == (False, False, False)


def test_letter_holds_counts_version_and_fingerprint_whatever_the_language(client, statement):
    letter = letter_of(statement)
    assert letter.rows == [
        ["1", letter.rows[0][1], "1", "0", "1"],
        ["2", letter.rows[1][1], "0", "1", "1"],
        ["", letter.rows[2][1], "1", "1", "2"],
    ]
    assert statement.short_hash in letter.points[0]
    assert str(statement.roster_version) in letter.footer
    assert "26 Februari 2020" in letter.points[0]
    assert letter.signer_nip.endswith("19650101 199003 1 001")


def test_people_of_unknown_sex_have_a_column_of_their_own(statement, dishub):
    WorkerFactory(agency=dishub, sex=None)
    made = actions.make_statement(agency=dishub, as_of=DAY, signer=SIGNER, by=None)
    letter = letter_of(made)
    assert len(letter.head) == 6
    assert letter.rows[-1][2:] == ["1", "1", "1", "3"]


def test_pdf_and_word_are_downloads(client, statement):
    pdf = client.get(address("statement_pdf", statement))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Disposition"].startswith("attachment")
    word = client.get(address("statement_word", statement))
    document = Document(io.BytesIO(word.content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert SIGNER["signer_name"] in text
    assert statement.short_hash in text
    cells = [c.text for row in document.tables[1].rows for c in row.cells]
    assert cells[-3:] == ["1", "1", "2"]


def test_words_in_the_letter_are_data_and_never_markup(client, statement):
    sly = '#read("/etc/passwd") $x$ *b* `c` \\ <a> "'
    RosterStatement.objects.update(signer_name=sly, signer_title=sly, place=sly)
    assert client.get(address("statement_pdf", statement)).content.startswith(b"%PDF-")
    text = "\n".join(
        p.text
        for p in Document(io.BytesIO(client.get(address("statement_word", statement)).content)).paragraphs
    )
    assert sly in text


def test_signer_is_asked_once(client, dishub, operator):
    WorkerFactory(agency=dishub)
    page = reverse("agency_statement_new", args=[dishub.code])
    assert client.get(page).context["form"].initial["place"] == "Serang"
    sent = SIGNER | {"as_of": DAY.isoformat(), "signer_nip": "19650101 199003 1 001"}
    made = client.post(page, sent)
    statement = RosterStatement.objects.get()
    assert made.url == address("statement_detail", statement)
    assert (statement.signer_nip, statement.made_by, statement.as_of) == (SIGNER["signer_nip"], operator, DAY)
    initial = client.get(page).context["form"].initial
    assert {name: initial[name] for name in SIGNER} == SIGNER


@pytest.mark.parametrize(
    "wrong", [{"signer_nip": "123"}, {"as_of": "2999-01-01"}, {"signer_name": ""}, {"signer_title": " "}]
)
def test_what_cannot_be_signed_is_asked_again(client, dishub, operator, wrong):
    WorkerFactory(agency=dishub)
    page = reverse("agency_statement_new", args=[dishub.code])
    assert client.post(page, SIGNER | {"as_of": "2020-02-26"} | wrong).status_code == 400
    assert not RosterStatement.objects.exists()


def test_an_empty_list_is_not_signed_for(client, dishub, operator):
    page = reverse("agency_statement_new", args=[dishub.code])
    assert "there is nothing to sign for" in words(client.get(page))
    client.post(page, SIGNER | {"as_of": "2020-02-26"})
    assert not RosterStatement.objects.exists()


def send(client, statement, content, name="surat.pdf", **more):
    data = {"file": SimpleUploadedFile(name, content), **more}
    return client.post(address("statement_scan_add", statement), data)


@pytest.mark.parametrize("content", [PDF, b"\xff\xd8\xff\xe0scan", b"\x89PNG\r\n\x1a\nscan"])
def test_scan_is_kept_and_only_ever_downloaded(client, statement, content):
    assert send(client, statement, content, "../surat.php").status_code == 302
    response = client.get(address("statement_scan", statement))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert ".php" not in response["Content-Disposition"]


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04", b"", PDF + b"0" * LIMIT])
def test_other_bytes_are_refused_whatever_their_name(client, statement, content):
    assert send(client, statement, content).status_code == 400
    assert RosterStatement.objects.get().scan_stored_name == ""


def test_replacing_a_scan_wants_a_tick_and_history_tells(
    client, statement, dishub_operator, django_capture_on_commit_callbacks
):
    send(client, statement, PDF, "satu.pdf")
    first = RosterStatement.objects.get().scan_stored_name
    assert send(client, statement, PDF, "dua.pdf").status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client, statement, PDF, "dua.pdf", replace="on").status_code == 302
    assert not SCANS.path_of(first).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("statement_scan_delete", statement))
    shown = client.get(address("statement_detail", statement)).context["steps"]
    assert [step.what for step in shown] == [
        "Scan deleted: dua.pdf",
        "Scan replaced: dua.pdf",
        "Scan received: satu.pdf",
        "Statement made",
    ]
    assert shown[0].by == str(dishub_operator)
    assert client.get(address("statement_scan", statement)).status_code == 404


def test_deleting_a_scan_is_asked_first(client, statement):
    send(client, statement, PDF)
    client.get(address("statement_scan_delete", statement))
    assert RosterStatement.objects.get().scan_stored_name


def test_query_count_of_the_list_does_not_grow(client, statement, dishub, count_queries):
    page = reverse("agency_statements", args=[dishub.code])
    client.get(page)
    one = count_queries(lambda: client.get(page))
    for _n in range(10):
        actions.make_statement(agency=dishub, as_of=DAY, signer=SIGNER, by=None)
    assert count_queries(lambda: client.get(page)) == one

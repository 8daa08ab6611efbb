"""The civil registry's answers land on the right people, and can be taken back."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from enrolment.identity import actions, queries
from enrolment.models import IdentityAnswer, IdentityCheck, Worker
from enrolment.seen import ShownAnew
from enrolment.spreadsheets.refusals import Unreadable
from tests.factories import WorkerFactory, member, nik

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 2)


def book(*rows) -> bytes:
    made = Workbook()
    for row in (("NO", "NIK", "NAMA", "HASIL", "KETERANGAN"), *rows):
        made.active.append(row)
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def hand_in(agency, user, *rows) -> IdentityAnswer:
    return actions.receive(agency=agency, chunks=[book(*rows)], file_name="jawaban.xlsx", by=user)


def state_of(worker) -> str:
    return queries.with_identity(Worker.objects.filter(pk=worker.pk)).get().identity


@pytest.fixture
def asep(dishub):
    return WorkerFactory(agency=dishub, name="Asep")


@pytest.fixture
def budi(dishub):
    return WorkerFactory(agency=dishub, name="Budi")


def test_an_answer_is_taken_over_and_taken_back(dishub, dishub_operator, asep, budi):
    answer = hand_in(
        dishub, dishub_operator, (1, asep.nik, "Asep", "SESUAI", ""), (2, budi.nik, "Budi", "TDK SESUAI", "")
    )
    assert state_of(asep) == "unchecked"
    assert actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator) == 2
    assert (state_of(asep), state_of(budi)) == ("matched", "not_matched")
    assert queries.counts(dishub) == {"matched": 1, "not_matched": 1, "unchecked": 0}
    assert actions.take_back(answer=answer, by=dishub_operator) == 2
    assert (state_of(asep), state_of(budi)) == ("unchecked", "unchecked")
    with pytest.raises(actions.Settled):
        actions.take_back(answer=answer, by=dishub_operator)


def test_an_answer_is_taken_over_once(dishub, dishub_operator, asep):
    answer = hand_in(dishub, dishub_operator, (1, asep.nik, "Asep", "SESUAI", ""))
    actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
    with pytest.raises(actions.Settled):
        actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
    assert IdentityCheck.objects.count() == 1


def test_unknown_words_are_asked_once(dishub, dishub_operator, asep, budi):
    row = (1, asep.nik, "Asep", "Sudah rekam", "")
    answer = hand_in(dishub, dishub_operator, row)
    with pytest.raises(ValidationError):
        actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
    actions.explain(answer=answer, meanings={"Sudah rekam": "matched"})
    actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
    assert state_of(asep) == "matched"
    again = hand_in(dishub, dishub_operator, (1, budi.nik, "Budi", "SUDAH REKAM", ""))
    actions.take_over(answer=again, checked_on=DAY, by=dishub_operator)
    assert state_of(budi) == "matched"


def test_what_a_word_meant_in_an_answer_taken_back_is_asked_again(dishub, dishub_operator, asep):
    for _n in range(2):
        answer = hand_in(dishub, dishub_operator, (1, asep.nik, "Asep", "aktif", ""))
        assert answer.words == {}
        actions.explain(answer=answer, meanings={"aktif": "not_matched"})
        actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
        actions.take_back(answer=answer, by=dishub_operator)


def test_a_word_that_says_nothing_leaves_people_as_they_are(dishub, dishub_operator, asep, budi):
    rows = (1, asep.nik, "Asep", "SESUAI", ""), (2, budi.nik, "Budi", "menyusul", "")
    answer = hand_in(dishub, dishub_operator, *rows)
    actions.explain(answer=answer, meanings={"menyusul": ""})
    assert actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator) == 1
    assert state_of(budi) == "unchecked"


def test_rows_that_help_nobody_are_counted_apart(dishub, dlh, dishub_operator, asep):
    elsewhere = WorkerFactory(agency=dlh)
    answer = hand_in(
        dishub,
        dishub_operator,
        (1, asep.nik, "Asep", "SESUAI", ""),
        (2, asep.nik, "Asep", "TIDAK SESUAI", ""),
        (3, elsewhere.nik, "X", "SESUAI", ""),
        (4, "12345", "Y", "SESUAI", ""),
    )
    with pytest.raises(ValidationError):
        actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator)
    assert not IdentityCheck.objects.exists()


def test_only_what_was_shown_is_noted(dishub, dishub_operator, asep):
    answer = hand_in(dishub, dishub_operator, (1, asep.nik, "Asep", "SESUAI", ""))
    with pytest.raises(ShownAnew):
        actions.take_over(answer=answer, checked_on=DAY, by=dishub_operator, seen="other")
    assert state_of(asep) == "unchecked"


def test_a_check_counts_for_the_nik_it_was_about(dishub, dishub_operator, asep):
    actions.check_by_hand(worker=asep, result="matched", checked_on=DAY, note="", by=dishub_operator)
    assert state_of(asep) == "matched"
    asep.nik = nik()
    asep.save()
    assert state_of(asep) == "unchecked"


def test_nothing_is_noted_of_whom_an_undone_upload_took_away(dishub, dishub_operator):
    gone = WorkerFactory.build(pk=10**9, agency=dishub, contribution_group=None)
    with pytest.raises(ValidationError):
        actions.check_by_hand(worker=gone, result="matched", checked_on=DAY, note="", by=dishub_operator)


def test_the_newest_check_holds(dishub, dishub_operator, asep):
    for result, day in (("matched", DAY), ("not_matched", DAY - dt.timedelta(1))):
        actions.check_by_hand(worker=asep, result=result, checked_on=day, note="", by=dishub_operator)
    assert state_of(asep) == "matched"


def test_remarks_are_no_results(dishub, dishub_operator):
    rows = [(n, nik(), "X", f"catatan nomor {n}", "") for n in range(40)]
    with pytest.raises(Unreadable):
        hand_in(dishub, dishub_operator, *rows)
    assert not IdentityAnswer.objects.exists()


def test_pages_from_list_to_answer_and_back(client, dishub, dishub_operator, asep, budi):
    client.force_login(dishub_operator)
    listed = reverse("agency_identity_export", args=[dishub.code])
    sheet = load_workbook(io.BytesIO(b"".join(client.get(listed)))).active
    assert [[c.value for c in row[1:3]] for row in sheet.iter_rows(min_row=2)] == [
        [asep.nik, "Asep"],
        [budi.nik, "Budi"],
    ]
    for number, result in ((2, "SESUAI"), (3, "entah")):
        sheet.cell(number, sheet.max_column - 1, result)
    stored = io.BytesIO()
    sheet.parent.save(stored)
    file = SimpleUploadedFile("jawaban.xlsx", stored.getvalue())
    page = client.post(reverse("agency_identity_answer_new", args=[dishub.code]), {"file": file})
    assert page.status_code == 302
    shown = client.get(page["Location"])
    assert b"entah" in shown.content and b'name="checked_on"' not in shown.content
    client.post(page["Location"], {"step": "words", "word-0": "not_matched"})
    shown = client.get(page["Location"])
    sent = {"step": "save", "checked_on": "2020-03-02", "seen": shown.context["seen"]}
    assert client.post(page["Location"], sent).status_code == 302
    assert (state_of(asep), state_of(budi)) == ("matched", "not_matched")
    assert b"Budi" in client.get(page["Location"]).content
    client.post(page["Location"] + "undo/")
    assert state_of(asep) == "unchecked"


def test_a_file_without_results_is_refused_in_words(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    made = Workbook()
    made.active.append(("NIK", "NAMA"))
    stored = io.BytesIO()
    made.save(stored)
    file = SimpleUploadedFile("a.xlsx", stored.getvalue())
    page = client.post(reverse("agency_identity_answer_new", args=[dishub.code]), {"file": file})
    assert page.status_code == 400 and "No column with the registry" in page.content.decode()


def test_by_hand_and_taken_back(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    here = reverse("worker_identity", args=[dishub.code, asep.pk])
    client.post(here, {"result": "not_matched", "checked_on": "2020-03-02", "note": "nama beda"})
    assert state_of(asep) == "not_matched"
    assert b"nama beda" in client.get(here).content
    client.post(here + "forget/", {"check": IdentityCheck.objects.get().pk})
    assert state_of(asep) == "unchecked"


def test_the_list_shows_as_many_queries_for_fifty_as_for_one(client, dishub, dishub_operator, count_queries):
    client.force_login(dishub_operator)
    here = reverse("agency_identity", args=[dishub.code])
    WorkerFactory(agency=dishub)
    client.get(here)
    one = count_queries(lambda: client.get(here))
    WorkerFactory.create_batch(49, agency=dishub)
    assert count_queries(lambda: client.get(f"{here}?per_page=50")) == one


def test_the_worker_list_is_filtered_by_it(client, dishub, dishub_operator, asep, budi):
    client.force_login(dishub_operator)
    actions.check_by_hand(worker=asep, result="not_matched", checked_on=DAY, note="", by=dishub_operator)
    found = client.get(reverse("agency_workers", args=[dishub.code]), {"identity": "not_matched"})
    assert [row.record for row in found.context["table"].rows] == [asep]
    found = client.get(reverse("agency_workers", args=[dishub.code]), {"identity": "unchecked"})
    assert [row.record for row in found.context["table"].rows] == [budi]


def test_who_only_reads_is_led_nowhere_closed(client, dishub, dishub_operator, asep):
    answer = hand_in(dishub, dishub_operator, (1, asep.nik, "Asep", "SESUAI", ""))
    closed = reverse("agency_identity_answer", args=[dishub.code, answer.pk])
    here = reverse("agency_identity", args=[dishub.code])
    client.force_login(dishub_operator)
    assert closed in client.get(here).content.decode()
    client.force_login(member("agency_treasurer", agency=dishub))
    page = client.get(here).content.decode()
    assert "jawaban.xlsx" in page
    assert closed not in page

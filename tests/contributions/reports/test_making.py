"""A report as the worker makes it: frozen figures, five files, safe to repeat."""

import datetime as dt
import io
import os
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from contributions.models import Report
from contributions.reports import actions, making, progress
from contributions.reports.content import Content, from_json
from tests.contributions.coverage.stories import enrol
from tests.contributions.reports.reading import pages_of

pytestmark = pytest.mark.django_db


def read(report, kind) -> bytes:
    return progress.REPORTS.path_of(report.files[kind]).read_bytes()


def test_a_report_freezes_its_figures_with_their_parts(asked):
    content = from_json(Content, asked().content)

    assert (content.counts.listed, content.counts.registered, content.gaps) == (5, 3, (7,))
    assert [(one.registered, one.total) for one in content.rates] == [(3, 10)]
    assert content.cost.gap == (7 * 16200,)
    assert [(one.code, len(one.owed), one.debt) for one in content.indebted] == [("36.73/dishub", 1, 48600)]


def test_the_sheet_names_rate_gap_cost_arrears_and_the_decision(asked):
    pages = pages_of(read(asked(), "pdf"))

    assert 2 <= len(pages) <= 4
    for words in ("30 %", "3 dari 10", "Sekda", "Radar", "Rp 113.400", "48.600", "Setujui anggaran."):
        assert words in pages[0]


def test_an_english_report_is_english_whatever_language_is_in_force(asked):
    pages = pages_of(read(asked(language="en"), "pdf"))

    assert "One decision is asked".upper() in pages[0]
    assert "30%" in pages[0]
    assert "dari" not in pages[0]


def test_the_sheet_is_a_png(asked):
    assert read(asked(), "sheet").startswith(b"\x89PNG\r\n")


def test_the_workbook_holds_numbers_not_texts(asked):
    book = openpyxl.load_workbook(io.BytesIO(read(asked(language="en"), "xlsx")))

    assert book.sheetnames == ["Summary", "By agency", "Arrears", "Trend", "Cost"]
    rows = {row[0]: row for row in book["By agency"].iter_rows(min_row=2, values_only=True)}
    assert rows["36.73/dishub"][3:6] == (5, 3, 3)
    assert rows["36.73/dishub"][11:15] == (2, 32400, 1, 48600)
    assert rows["36.73/dlh"][2:9] == (None,) * 7
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert book["By agency"].page_setup.fitToWidth == 1


def test_the_note_leaves_its_number_empty(asked):
    document = Document(io.BytesIO(read(asked(language="en"), "note_docx")))
    head = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}

    assert head["Number"].strip(": .") == ""
    assert head["Subject"].endswith("position as of 20 April 2020")
    assert head["Addressed to"] == ": Wali Kota Serang"
    assert "Setujui anggaran." in [paragraph.text for paragraph in document.paragraphs]
    assert pages_of(read(asked(), "note_pdf"))[0].count("Setujui anggaran.") == 1


def test_nothing_in_a_report_names_a_worker(asked, dishub):
    report = asked()
    everything = "".join(pages_of(read(report, "pdf"))) + str(report.content)

    for worker in dishub.workers.all():
        assert worker.name not in everything
        assert worker.nik not in everything


def test_what_a_report_says_stays_when_figures_change(asked, dishub):
    report = asked()
    before = read(report, "pdf")
    enrol(dishub, 4, registered_on=dt.date(2020, 3, 1))

    making.make(report=str(report.pk))
    report.refresh_from_db()
    assert read(report, "pdf") == before


def test_made_again_it_says_what_is_known_now(asked, dishub, city_manager):
    report = asked()
    old = progress.REPORTS.path_of(report.files["pdf"])
    enrol(dishub, 4, registered_on=dt.date(2020, 3, 1))

    assert actions.make_again(report=report, by=city_manager)
    assert not actions.make_again(report=report, by=city_manager)
    making.make(report=str(report.pk))
    report.refresh_from_db()
    assert from_json(Content, report.content).counts.registered == 7
    assert progress.REPORTS.path_of(report.files["pdf"]) != old


def test_a_worker_that_dies_each_time_ends_the_report_with_a_reason(city):
    report = _asked(city)
    making.make(report=str(report.pk), attempt=making.ATTEMPTS)

    report.refresh_from_db()
    assert (report.state, report.error) == ("failed", making.GIVEN_UP)


def test_a_report_without_a_job_ends_with_a_reason(city):
    report = _asked(city)
    Report.objects.filter(pk=report.pk).update(asked_at="2020-01-01T00:00Z")
    assert making.sweep() == 0

    _jobs().delete()
    assert making.sweep() == 1
    report.refresh_from_db()
    assert report.state == "failed"


def test_a_deleted_report_is_not_made(city):
    report = _asked(city)
    actions.delete(report=report, by=access.SYSTEM)

    making.make(report=str(report.pk))
    assert not Report.objects.exists()


def test_deleting_takes_the_files_along(asked, django_capture_on_commit_callbacks):
    report = asked()
    files = [progress.REPORTS.path_of(name) for name in report.files.values()]
    assert all(map(Path.is_file, files))

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(report=report, by=access.SYSTEM)
    assert not any(map(Path.is_file, files))


def test_progress_is_told_step_by_step(asked):
    report = asked()
    told = progress.told(report.pk)

    assert (told.done, told.total, report.done) == (progress.STEPS, progress.STEPS, progress.STEPS)


def _asked(city) -> Report:
    values = {"language": "id", "decision": "Ya.", "signer": {}, "recipient": "", "by": access.SYSTEM}
    return actions.ask(region=city, as_of="2020-04-20", **values)


def _jobs():
    return ProcrastinateJob.objects.filter(task_name=actions.TASK)


def test_files_that_no_report_names_are_deleted_after_a_day(asked):
    report, lost, fresh = (
        asked(),
        progress.REPORTS.store([b"lost"]).name,
        progress.REPORTS.store([b"fresh"]).name,
    )
    for name in (*report.files.values(), lost):
        os.utime(progress.REPORTS.path_of(name), times=(0, 0))

    assert making.forget_left_behind() >= 1

    assert not progress.REPORTS.holds(lost) and progress.REPORTS.holds(fresh)
    assert all(progress.REPORTS.holds(name) for name in report.files.values())
    progress.REPORTS.drop(fresh)

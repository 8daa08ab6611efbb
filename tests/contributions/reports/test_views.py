"""Pages of reports: asking, finding it again, its files; who may, and what nonsense does."""

import re

import pytest
from django.urls import reverse

from agencies import access
from contributions.models import Report
from contributions.reports import actions, making
from contributions.snapshots.taking import take
from tests.contributions.reports.conftest import DAY
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client, city_leader, city):
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    return client


def url(name, *args):
    return reverse(name, args=["36.73", *args])


def posted(**more):
    values = {"as_of": "2020-04-20", "language": "en", "decision": "Agree.", "recipient": "Wali Kota"}
    return values | more


def test_a_leader_asks_for_a_report_and_finds_it_being_made(leader):
    response = leader.post(url("region_report_new"), posted(), follow=True)

    assert response.status_code == 200
    assert "The report is being made" in response.text
    assert 'hx-trigger="every 2s"' in response.text
    assert Report.objects.get().decision == "Agree."


def test_the_form_proposes_one_decision_in_the_reports_language(leader):
    page = leader.get(url("region_report_new"), {"as_of": "2020-04-20", "language": "en"})

    assert "Approve Rp" in page.text
    assert "Mayor of Serang" in page.text


def test_no_two_fields_of_the_page_share_an_id(leader):
    page = leader.get(url("region_report_new"), {"as_of": "2020-04-20", "language": "en"}).text
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids)) > 8


def test_the_first_day_proposed_is_today_where_no_month_is_frozen(leader):
    assert leader.get(url("region_report_new")).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"as_of": "2999-01-01"}, {"as_of": "1066-01-01"}, {"as_of": "x"}, {"language": "xx"}, {"as_of": ""},
    ],
)  # fmt: skip
def test_nonsense_in_the_position_is_said_and_proposes_nothing(leader, query):
    page = leader.get(url("region_report_new"), {"as_of": "2020-04-20", "language": "en"} | query)

    assert page.status_code == 200
    assert "field-errors" in page.text
    assert 'name="decision"' not in page.text


@pytest.mark.parametrize("wrong", [{"decision": ""}, {"decision": "x" * 601}, {"nip": "12"}, {"as_of": "x"}])
def test_what_is_wrong_is_said_and_nothing_is_made(leader, wrong):
    page = leader.post(url("region_report_new"), posted(**wrong))

    assert page.status_code == 400
    assert not Report.objects.exists()


def test_a_ready_report_shows_sheet_figures_files_and_summary(leader, asked):
    report = asked(language="en")
    page = leader.get(url("region_report", report.pk))

    assert "30% — 3 of 10" in page.text
    assert url("region_report_file", report.pk, "sheet") in page.text
    assert "Coverage by BPJS Ketenagakerjaan: Kota Serang" in page.text
    assert "wa.me" in page.text


@pytest.mark.parametrize(
    "kind, begins, media",
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("sheet", b"\x89PNG", "image/png"),
        ("xlsx", b"PK", "spreadsheetml"),
        ("note_pdf", b"%PDF", "application/pdf"),
        ("note_docx", b"PK", "wordprocessingml"),
    ],
)
def test_each_file_is_a_download_that_no_cache_keeps(leader, asked, kind, begins, media):
    response = leader.get(url("region_report_file", asked().pk, kind))

    assert b"".join(response.streaming_content).startswith(begins)
    assert response["Content-Disposition"].startswith("attachment")
    assert media in response["Content-Type"]
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_not_there_is_not_found(leader, asked):
    report = asked()

    assert leader.get(url("region_report_file", report.pk, "exe")).status_code == 404


def test_a_failed_report_says_why_and_can_be_made_again(leader, city):
    report = actions.ask(
        region=city, as_of=DAY, language="id", decision="Ya.", signer={}, recipient="", by=access.SYSTEM
    )
    making.make(report=str(report.pk), attempt=making.ATTEMPTS)
    page = leader.get(url("region_report", report.pk))
    assert "It was tried three times" in page.text

    page = leader.post(url("region_report_again", report.pk), follow=True)
    assert "The report is being made" in page.text


def test_a_report_that_waits_can_be_given_up(leader, city):
    leader.post(url("region_report_new"), posted())
    report = Report.objects.get()
    away = url("region_report_delete", report.pk)
    assert away in leader.get(url("region_report", report.pk)).text

    assert "what is being made of it is thrown away" in leader.get(away).text
    leader.post(away)
    assert not Report.objects.exists()


def test_another_of_the_same_day_leaves_the_first_as_it_was(leader, asked):
    report = asked(language="en")
    page = leader.get(url("region_report", report.pk)).text
    another = f"{url('region_report_new')}?as_of=2020-04-20&amp;language=en"
    assert another in page
    assert url("region_report_again", report.pk) not in page

    assert "Make the report as of 20 April 2020" in leader.get(another.replace("&amp;", "&")).text
    leader.post(url("region_report_again", report.pk))
    report.refresh_from_db()
    assert report.state == "ready"


def test_each_figure_opens_the_agencies_behind_it_on_that_day(leader, asked, city):
    page = leader.get(url("region_report", asked().pk)).text
    for show in ("registered", "gap", "unpaid"):
        assert f'href="/regions/36.73/?as_of=2020-04-20&amp;show={show}#agencies"' in page

    take(region=city, month=DAY.replace(month=3), by=access.SYSTEM)
    page = leader.get(url("region_report", asked(as_of=DAY.replace(month=3, day=31)).pk)).text
    for show in ("registered", "gap", "unpaid"):
        behind = f"/regions/36.73/month-ends/2020-03/?version=1&show={show}"
        assert behind.replace("&", "&amp;") in page
        assert leader.get(behind).status_code == 200


def test_the_way_up_names_the_report_by_its_day(leader, asked):
    page = leader.get(url("region_report_delete", asked().pk)).text
    assert f'<a href="{url("region_report", Report.objects.get().pk)}">20 April 2020</a>' in page


def test_deleting_asks_first(leader, asked):
    report = asked()
    assert "Delete this report?" in leader.get(url("region_report_delete", report.pk)).text
    assert Report.objects.exists()

    leader.post(url("region_report_delete", report.pk))
    assert not Report.objects.exists()


def test_who_only_sees_figures_reads_and_makes_nothing(client, asked, serang):
    report = asked()
    client.force_login(member("viewer", region=serang))

    page = client.get(url("region_report", report.pk))
    assert page.status_code == 200
    assert url("region_report_delete", report.pk) not in page.text
    assert client.get(url("region_report_new")).status_code == 403
    assert client.post(url("region_report_again", report.pk)).status_code == 403


def test_another_city_finds_nothing(client, asked, cirebon_manager):
    report = asked()
    client.force_login(cirebon_manager)

    assert client.get(url("region_report_file", report.pk, "pdf")).status_code == 404
    theirs = reverse("region_report_file", args=["32.74", report.pk, "pdf"])
    assert client.get(theirs).status_code == 404


def test_the_list_takes_as_many_statements_for_many_reports(leader, asked, count_queries):
    asked()
    few = count_queries(lambda: leader.get(url("region_reports")))
    one = Report.objects.get()
    for _ in range(20):
        one.pk = None
        one._state.adding = True
        one.save()

    assert count_queries(lambda: leader.get(url("region_reports"))) == few


def test_the_first_report_begins_with_the_office_that_sees_to_labour(leader, serang):
    AgencyFactory(region=serang, name="Dinas Tenaga Kerja dan Transmigrasi")
    assert 'value="Dinas Tenaga Kerja dan Transmigrasi"' in leader.get(url("region_report_new")).text


def test_the_next_report_begins_with_the_last_ones_signer(leader, asked):
    asked()

    assert 'value="Dinas Tenaga Kerja"' in leader.get(url("region_report_new")).text


def test_whom_it_goes_to_is_remembered_in_the_language_of_the_report(leader, asked):
    asked(recipient="Sekretaris Daerah Kota Serang")
    new = url("region_report_new")

    again = leader.get(new, {"as_of": "2020-04-20", "language": "id"}).text
    assert 'value="Sekretaris Daerah Kota Serang"' in again
    english = leader.get(new, {"as_of": "2020-04-20", "language": "en"}).text
    assert 'value="Mayor of Serang"' in english

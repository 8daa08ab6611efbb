"""Papers with many people on them: asked for, made by the worker, found again."""

import io
import time
import zipfile

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from contributions import tasks
from contributions.models import AssessmentLine
from contributions.treasury import long_papers
from contributions.treasury.long_papers import DEDUCTIONS, PACKET, Wanted
from enrolment.letters import made
from enrolment.models import Worker
from tests.contributions.billing.money import FEB, assessed, terms, workers
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db
NAMES = {
    DEDUCTIONS: ("agency_deductions_pdf", "agency_deductions_making"),
    PACKET: ("agency_account_papers_zip", "agency_account_papers_making"),
}


@pytest.fixture(autouse=True)
def _few_are_many(settings, tmp_path, monkeypatch, client):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(long_papers, "LINES_IN_REQUEST", 2)
    client.cookies["django_language"] = "en"


@pytest.fixture
def month(dishub, client):
    terms(dishub, from_apbd=0, from_deduction=100)
    workers(dishub, 3)
    client.force_login(member("agency_treasurer", agency=dishub))
    return assessed(dishub)


def page(agency, name):
    return reverse(name, args=[agency.code, FEB])


def jobs():
    return ProcrastinateJob.objects.filter(task_name=long_papers.TASK)


def work():
    """What the worker does with the jobs that wait."""
    for job in jobs().filter(status="todo"):
        tasks.make_treasury_paper(**job.args)
    jobs().filter(status="todo").delete()


@pytest.mark.parametrize("kind", [DEDUCTIONS, PACKET])
def test_long_paper_is_asked_for_made_and_downloaded(client, dishub, month, kind):
    download, making = (page(dishub, name) for name in NAMES[kind])
    assertRedirects(client.get(download), making)
    assertRedirects(client.post(making), making)
    assertContains(client.get(making), "The paper is being made")
    work()
    assertContains(client.get(making), f'href="{download}"')
    content = b"".join(client.get(download))
    assert content.startswith(b"%PDF") if kind == DEDUCTIONS else zipfile.is_zipfile(io.BytesIO(content))


def test_short_paper_is_made_at_once(client, dishub, month, monkeypatch):
    monkeypatch.setattr(long_papers, "LINES_IN_REQUEST", 3)
    assert client.get(page(dishub, "agency_deductions_pdf"))["Content-Type"] == "application/pdf"
    assert not jobs().exists()


def test_paper_asked_for_twice_is_made_once(client, dishub, month):
    making = page(dishub, "agency_deductions_making")
    for _again in range(2):
        client.post(making)
    assert jobs().count() == 1
    work()
    client.post(making)
    assert not jobs().exists()


@pytest.mark.usefixtures("month")
def test_paper_is_another_one_once_anything_on_it_changed(dishub):
    wanted = Wanted(PACKET, dishub, FEB)
    seen = [wanted.name]
    worker = Worker.objects.filter(agency=dishub).first()
    worker.name = "Nama Baru"
    worker.save()
    seen.append(wanted.name)
    AssessmentLine.objects.filter(worker=worker).delete()
    seen.append(wanted.name)
    dishub.name = "Dinas Baru"
    dishub.save()
    seen.append(wanted.name)
    assert len({*seen, Wanted(DEDUCTIONS, dishub, FEB).name}) == 5


def test_failed_paper_says_so_and_can_be_asked_for_again(client, dishub, month):
    making = page(dishub, "agency_deductions_making")
    client.post(making)
    jobs().update(status="failed")
    assertContains(client.get(making), "could not be made")
    client.post(making)
    assert jobs().filter(status="todo").count() == 1
    assertNotContains(client.get(making), "could not be made")


def test_progress_is_told_in_files(client, dishub, month):
    client.post(making := page(dishub, "agency_account_papers_making"))
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")
    assertContains(client.get(making), "In the queue since")
    jobs().update(status="doing")
    made.tell(jobs().get().args["paper"], 3, 6)
    assertContains(client.get(making), "3 of 6 files")


def test_page_that_asks_by_itself_is_opened_anew_at_the_end(client, dishub, month):
    client.post(making := page(dishub, "agency_deductions_making"))
    assert "HX-Refresh" not in client.get(making, headers={"HX-Request": "true"})
    work()
    assert client.get(making, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_month_without_people_has_no_paper(client, dishub, month):
    other = AgencyFactory()
    client.force_login(member("agency_treasurer", agency=other))
    assert client.get(page(other, "agency_deductions_making")).status_code == 404


@pytest.mark.usefixtures("month")
def test_paper_is_forgotten_after_a_day(client, dishub):
    client.post(page(dishub, "agency_deductions_making"))
    work()
    name = Wanted(DEDUCTIONS, dishub, FEB).name
    assert made.forget_old() == 0
    assert made.is_made(name)
    made.forget_old(now=time.time() + made.KEPT_SECONDS + 60)
    assert list(made.path_of(name).parent.iterdir()) == []


def test_paper_that_breaks_off_leaves_nothing():
    with pytest.raises(RuntimeError), made.making(made.name_of("x")) as out:
        out.write(b"half")
        raise RuntimeError
    assert list(made.path_of("x").parent.iterdir()) == []

"""The pages of undoing an upload, and of taking that back."""

import pghistory
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from contributions.coverage import dates
from enrolment.models import Upload, UploadProgress, UploadState, Worker
from enrolment.rosters.background import orders, wording
from tests.enrolment.rosters.books import page, person
from tests.enrolment.rosters.lists import DAY, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def desk(dishub, dishub_operator, client):
    client.force_login(dishub_operator)
    return Desk(dishub, dishub_operator)


def words(response):
    return " ".join(response.content.decode().split())


def test_page_shows_who_stays_before_anything_is_done(client, desk, dishub):
    upload = desk.save([person("Asep"), person("Budi")])
    Worker.objects.filter(name="Budi").update(position="Sopir")
    shown = words(client.get(page(dishub, "upload_undo", upload.pk)))
    assert "Undo: 1 off the list, 0 as before" in shown
    assert "Edited since" in shown
    assert reverse("worker_detail", args=[dishub.code, Worker.objects.get(name="Budi").pk]) in shown
    assert Worker.objects.count() == 2


def test_undone_upload_shows_the_result_and_the_way_back(client, desk, dishub):
    upload = desk.save([person("Asep"), person("Budi")])
    Worker.objects.filter(name="Budi").update(position="Sopir")
    address = page(dishub, "upload_undo", upload.pk)
    version = client.get(address).context["version"]
    shown = words(client.post(address, {"version": version}, follow=True))
    assert "1 worker stays as edited since" in shown
    assert page(dishub, "upload_redo", upload.pk) in shown
    address = page(dishub, "upload_redo", upload.pk)
    shown = words(client.get(address))
    assert "Take the undoing back: 1 on the list, 0 changed" in shown
    version = client.get(address).context["version"]
    shown = words(client.post(address, {"version": version}, follow=True))
    assert "taken back by" in shown
    assert Upload.objects.get().state == UploadState.APPLIED
    assert set(Worker.objects.values_list("name", flat=True)) == {"Asep", "Budi"}


@pytest.mark.parametrize("version", ["0", "x", "9" * 30])
def test_a_list_that_moved_is_shown_anew_before_it_is_undone(client, desk, dishub, version):
    upload = desk.save([person("Asep")])
    response = client.post(page(dishub, "upload_undo", upload.pk), {"version": version})
    assert response.status_code == 409
    assert "Somebody changed the list meanwhile" in words(response)
    assert Upload.objects.get().state == UploadState.APPLIED


def test_what_cannot_be_brought_back_has_no_button(client, desk, dishub):
    asep = person("Asep")
    upload = desk.save([asep])
    desk.undo(upload)
    desk.save([asep])
    shown = words(client.get(page(dishub, "upload_redo", upload.pk)))
    assert "None of these workers can be brought back." in shown
    assert 'name="version"' not in shown


def test_wrong_state_leads_back_to_the_upload(client, desk, dishub):
    upload = desk.save([person("Asep")])
    assert client.get(page(dishub, "upload_redo", upload.pk)).url == page(dishub, "upload_detail", upload.pk)
    desk.undo(upload)
    assert client.get(page(dishub, "upload_undo", upload.pk)).url == page(dishub, "upload_detail", upload.pk)


def test_query_count_does_not_grow_with_those_who_stay(client, desk, dishub, count_queries):
    upload = desk.save([person(f"Orang {n}") for n in range(60)])
    address = page(dishub, "upload_undo", upload.pk)

    def queries(edited):
        with pghistory.context(user=desk.operator.pk):
            edited.update(phone="081234567890")
        client.get(address)
        return count_queries(lambda: client.get(address))

    assert queries(Worker.objects.filter(name="Orang 1")) == queries(Worker.objects.all())


@pytest.fixture
def large(settings, desk):
    settings.ROSTER_ROWS_IN_REQUEST = 1
    return desk.save([person("Asep"), person("Budi")])


def ask(client, dishub, name, upload):
    """Press the button on the page as it is now."""
    address = page(dishub, name, upload.pk)
    return words(client.post(address, {"version": client.get(address).context["version"]}, follow=True))


def test_large_upload_waits_for_the_worker_and_is_found_again(client, large, dishub):
    shown = ask(client, dishub, "upload_undo", large)
    assert "The upload is being undone" in shown
    assert page(dishub, "upload_progress", large.pk) in shown
    assert "daftar.xlsx is being undone." in words(client.get(page(dishub, "agency_home")))
    assert "being undone" in words(client.get(page(dishub, "agency_uploads")))
    assert Worker.objects.count() == 2
    client.post(page(dishub, "upload_stop", large.pk))
    assert Upload.objects.get().state == UploadState.APPLIED
    assert "daftar.xlsx is being undone." not in words(client.get(page(dishub, "agency_home")))


def test_undoing_that_is_to_be_taken_back_by_the_worker_says_so(client, desk, large, dishub):
    desk.undo(large)
    shown = ask(client, dishub, "upload_redo", large)
    assert "The undoing is being taken back" in shown
    assert "is being brought back to the list." in words(client.get(page(dishub, "agency_home")))
    assert "being brought back" in words(client.get(page(dishub, "agency_uploads")))
    assert "the upload stays undone" in words(
        client.post(page(dishub, "upload_stop", large.pk), {}, follow=True)
    )


def test_upload_that_waits_to_be_undone_is_not_asked_about_again(client, large, dishub):
    ask(client, dishub, "upload_undo", large)
    for name in ("upload_undo", "upload_redo"):
        shown = words(client.get(page(dishub, name, large.pk), follow=True))
        assert "The upload is being undone" in shown
        assert "already been undone" not in shown
        assert "is not undone" not in shown


def test_undoing_that_has_begun_offers_no_stop(client, large, dishub):
    ask(client, dishub, "upload_undo", large)
    UploadProgress.objects.filter(pk=large.pk).update(stage="undoing", done=4, total=14)
    shown = words(client.get(page(dishub, "upload_detail", large.pk)))
    assert "4 of 14 steps" in shown
    assert "Stop: do not undo" not in shown
    assert "All of it is undone, or nothing" in shown


@pytest.mark.parametrize("state", [order.before for order in orders.BY_STATE.values()])
@pytest.mark.parametrize("why", [orders.MOVED, orders.FAILED, orders.INTERRUPTED])
def test_upload_says_why_nothing_came_of_the_work(client, desk, large, dishub, state, why):
    order = orders.BY_STATE_BEFORE[state]
    desk.undo(large)
    Upload.objects.update(state=state, answers={order.nothing: why})
    shown = words(client.get(page(dishub, "upload_detail", large.pk)))
    with translation.override("en"):
        said = escape(str(wording.NOTHING[order.nothing][why]))
    assert said in shown


def test_upload_being_undone_is_the_list_until_it_is(client, large, dishub, desk):
    """Its date counts, and the same file handed in again is told about."""
    ask(client, dishub, "upload_undo", large)
    Upload.objects.update(sha256="a" * 64)
    again = desk.hand_in([person("Asep")])
    Upload.objects.filter(pk=again.pk).update(sha256="a" * 64)
    shown = words(client.get(page(dishub, "upload_detail", again.pk)))
    assert "Exactly this file was saved already" in shown
    assert dates.roster_dates([dishub.pk], DAY)[dishub.pk] == DAY

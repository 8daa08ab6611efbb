"""The pages of undoing an upload, and of taking that back."""

import pghistory
import pytest
from django.urls import reverse

from enrolment.models import Upload, UploadState, Worker
from tests.enrolment.rosters.books import page, person
from tests.enrolment.rosters.lists import Desk

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

"""Every page and act of an upload in each state of each kind: an answer; what is no list is never saved."""

import pytest
from django.utils import timezone

from enrolment.models import Upload, UploadKind, UploadState
from tests.access.objects import objects
from tests.access.scene import OURS, people, places, url_of

__all__ = ["objects", "people", "places"]  # fixtures
pytestmark = pytest.mark.django_db

OF_AGENCIES = (UploadKind.LIST, UploadKind.CORRECTION, UploadKind.NIL)
OF_CITIES = (UploadKind.CITY_LISTS, UploadKind.COMPARISON)
DATED = {UploadState.APPLIED, UploadState.UNDONE, UploadState.UNDOING, UploadState.REDOING}
TAKEN_BACK = {UploadState.UNDONE, UploadState.REDOING}
UNDONE = {"reversed": 0, "new": 0, "changed": 0, "kept": [], "failed": []}
REFUSAL = {"code": "no_nik_column", "params": {"sheets": ["Sheet1"]}}


def put(upload: Upload, kind: str, state: str) -> None:
    """The upload as it would be found in that state."""
    Upload.objects.filter(pk=upload.pk).update(
        kind=kind,
        state=state,
        applied_at=timezone.now() if state in DATED else None,
        refusal=REFUSAL if state in (UploadState.REFUSED, UploadState.UNMATCHED) else None,
        undo_result=UNDONE if state in TAKEN_BACK else None,
    )


def statuses(client, upload, url, kinds):
    """What GET and POST answer, by kind and state; an act may have moved the upload in between."""
    for kind in kinds:
        for state in UploadState:
            for send in (client.get, client.post):
                put(upload, kind, state)
                response = send(url)
                for close in response._resource_closers:  # response.close() would end the test's connection
                    close()
                yield (kind.value, state.value, send.__name__), response.status_code


@pytest.mark.parametrize("name", [name for name in OURS if name.startswith("upload_")])
def test_pages_of_an_agencys_uploads(client, places, objects, dishub_operator, name):
    client.force_login(dishub_operator)
    client.raise_request_exception = False
    upload = Upload.objects.get(pk=objects["upload"]["pk"])
    url = url_of(OURS[name], places["own"], objects)
    answered = dict(statuses(client, upload, url, OF_AGENCIES))
    assert {key: status for key, status in answered.items() if status >= 500} == {}


@pytest.mark.parametrize("name", [name for name in OURS if name.startswith("region_upload_")])
def test_pages_of_a_citys_files(client, places, objects, city_manager, name):
    client.force_login(city_manager)
    client.raise_request_exception = False
    upload = Upload.objects.get(pk=objects["region_upload"]["pk"])
    url = url_of(OURS[name], places["own"], objects)
    answered = dict(statuses(client, upload, url, OF_CITIES))
    assert {key: status for key, status in answered.items() if status >= 500} == {}


ACTS = ("upload_save", "upload_undo", "upload_redo", "upload_answer", "upload_drop", "upload_take_back")


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("kind", [UploadKind.CORRECTION, UploadKind.NIL])
@pytest.mark.parametrize("state", [UploadState.CHECKED, UploadState.APPLIED, UploadState.UNDONE])
def test_what_is_no_list_is_neither_saved_nor_undone(
    client, places, objects, dishub_operator, name, kind, state
):
    client.force_login(dishub_operator)
    upload = Upload.objects.get(pk=objects["upload"]["pk"])
    put(upload, kind, state)
    assert client.post(url_of(OURS[name], places["own"], objects)).status_code == 404
    upload.refresh_from_db()
    assert upload.state == state

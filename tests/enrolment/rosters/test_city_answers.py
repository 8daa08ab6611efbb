"""Answers about names in a city's file can be looked at and changed; agencies of one name are told apart."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from enrolment.models import Upload, UploadKind
from tests.enrolment.rosters.city_books import at, by_column, hand_in, row
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client, city_manager):
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    return client


def answer(client, region, upload, **said) -> Upload:
    """Answer names by their keys (spaces as `_`) on the page that shows them."""
    names = at(region, "region_upload_names", upload.pk)
    keys = [form.question.key for form in client.get(names).context["forms"]]
    agencies = {key.replace("_", " "): value for key, value in said.items()}
    given = {f"n{n}-agency": agencies[key] for n, key in enumerate(keys) if key in agencies}
    assert client.post(names, {"key": keys} | given).status_code == 302
    upload.refresh_from_db()
    return upload


def test_an_answer_is_shown_and_can_be_changed_until_the_file_is_handed_out(manager, serang, dishub, dlh):
    upload = hand_in(manager, serang, by_column([("Perhub", row("Asep"))]), UploadKind.CITY_LISTS)
    answer(manager, serang, upload, perhub=dlh.code)
    assert set(upload.counts["by_agency"]) == {str(dlh.pk)}
    assertContains(manager.get(at(serang, "region_upload", upload.pk)), "was settled by an answer")
    (form,) = manager.get(at(serang, "region_upload_names", upload.pk)).context["forms"]
    assert (form["agency"].value(), form.said) == (dlh.code, dlh.code)
    answer(manager, serang, upload, perhub=dishub.code)
    assert set(upload.counts["by_agency"]) == {str(dishub.pk)}
    again = hand_in(manager, serang, by_column([("perhub", row("Budi"))]), UploadKind.CITY_LISTS)
    assert set(again.counts["by_agency"]) == {str(dishub.pk)}


def test_rows_left_out_by_mistake_follow_after_the_others_were_handed_out(manager, serang, dishub):
    rows = [("Dishub", row("Asep")), ("Entah", row("Budi"))]
    upload = hand_in(manager, serang, by_column(rows), UploadKind.CITY_LISTS)
    answer(manager, serang, upload, entah="-")
    manager.post(at(serang, "region_upload_hand_out", upload.pk))
    assert upload.parts.get().counts["new"] == 1
    upload.refresh_from_db()
    answer(manager, serang, upload, entah=dishub.code)
    manager.post(at(serang, "region_upload_hand_out", upload.pk))
    assert upload.parts.get().counts["new"] == 2


def test_two_kelurahan_of_one_name_are_told_apart_wherever_they_stand(manager, serang):
    for number in ("01", "04"):
        above = AgencyFactory(code=f"36.73/{number}", name=f"Kecamatan {number}")
        AgencyFactory(code=f"36.73/{number}.1007", name="Kelurahan Sukawana", parent=above)
    upload = hand_in(manager, serang, by_column([("Kel. Sukawana", row("Asep"))]), UploadKind.COMPARISON)
    asked = manager.get(at(serang, "region_upload_names", upload.pk))
    assertContains(asked, "Kelurahan Sukawana (Kecamatan 01)")
    assertContains(asked, "Kelurahan Sukawana (Kecamatan 04)")
    answer(manager, serang, upload, kelurahan_sukawana="36.73/04.1007")
    shown = manager.get(at(serang, "region_upload", upload.pk))
    assertContains(shown, "Kelurahan Sukawana (Kecamatan 04)")
    assertNotContains(shown, "Kelurahan Sukawana (Kecamatan 01)")

"""Matching columns on the page: a file that is not understood, one read otherwise, and the next file."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.management import call_command
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment.models import RosterProfile, StagedRow, Upload, UploadState
from enrolment.rosters import storage
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import member, nik

pytestmark = pytest.mark.django_db

HEADINGS = {"NAMA": "SEBUTAN", "NO KTP": "NOMOR KARTU", "TGL LAHIR": "LAHIRNYA", "JABATAN": "KERJAAN"}
CHOSEN = {"A": "number", "B": "name", "C": "nik", "D": "birth_date", "E": "position"}


def odd(*names: str) -> bytes:
    """A list whose headings (row 4) mean nothing to the reader."""
    return workbook([{HEADINGS[key]: value for key, value in person(name).items()} for name in names])


def said(act: str = "save", header: str = "4", **more: str) -> dict[str, str]:
    """What the form of the first sheet sends."""
    columns = {f"column_{letter}": field for letter, field in CHOSEN.items()}
    return (
        {"name": "Sheet", "number": "1", "header": header, "height": "1", "was": "4-4", "act": act}
        | columns
        | more
    )


@pytest.fixture
def unmatched(hand_in) -> Upload:
    return hand_in(odd("Asep", "Budi"))


def test_file_that_is_not_understood_is_kept_and_offers_matching(client, dishub, unmatched):
    assert unmatched.state == UploadState.UNMATCHED
    assert storage.path_of(unmatched).exists()
    response = client.get(page(dishub, "upload_detail", unmatched.pk))
    assertContains(response, page(dishub, "upload_columns", unmatched.pk))
    assertContains(response, page(dishub, "upload_discard", unmatched.pk))
    client.post(page(dishub, "upload_discard", unmatched.pk))
    unmatched.refresh_from_db()
    assert unmatched.state == UploadState.DISCARDED


def test_workbook_with_nothing_in_it_is_refused(hand_in):
    assert hand_in(workbook([])[:0]).state == UploadState.REFUSED


def test_command_still_refuses_what_is_not_understood(tmp_path, dishub, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(odd("Asep"))
    with pytest.raises(SystemExit) as ended:
        call_command("import_roster", str(path), agency=dishub.code)
    assert ended.value.code == 2
    assert Upload.objects.get().state == UploadState.REFUSED


def test_page_shows_the_first_rows_and_a_choice_for_each_column(client, dishub, unmatched):
    response = client.get(page(dishub, "upload_columns", unmatched.pk))
    assertContains(response, "NOMOR KARTU")
    assertContains(response, 'name="column_E"')
    assertContains(response, 'id="header_4" value="4" checked')
    assert response.context["effect"].people == 0
    assert response.context["effect"].hindrances


def test_answers_are_kept_and_their_effect_is_shown_without_script(client, dishub, unmatched):
    here = page(dishub, "upload_columns", unmatched.pk)
    response = client.post(here, said("look"))
    assertRedirects(response, f"{here}?sheet=1")
    effect = client.get(f"{here}?sheet=1").context["effect"]
    assert (effect.people, effect.valid) == (2, 2)
    assert [cell for row in effect.rows for f, cell in row["cells"] if f == "name"] == ["Asep", "Budi"]
    unmatched.refresh_from_db()
    assert (unmatched.state, StagedRow.objects.count()) == (UploadState.UNMATCHED, 0)


def test_saving_reads_the_file_and_the_next_one_needs_no_hand(client, dishub, unmatched, hand_in):
    response = client.post(page(dishub, "upload_columns", unmatched.pk), said())
    assertRedirects(response, page(dishub, "upload_detail", unmatched.pk))
    unmatched.refresh_from_db()
    assert (unmatched.state, unmatched.counts["new"]) == (UploadState.CHECKED, 2)
    later = hand_in(odd("Cecep"))
    assert (later.state, later.counts["new"]) == (UploadState.CHECKED, 1)
    assertContains(
        client.get(page(dishub, "upload_detail", later.pk)), page(dishub, "upload_columns", later.pk)
    )
    assert later.summary["sheets"][0]["matched_on"]


def test_clicking_another_row_guesses_its_columns_anew(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    here = page(dishub, "upload_columns", upload.pk)
    client.post(here, said("look", header="4", was="3-3"))
    context = client.get(here).context
    assert {c.letter: c.chosen for c in context["columns"]}["C"] == "nik"
    assert context["effect"].people == 1


def test_columns_that_make_no_list_are_not_read(client, dishub, unmatched):
    here = page(dishub, "upload_columns", unmatched.pk)
    for wrong in ({"column_C": ""}, {"column_D": "nik"}):
        assert client.post(here, said(**wrong)).url == f"{here}?sheet=1"
        assert client.get(here).context["effect"].hindrances
    unmatched.refresh_from_db()
    assert unmatched.state == UploadState.UNMATCHED


def test_matching_without_any_person_leaves_everything_as_it_was(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    here = page(dishub, "upload_columns", upload.pk)
    client.post(here, said(header="9", was="9-9"))
    upload.refresh_from_db()
    assert (upload.state, StagedRow.objects.count()) == (UploadState.CHECKED, 1)
    assert storage.path_of(upload).exists()
    assert not RosterProfile.objects.exists()


def test_understood_file_can_be_read_otherwise(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep", **{"NAMA PANGGILAN": "Acep"})]))
    columns = {"column_B": "", "column_F": "name"}
    client.post(page(dishub, "upload_columns", upload.pk), said(**columns))
    assert StagedRow.objects.get().name == "Acep"
    client.post(page(dishub, "upload_columns", upload.pk), said("reset"))
    client.post(page(dishub, "upload_columns", upload.pk), said("save", was=""))
    assert StagedRow.objects.count() == 1


def test_list_without_headings_is_read_and_makes_no_profile(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    post = said(header="none", was="")
    client.post(page(dishub, "upload_columns", upload.pk), post)
    upload.refresh_from_db()
    assert upload.counts["new"] == 1
    assert not RosterProfile.objects.exists()


def test_saved_upload_can_no_longer_be_matched(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    client.post(page(dishub, "upload_save", upload.pk), {"roster_date": "2020-02-20"})
    for name in ("upload_columns", "upload_values"):
        assertRedirects(client.get(page(dishub, name, upload.pk)), page(dishub, "upload_detail", upload.pk))
        client.post(page(dishub, name, upload.pk), said())
    upload.refresh_from_db()
    assert upload.state == UploadState.APPLIED


def test_profile_can_be_forgotten(client, dishub, unmatched, hand_in):
    client.post(page(dishub, "upload_columns", unmatched.pk), said())
    profile = RosterProfile.objects.get()
    assertContains(client.get(page(dishub, "agency_matchings")), "NOMOR KARTU")
    forget = page(dishub, "matching_forget", profile.pk)
    assertContains(client.get(forget), "NOMOR KARTU")
    assert RosterProfile.objects.exists()
    assertRedirects(client.post(forget), page(dishub, "agency_matchings"))
    assert hand_in(odd("Cecep")).state == UploadState.UNMATCHED


def test_strangers_see_neither_page_nor_profile(client, dishub, cirebon, unmatched):
    profile = RosterProfile.objects.create(
        region=dishub.region, agency=dishub, fingerprint="f", content={"headings": {"X": "name"}, "height": 1}
    )
    addresses = [
        page(dishub, "upload_columns", unmatched.pk),
        page(dishub, "upload_values", unmatched.pk),
        page(dishub, "agency_matchings"),
        page(dishub, "matching_forget", profile.pk),
    ]
    client.force_login(member("city_manager", region=cirebon))
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    client.force_login(member("agency_head", agency=dishub))
    assert [client.get(address).status_code for address in addresses] == [403] * 4


def test_nonsense_in_address_and_form_does_no_harm(client, dishub, unmatched):
    here = page(dishub, "upload_columns", unmatched.pk)
    assert client.get(f"{here}?sheet=99&from=abc").status_code in (200, 404)
    assert client.get(f"{here}?from=99999").status_code == 200
    client.post(
        here,
        {
            "name": "Sheet",
            "header": "x",
            "height": "9",
            "column_ZZZZZ": "nik",
            "column_A": "drop",
            "act": "sheet-x",
        },
    )
    assert client.get(here).status_code == 200


@pytest.mark.parametrize("people", [1, 50])
def test_pages_ask_the_database_as_often_for_one_as_for_many(
    client, dishub, hand_in, django_assert_max_num_queries, people
):
    upload = hand_in(workbook([person(f"Orang {n}", STATUS=f"S{n}") for n in range(people)]))
    for name, most in (("upload_columns", 30), ("upload_values", 30)):
        with django_assert_max_num_queries(most):
            assert client.get(page(dishub, name, upload.pk)).status_code == 200


def test_full_identity_numbers_stand_only_on_the_own_page(client, dishub, hand_in):
    number = nik(dt.date(1985, 3, 12))
    upload = hand_in(workbook([person("Asep", number=number)]))
    assertContains(client.get(page(dishub, "upload_columns", upload.pk)), number)
    assertNotContains(client.get(page(dishub, "agency_matchings")), number)


def test_profile_that_finds_nobody_does_not_end_the_upload(client, dishub, unmatched, hand_in):
    client.post(page(dishub, "upload_columns", unmatched.pk), said())
    assert hand_in(workbook([], headers=list(HEADINGS.values()))).state == UploadState.UNMATCHED


def test_sheet_that_was_not_understood_beside_one_that_was_is_named(client, dishub, hand_in, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(workbook([person("Asep")])))
    other = book.create_sheet("Pos Jaga")
    for row in openpyxl.load_workbook(io.BytesIO(odd("Budi"))).active.iter_rows(values_only=True):
        other.append(row)
    book.save(tmp_path / "a.xlsx")
    upload = hand_in((tmp_path / "a.xlsx").read_bytes())
    assertContains(client.get(page(dishub, "upload_detail", upload.pk)), "Pos Jaga")
    here = page(dishub, "upload_columns", upload.pk)
    client.post(here, said(name="Pos Jaga", number="2"))
    upload.refresh_from_db()
    assert upload.counts["new"] == 2


def test_sheet_can_be_left_out(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    here = page(dishub, "upload_columns", upload.pk)
    client.post(here, said("look", leave_out="1"))
    assert client.get(here).context["left_out"]
    assert client.post(here, said("save", leave_out="1")).url.startswith(here)  # nobody would be left

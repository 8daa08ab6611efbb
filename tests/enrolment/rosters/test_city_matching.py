"""A city's file whose header is not understood, or that is read otherwise: matched by hand as an agency's."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment.models import RosterProfile, StagedRow, UploadKind, UploadState
from enrolment.rosters import storage
from tests.enrolment.rosters.city_books import at, by_two_columns, hand_in, row
from tests.factories import AgencyFactory, member, nik

pytestmark = pytest.mark.django_db
LISTS, COMPARISON = UploadKind.CITY_LISTS, UploadKind.COMPARISON
HEADINGS = ["URUT", "SEBUTAN", "NOMOR KARTU", "LAHIRNYA", "KERJAAN", "KANTORNYA", "RUANGNYA"]
CHOSEN = {"A": "number", "B": "name", "C": "nik", "D": "birth_date", "E": "position"}
CHOSEN |= {"F": "office", "G": "unit"}


def odd(*people) -> bytes:
    """A list whose headings mean nothing to the reader."""
    return by_two_columns(people, tuple(HEADINGS[5:]), tuple(HEADINGS[:5]))


def said(act: str = "save", **more: str) -> dict[str, str]:
    """What the form of the sheet sends."""
    columns = {f"column_{letter}": field for letter, field in CHOSEN.items()}
    form = {"name": "Rekap", "number": "1", "header": "1", "height": "1", "was": "1-1", "act": act}
    return form | columns | more


@pytest.fixture
def manager(client, city_manager):
    client.force_login(city_manager)
    return client


@pytest.fixture
def unmatched(manager, serang, dishub, dlh):
    people = [("Dishub", "UPT Parkir", row("Asep")), ("Dinas Angkutan", "Dishub", row("Budi"))]
    return hand_in(manager, serang, odd(*people), LISTS)


def match(client, upload, **more):
    return client.post(at(upload.region, "region_upload_columns", upload.pk), said(**more))


def test_file_that_is_not_understood_is_kept_and_offers_matching(manager, serang, unmatched):
    assert (unmatched.state, storage.path_of(unmatched).exists()) == (UploadState.UNMATCHED, True)
    page = manager.get(at(serang, "region_upload", unmatched.pk))
    for name in ("region_upload_columns", "region_upload_discard"):
        assertContains(page, at(serang, name, unmatched.pk))
    shown = manager.get(at(serang, "region_upload_columns", unmatched.pk))
    assertContains(shown, "NOMOR KARTU")
    assertContains(shown, '<option value="office">')
    manager.post(at(serang, "region_upload_discard", unmatched.pk))
    unmatched.refresh_from_db()
    assert unmatched.state == UploadState.DISCARDED


def test_matched_file_is_placed_by_the_agencys_column_and_the_next_needs_no_hand(
    manager, serang, dishub, unmatched
):
    assertRedirects(match(manager, unmatched), at(serang, "region_upload", unmatched.pk))
    unmatched.refresh_from_db()
    assert unmatched.state == UploadState.CHECKED
    assert unmatched.answers["source"] == "BKPSDM"
    assert (unmatched.counts["placed"], unmatched.counts["asked"]) == (1, 1)
    assert list(StagedRow.objects.filter(agency=dishub).values_list("name", "unit")) == [
        ("Asep", "UPT Parkir")
    ]
    profile = RosterProfile.objects.get()
    assert (profile.region, profile.agency) == (serang, None)
    later = hand_in(manager, serang, odd(("Dishub", "Pos", row("Cecep"))), COMPARISON)
    assert (later.state, later.counts["placed"]) == (UploadState.CHECKED, 1)
    assert later.summary["sheets"][0]["matched_on"]
    assertContains(
        manager.get(at(serang, "region_upload", later.pk)), at(serang, "region_upload_columns", later.pk)
    )


def test_understood_file_can_be_read_otherwise_and_its_names_are_placed_anew(manager, serang, dishub, dlh):
    people = [("Dishub", "DINAS LINGKUNGAN HIDUP", row("Asep"))]
    upload = hand_in(manager, serang, by_two_columns(people, ("OPD", "UNIT KERJA")), LISTS)
    assert list(StagedRow.objects.values_list("agency", flat=True)) == [dishub.pk]
    match(manager, upload, column_F="", column_G="unit")
    assert list(StagedRow.objects.values_list("agency", "unit")) == [(dlh.pk, "DINAS LINGKUNGAN HIDUP")]


def test_file_that_was_handed_out_or_is_in_force_can_no_longer_be_matched(manager, serang, dishub):
    for use, act in ((LISTS, "region_upload_hand_out"), (COMPARISON, "region_upload_compare")):
        file = by_two_columns([("Dishub", "Pos", row("Asep"))], ("OPD", "UNIT KERJA"))
        upload = hand_in(manager, serang, file, use)
        manager.post(at(serang, act, upload.pk))
        assertNotContains(
            manager.get(at(serang, "region_upload", upload.pk)),
            at(serang, "region_upload_columns", upload.pk),
        )
        for name in ("region_upload_columns", "region_upload_values"):
            here = at(serang, name, upload.pk)
            assert manager.get(here).url == manager.post(here, said()).url
        upload.refresh_from_db()
        assert upload.state == UploadState.APPLIED


def test_profile_of_an_agency_reads_no_file_of_its_city_nor_the_other_way(
    manager, serang, dishub, unmatched, dishub_operator
):
    match(manager, unmatched)
    kept = manager.get(at(serang, "region_matchings"))
    assertContains(kept, "NOMOR KARTU")
    manager.force_login(dishub_operator)
    assertNotContains(manager.get(reverse("agency_matchings", args=[dishub.code])), "NOMOR KARTU")


def test_profile_of_a_city_can_be_forgotten(manager, serang, unmatched):
    match(manager, unmatched)
    forget = at(serang, "region_matching_forget", RosterProfile.objects.get().pk)
    assertContains(manager.get(forget), "NOMOR KARTU")
    assertRedirects(manager.post(forget), at(serang, "region_matchings"))
    assert hand_in(manager, serang, odd(("Dishub", "", row("Asep"))), LISTS).state == UploadState.UNMATCHED


def test_personnel_office_matches_its_comparison_and_not_the_agencies_lists(client, serang, unmatched):
    client.force_login(member("city_personnel", region=serang))
    assert client.get(at(serang, "region_upload_columns", unmatched.pk)).status_code == 403
    assert match(client, unmatched).status_code == 403
    compared = hand_in(client, serang, odd(("Dishub", "Pos", row("Cecep"))), COMPARISON)
    match(client, compared)
    compared.refresh_from_db()
    assert (compared.state, compared.counts["placed"]) == (UploadState.CHECKED, 1)


def test_status_nobody_knows_is_answered_once_for_the_whole_city(manager, serang, dishub, dlh):
    people = [("Dishub", "Tenaga Ahli", row("Asep")), ("DLH", "TENAGA AHLI", row("Budi"))]
    upload = hand_in(manager, serang, by_two_columns(people, ("OPD", "STATUS")), LISTS)
    assert upload.counts["unknown_statuses"] == 1
    here = at(serang, "region_upload_values", upload.pk)
    assertContains(manager.get(at(serang, "region_upload", upload.pk)), here)
    form = manager.get(here).context["form"]
    assert len(form.sections) == 1
    manager.post(here, {form.sections[0].lines[0].field.name: "other"})
    assert set(StagedRow.objects.values_list("category", flat=True)) == {"other"}
    file = by_two_columns([("Dishub", "tenaga ahli", row("Cecep"))], ("OPD", "STATUS"))
    later = hand_in(manager, serang, file, LISTS)
    assert later.counts["unknown_statuses"] == 0
    assert StagedRow.objects.get(upload=later).category == "other"


@pytest.mark.parametrize("agencies", [1, 50])
def test_pages_ask_the_database_as_often_for_one_agency_as_for_many(
    manager, serang, agencies, django_assert_max_num_queries
):
    people = []
    for number in range(agencies):
        office = AgencyFactory(region=serang)
        people.append((office.name, f"Status {number}", row("Asep", nik())))
    upload = hand_in(manager, serang, by_two_columns(people, ("OPD", "STATUS")), LISTS)
    for name in ("region_upload_columns", "region_upload_values"):
        with django_assert_max_num_queries(30):
            assert manager.get(at(serang, name, upload.pk)).status_code == 200
    with django_assert_max_num_queries(85):
        manager.post(at(serang, "region_upload_columns", upload.pk), said(column_G="status"))
    assert StagedRow.objects.filter(upload=upload, agency__isnull=False).count() == agencies

"""A city's file as rosters: rows find their agencies, each agency confirms its own."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from enrolment.models import RosterProfile, StagedRow, Upload, UploadKind, UploadState, Worker
from enrolment.rosters.city import handing_out
from tests.enrolment.rosters.books import page
from tests.enrolment.rosters.city_books import at, by_column, by_sheet, hand_in, row
from tests.factories import AgencyFactory, WorkerFactory, member, nik

pytestmark = pytest.mark.django_db
LISTS = UploadKind.CITY_LISTS


@pytest.fixture
def manager(client, city_manager):
    client.force_login(city_manager)
    return client


def hand_out(client, region, upload):
    assert client.post(at(region, "region_upload_hand_out", upload.pk)).status_code == 302
    return {part.agency: part for part in Upload.objects.filter(parent=upload).select_related("agency")}


def test_each_agency_gets_its_rows_and_confirms_them(manager, serang, dishub, dlh, dishub_operator):
    WorkerFactory(agency=dishub)
    file = by_column(
        [("Dishub", row("Asep")), ("DINAS LINGKUNGAN HIDUP", row("Budi")), ("dishub", row("Cici"))]
    )
    upload = hand_in(manager, serang, file, LISTS)
    assert (upload.state, upload.counts["agencies"], upload.counts["unplaced"]) == ("checked", 2, 0)
    assertContains(manager.get(at(serang, "region_upload", upload.pk)), "Dinas Lingkungan Hidup")
    lists = hand_out(manager, serang, upload)
    assert {agency.code: part.counts["new"] for agency, part in lists.items()} == {
        dishub.code: 2,
        dlh.code: 1,
    }
    assert Worker.objects.count() == 1
    manager.force_login(dishub_operator)
    mine = lists[dishub]
    shown = manager.get(page(dishub, "upload_detail", mine.pk))
    assertContains(shown, "Asep")
    assertNotContains(shown, "Budi")
    manager.post(page(dishub, "upload_save", mine.pk), {"roster_date": "2020-02-20"})
    assert set(Worker.objects.filter(agency=dishub).values_list("name", flat=True)) >= {"Asep", "Cici"}
    mine.refresh_from_db()
    assert (mine.state, mine.mode, mine.counts["missing"]) == (UploadState.APPLIED, "partial", 0)


def test_agency_reads_that_a_list_came_from_the_city(manager, serang, dishub, dishub_operator):
    manager.cookies["django_language"] = "en"
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep"))]), UploadKind.CITY_LISTS)
    manager.post(at(serang, "region_upload_hand_out", upload.pk))
    part = Upload.objects.get(parent=upload)
    manager.force_login(dishub_operator)
    assertContains(manager.get(page(dishub, "upload_detail", part.pk)), "comes from a file of the city")
    assertContains(manager.get(page(dishub, "agency_home")), "has a list for you")


def test_agency_never_sees_the_file_of_the_whole_city(manager, serang, dishub, dishub_operator, settings):
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep")), ("DLH?", row("Rahasia"))]), LISTS)
    mine = hand_out(manager, serang, upload)[dishub]
    assert mine.stored_name == ""
    manager.force_login(dishub_operator)
    assert manager.get(page(dishub, "upload_file", mine.pk)).status_code == 404
    assertNotContains(
        manager.get(page(dishub, "upload_detail", mine.pk)), page(dishub, "upload_file", mine.pk)
    )
    assert manager.get(at(serang, "region_upload", upload.pk)).status_code == 404


def test_names_nobody_knows_are_asked_once_and_remembered(manager, serang, dishub, dlh):
    people = [
        ("Dishub", row("Asep")),
        ("Perhubungan", row("Budi")),
        ("UPT Sampah", row("Cici")),
        ("RW 05", row("Dodi")),
    ]
    upload = hand_in(manager, serang, by_column(people), LISTS)
    assert (upload.counts["asked"], upload.counts["unplaced"]) == (3, 3)
    names = at(serang, "region_upload_names", upload.pk)
    shown = manager.get(names)
    keys = [form.question.key for form in shown.context["forms"]]
    answers = {"perhubungan": dishub.code, "upt sampah": dlh.code, "rw 05": "-"}
    given = {"key": keys} | {f"n{i}-agency": answers[key] for i, key in enumerate(keys)}
    given |= {f"n{keys.index('upt sampah')}-part": "on", f"n{keys.index('perhubungan')}-alias": "on"}
    manager.post(names, given)
    upload.refresh_from_db()
    assert {k: upload.counts[k] for k in ("placed", "left_out", "unplaced")} == {
        "placed": 3,
        "left_out": 1,
        "unplaced": 0,
    }
    dishub.refresh_from_db()
    assert dishub.aliases == ["Perhubungan"]
    kept = RosterProfile.objects.get(region=serang, agency=None).content["values"]["unit"]
    assert kept == {"perhubungan": dishub.code, "upt sampah": f">{dlh.code}", "rw 05": "-"}
    lists = hand_out(manager, serang, upload)
    units = dict(StagedRow.objects.filter(upload__in=lists.values()).values_list("name", "unit"))
    assert units == {"Asep": None, "Budi": None, "Cici": "UPT Sampah"}
    again = hand_in(manager, serang, by_column([("perhubungan", row("Eka")), ("RW 05", row("Fajar"))]), LISTS)
    assert (again.counts["placed"], again.counts["left_out"], again.counts["unplaced"]) == (1, 1, 0)


def test_rows_settled_later_join_a_list_that_still_waits(manager, serang, dishub):
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep")), ("Perhub", row("Budi"))]), LISTS)
    (first,) = hand_out(manager, serang, upload).values()
    manager.post(at(serang, "region_upload_names", upload.pk), {"key": ["perhub"], "n0-agency": dishub.code})
    assertContains(manager.get(at(serang, "region_upload", upload.pk)), dishub.name)
    (second,) = hand_out(manager, serang, upload).values()
    assert first.pk == second.pk
    assert second.counts["new"] == 2
    assert second.compared != first.compared  # who looks at the first page has not seen them all


def test_sheet_per_agency_with_a_sheet_nobody_knows(manager, serang, dishub, dlh):
    file = by_sheet({"DISHUB": [row("Asep")], "Din. Lingkungan Hidup": [row("Budi")], "Lain": [row("Cici")]})
    upload = hand_in(manager, serang, file, LISTS)
    assert (upload.counts["placed"], upload.counts["asked"]) == (2, 1)
    lists = hand_out(manager, serang, upload)
    assert [sheet["name"] for sheet in lists[dlh].summary["sheets"]] == ["Din. Lingkungan Hidup"]


def test_one_person_at_two_agencies_is_good_in_both_and_told_to_both(manager, serang, dishub, dlh):
    twice = nik()
    people = [("Dishub", row("Asep", twice)), ("DLH", row("Asep", twice)), ("DLH", row("Asep", twice))]
    upload = hand_in(manager, serang, by_column(people), LISTS)
    lists = hand_out(manager, serang, upload)
    counted = {a.code: [p.counts[k] for k in ("new", "needs_fix", "elsewhere")] for a, p in lists.items()}
    assert counted == {dishub.code: [1, 0, 1], dlh.code: [1, 1, 1]}
    assertContains(manager.get(page(dlh, "upload_detail", lists[dlh].pk), {"show": "warnings"}), twice)


def test_double_within_an_agency_comes_back_when_the_answer_puts_both_there(manager, serang, dishub):
    twice = nik()
    upload = hand_in(
        manager, serang, by_column([("Dishub", row("Asep", twice)), ("Perhub", row("Asep", twice))]), LISTS
    )
    names = at(serang, "region_upload_names", upload.pk)
    manager.post(names, {"key": ["perhub"], "n0-agency": dishub.code})
    (part,) = hand_out(manager, serang, upload).values()
    assert (part.counts["new"], part.counts["needs_fix"]) == (1, 1)


def test_list_is_changed_field_by_field_and_the_agencys_own_name_is_no_unit(manager, serang, dishub):
    known = WorkerFactory(agency=dishub, name="Asep", position="Pramu bakti", unit="Seksi Lalu Lintas")
    upload = hand_in(manager, serang, by_column([("Dinas Perhubungan", row("Asep", known.nik))]), LISTS)
    assert upload.counts["by_agency"][str(dishub.pk)]["unchanged"] == 1
    (part,) = hand_out(manager, serang, upload).values()
    assert part.counts["unchanged"] == 1


def test_city_withdraws_what_is_not_confirmed_and_keeps_the_rest(manager, serang, dishub, dlh):
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep")), ("DLH", row("Budi"))]), LISTS)
    lists = hand_out(manager, serang, upload)
    manager.post(page(dishub, "upload_save", lists[dishub].pk), {"roster_date": "2020-02-20"})
    withdraw = at(serang, "region_upload_withdraw", upload.pk)
    assertContains(manager.get(withdraw), dlh.name)
    manager.post(withdraw)
    states = dict(handing_out.parts_of(upload).values_list("agency", "state"))
    assert states == {dishub.pk: "applied", dlh.pk: "discarded"}


def test_what_was_withdrawn_is_handed_out_again_beside_what_was_saved(manager, serang, dishub, dlh):
    manager.cookies["django_language"] = "en"
    asep = row("Asep")
    file = by_column([("Dishub", asep), ("DLH", row("Budi"))])
    upload = hand_in(manager, serang, file, LISTS)
    lists = hand_out(manager, serang, upload)
    manager.post(page(dlh, "upload_save", lists[dlh].pk), {"roster_date": "2020-02-20"})
    manager.post(at(serang, "region_upload_withdraw", upload.pk))
    WorkerFactory(agency=dishub, nik=asep[1], name="Asep")
    shown = manager.get(at(serang, "region_upload", upload.pk))
    assertContains(shown, "Hand them out again")
    manager.post(at(serang, "region_upload_hand_out_again", upload.pk))
    states = {part.agency: (part.state, part.counts["new"]) for part in upload.parts.all()}
    assert states == {dishub: (UploadState.CHECKED, 0), dlh: (UploadState.APPLIED, 1)}
    assertNotContains(manager.get(at(serang, "region_upload", upload.pk)), "Hand them out again")


def test_what_an_agency_took_over_from_a_comparison_is_not_withdrawn(manager, serang, dishub):
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep"))]), UploadKind.COMPARISON)
    manager.post(at(serang, "region_upload_compare", upload.pk))
    manager.post(page(dishub, "agency_comparison_take", upload.pk), {"side": "theirs"})
    assert manager.post(at(serang, "region_upload_withdraw", upload.pk)).status_code == 404
    assert upload.parts.get().state == UploadState.CHECKED


def test_file_is_handed_out_once_and_discarded_only_before(manager, serang, dishub):
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep"))]), LISTS)
    hand_out(manager, serang, upload)
    hand_out(manager, serang, upload)
    manager.post(at(serang, "region_upload_discard", upload.pk))
    upload.refresh_from_db()
    assert (upload.state, upload.parts.count()) == (UploadState.APPLIED, 1)


def test_personnel_office_may_compare_but_not_hand_out(client, serang, dishub):
    client.force_login(member("city_personnel", region=serang))
    form = client.get(at(serang, "region_upload_new")).context["form"]
    assert [value for value, _words in form.fields["use"].choices] == [UploadKind.COMPARISON]


def test_unreadable_file_says_why(manager, serang):
    upload = hand_in(manager, serang, b"%PDF-1.4 nothing", LISTS)
    assert upload.state == UploadState.REFUSED
    assert manager.get(at(serang, "region_upload", upload.pk)).status_code == 200


def test_fix_of_a_bad_row_compares_again_without_calling_anybody_missing(manager, serang, dishub):
    WorkerFactory(agency=dishub)
    upload = hand_in(manager, serang, by_column([("Dishub", row("Asep", "12"))]), LISTS)
    (part,) = hand_out(manager, serang, upload).values()
    bad = StagedRow.objects.get(upload=part)
    fix = reverse("upload_row", args=[dishub.code, part.pk, bad.ordinal])
    manager.post(fix, {"nik": nik(), "name": "Asep", "birth_date": "12-03-1985"})
    part.refresh_from_db()
    assert (part.counts["new"], part.counts["missing"]) == (1, 0)


@pytest.mark.parametrize("many", [1, 50])
def test_as_many_statements_for_fifty_agencies_as_for_one(manager, serang, many, count_queries, dishub):
    offices = [dishub, *(AgencyFactory(region=serang, name=f"Kantor {n}") for n in range(1, many))]
    upload = hand_in(manager, serang, by_column([(o.name, row("Asep")) for o in offices]), LISTS)
    draft = count_queries(lambda: manager.get(at(serang, "region_upload", upload.pk)))
    handing = count_queries(lambda: hand_out(manager, serang, upload))
    after = count_queries(lambda: manager.get(at(serang, "region_upload", upload.pk)))
    assert (draft, handing, after) == SHAPE.setdefault("lists", (draft, handing, after))


SHAPE: dict[str, tuple[int, ...]] = {}

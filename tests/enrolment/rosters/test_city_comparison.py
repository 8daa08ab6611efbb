"""A city's list as comparison: headcounts with source and day, and who is on one list, not on the other."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from agencies.models import StatedFigure
from contributions.coverage.figures import figures_of_agency
from enrolment.models import Upload, UploadKind, UploadState, Worker
from enrolment.rosters.city import comparing
from tests.enrolment.rosters.books import page
from tests.enrolment.rosters.city_books import at, by_column, hand_in, row
from tests.factories import AgencyFactory, StatedFigureFactory, WorkerFactory, member, nik

pytestmark = pytest.mark.django_db


@pytest.fixture
def personnel(client, serang):
    client.force_login(member("city_personnel", region=serang, username="bkpsdm"))
    return client


def compared(client, region, people, **more) -> Upload:
    """A comparison in force."""
    upload = hand_in(client, region, by_column(people), UploadKind.COMPARISON, **more)
    client.post(at(region, "region_upload_compare", upload.pk))
    upload.refresh_from_db()
    return upload


@pytest.fixture
def story(personnel, serang, dishub, dlh):
    """Asep on both, Budi only on the city's, Cici only on Dishub's; Dodi at DLH and, for the city, at Dishub;
    Eka at Dishub and, for the city, at DLH; Fajar with a bad NIK."""
    people = {name: WorkerFactory(agency=dishub, name=name) for name in ("Asep", "Cici", "Eka", "Fajar")}
    people["Dodi"] = WorkerFactory(agency=dlh, name="Dodi")
    rows = [
        ("Dishub", row("Asep", people["Asep"].nik)),
        ("Dishub", row("Budi")),
        ("Dishub", row("Dodi", people["Dodi"].nik)),
        ("DLH", row("Eka", people["Eka"].nik)),
        ("Dishub", row("Fajar", "123")),
    ]
    return compared(personnel, serang, rows)


def test_headcounts_are_kept_with_source_and_day_and_no_list_changes(story, serang, dishub, dlh):
    figures = StatedFigure.objects.filter(source="BKPSDM", as_of="2020-02-20")
    assert figures.get(agency=None).metric == "workers_total"
    assert not figures.exclude(agency=None).exclude(metric="workers_on_list").exists()
    assert {(f.agency_id, int(f.value)) for f in figures} == {(None, 5), (dishub.pk, 4), (dlh.pk, 1)}
    assert Worker.objects.count() == 5


def test_agencys_own_declaration_stays_the_declared_number(story, dishub):
    StatedFigureFactory(agency=dishub, value=7, as_of="2019-12-31", source="Dishub")
    assert figures_of_agency(dishub, dt.date(2020, 3, 1)).declared == 7


def test_sides_add_up_to_both_lists(story, serang, dishub, dlh):
    by_agency = {sides.agency: sides for sides in comparing.sides_of(story, [dishub, dlh])}
    mine = by_agency[dishub]
    assert (mine.both, mine.theirs, mine.theirs_elsewhere) == (1, 1, 1)
    assert (mine.ours, mine.ours_elsewhere, mine.unclear, mine.unreadable) == (1, 1, 1, 1)
    assert (mine.on_theirs, mine.on_ours) == (4, 4)
    assert by_agency[dlh].ours_elsewhere == by_agency[dlh].theirs_elsewhere == 1


def test_city_sees_the_other_agency_and_masked_numbers(personnel, story, serang, dishub):
    listed = personnel.get(at(serang, "region_upload", story.pk))
    assertContains(listed, "Dinas Perhubungan")
    shown = personnel.get(
        at(serang, "region_upload", story.pk), {"agency": "dishub", "show": "theirs_elsewhere"}
    )
    assertContains(shown, "Dodi")
    assertContains(shown, "Dinas Lingkungan Hidup")
    assertNotContains(shown, Worker.objects.get(name="Dodi").nik)


def test_agency_sees_its_own_people_and_no_other_agency(client, story, dishub, dishub_operator, dlh):
    client.force_login(dishub_operator)
    seen = {}
    for side in ("theirs", "theirs_elsewhere", "ours", "ours_elsewhere", "both"):
        response = client.get(page(dishub, "agency_comparison", story.pk), {"show": side})
        assertNotContains(response, dlh.name)
        seen[side] = [p.name for p in response.context["table"].data.data]
    assert seen == {
        "theirs": ["Budi"],
        "theirs_elsewhere": ["Dodi"],
        "ours": ["Cici"],
        "ours_elsewhere": ["Eka"],
        "both": ["Asep"],
    }
    assertContains(client.get(page(dishub, "agency_comparisons")), "BKPSDM")


def test_agency_takes_missing_people_over_by_an_upload_it_confirms(client, story, dishub, dishub_operator):
    client.force_login(dishub_operator)
    taken = client.post(page(dishub, "agency_comparison_take", story.pk), {"side": "theirs"})
    part = Upload.objects.get(parent=story)
    assert taken["Location"] == page(dishub, "upload_detail", part.pk)
    assert (part.state, part.counts["new"], part.counts["missing"]) == (UploadState.CHECKED, 1, 0)
    assert not Worker.objects.filter(name="Budi").exists()
    client.post(page(dishub, "upload_save", part.pk), {"roster_date": "2020-02-20"})
    assert Worker.objects.filter(name="Budi", agency=dishub, unit=None).exists()
    (sides,) = comparing.sides_of(story, [dishub])
    assert (sides.theirs, sides.both) == (0, 2)
    client.post(page(dishub, "agency_comparison_take", story.pk), {"side": "theirs"})
    assert Upload.objects.filter(parent=story).count() == 1


def test_list_of_the_same_source_and_day_takes_the_place_of_the_former(personnel, serang, dishub):
    first = compared(personnel, serang, [("Dishub", row("Asep"))])
    whole = StatedFigure.objects.get(agency=None)
    whole.is_denominator = True
    whole.save()
    compared(personnel, serang, [("Dishub", row("Asep")), ("Dishub", row("Budi"))])
    first.refresh_from_db()
    assert first.state == UploadState.UNDONE
    figures = StatedFigure.objects.filter(source="BKPSDM")
    assert {(f.agency_id, int(f.value)) for f in figures} == {(None, 2), (dishub.pk, 2)}
    assert figures.get(agency=None).is_denominator
    compared(personnel, serang, [("Dishub", row("Asep"))], roster_date="2020-01-31")
    assert figures.all().count() == 4


def test_comparison_is_taken_back_and_put_in_force_again(client, personnel, story, serang, dishub):
    take_back = at(serang, "region_upload_take_back", story.pk)
    assertContains(personnel.get(take_back), "3")
    personnel.post(take_back)
    assert not StatedFigure.objects.exists()
    assert personnel.get(page(dishub, "agency_comparison", story.pk)).status_code == 404
    assert personnel.get(at(serang, "region_upload", story.pk)).status_code == 200
    personnel.post(at(serang, "region_upload_compare", story.pk))
    assert StatedFigure.objects.count() == 3


def test_nothing_is_saved_while_names_wait(personnel, serang, dishub):
    upload = compared(personnel, serang, [("Dishub", row("Asep")), ("Entah", row("Budi"))])
    assert upload.state == UploadState.CHECKED
    assert not StatedFigure.objects.exists()


def test_source_is_asked_for_a_comparison(personnel, serang):
    given = {"use": "comparison", "source": " ", "roster_date": "2020-02-20"}
    response = personnel.post(at(serang, "region_upload_new"), given)
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"source", "file"}


def test_person_in_two_rows_or_two_agencies_counts_as_said(personnel, serang, dishub, dlh):
    twice = nik()
    rows = [("Dishub", row("Asep", twice)), ("Dishub", row("Asep", twice)), ("DLH", row("Asep", twice))]
    compared(personnel, serang, rows)
    assert {(f.agency_id, int(f.value)) for f in StatedFigure.objects.all()} == {
        (None, 1),
        (dishub.pk, 1),
        (dlh.pk, 1),
    }


def test_export_has_whole_numbers_as_text(personnel, story, serang, dishub, client, dishub_operator):
    def sheets(url):
        return load_workbook(io.BytesIO(b"".join(client.get(url).streaming_content)))

    book = sheets(at(serang, "region_upload_export", story.pk))
    assert len(book.worksheets) == 2
    rows = [[cell.value for cell in line] for line in book.worksheets[1].iter_rows(min_row=2)]
    dodi = Worker.objects.get(name="Dodi")
    assert [r[-1] for r in rows if r[1] == dodi.nik and r[0] == "Dinas Perhubungan"] == [
        "Dinas Lingkungan Hidup"
    ]
    client.force_login(dishub_operator)
    own = sheets(page(dishub, "agency_comparison_export", story.pk))
    assert "Dinas Lingkungan Hidup" not in str([c.value for r in own.worksheets[0].iter_rows() for c in r])


def test_agency_of_another_city_finds_no_comparison(client, story, cirebon):
    other = AgencyFactory(region=cirebon, code="32.74/dishub")
    client.force_login(member("agency_operator", agency=other))
    url = reverse("agency_comparison", args=[other.code, story.pk])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_as_many_statements_for_fifty_agencies_as_for_one(personnel, serang, many, count_queries, dishub):
    offices = [dishub, *(AgencyFactory(region=serang, name=f"Kantor {n}") for n in range(1, many))]
    rows = [(o.name, row("Asep")) for o in offices]
    upload = hand_in(personnel, serang, by_column(rows), UploadKind.COMPARISON)
    saving = count_queries(lambda: personnel.post(at(serang, "region_upload_compare", upload.pk)))
    shown = count_queries(lambda: personnel.get(at(serang, "region_upload", upload.pk)))
    behind = count_queries(
        lambda: personnel.get(at(serang, "region_upload", upload.pk), {"agency": "dishub"})
    )
    assert (saving, shown, behind) == SHAPE.setdefault("comparison", (saving, shown, behind))


SHAPE: dict[str, tuple[int, ...]] = {}

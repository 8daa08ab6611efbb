"""BPJS's list as an agency's first one: an upload like any other, and everybody registered and confirmed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from enrolment import figures
from enrolment.models import Difference, Enrolment, ParticipantList, Upload, Worker
from enrolment.reconciliation.lists import first, force
from enrolment.rosters import applying, fixing, undoing
from tests.enrolment.reconciliation.lists.bills import bill, member
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db
AUGUST = dt.date(2026, 8, 1)


@pytest.fixture
def taken(branch_serang, dishub, dishub_group, hand_in, dishub_operator):
    def taken(*people):
        [found] = hand_in(branch_serang, bill(people))
        return first.take(found=found, agency=dishub, by=dishub_operator), found

    return taken


def test_everybody_is_registered_and_confirmed_with_what_the_list_says(
    taken, dishub, dishub_operator, dishub_group
):
    upload, _found = taken(
        member("Asep", kpj="20200000017", wage=Decimal(2_400_000)), member("Budi", since="05-09-2026")
    )
    assert (upload.counts["new"], Worker.objects.count()) == (2, 0)
    applying.apply(upload=upload, by=dishub_operator)
    asep, budi = Worker.objects.order_by("name")
    assert (asep.wage, asep.birth_date, asep.contribution_group) == (
        2_400_000,
        dt.date(1985, 3, 12),
        dishub_group,
    )
    spells = {spell.worker_id: spell for spell in Enrolment.objects.all()}
    assert {spell.state for spell in spells.values()} == {"registered"}
    assert {spell.confirmed_month for spell in spells.values()} == {AUGUST}
    assert (spells[asep.pk].registered_on, spells[asep.pk].kpj) == (dt.date(2020, 2, 1), "20200000017")
    assert spells[budi.pk].registered_on == AUGUST  # the day on the list lies after its month


def test_day_one_shows_no_difference(taken, dishub_operator):
    upload, found = taken(member("Asep", kpj="20200000017"), member("Budi", kpj="20200000025"))
    applying.apply(upload=upload, by=dishub_operator)
    found = ParticipantList.objects.get(pk=found.pk)
    assert (found.state, found.is_first) == ("in_force", True)
    assert list(Difference.objects.values_list("kind", "name")) == []


def test_rows_to_be_fixed_wait_and_are_confirmed_when_they_are_mended(taken, dishub, dishub_operator):
    twin = nik()
    upload, _found = taken(member("Asep", nik=twin), member("Budi", nik="123"), member("Cecep", nik=twin))
    assert (upload.counts["new"], upload.counts["needs_fix"]) == (1, 2)
    causes = [row.problems[0]["code"] for row in upload.rows.filter(has_errors=True).order_by("ordinal")]
    assert causes == ["nik_length", "nik_duplicate"]
    applying.apply(upload=upload, by=dishub_operator)
    row = upload.rows.get(name="Budi")
    mended = fixing.read_texts(fixing.texts_of(row) | {"nik": nik()})
    upload = fixing.fix(row=row, reading=mended, by=dishub_operator)
    applying.apply(upload=upload, by=dishub_operator)
    assert Enrolment.objects.get(worker__name="Budi").basis == "confirmed"
    assert Enrolment.objects.count() == 2


def test_undo_takes_everybody_back_and_can_be_taken_back(taken, dishub, dishub_operator):
    upload, _found = taken(member("Asep"), member("Budi"))
    applying.apply(upload=upload, by=dishub_operator)
    undoing.undo(upload=Upload.objects.get(pk=upload.pk), by=dishub_operator)
    assert not Worker.objects.exists()
    undoing.redo(upload=Upload.objects.get(pk=upload.pk), by=dishub_operator)
    assert set(Enrolment.objects.values_list("basis", "confirmed_month")) == {("confirmed", AUGUST)}


def test_the_month_is_compared_again_when_it_is_undone_and_when_it_is_back(taken, dishub_operator):
    upload, _found = taken(member("Asep", kpj="20200000017"))
    applying.apply(upload=upload, by=dishub_operator)
    assert not Difference.objects.exists()
    undoing.undo(upload=Upload.objects.get(pk=upload.pk), by=dishub_operator)
    assert list(Difference.objects.values_list("kind", "name")) == [("not_on_roster", "Asep")]
    undoing.redo(upload=Upload.objects.get(pk=upload.pk), by=dishub_operator)
    assert not Difference.objects.exists()


def test_a_list_withdrawn_before_it_is_saved_stays_so(taken, dishub_operator, branch_officer):
    upload, found = taken(member("Asep"))
    force.withdraw(found=found, by=branch_officer)
    applying.apply(upload=upload, by=dishub_operator)
    found.refresh_from_db()
    assert found.state == "withdrawn"


def test_an_older_list_does_not_take_the_place_of_a_newer_one(
    taken, hand_in, branch_serang, dishub_operator, branch_officer
):
    upload, older = taken(member("Asep"))
    [newer] = hand_in(branch_serang, bill([member("Budi", kpj="20020000099")]))
    force.put_in_force(lists=ParticipantList.objects.filter(pk=newer.pk), by=branch_officer)
    applying.apply(upload=upload, by=dishub_operator)
    for found, state in ((older, "ready"), (newer, "in_force")):
        found.refresh_from_db()
        assert found.state == state
    assert set(Difference.objects.values_list("kind", "name")) == {
        ("not_on_roster", "Budi"),
        ("not_on_list", "Asep"),
    }


def test_figures_are_recounted(taken, dishub, dishub_operator):
    upload, _found = taken(member("Asep"), member("Budi"))
    applying.apply(upload=upload, by=dishub_operator)
    assert Enrolment.objects.for_agency(dishub).counts()["confirmed"] == 2
    assert figures.recount([dishub.pk]) is None


def test_an_agency_with_a_list_takes_none_as_its_first(
    taken, dishub, dishub_operator, hand_in, branch_serang
):
    _upload, found = taken(member("Asep"))
    WorkerFactory(agency=dishub)
    with pytest.raises(first.NotFirst):
        first.take(found=found, agency=dishub, by=dishub_operator)


def test_taking_it_twice_gives_the_same_upload(taken, dishub, dishub_operator):
    upload, found = taken(member("Asep"))
    assert first.take(found=found, agency=dishub, by=dishub_operator) == upload


def test_it_is_offered_looked_at_and_saved_on_the_pages(client, taken, dishub, dishub_operator):
    Upload.objects.all().delete()
    _upload, found = taken(member("Asep"))
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("agency_list", args=[dishub.code, found.pk]))
    assert "first list" in page.content.decode()
    upload = client.post(reverse("agency_list_first", args=[dishub.code, found.pk]))
    shown = client.get(upload["Location"]).content.decode()
    assert "registered and confirmed" in shown
    client.post(f"{upload['Location']}save/", {"roster_date": "2026-08-31"})
    assert Enrolment.objects.get().basis == "confirmed"

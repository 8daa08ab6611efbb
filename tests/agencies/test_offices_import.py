"""Agencies from a workbook: previewed, then the same rows taken over, and never another region's."""

import io

import pytest
from django.utils import translation
from openpyxl import Workbook

from agencies.models import Agency
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
PAGE = "/regions/36.73/agencies/import/"
HEAD = ["Kode", "Jenis", "Nama resmi", "Nama singkat", "Nama lain", "Bagian dari (kode)", "Dijawab induk"]


def book(*rows, head=HEAD) -> io.BytesIO:
    made = Workbook()
    for row in (head, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "opd.xlsx"
    return file


def signs(response) -> list[str]:
    return [line.sign for line in response.context["lines"]]


def test_preview_changes_nothing_and_taking_over_does_what_it_showed(client, city_manager, dishub):
    client.force_login(city_manager)
    file = book(
        ["36.73/dishub", "dinas", "Dinas Perhubungan Kota Serang", "Dishub"],
        ["36.73/dinkes", "dinas", "Dinas Kesehatan", "Dinkes", "Kesehatan, DKK"],
        ["36.73/upt", "upt", "UPT Terminal", "", "", "36.73/dinkes", "ya"],
    )
    preview = client.post(PAGE, {"file": file})
    assert signs(preview) == ["changed", "new", "new"]
    assert not Agency.objects.filter(code="36.73/dinkes").exists()

    client.post(f"{PAGE}save/", {"sheet": preview.context["sheet"]})
    dishub.refresh_from_db()
    assert dishub.name == "Dinas Perhubungan Kota Serang"
    made = Agency.objects.get(code="36.73/upt")
    assert made.parent.code == "36.73/dinkes"
    assert made.parent.aliases == ["Kesehatan", "DKK"]
    assert made.answered_by_parent
    assert made.owned_groups.filter(is_default=True).count() == 1


@pytest.mark.parametrize(
    "row",
    [
        ["32.74/dishub", "dinas", "Diubah dari luar"],
        ["", "dinas", "Tanpa kode"],
        ["36.73/Besar", "dinas", "Kode salah"],
        ["36.73/a", "apa", "Jenis salah"],
        ["36.73/a", "dinas", ""],
        ["36.73/a", "dinas", "Induk luar", "", "", "32.74/dishub"],
        ["36.73/a", "dinas", "Tanpa induk", "", "", "", "ya"],
        ["36.73/a", "dinas", "Mungkin", "", "", "", "mungkin"],
        ["36.73/induk", "dinas", "Lingkaran", "", "", "36.73/anak"],
    ],
)
def test_bad_row_is_explained_and_the_others_are_saved(client, city_manager, cirebon, row):
    foreign = AgencyFactory(region=cirebon, code="32.74/dishub", name="Dishub Cirebon")
    parent = AgencyFactory(code="36.73/induk", name="Induk")
    AgencyFactory(code="36.73/anak", parent=parent)
    client.force_login(city_manager)
    preview = client.post(PAGE, {"file": book(row, ["36.73/baik", "badan", "Badan Baik"])})
    assert signs(preview) == ["needs_fix", "new"]
    assert preview.context["lines"][0].problems
    client.post(f"{PAGE}save/", {"sheet": preview.context["sheet"]})
    assert Agency.objects.filter(code="36.73/baik").exists()
    foreign.refresh_from_db()
    parent.refresh_from_db()
    assert (foreign.name, parent.parent) == ("Dishub Cirebon", None)


@pytest.mark.parametrize("language", ["id", "en"])
def test_own_export_comes_back_unchanged(client, city_manager, dishub, language):
    AgencyFactory(
        code="36.73/upt", kind="upt", name="UPT", parent=dishub, answered_by_parent=True, aliases=["A", "B"]
    )
    client.force_login(city_manager)
    client.cookies["django_language"] = language
    with translation.override(language):
        file = io.BytesIO(b"".join(client.get("/regions/36.73/agencies/export/").streaming_content))
    file.name = "opd.xlsx"
    assert signs(client.post(PAGE, {"file": file})) == ["unchanged", "unchanged"]


def test_seal_of_another_user_is_worth_nothing(client, city_manager, cirebon_manager):
    client.force_login(city_manager)
    sheet = client.post(PAGE, {"file": book(["36.73/a", "dinas", "A"])}).context["sheet"]
    client.force_login(cirebon_manager)
    client.post("/regions/32.74/agencies/import/save/", {"sheet": sheet})
    assert not Agency.objects.exists()


def test_file_without_the_columns_is_explained(client, city_manager):
    client.force_login(city_manager)
    response = client.post(PAGE, {"file": book(head=["Apa", "Saja"])})
    assert response.context["form"].errors["file"]

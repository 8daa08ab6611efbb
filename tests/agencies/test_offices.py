"""The agencies of a region: listed for those who see figures, managed by the city; and the branches."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies import access
from agencies.models import Agency, Branch
from agencies.offices import actions
from tests.factories import AgencyFactory, StatedFigureFactory, WorkerFactory, member

pytestmark = pytest.mark.django_db
LIST = "/regions/36.73/agencies/"
FORM = {"kind": "dinas", "name": "Dinas Kesehatan"}


@pytest.mark.parametrize(
    "who", ["city_manager", "city_leader", "branch_officer", "province_viewer", "system_operator"]
)
def test_agencies_are_listed_for_those_who_see_figures(client, request, dishub, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(LIST)
    assert "Dinas Perhubungan" in response.content.decode()
    manages = who in ("city_manager", "system_operator")
    assert ("/regions/36.73/agencies/new/" in response.content.decode()) == manages
    assert (client.get(f"{LIST}new/").status_code == 200) == manages


def test_stranger_finds_nothing(client, cirebon_manager, dishub):
    client.force_login(cirebon_manager)
    for page in (LIST, f"{LIST}new/", f"{LIST}export/", f"{LIST}import/", "/agencies/36.73/dishub/edit/"):
        assert client.get(page).status_code == 404


def test_operator_may_not_manage_the_own_agency(client, dishub_operator):
    client.force_login(dishub_operator)
    for page in ("edit", "delete"):
        assert client.get(f"/agencies/36.73/dishub/{page}/").status_code == 403


def test_names_of_those_in_charge_stay_hidden_from_a_leader(
    client, city_leader, city_manager, dishub_operator
):
    for user, seen in ((city_leader, False), (city_manager, True)):
        client.force_login(user)
        assert (dishub_operator.name in client.get(LIST).content.decode()) == seen


def test_list_is_searched_filtered_and_sorted(client, city_manager, dishub, dlh):
    Agency.objects.filter(pk=dlh.pk).update(
        aliases=["Kebersihan"], valid_to=dt.date(2020, 1, 1), verified=True
    )
    client.force_login(city_manager)

    def found(**query) -> bool:
        return "Dinas Lingkungan Hidup" in client.get(LIST, query).content.decode()

    assert found(text="kebersihan")
    assert found(text="36.73/dlh")
    assert found(text="lingkungan")
    assert found(state="closed")
    assert found(verified="yes")
    assert not found(text="dishub")
    assert not found(state="open")
    assert not found(kind="badan")
    for sort in ("name", "-code", "kind", "parent", "-state", "nonsense"):
        assert found(sort=sort)


def test_new_agency_belongs_to_the_city_at_once(client, city_manager):
    client.force_login(city_manager)
    sent = FORM | {"code": "36.73/dinkes", "aliases": "Dinkes, Kesehatan"}
    assert client.post(f"{LIST}new/", sent).url == LIST
    made = Agency.objects.get(code="36.73/dinkes")
    assert made.aliases == ["Dinkes", "Kesehatan"]
    assert made.owned_groups.filter(is_default=True).count() == 1
    assert client.get("/agencies/36.73/dinkes/edit/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "32.74/dinkes"),
        ("code", "36.73/Dinkes"),
        ("code", "36.73/dishub"),
        ("code", "36.73/"),
        ("name", ""),
        ("parent", "foreign"),
        ("valid_to", "2019-01-01"),
        ("answered_by_parent", "on"),
    ],
)
def test_agency_that_cannot_be_is_explained(client, city_manager, dishub, cirebon, field, value):
    foreign = AgencyFactory(region=cirebon, code="32.74/asing")
    client.force_login(city_manager)
    sent = FORM | {"code": "36.73/dinkes", "valid_from": "2020-01-01"}
    sent[field] = foreign.pk if value == "foreign" else value
    response = client.post(f"{LIST}new/", sent)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_code_stays_when_an_agency_is_edited(client, city_manager, dishub):
    client.force_login(city_manager)
    client.post("/agencies/36.73/dishub/edit/", FORM | {"code": "36.73/lain"})
    dishub.refresh_from_db()
    assert (dishub.code, dishub.name) == ("36.73/dishub", "Dinas Kesehatan")


def test_agency_is_not_part_of_what_is_part_of_it(client, city_manager, dishub):
    upt = AgencyFactory(code="36.73/upt", parent=dishub)
    pos = AgencyFactory(code="36.73/pos", parent=upt)
    client.force_login(city_manager)
    for parent in (dishub, upt, pos):
        response = client.post("/agencies/36.73/dishub/edit/", FORM | {"parent": parent.pk})
        assert response.context["form"].errors["parent"]


def test_agency_closes_and_opens_again(client, city_manager, dishub):
    client.force_login(city_manager)
    client.post("/agencies/36.73/dishub/close/", {"last_day": "2020-01-31"})
    dishub.refresh_from_db()
    assert dishub.valid_to == dt.date(2020, 1, 31)
    client.post("/agencies/36.73/dishub/reopen/")
    dishub.refresh_from_db()
    assert dishub.valid_to is None


def test_close_before_the_beginning_is_explained(client, city_manager, dishub):
    Agency.objects.filter(pk=dishub.pk).update(valid_from=dt.date(2020, 1, 1))
    client.force_login(city_manager)
    client.post("/agencies/36.73/dishub/close/", {"last_day": "2019-01-31"})
    dishub.refresh_from_db()
    assert dishub.valid_to is None


@pytest.mark.parametrize("who", ["city_manager", "system_operator"])
def test_agency_without_anything_is_deleted(client, request, dishub, who):
    client.force_login(request.getfixturevalue(who))
    client.post("/agencies/36.73/dishub/delete/")
    assert not Agency.objects.filter(code="36.73/dishub").exists()


def has_worker(agency):
    WorkerFactory(agency=agency)


def has_member(agency):
    member("agency_operator", agency=agency)


def has_figure(agency):
    StatedFigureFactory(agency=agency)


def has_child(agency):
    AgencyFactory(code="36.73/upt", parent=agency)


@pytest.mark.parametrize("who", ["city_manager", "system_operator"])
@pytest.mark.parametrize("give", [has_worker, has_member, has_figure, has_child])
def test_agency_that_has_something_is_not_deleted(client, request, dishub, who, give):
    """Also by a system operator, whom row-level security shows no workers."""
    give(dishub)
    client.force_login(request.getfixturevalue(who))
    client.post("/agencies/36.73/dishub/delete/")
    assert Agency.objects.filter(code="36.73/dishub").exists()


def test_export_has_text_codes_and_what_is_shown(client, city_manager, dishub, dlh):
    client.force_login(city_manager)
    answer = client.get(f"{LIST}export/", {"text": "dishub"})
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[0] for row in rows[1:]] == ["36.73/dishub"]


def test_button_adds_the_districts(client, city_manager, province_viewer):
    client.force_login(city_manager)
    client.post(f"{LIST}add-districts/")
    assert Agency.objects.filter(region__code="36.73").count() == 73
    client.force_login(province_viewer)
    assert client.post(f"{LIST}add-districts/").status_code == 403


def test_province_has_no_agencies_of_its_own(client, system_operator):
    client.force_login(system_operator)
    assert client.get("/regions/36/agencies/").status_code == 200
    assert client.get("/regions/36/agencies/new/").status_code == 302
    client.post("/regions/36/agencies/add-districts/")
    assert not Agency.objects.exists()


def test_query_count_does_not_grow_with_the_agencies(client, city_manager):
    def counted() -> int:
        client.force_login(city_manager)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST, {"per_page": 100}).status_code == 200
        return len(queries)

    member("agency_operator", agency=AgencyFactory())
    few = counted()
    for _ in range(49):
        member("agency_operator", agency=AgencyFactory())
    assert counted() == few


def test_branch_is_entered_with_the_regions_it_serves(client, system_operator):
    client.force_login(system_operator)
    sent = {"code": "serang", "name": "KCU Serang", "served": "36.73, 36.04"}
    assert client.post("/branches/new/", sent).url == "/branches/"
    client.post("/branches/serang/edit/", {"name": "Kantor Cabang Serang", "served": "36.73"})
    branch = Branch.objects.get()
    assert (branch.code, branch.name) == ("serang", "Kantor Cabang Serang")
    assert [region.code for region in branch.regions.all()] == ["36.73"]
    assert "Kantor Cabang Serang" in client.get("/branches/").content.decode()


@pytest.mark.parametrize("wrong", [{"served": "36.99"}, {"served": "36"}, {"code": "new"}, {"code": "a b"}])
def test_branch_that_cannot_be_is_explained(client, system_operator, wrong):
    client.force_login(system_operator)
    sent = {"code": "serang", "name": "KCU Serang", "served": "36.73"} | wrong
    assert client.post("/branches/new/", sent).context["form"].errors


def test_refused_action_changes_nothing_when_called_directly(dishub, city_manager):
    has_worker(dishub)
    with access.acting(city_manager), pytest.raises(actions.Refused):
        actions.delete_agency(agency=dishub, by=city_manager)
    assert dishub.owned_groups.exists()


def test_no_agency_becomes_part_of_itself_whoever_writes_it(dishub, dlh):
    dishub.parent = dlh
    dishub.save()
    with pytest.raises(IntegrityError, match="part of itself"), transaction.atomic():
        Agency.objects.filter(pk=dlh.pk).update(parent=dishub)
    with pytest.raises(IntegrityError, match="part of itself"), transaction.atomic():
        Agency.objects.filter(pk=dlh.pk).update(parent=dlh)


def test_no_agency_becomes_part_of_another_region_whoever_writes_it(dishub, cirebon):
    elsewhere = AgencyFactory(region=cirebon)
    with pytest.raises(IntegrityError, match="another region"), transaction.atomic():
        Agency.objects.filter(pk=dishub.pk).update(parent=elsewhere)
    AgencyFactory(region=dishub.region, parent=dishub)
    with pytest.raises(IntegrityError, match="another region"), transaction.atomic():
        Agency.objects.filter(pk=dishub.pk).update(region=cirebon)

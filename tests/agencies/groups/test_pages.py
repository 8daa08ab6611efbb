"""Pages of contribution groups: kept by their owner, seen by whom they serve."""

import pytest
from django.urls import reverse

from agencies.groups.programmes import programmes_on
from agencies.models import ContributionGroup, Membership, Role
from tests.factories import AgencyFactory, WorkerFactory, member

pytestmark = pytest.mark.django_db
ASKED = {"name": "PPPK", "npp": "ab123456", "division": "01", "segment": "PU", "jkk_risk": "1"}


@pytest.fixture
def as_dishub(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def at(agency, name="agency_groups", *args):
    return reverse(name, args=[agency.code, *args])


def test_a_new_group_is_kept_with_its_codes(as_dishub, dishub):
    answers = ASKED | {"status_honorer": "PKWT", "status_thl": " ", "work_location": "SRG01"}
    page = as_dishub.post(at(dishub, "agency_group_new"), answers)
    group = ContributionGroup.objects.get(npp="AB123456")
    assert page.url == at(dishub, "agency_group", group.pk)
    assert (group.agency, group.is_default, group.status_codes) == (dishub, False, {"honorer": "PKWT"})


def test_an_npp_and_division_belong_to_one_group(as_dishub, dishub):
    as_dishub.post(at(dishub, "agency_group_new"), ASKED)
    page = as_dishub.post(at(dishub, "agency_group_new"), ASKED | {"name": "Lagi"})
    assert "npp" in page.context["form"].errors
    assert dishub.owned_groups.count() == 2


def test_who_changed_a_group_is_kept(as_dishub, dishub, dishub_operator):
    group = dishub.owned_groups.get()
    as_dishub.post(at(dishub, "agency_group_edit", group.pk), ASKED | {"name": group.name})
    event = ContributionGroup.pgh_event_model.objects.get(pgh_obj=group.pk)
    assert event.npp == "AB123456"
    assert event.pgh_context.metadata["user"] == dishub_operator.pk


def test_programmes_change_from_a_month_on(as_dishub, dishub):
    group = dishub.owned_groups.get()
    asked = {"programmes": ["JHT"], "since": "2025-06"}
    as_dishub.post(at(dishub, "agency_group_programmes", group.pk), asked)
    (period,) = group.programmes.all()
    assert programmes_on(group, period.period.lower) == ("JKK", "JKM", "JHT")
    page = as_dishub.get(at(dishub, "agency_group", group.pk)).content.decode()
    assert "June 2025" in page


@pytest.mark.parametrize("since", ["", "2025-13", "1025-01", "x"])
def test_a_month_that_is_none_is_shown_again(as_dishub, dishub, since):
    group = dishub.owned_groups.get()
    page = as_dishub.post(at(dishub, "agency_group_programmes", group.pk), {"since": since})
    assert page.context["form"].errors
    assert not group.programmes.exists()


def test_one_npp_serves_several_agencies_of_the_city(client, city_manager, dishub, dlh):
    client.force_login(city_manager)
    group = dishub.owned_groups.get()
    client.post(at(dishub, "agency_group_edit", group.pk), ASKED | {"agencies": [dlh.pk]})
    assert list(group.agencies.all()) == [dlh]
    assert client.get(at(dlh, "agency_group", group.pk)).status_code == 200
    assert client.get(at(dlh, "agency_group_edit", group.pk)).status_code == 404


def test_an_agency_is_not_dropped_while_its_workers_are_in_the_group(client, city_manager, dishub, dlh):
    client.force_login(city_manager)
    group = dishub.owned_groups.get()
    group.agencies.add(dlh)
    WorkerFactory(agency=dlh, contribution_group=group)
    page = client.post(at(dishub, "agency_group_edit", group.pk), ASKED)
    assert page.context["form"].non_field_errors()
    assert list(group.agencies.all()) == [dlh]


def test_whom_the_user_could_not_choose_is_served_on(client, dishub, dlh):
    kept = AgencyFactory(region=dishub.region)
    user = member(Role.AGENCY_OPERATOR, agency=dishub)
    Membership.objects.create(user=user, role=Role.AGENCY_OPERATOR, agency=dlh, valid_from="2018-01-01")
    Membership.objects.create(user=user, role=Role.AGENCY_TREASURER, agency=kept, valid_from="2018-01-01")
    client.force_login(user)
    group = dishub.owned_groups.get()
    group.agencies.add(kept)
    client.post(at(dishub, "agency_group_edit", group.pk), ASKED | {"agencies": [dlh.pk]})
    assert set(group.agencies.all()) == {dlh, kept}


def test_an_agencys_operator_is_not_asked_whom_a_group_serves(as_dishub, dishub, dlh):
    group = dishub.owned_groups.get()
    group.agencies.add(dlh)
    page = as_dishub.get(at(dishub, "agency_group_edit", group.pk))
    assert "agencies" not in page.context["form"].fields
    as_dishub.post(at(dishub, "agency_group_edit", group.pk), ASKED)
    assert list(group.agencies.all()) == [dlh]


def test_a_foreign_group_is_not_found(as_dishub, dishub, dlh):
    group = dlh.owned_groups.get()
    assert as_dishub.get(at(dishub, "agency_group", group.pk)).status_code == 404


def test_the_list_takes_as_many_queries_for_ten_groups_as_for_one(as_dishub, dishub, count_queries):
    few = count_queries(lambda: as_dishub.get(at(dishub)))
    for n in range(9):
        ContributionGroup.objects.create(agency=dishub, name=f"K{n}")
    assert count_queries(lambda: as_dishub.get(at(dishub))) == few


def test_a_number_that_is_no_npp_is_refused_in_words(as_dishub, dishub):
    as_dishub.cookies["django_language"] = "en"
    page = as_dishub.post(at(dishub, "agency_group_new"), ASKED | {"npp": "36-73"})
    assert "npp" in page.context["form"].errors
    assert "An NPP has 4 to 15 digits or capital letters" in page.content.decode()

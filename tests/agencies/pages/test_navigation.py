"""The frame: tabs, breadcrumb, where one may switch to."""

import pytest
from django.urls import resolve

from agencies.pages import frame as frames
from agencies.pages.context import frame, scopes_of
from agencies.pages.navigation import Link
from tests.factories import member, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf):
    """A request of somebody."""

    def make(user):
        request = rf.get("/")
        request.user = user
        return request

    return make


def urls(links) -> list[str]:
    return [link.url for link in links]


def tabs(nav) -> list[str]:
    return [resolve(tab.url).url_name for tab in nav.tabs]


def test_a_tab_asks_for_what_its_page_asks_for():
    places = {
        frames.AGENCY_PAGES: ["36.73/dishub"],
        frames.CITY_PAGES: ["36.73"],
        frames.PROVINCE_PAGES: ["36"],
        frames.BRANCH_PAGES: ["serang"],
        frames.COUNTRY_PAGES: [],
    }
    for pages, code in places.items():
        for name, _label, permission in pages:
            assert resolve(frames.address(name, *code)).func.need.permission == permission, name


def test_operator_has_every_tab_of_the_agency_and_its_search(asked, dishub, dishub_operator):
    nav = frames.agency_frame(asked(dishub_operator), dishub, "agency_workers")
    assert tabs(nav) == [
        "agency_home", "agency_workers", "agency_enrolment", "agency_contributions", "agency_uploads",
    ]  # fmt: skip
    assert [tab.active for tab in nav.tabs] == [False, True, False, False, False]
    assert nav.search_url == "/agencies/36.73/dishub/workers/"
    assert nav.scope_label == "Dishub"


def test_leader_sees_no_way_to_the_people(asked, dishub, city_leader):
    nav = frames.agency_frame(asked(city_leader), dishub, "agency_home")
    assert tabs(nav) == ["agency_home", "agency_contributions"]
    assert nav.search_url == ""


def test_users_are_a_tab_for_who_manages_them(asked, serang, city_manager, city_leader):
    assert "region_members" in tabs(frames.region_frame(asked(city_manager), serang))
    assert "region_members" not in tabs(frames.region_frame(asked(city_leader), serang))


def test_a_page_that_does_not_exist_is_no_tab(asked, dishub, dishub_operator, monkeypatch):
    monkeypatch.setattr(frames, "AGENCY_PAGES", (("agency_dreams", "Dreams", frames.P.SEE_FIGURES),))
    assert frames.agency_frame(asked(dishub_operator), dishub).tabs == ()


def test_agency_without_a_short_name_goes_by_its_official_one(asked, dlh, dlh_operator):
    dlh.short_name = ""
    assert frames.agency_frame(asked(dlh_operator), dlh).scope_label == "Dinas Lingkungan Hidup"


def test_breadcrumb_leads_up_as_far_as_one_may_go(asked, dishub, serang, dishub_operator, city_manager):
    home, city = "/agencies/36.73/dishub/", "/regions/36.73/"
    deeper = Link("Unggah")
    assert urls(frames.agency_frame(asked(dishub_operator), dishub, "", deeper).breadcrumb) == [home, ""]
    assert urls(frames.agency_frame(asked(city_manager), dishub, "", deeper).breadcrumb) == [city, home, ""]
    assert urls(frames.region_frame(asked(city_manager), serang).breadcrumb) == [city]


def test_province_stands_above_its_cities_and_has_other_tabs(asked, serang, province_viewer):
    request = asked(province_viewer)
    assert urls(frames.region_frame(request, serang).breadcrumb) == ["/regions/36/", "/regions/36.73/"]
    names = ["region_detail", "region_cities", "region_contributions", "region_stated_figures"]
    assert tabs(frames.region_frame(request, region("36"))) == names


def test_branch_frame_starts_at_the_branch(asked, branch_serang, branch_officer):
    assert frames.branch_frame(asked(branch_officer), branch_serang).scope_url == "/branches/serang/"


def test_users_and_branches_of_the_country_are_for_who_runs_it(asked, system_operator):
    names = ["country_coverage", "region_list", "rate_list", "installation_members", "branch_list"]
    nav = frames.country_frame(asked(system_operator), "region_list")
    assert (tabs(nav), nav.scope_url) == (names, "/country/")
    assert tabs(frames.country_frame(asked(member("viewer")), "region_list")) == names[:3]


def test_rates_are_a_tab_for_everybody(asked, city_leader):
    nav = frames.country_frame(asked(city_leader), "rate_list")
    assert (tabs(nav), nav.scope_url) == (["rate_list"], "/rates/")


def test_scopes_are_the_places_of_todays_memberships(dishub, serang, branch_serang):
    user = member("agency_operator", agency=dishub)
    for role, place in [("city_manager", {"region": serang}), ("branch_officer", {"branch": branch_serang})]:
        user.memberships.create(role=role, **place)
    user.memberships.create(role="agency_head", agency=dishub)
    assert [link.url for link in scopes_of(user)] == [
        "/agencies/36.73/dishub/",
        "/branches/serang/",
        "/regions/36.73/",
    ]


def test_scopes_are_not_asked_for_by_a_page_that_does_not_show_them(
    rf, dishub_operator, django_assert_num_queries
):
    request = rf.get("/")
    request.user = dishub_operator
    with django_assert_num_queries(0):
        context = frame(request)
    with django_assert_num_queries(1):
        assert len(context["scopes"]) == 1


def test_frame_of_a_request_without_a_user_has_no_scopes(rf):
    assert list(frame(rf.get("/"))["scopes"]) == []

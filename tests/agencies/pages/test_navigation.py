"""The frame: tabs, breadcrumb, where one may switch to."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import path

from agencies.pages import navigation
from agencies.pages.context import frame, scopes_of
from tests.factories import member

DISHUB = SimpleNamespace(code="36.73/dishub", name="Dinas Perhubungan", short_name="Dishub")
SERANG = SimpleNamespace(code="36.73", name="Kota Serang")
BANTEN = SimpleNamespace(code="36", name="Banten")
BRANCH = SimpleNamespace(code="serang", name="Kantor Cabang Serang")


def page(request, code):
    return HttpResponse()


urlpatterns = [
    path("agencies/<path:code>/workers/", page, name="agency_workers"),
    path("agencies/<path:code>/", page, name="agency_home"),
    path("regions/<str:code>/cities/", page, name="region_cities"),
    path("regions/<str:code>/agencies/", page, name="region_agencies"),
    path("regions/<str:code>/", page, name="region_detail"),
    path("branches/<str:code>/", page, name="branch_detail"),
]
pytestmark = pytest.mark.urls(__name__)


def test_agency_tabs_leave_out_pages_that_do_not_exist():
    nav = navigation.agency_tabs(DISHUB, "agency_workers")
    assert [(tab.url, tab.active) for tab in nav.tabs] == [
        ("/agencies/36.73/dishub/", False),
        ("/agencies/36.73/dishub/workers/", True),
    ]
    assert nav.search_url == "/agencies/36.73/dishub/workers/"
    assert nav.scope_label == "Dishub"


def test_agency_without_a_short_name_goes_by_its_official_one():
    agency = SimpleNamespace(code="36.73/x", name="Dinas Contoh", short_name="")
    assert navigation.agency_tabs(agency).scope_label == "Dinas Contoh"


def test_breadcrumb_leads_to_the_wider_scope_and_deeper_pages():
    nav = navigation.agency_tabs(DISHUB, region=SERANG).under(navigation.Link("Unggah"))
    assert [(link.label, link.url) for link in nav.breadcrumb] == [
        ("Kota Serang", "/regions/36.73/"),
        ("Dinas Perhubungan", "/agencies/36.73/dishub/"),
        ("Unggah", ""),
    ]


def test_province_has_other_tabs_than_a_city():
    assert [tab.url for tab in navigation.region_tabs(SERANG).tabs] == [
        "/regions/36.73/",
        "/regions/36.73/agencies/",
    ]
    assert [tab.url for tab in navigation.region_tabs(BANTEN).tabs] == [
        "/regions/36/",
        "/regions/36/cities/",
    ]


def test_branch_frame_starts_at_the_branch():
    assert navigation.branch_tabs(BRANCH).scope_url == "/branches/serang/"


@pytest.mark.django_db
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


@pytest.mark.django_db
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

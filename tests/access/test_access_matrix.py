"""Every address × every role × own, foreign and no object: 404 for strangers, 403 for members who may not."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from agencies import access
from tests.access.objects import objects
from tests.access.reading import plain_rendering
from tests.access.scene import AGENCY, EVERYWHERE, OURS, REGION, people, places, url_of
from tests.access.walk import groups, taken_back

__all__ = ["objects", "people", "places", "plain_rendering"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_rendering")]

# Who may, in words of the test's own: what ROLE_PERMISSIONS says must agree with it.
ALLOWED = {
    "see_figures": {*AGENCY, *REGION, "branch_officer", *EVERYWHERE},
    "see_records": {*AGENCY, *REGION, "branch_officer", *EVERYWHERE},
    "manage_records": {"city_manager", *EVERYWHERE},
    "see_people": {*AGENCY, "city_manager", "city_personnel", "auditor", "branch_officer"},
    "export_people": {"agency_operator", "city_manager", "city_personnel", "branch_officer"},
    "declare_headcount": {"agency_operator", "city_manager", *EVERYWHERE},
    "edit_roster": {"agency_operator", "city_manager"},
    "register": {"agency_operator", "city_manager", "branch_officer"},
    "state_roster": {"agency_operator", "agency_head", "city_manager"},
    "compare_lists": {"city_manager", "city_personnel"},
    "decide_cases": {"city_manager", "city_personnel", "branch_officer"},
    "submit": {"agency_operator", "city_manager"},
    "manage_groups": {"agency_operator", "city_manager", "branch_officer"},
    "manage_claims": {"agency_operator", "branch_officer"},
    "see_health": {"agency_operator", "agency_head", "branch_officer"},
    "reconcile": {"agency_operator", "city_manager", "branch_officer"},
    "close_month": {"city_manager", "branch_officer"},
    "set_terms": {"agency_operator", "agency_treasurer", "city_manager"},
    "assess": {"agency_operator", "agency_treasurer", "city_manager"},
    "pay": {"agency_operator", "agency_treasurer", "city_manager", "branch_officer"},
    "set_budget": {"agency_treasurer", "city_manager", "city_finance"},
    "make_reports": {"city_manager", "city_personnel", "city_finance", "city_leader", *EVERYWHERE},
    "remind": {"city_manager"},
    "answer_city": {"agency_operator", "agency_head", "city_manager"},
    "manage_agencies": {"city_manager", *EVERYWHERE},
    "manage_members": {"city_manager", *EVERYWHERE},
    "administer": set(EVERYWHERE),
}


def test_roles_allow_what_the_table_says():
    held = {p: {r for r, perms in access.ROLE_PERMISSIONS.items() if p in perms} for p in access.Permission}
    assert {str(p): {str(r) for r in roles} for p, roles in held.items()} == ALLOWED


def test_every_view_names_what_it_needs():
    assert [a.name for a in OURS.values() if a.need is None] == []


def answer(client, url: str) -> int:
    """The status of a GET, or of a POST where only that is taken; what they changed is taken back."""
    with taken_back():
        response = client.get(url)
        for close in response._resource_closers:  # response.close() would end the test's connection too
            close()
        return client.post(url).status_code if response.status_code == 405 else response.status_code


NEEDING_PLACE = [
    name for name, a in OURS.items() if a.need and a.need.place in ("agency", "region", "branch")
]


@pytest.mark.parametrize("names", groups(NEEDING_PLACE))
def test_own_foreign_and_no_place(client, places, people, objects, names):
    """Whoever may is answered whole. Who may not is sent away by the view itself, which spares the way there
    and a page that says so; that way is the same for all addresses, and gone for the first."""
    assert wrong_answers(client, places, people, objects, names, whole=names[:1]) == []


@pytest.mark.soak
@pytest.mark.parametrize("names", groups(NEEDING_PLACE))
def test_own_foreign_and_no_place_by_whole_requests(client, places, people, objects, names):
    assert wrong_answers(client, places, people, objects, names, whole=names) == []


def wrong_answers(client, places, people, objects, names, whole) -> list[tuple]:
    """(address, role, place, status) of each answer that is not due."""
    wrong = []
    for role, user in people.items():
        client.force_login(user)
        by_view = []
        for name, place in itertools.product(names, places):
            url, due = url_of(OURS[name], places[place], objects), _refusal(OURS[name].need, role, place)
            if due is not None and name not in whole:
                by_view.append((name, place, url, due))
                continue
            status = answer(client, url)
            if status != due and not (due is None and status not in (403, 500)):
                wrong.append((name, role, place, status))
        with access.acting(user):
            answers = [(name, role, place, view_answer(user, url), due) for name, place, url, due in by_view]
        wrong += [tuple(found) for *found, due in answers if found[-1] != due]
    return wrong


def view_answer(user, url: str) -> int:
    """What the view behind an address says to a user, as whom we act, without the way there."""
    view, _args, kwargs = resolve(url)
    for method in ("get", "post"):
        request = getattr(RequestFactory(), method)(url)
        request.user = user
        try:
            with taken_back():
                status = view(request, **kwargs).status_code
        except Http404:
            return 404
        except PermissionDenied:
            return 403
        if status != 405:
            return status
    return status


def _refusal(need, role: str, place: str) -> int | None:
    """404 where somebody does not belong, 403 for members who may not, None for those who may."""
    if place == "none":
        return 404
    if role not in EVERYWHERE and (place == "foreign" or not _reaches(role, need.place)):
        return 404
    return None if role in ALLOWED[str(need.permission)] else 403


def _reaches(role: str, place: str) -> bool:
    """Whether somebody of Dishub, of Kota Serang or of its branch belongs to that kind of place."""
    if role in AGENCY:
        return place == "agency"
    if role == "branch_officer":
        return True
    return place in ("agency", "region")


INSTALLATION = [name for name, a in OURS.items() if a.need and a.need.place == "installation"]


@pytest.mark.parametrize("names", groups(INSTALLATION))
def test_installation_pages_are_for_those_who_hold_the_permission_everywhere(
    client, places, people, objects, names
):
    wrong = []
    for role, user in people.items():
        client.force_login(user)
        for name in names:
            url = url_of(OURS[name], places["own"], objects)
            allowed = role in EVERYWHERE and role in ALLOWED[str(OURS[name].need.permission)]
            if allowed or name == names[0]:
                status = answer(client, url)
            else:
                with access.acting(user):
                    status = view_answer(user, url)
            if status in (403, 404, 500) if allowed else status != 403:
                wrong.append((name, role, status))
    assert wrong == []


@pytest.mark.parametrize(
    "names", groups([name for name, a in OURS.items() if a.need and a.need.place != "public"], 50)
)
def test_strangers_are_asked_to_sign_in(client, places, objects, names):
    for name in names:
        url = url_of(OURS[name], places["own"], objects)
        for response in (client.get(url), client.post(url)):
            assert response.status_code in (302, 405), name
            if response.status_code == 302:
                assert response["Location"].startswith(reverse("account_login")), name

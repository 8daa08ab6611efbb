"""The members of a region and of the installation: who is listed, and how far anybody's hand reaches."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies import access
from agencies.members import invitations, rules
from agencies.members.invitations import Invitee, Refused
from agencies.models import Membership, User
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db
LIST = "/regions/36.73/members/"
INVITE = "/regions/36.73/members/invite/"
NEW = {"name": "Budi", "valid_from": "2020-01-01"}


def shown(client, address, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_city_sees_its_own_members_only(client, city_manager, dishub_operator, cirebon_manager):
    client.force_login(city_manager)
    page = shown(client, LIST)
    assert dishub_operator.name in page
    assert cirebon_manager.name not in page


@pytest.mark.parametrize("who", ["dishub_operator", "city_leader", "branch_officer"])
def test_members_without_the_permission_may_not_look(client, request, who, serang):
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code in (403, 404)


def test_stranger_finds_no_such_region(client, cirebon_manager):
    client.force_login(cirebon_manager)
    assert client.get(LIST).status_code == 404
    assert client.post(INVITE, NEW).status_code == 404


def test_list_is_narrowed_by_role_state_and_place(client, city_manager, dishub_operator, dlh_operator):
    Membership.objects.filter(user=dlh_operator).update(valid_to=dt.date(2020, 1, 1))
    client.force_login(city_manager)
    assert dlh_operator.name not in shown(client, LIST, state="in_force")
    assert dishub_operator.name not in shown(client, LIST, state="role_ended")
    assert dishub_operator.name not in shown(client, LIST, place="DLH")
    assert dishub_operator.name not in shown(client, LIST, role="city_manager")
    assert dishub_operator.name not in shown(client, LIST, account="came")


def test_search_by_name_is_a_post_and_finds(client, city_manager, dishub_operator, dlh_operator):
    client.force_login(city_manager)
    page = client.post(LIST, {"q": dishub_operator.name}).content.decode()
    assert "36.73/dlh" not in page
    assert dlh_operator.username not in page
    assert dishub_operator.username in page


@pytest.mark.parametrize(
    "forged",
    [
        {"role": "system_operator"},
        {"role": "viewer"},
        {"role": "auditor"},
        {"role": "branch_officer", "agency": "36.73/dishub"},
        {"role": "agency_operator", "agency": "32.74/asing"},
        {"role": "agency_operator"},
        {"role": "branch_officer", "branch": "serang"},
    ],
)
def test_forged_role_or_place_is_refused(client, city_manager, dishub, cirebon, branch_serang, forged):
    AgencyFactory(region=cirebon, code="32.74/asing")
    client.force_login(city_manager)
    response = client.post(INVITE, NEW | forged)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.filter(name="Budi").exists()


def test_forged_region_is_ignored_and_the_page_s_own_is_used(client, city_manager, cirebon):
    client.force_login(city_manager)
    client.post(INVITE, NEW | {"role": "city_finance", "region": "32.74"})
    assert Membership.objects.get(user__name="Budi").region.code == "36.73"


def test_actions_check_the_scope_themselves(city_manager, cirebon, dishub, branch_serang):
    somebody = member("viewer")
    for role, place in [
        ("agency_operator", AgencyFactory(region=cirebon, code="32.74/asing")),
        ("city_manager", cirebon),
        ("branch_officer", branch_serang),
        ("branch_officer", dishub),
        ("viewer", None),
        ("system_operator", None),
    ]:
        with access.acting(city_manager), pytest.raises(PermissionDenied):
            invitations.invite(invitees=[Invitee("X", role, place)], by=city_manager)
        with access.acting(city_manager), pytest.raises(PermissionDenied):
            invitations.add_role(user=somebody, role=role, place=place, by=city_manager)


def test_operator_and_nobody_may_grant_nothing(dishub_operator, dishub):
    assert not rules.may_grant(dishub_operator, "agency_operator", dishub)
    assert not rules.may_grant(AnonymousUser(), "agency_operator", dishub)


def test_nobody_adds_to_or_ends_their_own_roles(city_manager, dishub):
    own = city_manager.memberships.get()
    with access.acting(city_manager):
        with pytest.raises(Refused):
            invitations.add_role(user=city_manager, role="agency_operator", place=dishub, by=city_manager)
        with pytest.raises(Refused):
            invitations.end_role(membership=own, last_day=dt.date(2020, 1, 1), by=city_manager)
        with pytest.raises(Refused):
            invitations.change_dates(
                membership=own, valid_from=dt.date(2018, 1, 1), valid_to=None, by=city_manager
            )


def test_whoever_also_acts_elsewhere_gets_no_link_here(client, dishub, city_manager, cirebon):
    both = member("agency_operator", agency=dishub)
    Membership.objects.create(user=both, role="city_manager", region=cirebon)
    with access.acting(city_manager):
        assert not rules.may_open(city_manager, both)
        with pytest.raises(PermissionDenied):
            invitations.new_link(user=both, by=city_manager)
    client.force_login(city_manager)
    here = both.memberships.get(agency=dishub)
    assert client.post(reverse("member_link", args=["36.73", here.pk])).status_code == 403
    assert not both.access_links.exists()


def test_system_operator_is_no_way_in_for_a_city(city_manager, dishub, system_operator):
    with access.acting(city_manager):
        system_operator.set_password("x" * 12)
        system_operator.save()
        invitations.add_role(user=system_operator, role="agency_head", place=dishub, by=city_manager)
        assert not rules.may_open(city_manager, system_operator)


def test_a_link_in_other_hands_stops_when_another_city_gives_a_role(
    dishub, city_manager, cirebon_manager, cirebon
):
    user = member("agency_operator", agency=dishub, password="die-alte-kata-sandi")
    with access.acting(city_manager):
        invitations.new_link(user=user, by=city_manager)
    with access.acting(cirebon_manager):
        invitations.add_role(user=user, role="city_finance", place=cirebon, by=cirebon_manager)
    assert user.access_links.get().revoked_at


def test_whoever_has_not_come_in_elsewhere_gets_no_role_here(dishub, city_manager, cirebon_manager, cirebon):
    with access.acting(city_manager):
        invitations.invite(invitees=[Invitee("Siti", "agency_operator", dishub)], by=city_manager)
    siti = User.objects.get(username="dishub.siti")
    with access.acting(cirebon_manager), pytest.raises(Refused):
        invitations.add_role(user=siti, role="city_finance", place=cirebon, by=cirebon_manager)


def test_foreign_membership_is_not_found(client, city_manager, cirebon_manager, branch_officer):
    client.force_login(city_manager)
    for foreign in (cirebon_manager.memberships.get(), branch_officer.memberships.get()):
        assert client.get(f"{LIST}{foreign.pk}/").status_code == 404
        for what in ("link", "revoke", "dates", "end", "resume"):
            assert client.post(f"{LIST}{foreign.pk}/{what}/").status_code == 404


def test_role_ends_and_goes_on_again(client, city_manager, dishub_operator):
    held = dishub_operator.memberships.get()
    client.force_login(city_manager)
    client.post(f"{LIST}{held.pk}/end/", {"last_day": "2020-06-30"})
    assert not access.scope_of(User.objects.get(pk=dishub_operator.pk)).grants
    assert client.get(f"{LIST}{held.pk}/").status_code == 200
    client.post(f"{LIST}{held.pk}/resume/")
    assert access.scope_of(User.objects.get(pk=dishub_operator.pk)).grants


def test_nobody_lets_their_own_role_go_on(client, city_manager):
    held = city_manager.memberships.get()
    client.force_login(city_manager)
    assert client.post(f"{LIST}{held.pk}/resume/", follow=True).status_code == 200


def test_dates_out_of_order_are_explained(client, city_manager, dishub_operator):
    held = dishub_operator.memberships.get()
    client.force_login(city_manager)
    dates = {"valid_from": "2020-06-30", "valid_to": "2020-06-01"}
    response = client.post(f"{LIST}{held.pk}/dates/", dates)
    assert response.context["dates_form"].errors
    client.post(f"{LIST}{held.pk}/dates/", dates | {"valid_to": "2020-07-31"})
    held.refresh_from_db()
    assert held.valid_to == dt.date(2020, 7, 31)


def test_known_person_gets_a_further_role(client, city_manager, dishub_operator, dlh):
    dishub_operator.set_password("die-alte-kata-sandi")
    dishub_operator.save()
    client.force_login(city_manager)
    sent = {"who": "DISHUB", "role": "agency_operator", "agency": "36.73/dlh", "valid_from": "2020-01-01"}
    assert client.post("/regions/36.73/members/add/", sent).url == LIST
    assert dishub_operator.memberships.count() == 2
    again = client.post("/regions/36.73/members/add/", sent)
    assert again.context["form"].errors


@pytest.mark.parametrize("field", ["username", "email", "nip"])
def test_taken_name_mail_or_nip_is_explained(client, city_manager, dishub, field):
    taken = {"username": "Budi.S", "email": "budi@example.id", "nip": "198503122010011001"}
    User.objects.create(**taken)
    client.force_login(city_manager)
    sent = NEW | {"role": "agency_operator", "agency": "36.73/dishub", field: taken[field].upper()}
    assert field in client.post(INVITE, sent).context["form"].errors


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("branch_officer", {"branch": "serang"}),
        ("viewer", {"region": "36"}),
        ("viewer", {}),
        ("auditor", {"region": "36.73"}),
        ("city_manager", {"region": "36.73"}),
        ("agency_operator", {"agency": "36.73/dishub"}),
        ("system_operator", {}),
    ],
)
def test_system_operator_gives_every_role(client, system_operator, branch_serang, dishub, role, place):
    client.force_login(system_operator)
    response = client.post("/members/invite/", NEW | {"role": role} | place)
    assert response.status_code == 302, response.context["form"].errors
    made = Membership.objects.get(user__name="Budi")
    assert made.role == role
    assert client.get(response.url).status_code == 200
    assert client.get("/members/").status_code == 200


@pytest.mark.parametrize("role", ["city_manager", "branch_officer", "agency_head"])
def test_role_without_its_place_is_explained(client, system_operator, role):
    client.force_login(system_operator)
    response = client.post("/members/invite/", NEW | {"role": role, "region": "36"})
    assert response.context["form"].errors


@pytest.mark.parametrize("who", ["city_manager", "province_viewer", "dishub_operator"])
def test_installation_pages_are_for_the_system_operator_alone(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for page in ("/members/", "/members/invite/", "/members/invitations/", "/branches/"):
        assert client.get(page).status_code == 403


def test_query_count_does_not_grow_with_the_members(
    client, city_manager, dishub, django_assert_max_num_queries
):
    client.force_login(city_manager)

    def counted() -> int:
        with django_assert_max_num_queries(40) as queries:
            assert client.get(LIST, {"per_page": 100}).status_code == 200
        return len(queries)

    member("agency_operator", agency=dishub)
    few = counted()
    with access.acting(city_manager):
        people = [Invitee(f"Orang {n}", "agency_operator", dishub) for n in range(50)]
        invitations.invite(invitees=people, by=city_manager)
    assert counted() == few

"""The story of an invitation: made by the city, opened by the operator, used once."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.members import invitations, links
from agencies.members.invitations import Invitee
from agencies.models import AccessLink, Membership, User
from tests.factories import member

pytestmark = pytest.mark.django_db
PASSWORD = "kata-sandi-yang-panjang"
TWICE = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture(autouse=True)
def _quick_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def invited(dishub, by) -> AccessLink:
    """Somebody of Dishub who was invited and has not come in."""
    with access.acting(by):
        return invitations.invite(
            invitees=[Invitee(name="Siti Aminah", role="agency_operator", place=dishub)], by=by
        )[0]


def test_invited_operator_comes_in_and_sees_her_agency_alone(client, dishub, dlh, city_manager):
    client.force_login(city_manager)
    page = reverse("member_invite", args=["36.73"])
    sent = {
        "role": "agency_operator",
        "agency": "36.73/dishub",
        "name": "Siti Aminah",
        "valid_from": "2020-01-01",
    }
    shown = client.get(client.post(page, sent).url).content.decode()
    link = AccessLink.objects.get()
    assert links.path(link) in shown
    assert "wa.me" in shown

    client.logout()
    assert client.get(links.path(link)).status_code == 200
    assert client.post(links.path(link), TWICE).url == reverse("home")

    siti = User.objects.get(username="dishub.siti")
    assert client.session["_auth_user_id"] == str(siti.pk)
    assert access.scope_of(siti).agencies_with(access.P.SEE_PEOPLE) == {dishub.pk}
    assert client.get(reverse("region_members", args=["36.73"])).status_code == 404


def test_looking_at_a_link_does_not_use_it_up(client, dishub, city_manager):
    link = invited(dishub, city_manager)
    for _ in range(3):
        assert client.get(links.path(link)).status_code == 200


def test_weak_or_different_passwords_are_explained_and_the_link_still_works(client, dishub, city_manager):
    link = invited(dishub, city_manager)
    for first, second in [("12345678", "12345678"), (PASSWORD, "anders")]:
        response = client.post(links.path(link), {"new_password1": first, "new_password2": second})
        assert response.status_code == 200
        assert response.context["form"].errors
    assert links.fault(AccessLink.objects.get()) is None


def test_link_used_twice_is_refused_with_words(client, dishub, city_manager):
    link = invited(dishub, city_manager)
    client.post(links.path(link), TWICE)
    client.logout()
    for response in (client.get(links.path(link)), client.post(links.path(link), TWICE)):
        assert response.status_code == 410
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"revoked_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_expired_or_revoked_link_lets_nobody_in(client, dishub, city_manager, change):
    link = invited(dishub, city_manager)
    AccessLink.objects.update(**change)
    assert client.get(links.path(link)).status_code == 410
    assert client.post(links.path(link), TWICE).status_code == 410
    assert not User.objects.get(pk=link.user_id).has_usable_password()


def test_forged_link_is_refused(client, dishub, city_manager):
    link = invited(dishub, city_manager)
    signature = links.path(link).split("/")[-2]
    for address in (
        reverse("link_open", args=[link.pk, "x" * len(signature)]),
        reverse("link_open", args=[uuid.uuid4(), signature]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, TWICE).status_code == 404


def test_link_of_a_closed_account_lets_nobody_in(client, dishub, city_manager):
    link = invited(dishub, city_manager)
    User.objects.filter(pk=link.user_id).update(is_active=False)
    assert client.get(links.path(link)).status_code == 410


def test_new_link_stops_the_earlier_one(dishub, city_manager):
    first = invited(dishub, city_manager)
    with access.acting(city_manager):
        second = invitations.new_link(user=first.user, by=city_manager)
    assert links.fault(AccessLink.objects.get(pk=first.pk)) == links.Fault.REVOKED
    assert links.fault(second) is None


def test_new_password_link_signs_in_and_ends_other_sessions(client, dishub_operator, city_manager):
    dishub_operator.set_password("die-alte-kata-sandi")
    dishub_operator.save()
    client.force_login(dishub_operator)
    with access.acting(city_manager):
        link = invitations.new_link(user=dishub_operator, by=city_manager)
    assert link.purpose == links.PASSWORD_RESET
    other = type(client)()
    assert other.post(links.path(link), TWICE).status_code == 302
    assert other.get(reverse("home")).status_code == 302
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


def test_somebody_with_a_second_factor_is_asked_for_it(client, dishub_operator, city_manager):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(dishub_operator, generate_totp_secret())
    with access.acting(city_manager):
        link = invitations.new_link(user=dishub_operator, by=city_manager)
    assert client.post(links.path(link), TWICE).url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_usernames_are_suggested_and_never_taken_twice(dishub, serang, city_manager):
    people = [Invitee(name="Hj. Siti A", role="agency_operator", place=dishub)] * 2
    people.append(Invitee(name="Budi", role="city_finance", place=serang))
    member("viewer", username="DISHUB.SITI")
    assert invitations.usernames_for(people) == ["dishub.siti2", "dishub.siti3", "serang.budi"]


def test_ending_the_only_role_closes_its_links(dishub, city_manager):
    link = invited(dishub, city_manager)
    membership = Membership.objects.get(user=link.user)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with access.acting(city_manager):
        assert invitations.end_role(membership=membership, last_day=yesterday, by=city_manager) is None
    assert links.fault(AccessLink.objects.get()) == links.Fault.REVOKED

"""Signing in: by user name or e-mail, limited, never signed up; and the front page after it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from agencies.models import User
from tests.factories import PASSWORD, member

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_limits_and_a_quick_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def siti(dishub):
    user = member("agency_operator", agency=dishub, username="dishub.siti", password=PASSWORD)
    User.objects.filter(pk=user.pk).update(email="siti@serang.example")
    return user


@pytest.mark.parametrize("name", ["dishub.siti", "Dishub.Siti", "siti@serang.example", "SITI@serang.example"])
def test_user_name_or_mail_signs_in(client, siti, name):
    response = client.post(LOGIN, {"login": name, "password": PASSWORD})
    assert response.status_code == 302
    assert response.url == reverse("home")


def test_wrong_password_is_told_on_the_page(client, siti):
    response = client.post(LOGIN, {"login": "dishub.siti", "password": "salah"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_failed_attempts_count_and_lock_that_account_alone(client, siti, dlh):
    for _ in range(20):
        client.post(LOGIN, {"login": "dishub.siti", "password": "salah"})
    assert client.post(LOGIN, {"login": "dishub.siti", "password": PASSWORD}).status_code == 200
    member("agency_operator", agency=dlh, username="dlh.budi", password=PASSWORD)
    assert client.post(LOGIN, {"login": "dlh.budi", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("address", ["", "127.0.0.1"])
def test_caller_without_an_address_may_sign_in(client, siti, address):
    sent = {"login": "dishub.siti", "password": PASSWORD}
    assert client.post(LOGIN, sent, REMOTE_ADDR=address).status_code == 302


def test_flood_from_one_address_is_stopped_with_a_page(client, siti, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    answers = [client.post(LOGIN, {"login": f"x{n}", "password": "salah"}).status_code for n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_closed_account_is_told(client, siti):
    User.objects.filter(pk=siti.pk).update(is_active=False)
    response = client.post(LOGIN, {"login": "dishub.siti", "password": PASSWORD}, follow=True)
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client):
    sent = {"username": "baru", "password1": PASSWORD, "password2": PASSWORD}
    for response in (client.get("/accounts/signup/"), client.post("/accounts/signup/", sent)):
        assert response.status_code == 200
    assert not User.objects.filter(username="baru").exists()


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_signup", "account_inactive"],
)
def test_public_pages_answer_somebody_who_is_not_signed_in(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_logout", "mfa_index", "account_reauthenticate"]
)
def test_own_pages_answer_the_member(client, siti, name):
    client.force_login(siti)
    assert client.get(reverse(name)).status_code == 200


def test_password_is_changed_and_the_session_stays(client, siti):
    client.force_login(siti)
    sent = {"oldpassword": PASSWORD, "password1": "kata-sandi-baru-9", "password2": "kata-sandi-baru-9"}
    client.post(reverse("account_change_password"), sent)
    assert User.objects.get(pk=siti.pk).check_password("kata-sandi-baru-9")
    assert client.get("/").status_code == 302


def test_language_is_kept_in_a_cookie(client):
    client.post("/i18n/setlang/", {"language": "en", "next": LOGIN})
    assert client.get(LOGIN).headers["Content-Language"] == "en"
    assert type(client)().get(LOGIN).headers["Content-Language"] == "id"


def test_front_page_leads_to_the_one_place(client, siti):
    client.force_login(siti)
    assert client.get("/").url == "/agencies/36.73/dishub/"


def test_front_page_offers_several_places(client, siti, dlh):
    siti.memberships.create(role="agency_head", agency=dlh)
    client.force_login(siti)
    page = client.get("/").content.decode()
    assert "/agencies/36.73/dishub/" in page
    assert "/agencies/36.73/dlh/" in page


def test_front_page_says_whom_to_ask_when_there_is_no_place(client, siti):
    siti.memberships.all().delete()
    client.force_login(siti)
    response = client.get("/")
    assert response.status_code == 200
    assert "dishub.siti" in response.content.decode()


@pytest.mark.parametrize("role", ["system_operator", "viewer"])
def test_whoever_acts_everywhere_starts_at_the_regions(client, role):
    client.force_login(member(role))
    assert client.get("/").url == "/country/"
    page = client.get("/regions/", {"text": "Serang", "kind": "kota"}).content.decode()
    assert "36.73" in page
    assert "32.74" not in page


def test_region_list_is_for_the_whole_country_alone(client, siti):
    client.force_login(siti)
    assert client.get("/regions/").status_code == 403

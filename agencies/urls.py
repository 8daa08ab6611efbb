"""Addresses of places, people and records."""

from allauth.account import views as account
from django.urls import include, path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from agencies.members.views.accepting import forgotten

# Only what is used of allauth: no sign-up, no mailboxes to manage, new passwords by a manager's link.
_accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns: list = [
    path("accounts/", include(_accounts)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("agencies.groups.urls")),
    path("", include("agencies.offices.urls")),
    path("", include("agencies.members.urls")),
]

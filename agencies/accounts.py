"""How allauth behaves here: nobody signs up; accounts come from invitations."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address; behind a Unix socket there is none, and that must not forbid signing in."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "unknown"

"""The request's way into the database."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from agencies import access


class ActingMiddleware:
    """Runs each request in one transaction as its user; an error takes back all it wrote.

    ATOMIC_REQUESTS would wrap the view alone, so settings made out here would be outside its transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with access.acting(request.user):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        transaction.set_rollback(True)

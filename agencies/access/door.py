"""The one door to the database: a transaction as somebody, with what row-level security has to know."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from agencies.access.roles import P
from agencies.access.scopes import SYSTEM, Scope, scope_of

_SETTINGS = (
    "role",
    "app.user",
    "app.all",
    "app.everywhere",
    "app.agencies",
    "app.offices",
    "app.regions",
    "app.branches",
    "app.cities",
    "app.health",
    "app.health_all",
)


@contextmanager
def acting(user: object) -> Iterator[Scope]:
    """Do everything inside in one transaction as `user` (or SYSTEM), seeing only that user's rows.

    `SET LOCAL` ends with the transaction; inside an outer one (tests, nested calls) the former settings are
    put back by hand, because a savepoint that is released keeps them.
    """
    with transaction.atomic():
        before = _settings_now()
        _set(
            {
                "role": settings.APP_ROLE,
                "app.user": str(getattr(user, "pk", None) or 0),
                "app.all": _flag(user is SYSTEM),
            }
        )
        scope = scope_of(user)
        _set(_scope_settings(scope, user is SYSTEM))
        yield scope
        if not connection.needs_rollback:  # an error, or a rollback, takes the settings back by itself
            _set(before)


def renew(user: object) -> Scope:
    """Take the scope of `user` anew inside `acting`: after an agency was made, it belongs to it."""
    if hasattr(user, "_scope"):
        # Not through __dict__: request.user is a lazy object around the user.
        del user._scope
    scope = scope_of(user)
    _set(_scope_settings(scope, user is SYSTEM))
    return scope


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _ids(ids: Iterable[int]) -> str:
    return "{" + ",".join(map(str, sorted(ids))) + "}"


def _scope_settings(scope: Scope, system: bool) -> dict[str, str]:
    return {
        "app.all": _flag(system or P.SEE_PEOPLE in scope.everywhere),
        "app.everywhere": _flag(system or bool(scope.everywhere)),
        "app.agencies": _ids(scope.agencies_with(P.SEE_PEOPLE)),
        "app.offices": _ids(scope.agencies_with(P.SEE_FIGURES)),
        "app.regions": _ids(scope.regions_with(P.SEE_FIGURES)),
        "app.branches": _ids(scope.branches),
        "app.cities": _ids(scope.regions_with(P.SEE_PEOPLE)),
        "app.health": _ids(scope.agencies_with(P.SEE_HEALTH)),
        "app.health_all": _flag(system or P.SEE_HEALTH in scope.everywhere),
    }


def _settings_now() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)
        )
        return dict(zip(_SETTINGS, cursor.fetchone(), strict=True))


def _set(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(["set_config(%s, %s, true)"] * len(values)),
            [part for pair in values.items() for part in pair],
        )


def streamed(user: object, rows: Callable[[], Iterable]) -> Iterator:
    """The rows of a streamed answer, read as `user`: a stream runs after the request's own transaction."""
    with acting(user):
        yield from rows()

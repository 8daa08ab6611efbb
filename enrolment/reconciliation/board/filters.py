"""Which agencies of the board are shown; nonsense shows all."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.pages.navigation import Link
from enrolment.reconciliation.board.queries import Line

FILTERS: tuple[tuple[str, object, Callable[[Line], bool]], ...] = (
    ("", _("All agencies"), lambda line: True),
    ("branch", _("Waiting for BPJS"), lambda line: bool(line.counts.get("for_branch"))),
    ("city", _("Waiting for the city"), lambda line: bool(line.counts.get("for_city"))),
    ("agency", _("Waiting for the agency"), lambda line: bool(line.counts.get("for_agency"))),
    ("answered", _("Answered by the agency"), lambda line: bool(line.counts.get("answered"))),
    ("overdue", _("Answer overdue"), lambda line: line.is_overdue),
    ("no_roster", _("No roster"), lambda line: line.roster_at is None),
    ("no_list", _("No list of BPJS"), lambda line: line.stage in ("no_list", "not_compared")),
    (
        "not_assessed",
        _("Not assessed"),
        lambda line: line.money is None or line.money.assessed == "money_missing",
    ),
    ("unpaid", _("Unpaid"), lambda line: line.money is not None and line.money.is_open),
    ("in_arrears", _("Unpaid and due"), lambda line: line.money is not None and line.money.is_late),
    ("moved", _("Roster changed since"), lambda line: line.moved),
    ("ready", _("Ready to be closed"), lambda line: line.stage == "ready"),
    ("closed", _("Month closed"), lambda line: line.stage == "closed"),
)


def chosen_of(request: HttpRequest) -> str:
    """The filter that the address asks for; the empty one for nonsense."""
    wanted = request.GET.get("show", "")
    return wanted if any(wanted == key for key, _label, _fits in FILTERS) else ""


def fitting(lines: Iterable[Line], key: str) -> list[Line]:
    fits = next(fits for name, _label, fits in FILTERS if name == key)
    return [line for line in lines if fits(line)]


def links(lines: list[Line], current: str, path: str) -> list[tuple[Link, int]]:
    """Each filter with how many agencies fit, those that nobody fits left out."""
    found = []
    for key, label, fits in FILTERS:
        number = sum(map(fits, lines))
        if number or key in ("", current):
            found.append((Link(str(label), f"{path}?show={key}" if key else path, key == current), number))
    return found

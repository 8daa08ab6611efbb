"""What the coverage pages show, put together from figures: tiles, rates, to-do items. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Region, StatedFigure
from agencies.pages import figures, navigation
from contributions.coverage import worded
from contributions.coverage.denominators import AGENCIES, WORKERS, Rate
from contributions.coverage.figures import RegionCoverage
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage

LABELS = {WORKERS: _("Workers registered"), AGENCIES: _("Agencies registered")}


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    text: str
    note: str
    tone: str
    url: str = ""


@dataclass(frozen=True)
class RateCard:
    """All rates of one measure; `differing` when sources state different totals."""

    label: str | Promise
    rates: tuple[Rate, ...]

    @property
    def differing(self) -> bool:
        return len({rate.denominator for rate in self.rates}) > 1


def place_tiles(place: PlaceCoverage, request: HttpRequest) -> list[Tile]:
    """The headline figures, each with its denominator and the list behind it."""
    known = place.staff.known

    def behind(show: str) -> str:
        query = request.GET.copy()
        for name in ("q", "kind", "region", "page", "sort"):
            query.pop(name, None)
        query["show"] = show
        return f"?{query.urlencode()}#agencies"

    figure = figures.number
    registered = figure(place.staff.registered if known else None)
    return [
        Tile(_("Listed"), figure(place.staff.listed), worded.listed_note(place), "listed", behind("listed")),
        Tile(_("Registered"), registered, worded.registered_note(place), "registered", behind("registered")),
        Tile(
            _("Active"),
            figure(place.staff.active),
            worded.active_note(place.staff),
            "active",
            behind("active"),
        ),
        Tile(
            _("Not protected yet"),
            worded.span_in_words(place.gaps),
            worded.gap_note(place),
            "waiting",
            behind("gap"),
        ),
        Tile(
            _("Agencies registered"),
            figure(place.registered_agencies if known else None),
            worded.agencies_note(place),
            "none",
            behind("registered"),
        ),
    ]


def rate_cards(place: PlaceCoverage) -> list[RateCard]:
    """Rates by worker, then by agency; contradicting totals side by side."""
    by_measure = groupby(place.rates, key=lambda rate: rate.measure)
    return [RateCard(LABELS[measure], tuple(rates)) for measure, rates in by_measure]


@dataclass(frozen=True)
class Step:
    """A step of an agency's funnel: people, and since when or by whom the figure stands."""

    label: str | Promise
    value: int | None
    note: str = ""
    url: str = ""
    deeper: bool = False
    is_bad: bool = False


def agency_steps(one: AgencyCoverage, *, lists: bool) -> list[Step]:
    """Declared → listed → submitted → registered (of which confirmed, and active), each with its date;
    `lists` links each to the people behind it."""
    staff, known = one.staff, one.staff.known
    people = navigation.address("agency_workers", one.office.code) if lists else ""

    def behind(status: str) -> str:
        return f"{people}?status={status}" if people else ""

    return [
        Step(_("Declared by the agency"), one.declared, worded.declared_note(one), _said(one)),
        Step(_("Listed"), staff.listed, worded.list_note(one), people),
        Step(_("Submitted to BPJS"), staff.submitted if known else None, _("or registered already")),
        Step(
            _("Registered"),
            staff.registered if known else None,
            worded.change_note(one),
            behind("registered"),
        ),
        Step(
            _("of which confirmed by BPJS"), staff.confirmed if known else None, "", behind("confirmed"), True
        ),
        *active_steps(staff),
        *taspen_step(staff, behind("taspen")),
        Step(_("Not protected yet"), one.gap, worded.gap_of_agency_note(one), behind("uncovered")),
    ]


def _said(one: AgencyCoverage) -> str:
    """Where the declaration can be read as it was made."""
    return navigation.address("declared_figure", one.office.code, str(one.stated.pk)) if one.stated else ""


def active_steps(staff: Funnel) -> list[Step]:
    """How the registered stand with their contributions; of nobody where nobody keeps them."""
    if staff.active is None:
        unknown = Step(_("of which active"), None, worded.active_note(staff), deeper=True)
        return [unknown] if staff.registered else []
    month = gettext("contribution of %(month)s paid") % {"month": worded.month_name(staff.month)}
    found = [Step(_("of which active"), staff.active, month, deeper=True)]
    if staff.awaiting:
        found.append(Step(_("awaiting first contribution"), staff.awaiting, deeper=True))
    if staff.arrears:
        note = gettext("a month that is due is unpaid")
        found.append(Step(_("in arrears"), staff.arrears, note, deeper=True, is_bad=True))
    if staff.unknown:
        found.append(Step(_("not known"), staff.unknown, worded.told_note(staff), deeper=True))
    return found


def state_signs(staff: Funnel) -> list[tuple[str, str]]:
    """(sign, number) of each state that anybody is in, where contributions are kept."""
    if staff.active is None:
        return []
    counts = {"active": staff.active, "awaiting": staff.awaiting, "in_arrears": staff.arrears}
    return [(sign, figures.number(count)) for sign, count in counts.items() if count]


def taspen_step(staff: Funnel, url: str) -> list[Step]:
    """Beside the funnel, where there are any."""
    if not staff.taspen:
        return []
    note = gettext("not registered with BPJS and not uncovered")
    return [Step(_("Covered by Taspen"), staff.taspen, note, url)]


@dataclass(frozen=True)
class CityCard:
    """One city among others: its figures, or, where it has none here, what was stated about it."""

    region: Region
    place: PlaceCoverage
    told: Sequence[StatedFigure]


def city_cards(parts: Iterable[RegionCoverage], told: dict[int, list[StatedFigure]]) -> list[CityCard]:
    """Side by side, in the order given. Stated figures stand in for figures only where there is no list."""
    return [
        CityCard(part.region, part.place, () if part.place.staff.known else told.get(part.region.pk, ())[:4])
        for part in parts
    ]


def beside(place: PlaceCoverage, told: Iterable[StatedFigure]) -> list[StatedFigure]:
    """The stated figures that no rate of the page shows already."""
    shown = {rate.stated.pk for rate in place.rates}
    return [figure for figure in told if figure.pk not in shown]


def with_community(agencies: Iterable[AgencyCoverage]) -> list[AgencyCoverage]:
    return [one for one in agencies if one.community.known]

"""What a coverage page is asked for: the day, and which agencies to show. All of it in the query string."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Region
from agencies.pages.forms import DayInput
from contributions.coverage.days import FIRST_YEAR, month_ends, parsed_day
from contributions.coverage.funnel import AgencyCoverage

SHOWN = {
    "listed": (_("With a list"), lambda one: one.has_roster),
    "submitted": (_("Somebody is submitted to BPJS or registered"), lambda one: one.staff.submitted > 0),
    "registered": (_("Somebody is registered"), lambda one: one.staff.registered > 0),
    "active": (_("Somebody is active"), lambda one: bool(one.staff.active)),
    "awaiting": (_("Somebody awaits the first contribution"), lambda one: one.staff.awaiting > 0),
    "arrears": (_("Somebody is in arrears"), lambda one: one.staff.arrears > 0),
    "gap": (_("People not protected yet"), lambda one: bool(one.gap)),
    "silent": (_("Without any list"), lambda one: not one.has_roster),
    "nil": (_("Declares that it has no such workers"), lambda one: one.declared == 0),
}

Sets = Mapping[str, tuple[object, frozenset[int]]]
"""More to choose in "show": its word, and the agencies (ids) it means."""
KEPT = ("q", "region", "kind", "show", "sort", "per_page")


class DayForm(forms.Form):
    as_of = forms.DateField(label=_("Position as of"), widget=DayInput, required=False)


@dataclass(frozen=True)
class Asked:
    """The day a page stands for. `refused` is what was asked for and is no day of the past; `kept` are the
    parameters that stay as they are when another day is chosen."""

    day: dt.date
    today: dt.date
    refused: str = ""
    choices: tuple[dt.date, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def form(self) -> DayForm:
        form = DayForm(initial={"as_of": self.day})
        form.fields["as_of"].widget.attrs |= {"max": self.today.isoformat(), "min": f"{FIRST_YEAR}-01-01"}
        return form

    @property
    def is_today(self) -> bool:
        return self.day == self.today


def asked_day(request: HttpRequest, changes: Iterable[dt.date] = ()) -> Asked:
    """The day in `as_of`, or today where it is missing, unreadable or still to come.

    Offered besides: the ends of the last months and the newest days on which a figure changed.
    """
    today = timezone.localdate()
    text = request.GET.get("as_of", "")
    choices = (today, *sorted({*month_ends(today), *(day for day in changes if day < today)}, reverse=True))
    kept = tuple((name, request.GET[name]) for name in KEPT if request.GET.get(name))
    try:
        day = parsed_day(text) if text else today
    except ValueError:
        return Asked(today, today, text, choices, kept)
    return Asked(min(day, today), today, text if day > today else "", choices, kept)


class AgencyForm(forms.Form):
    """Which agencies to show. A kind or region nobody has is not offered."""

    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    region = forms.ChoiceField(label=_("Regency or city"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All agencies")), *((key, label) for key, (label, _test) in SHOWN.items())],
    )

    def __init__(
        self, data: object, agencies: Iterable[AgencyCoverage], regions: Iterable[Region], sets: Sets
    ) -> None:
        super().__init__(data)
        if sets:
            more = (_("Needs attention"), [(key, label) for key, (label, _ids) in sets.items()])
            self.fields["show"].choices = [*self.fields["show"].choices, more]
        kinds = {one.office.kind for one in agencies}
        self.fields["kind"].choices = [("", _("All"))] + [c for c in AgencyKind.choices if c[0] in kinds]
        places = [(region.code, region.name) for region in regions]
        self.fields["region"].choices = [("", _("All")), *places]
        if len(places) < 2:
            del self.fields["region"]


@dataclass(frozen=True)
class AgencyFilter:
    """The agencies of a place that the query string asks for; nonsense there asks for nothing."""

    form: AgencyForm
    agencies: tuple[AgencyCoverage, ...]

    @property
    def is_narrowed(self) -> bool:
        """Some of the agencies are asked for, not all."""
        return any(self.form.cleaned_data.values())

    @property
    def is_whole(self) -> bool:
        """Everybody who is not protected is in these agencies, as far as an agency is known for them."""
        asked = {name for name, value in self.form.cleaned_data.items() if value}
        return not asked - {"show"} and self.form.cleaned_data.get("show") in ("", "gap", None)


def filtered(
    request: HttpRequest,
    agencies: tuple[AgencyCoverage, ...],
    regions: Iterable[Region] = (),
    sets: Sets | None = None,
) -> AgencyFilter:
    """Cut agencies to kind, region, state of the list (or one of `sets`) and words of the name, as the
    page's form says."""
    regions = list(regions)
    form = AgencyForm(request.GET, agencies, regions, sets or {})
    form.is_valid()
    wanted = form.cleaned_data
    ids = {region.code: region.pk for region in regions}
    words = wanted.get("q", "").casefold().split()
    test = meant_by(wanted.get("show"), sets or {})
    kept = [
        one
        for one in agencies
        if (not wanted.get("kind") or one.office.kind == wanted["kind"])
        and (not wanted.get("region") or one.office.region_id == ids[wanted["region"]])
        and (test is None or test(one))
        and all(word in one.search_text for word in words)
    ]
    return AgencyFilter(form, tuple(kept))


def meant_by(show: str | None, sets: Sets) -> Callable[[AgencyCoverage], bool] | None:
    """Which agencies a choice of "show" means; None: all."""
    if show and show in sets:
        ids = sets[show][1]
        return lambda one: one.office.pk in ids
    return SHOWN[show][1] if show else None

"""Which agencies of a month are shown; nonsense shows all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.pages.navigation import Link
from contributions.billing.standing import Standing
from contributions.overview.line import Line

FILTERS: tuple[tuple[str, object, Callable[[Line], bool]], ...] = (
    ("", _("With people or contributions"), lambda line: line.has_anything),
    ("unpaid", _("Not paid in full"), lambda line: line.balance > 0),
    ("arrears", _("In arrears today"), lambda line: line.arrears > 0),
    ("promise", _("Promised day has passed"), lambda line: line.is_promise_over),
    ("missing", _("Not computed"), lambda line: line.waits_for_computing),
    ("draft", _("Not final"), lambda line: line.has_draft),
    ("differs", _("Differs from BPJS's bill"), lambda line: bool(line.difference)),
    ("credit", _("Paid too much"), lambda line: line.credit > 0),
    ("no_terms", _("No terms"), lambda line: line.lacks_terms),
    ("paid", _("Paid in full"), lambda line: line.standing == Standing.PAID),
    ("computed", _("Computed"), lambda line: line.is_computed),
    ("billed", _("Billed by BPJS"), lambda line: line.billed is not None),
    ("money", _("Paid in full or in part"), lambda line: line.sums["paid"] > 0),
    ("all", _("All agencies"), lambda line: True),
)
# Only what a figure of the page leads to: offered once one is there.
BEHIND_FIGURES = ("computed", "billed", "money")


class SearchForm(forms.Form):
    """Words of an agency's name, and of several regions one."""

    show = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    region = forms.ChoiceField(label=_("Regency or city"), required=False)

    def __init__(self, data: object, regions: Sequence[Region]) -> None:
        super().__init__(data)
        self.fields["region"].choices = [("", _("All")), *((one.code, one.name) for one in regions)]
        if len(regions) < 2:
            del self.fields["region"]


@dataclass(frozen=True)
class Shown:
    """The lines that the address asks for, and what else it could ask for: (link, how many fit). `form` is
    what `pages/filter_form.html` shows."""

    lines: list[Line]
    links: list[tuple[Link, int]]
    form: SearchForm


def shown_of(request: HttpRequest, lines: Sequence[Line], regions: Sequence[Region] = ()) -> Shown:
    form = SearchForm(request.GET, regions)
    form.is_valid()
    words = form.cleaned_data.get("q", "").casefold().split()
    region = form.cleaned_data.get("region", "")
    found = [
        line
        for line in lines
        if (not region or line.agency.region.code == region)
        and all(word in line.search_text for word in words)
    ]
    wanted = request.GET.get("show", "")
    current = wanted if any(wanted == key for key, _label, _fits in FILTERS) else ""
    fits = next(fits for key, _label, fits in FILTERS if key == current)
    return Shown([line for line in found if fits(line)], _links(request, found, current), form)


def _links(request: HttpRequest, lines: list[Line], current: str) -> list[tuple[Link, int]]:
    """Each filter with how many agencies fit; those that nobody fits are left out."""
    found = []
    for key, label, fits in FILTERS:
        number = sum(map(fits, lines))
        if key == current or ((number or not key) and key not in BEHIND_FIGURES):
            query = request.GET.copy()
            query.pop("page", None)
            query["show"] = key
            found.append((Link(str(label), f"?{query.urlencode()}#agencies", key == current), number))
    return found

"""Which places are shown; nonsense in the query string shows all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from contributions.nation.places import Place

CITIES = "cities"
SHOWN: dict[str, tuple[object, Callable[[Place], bool]]] = {
    "figures": (_("With figures here"), lambda place: place.known),
    "gap": (_("People not protected yet"), lambda place: any(place.sums.gaps)),
    "arrears": (_("Somebody is in arrears"), lambda place: place.sums.staff.arrears > 0),
    "old": (
        _("Without a list of this month"),
        lambda place: bool(place.sums.agency_count) and not place.sums.lists.fresh,
    ),
    "silent": (_("Without figures here"), lambda place: not place.known),
}


class PlaceForm(forms.Form):
    """`of` chooses provinces or their cities, for the whole country alone."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=80)
    of = forms.ChoiceField(
        label=_("Side by side"),
        required=False,
        choices=[("", _("Provinces")), (CITIES, _("Regencies and cities"))],
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All")), *((key, label) for key, (label, _test) in SHOWN.items())],
    )

    def __init__(self, data: object, provinces: Sequence[Region]) -> None:
        super().__init__(data)
        self.fields["province"].choices = [("", _("All")), *((one.code, one.name) for one in provinces)]
        if not provinces:
            del self.fields["province"]


@dataclass(frozen=True)
class PlaceFilter:
    """What `pages/filter_form.html` shows, and the places that fit."""

    form: PlaceForm
    places: tuple[Place, ...]


def cities_asked(request: HttpRequest) -> bool:
    """Whether the country's cities are asked for and not its provinces."""
    return request.GET.get("of") == CITIES


def filtered(request: HttpRequest, places: Sequence[Place], *, country: bool) -> PlaceFilter:
    """The places that the query string asks for, in the order given."""
    provinces = _provinces(places) if country and cities_asked(request) else []
    form = PlaceForm(request.GET, provinces)
    if not country:
        del form.fields["of"]
    form.is_valid()
    wanted = form.cleaned_data
    words = wanted.get("q", "").casefold().split()
    test = SHOWN[wanted["show"]][1] if wanted.get("show") else None
    code = wanted.get("province")
    found = (
        place
        for place in places
        if all(word in place.search_text for word in words)
        and (test is None or test(place))
        and (not code or (place.region.parent and place.region.parent.code == code))
    )
    return PlaceFilter(form, tuple(found))


def _provinces(places: Sequence[Place]) -> list[Region]:
    return list({place.region.parent_id: place.region.parent for place in places}.values())

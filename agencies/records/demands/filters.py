"""What the list of agencies beside a demand can be narrowed to; all of it in the query string."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from agencies.records.demands.standing import Standing

SHOWN: dict[str, tuple[object, Callable[[Standing], bool]]] = {
    "met": (_("Complied"), lambda one: one.met),
    "open": (_("Not complied yet"), lambda one: one.open),
    "overdue": (_("Overdue"), lambda one: one.overdue),
    "exempt": (_("Does not apply"), lambda one: one.exempt),
    "answered": (_("Answered"), lambda one: one.answer is not None),
    "unanswered": (_("Not answered"), lambda one: one.answer is None),
    "contradicting": (_("The answer differs from the figures"), lambda one: one.contradicts),
}


class StandingForm(forms.Form):
    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All agencies")), *((key, label) for key, (label, _test) in SHOWN.items())],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: QueryDict, standings: Sequence[Standing]) -> None:
        super().__init__(data)
        kinds = {one.agency.kind for one in standings}
        self.fields["kind"].choices = [("", _("All"))] + [c for c in AgencyKind.choices if c[0] in kinds]


@dataclass(frozen=True)
class Chosen:
    """`form` as pages/filter_form.html shows it, and what it leaves of the list."""

    form: StandingForm
    standings: list[Standing]


def chosen(data: QueryDict, standings: Sequence[Standing]) -> Chosen:
    """Nonsense in the query string asks for nothing."""
    form = StandingForm(data, standings)
    form.is_valid()
    wanted = form.cleaned_data
    words = wanted.get("q", "").casefold().split()
    test = SHOWN[wanted["show"]][1] if wanted.get("show") else None
    kept = [
        one
        for one in standings
        if (not wanted.get("kind") or one.agency.kind == wanted["kind"])
        and (test is None or test(one))
        and all(word in _text(one) for word in words)
    ]
    return Chosen(form, kept)


def _text(one: Standing) -> str:
    return f"{one.agency.name} {one.agency.short_name} {one.agency.code}".casefold()

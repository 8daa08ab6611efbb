"""What is asked when lists are handed in, and of a list that found no group."""

import datetime as dt
from functools import partial
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import ContributionGroup
from enrolment.models import ParticipantList
from enrolment.reconciliation.lists.archives import MOST
from enrolment.reconciliation.lists.houses import house_of, last_month
from enrolment.reconciliation.lists.wording import month_name
from enrolment.rosters.parts.limits import not_too_large

MONTHS_BACK = 24
EACH = _("as each list says")


class ListsInput(forms.FileInput):
    """Many files at once: lists, PDFs, archives of them. The browser only suggests, the reader decides."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ".xlsx,.xls,.xlsm,.xlsb,.ods,.csv,.pdf,.zip"})


class ListsField(forms.FileField):
    """All files that were chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        given = data if isinstance(data, (list, tuple)) else [data]
        if len(given) > MOST:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": MOST})
        files = [super(ListsField, self).clean(one, initial) for one in given or [None]]
        return cast(list[File], files)


class MonthField(forms.TypedChoiceField):
    """A month that has begun, of the last two years."""

    def __init__(self, empty: Any = EACH, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(coerce=_month, empty_value=None, choices=partial(_months, empty), **kwargs)


def _month(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")


def _months(empty: Any) -> list[tuple[str, Any]]:
    month = timezone.localdate().replace(day=1)
    found: list[tuple[str, Any]] = [("", empty)]
    for _number in range(MONTHS_BACK):
        found.append((f"{month:%Y-%m}", month_name(month)))
        month = last_month(month)
    return found


class HandInForm(forms.Form):
    """Files, and perhaps the month that all of them are to be about."""

    lists = ListsField(
        label=_("BPJS's lists"),
        widget=ListsInput,
        allow_empty_file=True,
        max_length=255,
        validators=[not_too_large],
    )
    month = MonthField(
        label=_("Month"),
        help_text=_("Leave it open to take each list for the month that it names."),
    )


class PlaceForm(forms.Form):
    """The contribution group of a list, of those that may be where it was handed in, the likely ones first;
    the month where the list names none."""

    group = forms.ChoiceField(label=_("Contribution group"))
    month = MonthField(_("Choose …"), label=_("Month"), required=True)
    keep_npp = forms.BooleanField(label=_("The group keeps this NPP"), required=False)

    def __init__(self, *args: Any, found: ParticipantList, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = {group.pk: group for group in house_of(found).groups().order_by("agency__name", "pk")}
        likely = [pk for pk in (found.refusal or {}).get("likely", ()) if pk in groups]
        self.groups = groups
        cast(forms.ChoiceField, self.fields["group"]).choices = _group_choices(groups, likely)
        self.fields["group"].initial = str(likely[0]) if len(likely) == 1 else ""
        if found.month:
            del self.fields["month"]
        may = access.P.MANAGE_GROUPS in access.scope_of(user).permissions
        if found.npp and may:
            label = _("The group keeps NPP %(npp)s, if it has none") % {"npp": found.npp}
            self.fields["keep_npp"].label = label
        else:
            del self.fields["keep_npp"]

    def clean_group(self) -> ContributionGroup:
        return self.groups[int(self.cleaned_data["group"])]


def _group_choices(groups: dict[int, ContributionGroup], likely: list[int]) -> list[Any]:
    named = {pk: (str(pk), group_name(group)) for pk, group in groups.items()}
    first = [(_("Looks alike"), [named[pk] for pk in likely])] if likely else []
    return [("", _("Choose …")), *first, (_("All"), list(named.values()))]


def group_name(group: ContributionGroup) -> str:
    """A group as people know it: its agency, its own name where that is another one, its NPP."""
    own = [] if group.name in (group.agency.name, group.agency.short_name) else [group.name]
    npp = [f"NPP {group.npp}"] if group.npp else []
    return " · ".join([str(group.agency.name), *own, *npp])

"""What the texts of an upload mean: a choice or a spelling for each of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from enrolment.models import Category, Upload
from enrolment.rosters.matching import alike, values
from enrolment.rosters.matching.places import Owner

_SPELL = gettext_lazy("Write the spelling that counts, or leave it empty to keep the text.")
_CLOSE = gettext_lazy("These are spelt nearly like another text. Say where both mean the same.")


@dataclass
class Line:
    """One text of the file: how often it stands there, what is asked of it, a spelling close to it."""

    text: str
    count: int
    field: forms.BoundField
    suggestion: str = ""


@dataclass
class Section:
    """The texts of one column. `unlike` counts those that are not shown: nothing is close to them."""

    title: str | Promise
    hint: str | Promise
    column: str | Promise
    lines: list[Line] = field(default_factory=list)
    unlike: int = 0


class ValuesForm(forms.Form):
    """A category for each status; a spelling for positions and units, or a unit's own agency.

    A city is asked for categories alone. Positions and units are shown where another spelling is close;
    `everything` shows all of them.
    """

    def __init__(self, *args: Any, upload: Upload, owner: Owner, everything: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload, self.owner, self.known = upload, owner, values.known_to(owner)
        own = isinstance(owner, Agency)
        self.title = _("Match statuses, positions and units") if own else _("Match statuses")
        self.asked: dict[str, tuple[str, str]] = {}  # name of a field -> column, text
        self.sections = [self._statuses()]
        hint = _SPELL if everything else _CLOSE
        if own:
            self.sections.append(self._texts("position", _("Positions"), hint, everything))
            self.sections.append(self._texts("unit", _("Units"), hint, everything))
        self.sections = [section for section in self.sections if section.lines]

    def answers(self) -> dict[str, dict[str, str]]:
        """What was said, as `values.remember` takes it."""
        given: dict[str, dict[str, str]] = {}
        for name, (column, text) in self.asked.items():
            said = self.cleaned_data.get(name, "")
            if said != (self.fields[name].initial or "") or text in self.known[column]:
                given.setdefault(column, {})[text] = said
        return given

    def _statuses(self) -> Section:
        section = Section(
            _("Statuses"), _("Choose the category that each status of the file means."), _("Category")
        )
        choices = [("", _("not known")), *Category.choices]
        for status in values.statuses(self.upload):
            asked = forms.ChoiceField(choices=choices, required=False, initial=status.category or "")
            section.lines.append(Line(status.text, status.count, self._ask("category", status.key, asked)))
        return section

    def _texts(self, column: str, title: str, hint: str | Promise, everything: bool) -> Section:
        found = values.different(self.upload, column)
        close = alike.suggestions(found)
        agencies = _parts_of(self.owner) if column == "unit" else []
        if agencies:
            hint = _("Choose the unit that the text names.")
        section = Section(title, hint, _("Spelling that counts"))
        shown = [(t, n) for t, n in found if everything or t in close or (agencies and t not in agencies)]
        section.unlike = len(found) - len(shown)
        earlier = [(text, 0) for text in self.known[column] if text not in dict(found)] if everything else []
        for text, count in [*shown, *earlier]:
            initial, suggestion = self.known[column].get(text, ""), close.get(text, "")
            choice = agencies or ([suggestion] if suggestion and not everything else [])
            asked = _one_of(choice, initial) if choice else _spelling(initial)
            section.lines.append(Line(text, count, self._ask(column, text, asked), suggestion))
        return section

    def _ask(self, column: str, text: str, asked: forms.Field) -> forms.BoundField:
        name = f"{column}-{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]}"
        self.asked[name] = (column, text)
        self.fields[name] = asked
        return self[name]


def _parts_of(owner: Owner) -> list[str]:
    """The names of the units that an agency answers for or that are part of it."""
    if not isinstance(owner, Agency):
        return []
    return list(owner.children.order_by("name").values_list("name", flat=True))


def _one_of(texts: Sequence[str], initial: str) -> forms.Field:
    names = dict.fromkeys([*texts, *([initial] if initial else [])])
    choices = [("", _("as it is written")), *((name, name) for name in names)]
    return forms.ChoiceField(choices=choices, required=False, initial=initial)


def _spelling(initial: str) -> forms.Field:
    widget = forms.TextInput({"maxlength": values.LONGEST, "autocomplete": "off"})
    return forms.CharField(max_length=values.LONGEST, required=False, initial=initial, widget=widget)

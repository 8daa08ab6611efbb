"""A reminder while somebody writes it: about what, to whom, in which words. Nothing is kept until it is made;
the pages carry it along in their forms."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation

from agencies.models import AgencyKind, Demand, Region
from agencies.pages.navigation import address
from contributions.models import Reminder, ReminderKind, ReminderLetter
from contributions.reminders.choosing import Choice, Unit, choice_of
from contributions.reminders.earlier import open_letters
from contributions.reminders.forms import ReminderForm, SearchForm, remembered_signer, ticked
from contributions.reminders.letter import Letter, frozen, letter_of
from contributions.reminders.wording import default_words, in_short

K = ReminderKind
ANSWERED_IN = dt.timedelta(days=14)  # unless somebody asks for another day


@dataclass(frozen=True)
class About:
    """One matter that may be chosen, and how many agencies it concerns."""

    label: Any
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Row:
    """A unit in the list of those to tick. `sign`: how it stands to the demand that it would be reminded
    of; `earlier`: its letter about the same matter that is still open, "" where there is none."""

    unit: Unit
    words: str
    sign: str
    ticked: bool
    concerned: bool
    earlier: str


@dataclass(frozen=True)
class Draft:
    """`shown`: those that the search leaves; `ticked`: ids, shown or not; `earlier`: letters about the same
    matter that are still open, by agency."""

    region: Region
    day: dt.date
    kind: str
    language: str
    demand: Demand | None
    choice: Choice
    ticked: frozenset[int]
    search: SearchForm
    form: ReminderForm
    earlier: Mapping[int, str]

    @property
    def units(self) -> list[Unit]:
        """Those ticked, by code."""
        return [one for one in self.choice.units if one.pk in self.ticked]

    @property
    def shown(self) -> list[Row]:
        """Those ticked first, then those it concerns; offices before kecamatan, and these by code."""
        concerned = self.choice.of(self.kind)
        signs = self.choice.signs if self.kind == K.DEMAND else {}
        rows = [
            Row(
                one,
                in_short(self.kind, one.facts),
                signs.get(one.pk, ""),
                one.pk in self.ticked,
                one.pk in concerned,
                self.earlier.get(one.pk, ""),
            )
            for one in self.choice.units
        ]
        return sorted((row for row in rows if _fits(row, self.search.cleaned_data)), key=_place)

    @property
    def again(self) -> frozenset[int]:
        """Ticked, with a letter about the same matter that is still open."""
        return self.ticked & self.earlier.keys()

    @property
    def kept(self) -> list[int]:
        """Ticked and not shown: carried along unseen."""
        seen = {row.unit.pk for row in self.shown}
        return [one.pk for one in self.units if one.pk not in seen]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What every form on the way carries besides words and ticks."""
        found = [("about", self.kind), ("language", self.language)]
        return [*found, ("demand", str(self.demand.pk))] if self.demand else found

    @property
    def matters(self) -> list[About]:
        """What one may remind of; a document's demand only where one is given."""
        base = address("region_reminder_new", self.region.code)
        there = [kind for kind in K if kind != K.DEMAND or self.demand]
        return [
            About(
                kind.label,
                f"{base}?about={kind}&language={self.language}"
                + (f"&demand={self.demand.pk}" if self.demand else ""),
                len(self.choice.of(kind)),
                kind == self.kind,
            )
            for kind in there
        ]

    def ticking(self, act: str) -> "Draft":
        """With all that are shown ticked (`all`) or none of them (`none`), or without those that have an open
        letter already (`once`); else as it is."""
        if act == "once":
            return replace(self, ticked=self.ticked - self.again)
        seen = frozenset(row.unit.pk for row in self.shown)
        if act == "all":
            return replace(self, ticked=self.ticked | seen)
        return replace(self, ticked=self.ticked - seen) if act == "none" else self

    def values(self) -> dict[str, Any]:
        """For `actions.make_reminder`; the form is valid."""
        return self.form.values | {"kind": self.kind, "language": self.language, "as_of": self.day}

    def sample(self, wanted: str) -> tuple[Unit, Letter]:
        """The letter to one of the units ticked, as it would be made: the one wanted, else the first."""
        unit = next((one for one in self.units if str(one.pk) == wanted), self.units[0])
        reminder = Reminder(region=self.region, made_at=timezone.now(), **self.values())
        letter = ReminderLetter(agency=unit.agency, figures=frozen(unit, self.language))
        return unit, letter_of(letter, reminder)


def _place(row: Row) -> tuple[bool, bool, int, str]:
    agency = row.unit.agency
    return not row.ticked, not row.concerned, AgencyKind.values.index(agency.kind), agency.code


def _fits(row: Row, wanted: dict[str, Any]) -> bool:
    agency = row.unit.agency
    text = f"{row.unit.name} {agency.short_name} {agency.code}".casefold()
    return (
        all(word in text for word in wanted.get("q", "").casefold().split())
        and wanted.get("kind") in ("", None, agency.kind)
        and {"concerned": row.concerned, "ticked": row.ticked}.get(wanted.get("show", ""), True)
    )


def draft_of(request: HttpRequest, region: Region) -> Draft:
    """What a page asks for: by its address at first, by its form from then on."""
    sent = request.POST if request.method == "POST" else request.GET
    day, demand = timezone.localdate(), _demand(region, sent.get("demand", ""))
    choice = choice_of(region, day, demand)
    kind, language = _kind(sent.get("about", ""), choice, demand), _language(sent.get("language", ""))
    if request.method == "POST":
        chosen = ticked(request.POST.getlist("agency"), (one.pk for one in choice.units))
        again = len(request.POST.getlist("language")) > 1
        typed = _translated(request.POST, kind, demand) if again else request.POST
        form = ReminderForm(typed, region=region, user=request.user)
    else:
        chosen = choice.of(kind) if kind != K.OTHER else frozenset()
        form = ReminderForm(
            initial=_beginning(region, kind, language, demand), region=region, user=request.user
        )
    search = SearchForm(sent, (one.agency.kind for one in choice.units))
    search.is_valid()
    earlier = open_letters(region, kind, demand.document_id if demand else None)
    return Draft(region, day, kind, language, demand, choice, chosen, search, form, earlier)


def _demand(region: Region, asked: str) -> Demand | None:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):
        return None
    return Demand.objects.filter(region=region, pk=asked).select_related("document").first()


def _kind(asked: str, choice: Choice, demand: Demand | None) -> str:
    """The one asked for; else the first that concerns anybody."""
    if asked in K.values and (asked != K.DEMAND or demand):
        return asked
    return next((kind for kind in K if choice.of(kind)), K.OTHER)


def _language(asked: str) -> str:
    """Letters are in Indonesian unless somebody asks for another language."""
    return asked if asked in dict(settings.LANGUAGES) else "id"


def _beginning(region: Region, kind: str, language: str, demand: Demand | None) -> dict[str, Any]:
    found: dict[str, Any] = _words(kind, language, demand) | remembered_signer(region)
    if demand and kind == K.DEMAND:
        found |= {"document": demand.document_id}
    return found | {"answer_by": timezone.localdate() + ANSWERED_IN}


def _words(kind: str, language: str, demand: Demand | None) -> dict[str, str]:
    """Subject and body before anybody edits them."""
    with translation.override(language):
        asked = demand if kind == K.DEMAND else None
        subject, body = default_words(kind, asked.text if asked else "", asked.due_on if asked else None)
    return {"subject": subject, "body": body}


def _translated(sent: QueryDict, kind: str, demand: Demand | None) -> QueryDict:
    """What was sent, with the words of the other language for those that nobody has edited. The form names
    the language that it had, the button the one that is wanted."""
    was, wanted = (_language(one) for one in sent.getlist("language")[-2:])
    before, after = _words(kind, was, demand), _words(kind, wanted, demand)
    found = sent.copy()
    for name, text in before.items():
        if sent.get(name, "").replace("\r\n", "\n").strip() == text:
            found[name] = after[name]
    return found

"""One letter from top to bottom, in the language of its reminder: one text for screen, PDF and Word."""

from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Region
from agencies.pages import figures
from agencies.pages.cells import FORBIDDEN
from contributions.models import Reminder, ReminderLetter
from contributions.reminders.addressee import head_of
from contributions.reminders.choosing import Unit
from contributions.reminders.facts import Facts
from contributions.reminders.wording import fact_lines
from enrolment.letters.signers import place_in, spaced_nip

DOTS = "." * 36


@dataclass(frozen=True)
class Letter:
    """`head` and `facts`: label and value; `paragraphs` between the figures and the signature. Empty texts
    are left out."""

    government: str
    office: str
    address: str
    place_and_day: str
    head: list[tuple[str, str]]
    to: list[str]
    opening: str
    facts: list[tuple[str, str]]
    paragraphs: list[str]
    closing: str
    signer_title: str
    signer_name: str
    signer_rank: str
    signer_nip: str
    footer: str
    language: str


def frozen(unit: Unit, language: str) -> dict[str, Any]:
    """What a letter keeps of its agency: the figures, the name and the head's title as they are now."""
    with translation.override(language):
        names = {"name": unit.name, "to": head_of(unit.agency)}
        return unit.facts.frozen() | {key: FORBIDDEN.sub("", text) for key, text in names.items()}


def letter_of(letter: ReminderLetter, reminder: Reminder) -> Letter:
    """The letter to one agency as it was frozen; its number once somebody wrote one down."""
    with translation.override(reminder.language):
        return _letter(letter, reminder)


def _letter(letter: ReminderLetter, reminder: Reminder) -> Letter:
    signer, region = reminder.signer, reminder.region
    nip = spaced_nip(signer.get("nip", ""))
    return Letter(
        government=_("Government of %(region)s") % {"region": region.name},
        office=signer.get("office", ""),
        address=signer.get("address", ""),
        place_and_day=_place_and_day(signer.get("place") or place_in(region), reminder),
        head=[
            (_("Number"), letter.number),
            (_("Attachment"), "–"),
            (_("Subject"), reminder.subject),
        ],
        to=[_("To:"), letter.figures.get("to", ""), _("in %(place)s") % {"place": place_in(region)}],
        opening=_opening(letter, reminder),
        facts=fact_lines(reminder.kind, Facts.thawed(letter.figures)),
        paragraphs=_paragraphs(reminder),
        closing=_("We thank you for your attention and cooperation."),
        signer_title=signer.get("title") or DOTS,
        signer_name=signer.get("name") or DOTS,
        signer_rank=signer.get("rank", ""),
        signer_nip=_("NIP %(nip)s") % {"nip": nip or "." * 28},
        footer=_footer(region, letter, reminder),
        language=reminder.language,
    )


def _place_and_day(place: str, reminder: Reminder) -> str:
    """The day itself is written by hand when the letter gets its number."""
    return f"{place}, ........ {formats.date_format(reminder.as_of, 'F Y')}"


def _opening(letter: ReminderLetter, reminder: Reminder) -> str:
    words = {"agency": letter.figures.get("name", ""), "day": figures.day(reminder.as_of)}
    if reminder.document:
        named = {"document": reminder.document, "title": reminder.document.subject}
        form = _("%(document)s about %(title)s") if named["title"] else "%(document)s"
        words["document"] = FORBIDDEN.sub("", form % named)
        return _("With reference to %(document)s, this is how things stand at %(agency)s on %(day)s:") % words
    return _("According to the data in Lindungi, this is how things stand at %(agency)s on %(day)s:") % words


def _paragraphs(reminder: Reminder) -> list[str]:
    typed = [part.strip() for part in reminder.body.replace("\r\n", "\n").split("\n\n")]
    if reminder.answer_by:
        asked = _("We ask for your answer by %(day)s at the latest.")
        typed.append(asked % {"day": figures.day(reminder.answer_by)})
    return [part for part in typed if part]


def _footer(region: Region, letter: ReminderLetter, reminder: Reminder) -> str:
    day = timezone.localdate(reminder.made_at)
    words = {"agency": letter.figures.get("name", ""), "number": reminder.pk or "–"}
    words["day"] = figures.day(day)
    return _("%(agency)s · reminder %(number)s of %(day)s · Lindungi") % words

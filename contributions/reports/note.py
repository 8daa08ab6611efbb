"""The nota dinas that carries a report: one text for the PDF and for Word; its number is left empty."""

from dataclasses import asdict, dataclass
from string import ascii_lowercase
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from docx.shared import Cm

from contributions.reports import wording
from contributions.reports.content import Content
from contributions.reports.paper import DOTS, signature_of
from enrolment.letters.printing import CENTRE, blank, finished, line, signature, typeset, written

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "reports" / "note.typ"


@dataclass(frozen=True)
class Note:
    """From top to bottom. `head`: label and value."""

    government: str
    office: str
    title: str
    head: list[tuple[str, str]]
    opening: str
    points: list[str]
    asks: str
    decision: str
    closing: str
    signature: dict[str, str]
    footer: str
    language: str


def note_of(content: Content, decision: str, signer: dict[str, str], recipient: str, language: str) -> Note:
    """In the language in force, which is `language`."""
    return Note(
        government=_("Government of %(region)s") % {"region": content.region},
        office=signer.get("office", ""),
        title=_("Official note"),
        head=_head(content, signer, recipient),
        opening=_("We hereby submit the report on coverage by BPJS Ketenagakerjaan, with these main points:"),
        points=_points(content),
        asks=_("On this basis we ask for one decision:"),
        decision=decision,
        closing=_("Thus submitted for your instruction. Thank you for your attention."),
        signature=signature_of(signer) | {"place_and_day": ""},
        footer=f"{content.region} · {wording.position(content)} · Lindungi",
        language=language,
    )


def _head(content: Content, signer: dict[str, str], recipient: str) -> list[tuple[str, str]]:
    position = wording.position(content)
    subject = _("Report on coverage by BPJS Ketenagakerjaan, %(position)s") % {
        "position": position[:1].lower() + position[1:]
    }
    return [
        (_("Respectfully to"), recipient or DOTS),
        (_("Sender"), signer.get("title") or DOTS),
        (_("Date"), DOTS),
        (_("Number"), DOTS),
        (_("Nature"), _("Important")),
        (_("Attachment"), _("1 (one) file")),
        (_("Subject"), subject),
    ]


def _points(content: Content) -> list[str]:
    rate = wording.rate_of(content)
    found = [wording.headline(content)]
    if rate:
        form = _("Rate: %(rate)s (%(origin)s).")
        found.append(form % {"rate": wording.rate_in_words(rate), "origin": wording.origin_of(rate)})
    found.append(wording.silence(content))
    if content.cost.gap:
        form = _("To close the gap: %(month)s a month, %(year)s a year.")
        cost = content.cost.gap
        sums = {"month": wording.money_span(cost), "year": wording.money_span(cost, 12)}
        found.append(f"{form % sums} {wording.cost_in_words(content)}")
    else:
        found.append(wording.cost_in_words(content))
    found += [wording.arrears_in_words(content), wording.claims_in_words(content.claims, content.made_on)]
    return [text for text in found if text]


def pdf(note: Note) -> bytes:
    return typeset(TEMPLATE, asdict(note))


def word(note: Note) -> bytes:
    """The same as .docx."""
    document = blank()
    for text, size in ((note.government.upper(), 13), (note.office.upper(), 15)):
        if text:
            line(document, text, CENTRE, bold=True, size=size)
    line(document, note.title.upper(), CENTRE, bold=True, size=13)
    _table(document, note)
    line(document, "")
    line(document, note.opening)
    for letter, point in zip(ascii_lowercase, note.points, strict=False):
        line(document, f"{letter}.\t{point}", indent=0.75)
    line(document, note.asks)
    line(document, note.decision, bold=True)
    line(document, note.closing)
    signature(document, (note.signature["title"],))
    signature(document, ("\n\n", note.signature["name"], note.signature["rank"], note.signature["nip"]))
    return finished(document, note.footer)


def _table(document: Any, note: Note) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, value in note.head:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, written(f": {value}")
        cells[0].width, cells[1].width = Cm(3), Cm(13)

"""The words of the letter, in Indonesian whoever prints it: one text for the PDF and for Word."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.pages import figures
from enrolment.letters.signers import spaced_nip
from enrolment.models import RosterStatement
from enrolment.rosters.statements.content import CountRow, count_rows, sum_row


@dataclass(frozen=True)
class Letter:
    """A letter from top to bottom. `facts`: label and value; `head`, `rows`: the table, last the sum."""

    government: str
    office: str
    title: str
    number: str
    opening: str
    facts: list[tuple[str, str]]
    declares: str
    points: list[str]
    head: list[str]
    rows: list[list[str]]
    closing: str
    place_and_day: str
    signer_title: str
    stamp: str
    signer_name: str
    signer_nip: str
    footer: str


def letter_of(statement: RosterStatement) -> Letter:
    """Surat Pernyataan Tanggung Jawab Mutlak about the list of the statement's version."""
    with translation.override("id"):
        return _letter(statement)


def _letter(statement: RosterStatement) -> Letter:
    agency = statement.agency
    return Letter(
        government=_("Government of %(region)s") % {"region": agency.region.name},
        office=agency.name,
        title=_("Statement of absolute responsibility"),
        number=_("Number: %(dots)s") % {"dots": "." * 40},
        opening=_("The undersigned:"),
        facts=_facts(statement),
        declares=_("hereby states in truth:"),
        points=_points(statement),
        **_table(statement),
        closing=_("This statement is made in truth, to be used where it is needed."),
        place_and_day=_("%(place)s, %(dots)s") % {"place": statement.place or "." * 16, "dots": "." * 24},
        signer_title=statement.signer_title,
        stamp=_("Duty stamp Rp10.000"),
        signer_name=statement.signer_name,
        signer_nip=_("NIP %(nip)s") % {"nip": _nip(statement)} if statement.signer_nip else "",
        footer=_("List of %(agency)s · version %(version)s · fingerprint %(hash)s · Lindungi")
        % {"agency": agency, "version": statement.roster_version, "hash": statement.short_hash},
    )


def _facts(statement: RosterStatement) -> list[tuple[str, str]]:
    facts = (
        (_("Name"), statement.signer_name),
        (_("NIP"), _nip(statement) or "–"),
        (_("Position"), statement.signer_title),
        (_("Agency"), statement.agency.name),
    )
    return [(str(label), value) for label, value in facts]


def _nip(statement: RosterStatement) -> str:
    return spaced_nip(statement.signer_nip)


def _points(statement: RosterStatement) -> list[str]:
    said: dict[str, Any] = {
        "agency": statement.agency.name,
        "day": figures.day(statement.as_of),
        "version": statement.roster_version,
        "hash": statement.short_hash,
        "total": figures.number(sum_row(statement.counts, "").total),
    }
    return [
        _(
            "The list of workers of %(agency)s as of %(day)s, version %(version)s with the fingerprint"
            " %(hash)s in Lindungi, is true and complete; it holds %(total)s people:"
        )
        % said,
        _(
            "Each person on that list really works for %(agency)s and may be registered in the employment"
            " social security programmes of BPJS Ketenagakerjaan."
        )
        % said,
        _(
            "Should any of this prove untrue, I bear the full responsibility for it and for what follows"
            " from it, in accordance with the law."
        ),
    ]


def _table(statement: RosterStatement) -> dict[str, Any]:
    """The column for those of unknown sex only where there are any."""
    total = sum_row(statement.counts, _("Total"))
    unknown = bool(total.unknown)
    head = [_("No."), _("Category"), _("Men"), _("Women"), *([_("Not given")] if unknown else []), _("Total")]
    rows = count_rows(statement.counts)
    lines = [[str(n), *_cells(row, unknown)] for n, row in enumerate(rows, start=1)]
    return {"head": [str(word) for word in head], "rows": [*lines, ["", *_cells(total, unknown)]]}


def _cells(row: CountRow, unknown: bool) -> list[str]:
    numbers = [row.men, row.women, *([row.unknown] if unknown else []), row.total]
    return [row.label, *map(figures.number, numbers)]

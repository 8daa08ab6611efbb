"""The columns of files of rates: what our own export writes and the import takes back, in both languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agencies.members.workbook import header_word


@dataclass(frozen=True)
class Column:
    """`field` of the form; `also` are other headings that are understood; `cell` reads it from a record."""

    field: str
    heading: str | Promise
    cell: Callable[[Any], Any]
    is_needed: bool = False
    also: Sequence[str] = ()

    def words(self) -> set[str]:
        found = {header_word(self.field), *self.also}
        for language, _name in settings.LANGUAGES:
            with override(language):
                found.add(header_word(str(self.heading)))
        return found


def _get(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name)


def _month(day: Any) -> str:
    return f"{day:%Y-%m}" if day else ""


def _number(value: Decimal | None) -> Decimal | None:
    """Without the zeros that only fill places."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _amount(name: str) -> Callable[[Any], Any]:
    return lambda record: _number(getattr(record, name))


def _since(record: Any) -> str:
    return _month(record.period.lower)


def _until(record: Any) -> str:
    return _month(record.period.upper)


SINCE = Column("since", _("In force from the month"), _since, True, ("sejak", "berlaku sejak", "since"))
UNTIL = Column("until", _("No longer from the month"), _until, also=("sampai", "berlaku sampai", "until"))
SOURCE = Column("legal_source", _("Legal source"), _get("legal_source"), True, ("dasar hukum",))
NOTE = Column("note", _("Note"), _get("note"), also=("keterangan",))
SEGMENT = Column("segment", _("Segment"), _get("segment"), True, ("segmen",))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "rate": (
        Column("programme", _("Programme"), _get("programme"), True),
        SEGMENT,
        Column("risk", _("JKK risk group"), _get("risk"), also=("risiko", "risk")),
        Column("employer", _("Employer's share (%)"), _amount("employer"), also=("pemberi kerja",)),
        Column("worker", _("Worker's share (%)"), _amount("worker"), also=("pekerja",)),
        Column("amount", _("Or an amount a month (Rp)"), _amount("amount"), also=("nominal",)),
        Column("minimum_base", _("Smallest base that counts (Rp)"), _amount("minimum_base")),
        Column("maximum_base", _("Largest base that counts (Rp)"), _amount("maximum_base")),
        Column("from_base", _("Only for bases from (Rp)"), lambda r: _number(r.bases.lower)),
        Column("below_base", _("Only for bases below (Rp)"), lambda r: _number(r.bases.upper)),
        SINCE,
        UNTIL,
        SOURCE,
        NOTE,
    ),
    "relief": (
        Column("name", _("Name"), _get("name"), True),
        Column("programmes", _("Programmes"), lambda r: " ".join(r.programmes), True),
        Column("segment", _("Segment"), _get("segment"), also=("segmen",)),
        Column("sector", _("Sector"), _get("sector"), also=("sektor",)),
        Column("left", _("What is left (%)"), lambda r: _number(r.factor * 100), True),
        Column(
            "not_paid_from", _("Not where any part is paid from"), lambda r: " ".join(r.not_paid_from)
        ),
        Column(
            "settled_until",
            _("Only for who has paid everything up to the month"),
            lambda r: _month(r.settled_until),
        ),
        SINCE,
        UNTIL,
        SOURCE,
        NOTE,
    ),
    "minimum_wage": (
        Column("region", _("Code of the region"), lambda r: r.region.code, True, ("kode", "code")),
        Column("name", _("Region"), lambda r: r.region.name, also=("nama",)),
        Column("amount", _("Minimum wage a month (Rp)"), _amount("amount"), True, ("umk", "ump")),
        SINCE,
        UNTIL,
        SOURCE,
    ),
    "due_date": (
        Column("month", _("Contribution of the month"), lambda r: _month(r.month), True, ("bulan", "month")),
        SEGMENT,
        Column("due_on", _("Last day to pay"), _get("due_on"), True, ("jatuh tempo", "due on")),
        SOURCE,
    ),
}  # fmt: skip


def fields_of(key: str) -> dict[str, list[str]]:
    """Field → words of its heading, as `agencies.members.workbook.read` wants them."""
    return {column.field: sorted(column.words()) for column in COLUMNS[key]}


def needed_of(key: str) -> list[str]:
    return [column.field for column in COLUMNS[key] if column.is_needed]

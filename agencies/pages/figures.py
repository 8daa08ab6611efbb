"""How numbers, money, rates, days and identity numbers are written for people. No models, no requests."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import get_language, gettext

MASK = "*" * 8


def masked_nik(nik: str | None) -> str:
    """The first and last four digits of an identity number; a shorter or longer text is masked whole.

    Lists and pages show this form only; the whole number is for one's own rows and the worker's form.
    """
    text = nik or ""
    if len(text) == 16:
        return text[:4] + MASK + text[-4:]
    return "*" * len(text)


def separators() -> tuple[str, str]:
    """Thousands and decimal separator: 1.500.000,50 in Indonesian, 1,500,000.50 in English."""
    return (",", ".") if (get_language() or "id").startswith("en") else (".", ",")


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A figure with the separators of the reader's language; None, which is no data, is a dash.

    Without `places` a whole number has none and any other keeps the places it came with.
    """
    if value is None:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    thousands, decimal = separators()
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", thousands) + (decimal + fraction if fraction else "")
    return ("−" if exact < 0 else "") + text


def rupiah(value: int | Decimal | None) -> str:
    """Money: `Rp 1.500.000`, with sen only where there are some; a no-break space holds it together."""
    if value is None:
        return "–"
    sen = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    places = 0 if sen == sen.to_integral_value() else 2
    sign = "−" if sen < 0 else ""
    return f"{sign}Rp\N{NO-BREAK SPACE}{number(abs(sen), places)}"


def percent(numerator: int, denominator: int) -> str:
    """A share with one place, cut and not rounded, so that 100 % and 0 % are only ever exactly that."""
    share = Decimal(100) * numerator / denominator
    cut = share.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    space = "" if separators()[0] == "," else "\N{NO-BREAK SPACE}"
    if numerator and not cut:
        return f"< {number(Decimal('0.1'))}{space}%"
    return f"{number(cut.normalize() if cut == cut.to_integral_value() else cut, None)}{space}%"


def day(value: date | None) -> str:
    """`26 Februari 2020`, in English `26 February 2020`; None is a dash."""
    return formats.date_format(value, "DATE_FORMAT") if value else "–"


def short_day(value: date | None) -> str:
    """`26 Feb 2020`, for tables and beside figures."""
    return formats.date_format(value, "SHORT_DATE_FORMAT") if value else "–"


def weekday(value: date) -> str:
    """`Rabu`, in English `Wednesday`."""
    return formats.date_format(value, "l")


@dataclass(frozen=True)
class Rate:
    """A share with everything it must be read with: its parts, who says the denominator, and when."""

    share: str
    parts: str
    origin: str


def rate(numerator: int | None, denominator: int | None, source: str = "", as_of: date | None = None) -> Rate:
    """The rate as text; share is "" where there is none, because a part is unknown or the whole is zero."""
    known = numerator is not None and denominator is not None
    share = percent(numerator, denominator) if known and denominator else ""  # type: ignore[arg-type]
    parts = gettext("%(part)s of %(whole)s") % {"part": number(numerator), "whole": number(denominator)}
    origin = ", ".join(filter(None, (str(source), short_day(as_of) if as_of else "")))
    return Rate(share, parts, origin)

"""A paper of the treasurer, for signing: one shape for all of them, typeset from one template."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from contributions.models import GroupTerms
from contributions.treasury.terbilang import sentence
from enrolment.letters.printing import typeset
from enrolment.letters.signers import place_of, spaced_nip

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "treasury" / "paper.typ"
DOTS = "." * 36


@dataclass(frozen=True)
class Row:
    """`kind`: row, heading (its first cell goes across) or total."""

    cells: list[str]
    kind: str = "row"


@dataclass(frozen=True)
class Grid:
    """A table. `widths`: of its columns, in parts (`1fr`) or cm; the first `texts` columns stand left, the
    others right."""

    caption: str
    head: list[str]
    rows: list[Row]
    widths: list[str]
    texts: int = 1


@dataclass(frozen=True)
class Signer:
    role: str
    name: str = DOTS
    nip: str = ""


@dataclass(frozen=True)
class Paper:
    """From top to bottom; what is empty is left out."""

    government: str
    office: str
    title: str
    about: str
    facts: list[tuple[str, str]]
    grids: list[Grid]
    in_words: str = ""
    remarks: list[str] = field(default_factory=list)
    place_and_day: str = ""
    signers: list[Signer] = field(default_factory=list)
    footer: str = ""


def pdf(paper: Paper) -> bytes:
    return typeset(TEMPLATE, asdict(paper))


def money(amount: Decimal | None) -> str:
    """With sen, always: sums of a column stand beneath each other."""
    return figures.number(amount, 2)


def in_words(amount: Decimal) -> str:
    """`Terbilang (Rp 8.500): Delapan ribu lima ratus rupiah`."""
    return _("In words (%(sum)s): %(words)s") % {"sum": figures.rupiah(amount), "words": sentence(amount)}


def letterhead(agency: Agency) -> dict[str, str]:
    return {
        "government": _("Government of %(region)s") % {"region": agency.region.name},
        "office": agency.name,
        "footer": _("%(agency)s · printed on %(day)s · Lindungi")
        % {"agency": agency, "day": figures.day(timezone.localdate())},
    }


def signed_at(agency: Agency) -> str:
    """The day stays empty: it is the day of signing, not of printing."""
    return f"{place_of(agency)}, …………………… 20……"


def signers_of(agency: Agency, terms: GroupTerms | None) -> list[Signer]:
    """The head, and the treasurer whom the terms name."""
    nip = _("NIP %(nip)s") % {"nip": spaced_nip(terms.treasurer_nip)} if terms and terms.treasurer_nip else ""
    return [
        Signer(
            _("Known to: head of %(agency)s") % {"agency": agency.name},
            DOTS,
            _("NIP %(nip)s") % {"nip": "." * 28},
        ),
        Signer(
            _("Treasurer"), (terms and terms.treasurer) or DOTS, nip or _("NIP %(nip)s") % {"nip": "." * 28}
        ),
    ]

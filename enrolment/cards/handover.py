"""The words of the hand-over list, in Indonesian whoever prints it: one text for the PDF and for Word."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from enrolment.cards.forms import remembered_signer
from enrolment.letters.signers import spaced_nip
from enrolment.models import Worker


@dataclass(frozen=True)
class HandoverList:
    """A list from top to bottom; `rows` are number, name, KPJ, unit, the column to sign in stays empty."""

    government: str
    office: str
    title: str
    number: str
    opening: str
    head: list[str]
    rows: list[list[str]]
    place_and_day: str
    gives: str
    signer_title: str
    signer_name: str
    signer_nip: str
    footer: str


def list_of(agency: Agency, people: QuerySet[Worker]) -> HandoverList:
    """Who gets a card, in the order given, without identity numbers. Two queries."""
    with translation.override("id"):
        return _list_of(agency, people)


def _list_of(agency: Agency, people: QuerySet[Worker]) -> HandoverList:
    found = people.values_list("name", "number", "unit")
    rows = [[str(n), name, kpj or "–", unit or "–"] for n, (name, kpj, unit) in enumerate(found, 1)]
    signer = remembered_signer(agency) or {}
    nip = spaced_nip(signer.get("signer_nip", ""))
    return HandoverList(
        government=_("Government of %(region)s") % {"region": agency.region.name},
        office=agency.name,
        title=_("Hand-over of participants' cards of BPJS Ketenagakerjaan"),
        number=_("Number: %(dots)s") % {"dots": "." * 40},
        opening=_("The people named below have received their participant's card:"),
        head=[str(w) for w in (_("No."), _("Name"), _("KPJ"), _("Work unit"), _("Signature"))],
        rows=rows,
        place_and_day=_("%(place)s, %(dots)s") % {"place": signer.get("place") or "." * 16, "dots": "." * 24},
        gives=_("Handed over by"),
        signer_title=signer.get("signer_title", ""),
        signer_name=signer.get("signer_name") or "." * 40,
        signer_nip=_("NIP %(nip)s") % {"nip": nip} if nip else "",
        footer=_("%(agency)s · %(n)s cards · %(day)s · Lindungi")
        % {
            "agency": agency,
            "n": figures.number(len(rows)),
            "day": figures.day(timezone.localdate()),
        },
    )

"""The words of a certificate of enrolment, in Indonesian whoever prints it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import GroupProgrammes, Programme
from agencies.models.groups import ALWAYS
from agencies.pages import figures
from enrolment.letters.signers import spaced_nip
from enrolment.models import Basis, ParticipantMatch, Worker
from enrolment.workers.wording import month_name

MONTHS_SHOWN = 24  # the newest; an older registration is told by its first day


@dataclass(frozen=True)
class CertificateLetter:
    """A certificate from top to bottom. `facts`: label and value; `programmes` and `months` in words."""

    government: str
    office: str
    title: str
    number: str
    opening: str
    facts: list[list[str]]
    enrolled: str
    programmes: list[str]
    months: str
    no_substitute: str
    place_and_day: str
    signer_title: str
    signer_name: str
    signer_nip: str
    code_label: str
    check: str
    footer: str


def letter_of(worker: Worker, signer: dict[str, str], day: dt.date) -> CertificateLetter:
    """Of a worker from `with_enrolment()`; four queries at most."""
    with translation.override("id"):
        return _letter(worker, signer, day)


def _letter(worker: Worker, signer: dict[str, str], day: dt.date) -> CertificateLetter:
    agency = worker.agency
    nip = spaced_nip(signer.get("signer_nip", ""))
    place = signer.get("place") or "." * 16
    return CertificateLetter(
        government=_("Government of %(region)s") % {"region": agency.region.name},
        office=agency.name,
        title=_("Certificate of enrolment"),
        number=_("Number: %(dots)s") % {"dots": "." * 40},
        opening=_("The undersigned certifies that:"),
        facts=_facts(worker),
        enrolled=_enrolled(worker),
        programmes=programmes_of(worker, day),
        months=f"{_months(worker)} {_('Payments per month are not recorded here.')}",
        no_substitute=_(
            "This certificate is no substitute for the participant's card, which BPJS Ketenagakerjaan issues."
        ),
        place_and_day=f"{place}, {figures.day(day)}",
        signer_title=signer.get("signer_title", ""),
        signer_name=signer.get("signer_name", ""),
        signer_nip=_("NIP %(nip)s") % {"nip": nip} if nip else "",
        code_label=_("Check code"),
        check=_("Whether this certificate holds can be checked at:"),
        footer=_("The check page shows initials, agency and date only. · Lindungi"),
    )


def _facts(worker: Worker) -> list[list[str]]:
    born = ", ".join(
        part for part in (worker.birth_place, worker.birth_date and figures.day(worker.birth_date)) if part
    )
    group = worker.contribution_group
    facts = (
        (_("Name"), worker.name),
        (_("NIK"), worker.nik),
        (_("Place and date of birth"), born),
        (_("Position"), worker.position),
        (_("Work unit"), worker.unit),
        (_("Agency"), worker.agency.name),
        (_("Participant number (KPJ)"), worker.number),  # type: ignore[attr-defined]  # annotated
        (_("NPP"), group.npp),
    )
    return [[str(label), str(value)] for label, value in facts if value]


def _enrolled(worker: Worker) -> str:
    said = {
        "day": figures.day(worker.registered_on),  # type: ignore[attr-defined]  # annotated, as the next ones
        "agency": worker.agency.name,
        "month": month_name(worker.confirmed_month),  # type: ignore[attr-defined]
    }
    if worker.basis == Basis.CONFIRMED:  # type: ignore[attr-defined]
        return (
            _(
                "has been registered as a participant of BPJS Ketenagakerjaan through %(agency)s since"
                " %(day)s, confirmed by BPJS Ketenagakerjaan's list of %(month)s, in the programmes:"
            )
            % said
        )
    return (
        _(
            "has been registered as a participant of BPJS Ketenagakerjaan through %(agency)s since %(day)s,"
            " according to the agency, in the programmes:"
        )
        % said
    )


def programmes_of(worker: Worker, day: dt.date) -> list[str]:
    """The programmes of the worker's group on a day; JKK and JKM always (PP 44/2015)."""
    dated = GroupProgrammes.objects.filter(group=worker.contribution_group_id, period__contains=day)
    held = dated.values_list("programmes", flat=True).first() or list(ALWAYS)
    return [str(programme.label) for programme in Programme if programme in held]


def _months(worker: Worker) -> str:
    """The months in which BPJS's own lists name the worker. What was paid is not known here yet."""
    matches = ParticipantMatch.objects.filter(worker=worker, agency=worker.agency_id, is_refused=False)
    known = set(matches.exclude(found_by="name", decided_at=None).values_list("month__month", flat=True))
    if worker.confirmed_month:  # type: ignore[attr-defined]
        known.add(worker.confirmed_month)  # type: ignore[attr-defined]
    if not known:
        return _("No monthly list of BPJS Ketenagakerjaan is on record yet.")
    newest = sorted(known, reverse=True)[:MONTHS_SHOWN]
    return _("Per month according to BPJS Ketenagakerjaan's lists: %(months)s.") % {
        "months": ", ".join(month_name(month) for month in reversed(newest))
    }

"""What BPJS asks for, by kind of claim: a checklist as data. Another paper is one more line.

`FORMS`: the forms' numbers stand on BPJS's own form list (bpjsketenagakerjaan.go.id, formulir). All else is
common knowledge of the offices; a branch may ask for more or less.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from enrolment.models import ClaimKind


@dataclass(frozen=True)
class Paper:
    """`certain`: BPJS's own form. `only_if`: when it is wanted, where not always."""

    code: str
    label: Any
    certain: bool = False
    only_if: Any = ""


_KTP = Paper("ktp", _("KTP of the worker"))
_CARD = Paper("card", _("Participant card (KPJ)"))
_ACCOUNT = Paper("account", _("First page of the bank book of whoever receives it"))
_F3 = Paper("f3", _("Form F3: report of the accident, stage I"), certain=True)
_F3A = Paper("f3a", _("Form F3a: report of the accident, stage II"), certain=True)
_CHRONICLE = Paper("chronicle", _("Chronology of the accident, signed by the head"))
_WITNESSES = Paper("witnesses", _("Statements of two witnesses with their KTP"))
_POLICE = Paper("police", _("Police report"), only_if=_("accident on the road"))
_DUTY = Paper("duty", _("Attendance list or order of duty of that day"))
_HEIRS = (
    Paper("akta_kematian", _("Death certificate of the civil registry (akta kematian)")),
    Paper("kk", _("Family card (KK)")),
    Paper("ktp_heirs", _("KTP of the heirs")),
    Paper("heirs", _("Letter of inheritance (surat keterangan ahli waris)")),
    Paper("marriage", _("Marriage certificate"), only_if=_("a husband or wife claims")),
    Paper("school", _("Letter of the school or university"), only_if=_("children in education")),
)

PAPERS: dict[str, tuple[Paper, ...]] = {
    ClaimKind.ACCIDENT: (
        _F3,
        _F3A,
        Paper("doctor", _("Doctor's certificate")),
        _CHRONICLE,
        _WITNESSES,
        _POLICE,
        _DUTY,
        _KTP,
        _CARD,
        Paper("receipts", _("Receipts of treatment and transport"), only_if=_("somebody paid in advance")),
        _ACCOUNT,
    ),
    ClaimKind.WORK_DEATH: (
        _F3,
        _F3A,
        _CHRONICLE,
        _WITNESSES,
        _POLICE,
        _DUTY,
        Paper("death_doctor", _("Certificate of death of the doctor or hospital")),
        *_HEIRS,
        _KTP,
        _CARD,
        _ACCOUNT,
    ),
    ClaimKind.DEATH: (
        Paper("f4", _("Form F4: claim of the death benefit (JKM)"), certain=True),
        *_HEIRS,
        _KTP,
        _CARD,
        _ACCOUNT,
    ),
}


def papers_of(kind: str) -> tuple[Paper, ...]:
    return PAPERS[kind]


def codes_of(kind: str) -> frozenset[str]:
    return frozenset(paper.code for paper in PAPERS[kind])

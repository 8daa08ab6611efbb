"""Certificates of enrolment: what stands on one, making it, revoking it, and what its code tells."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.cards.certificate_letter import CertificateLetter, letter_of
from enrolment.cards.codes import new_code
from enrolment.models import Certificate, EnrolmentState, Worker
from enrolment.workers.sql import lock_rosters

_CHECK = "select initials, agency, issued_on, revoked from certificate_check(%s)"


def initials_of(name: str) -> str:
    """`B. S.` for Budi Santoso; degrees and titles are parts of the name as the agency writes it, without the
    marks. At most four."""
    bare = name.split(",")[0]  # degrees stand behind a comma
    words = ["".join(char for char in word if char.isalpha()) for word in bare.split()]
    return " ".join(f"{word[0].upper()}." for word in words if word)[: 4 * 3 - 1].strip() or "–"


@transaction.atomic
def issue(*, worker: Worker, signer: dict[str, str], check_address: str, by: Any) -> Certificate:
    """A certificate for a registered worker as the data are now; `check_address` is the whole address of the
    check page.

    One that was made today and would say the same is given once more: a second click makes no second paper.
    ValidationError for who is not registered, or not there any more.
    """
    lock_rosters([worker.agency_id])
    present = Worker.objects.with_enrolment().select_related("agency__region", "contribution_group")
    found = present.filter(pk=worker.pk, agency=worker.agency_id).first()
    if found is None or found.state != EnrolmentState.REGISTERED:  # type: ignore[attr-defined]  # annotated
        raise ValidationError(_("Only who is registered gets a certificate."), code="not_registered")
    today = timezone.localdate()
    letter = asdict(letter_of(found, signer, today))
    content = {"letter": letter, "signer": signer, "address": check_address}
    same = Certificate.objects.filter(
        worker=worker, issued_on=today, revoked_at=None, content=content
    ).first()
    return same or Certificate.objects.create(
        code=new_code(),
        worker=worker,
        agency_id=worker.agency_id,
        initials=initials_of(found.name),
        content=content,
        issued_on=today,
        issued_by_id=getattr(by, "pk", None),
    )


@transaction.atomic
def revoke(*, certificate: Certificate, by: Any) -> bool:
    """Its code says so from now on; whether it held until now."""
    found = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    return bool(found.update(revoked_at=timezone.now(), revoked_by_id=getattr(by, "pk", None)))


def letter_again(certificate: Certificate) -> CertificateLetter:
    """What stood on it, word for word."""
    return CertificateLetter(**certificate.content["letter"])


def told_by(code: str) -> dict[str, Any] | None:
    """What anybody who holds the paper may know: `initials`, `agency`, `issued_on`, `revoked`; None for a
    code that no certificate bears. Nothing else leaves the database, whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute(_CHECK, [code])
        row: tuple[str, str, dt.date, bool] | None = cursor.fetchone()
    return dict(zip(("initials", "agency", "issued_on", "revoked"), row, strict=True)) if row else None

"""Identity checks as a worker's history tells them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.pages.figures import masked_nik, short_day
from enrolment.models import IdentityCheck, IdentityResult, Worker


def checks_of(worker: Worker) -> list[IdentityCheck]:
    """All that were noted about the worker, newest first, also about former NIKs. One query."""
    return list(IdentityCheck.objects.filter(worker=worker).select_related("made_by"))


def sentence(check: IdentityCheck) -> str:
    """`The civil registry found the NIK 3673********9001 to match, 3 Mar 2026`."""
    said = {"nik": masked_nik(check.nik), "day": short_day(check.checked_on)}
    if check.result == IdentityResult.MATCHED:
        return _("NIK %(nik)s matches the civil registry, checked on %(day)s") % said
    return _("NIK %(nik)s does not match the civil registry, checked on %(day)s") % said


def told(worker: Worker) -> Iterator[tuple]:
    """(moment, who, words) of each check, for the timeline."""
    for check in checks_of(worker):
        yield check.made_at, str(check.made_by or ""), sentence(check)

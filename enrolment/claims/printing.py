"""The summary as PDF."""

from dataclasses import asdict

from django.conf import settings

from enrolment.claims.letter import Summary
from enrolment.letters.printing import typeset

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "claims" / "summary.typ"


def pdf(summary: Summary) -> bytes:
    return typeset(TEMPLATE, asdict(summary))

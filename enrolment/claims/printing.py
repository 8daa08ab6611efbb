"""The summary as PDF."""

import json
from dataclasses import asdict

import typst
from django.conf import settings

from enrolment.claims.letter import Summary

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "claims" / "summary.typ"


def pdf(summary: Summary) -> bytes:
    """On A4, with the fonts that typst brings along; nothing is fetched, no font of the system."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"summary": json.dumps(asdict(summary))},
    )

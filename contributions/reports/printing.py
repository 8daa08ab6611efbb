"""A report set as PDF and its first page as PNG, in the report's language."""

import json
from typing import Any

import typst
from django.conf import settings

from enrolment.letters.printing import typeset

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "reports" / "report.typ"
DOTS_PER_INCH = 130.0
"""A4 at 1075 × 1520 pixels: readable on a phone, about 250 kB."""


def pdf(paper: dict[str, Any], language: str) -> bytes:
    return typeset(TEMPLATE, {"paper": paper, "language": language, "alone": False})


def png(paper: dict[str, Any], language: str) -> bytes:
    """The leader's sheet alone."""
    words = json.dumps({"paper": paper, "language": language, "alone": True})
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="png",
        ppi=DOTS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"given": words},
    )

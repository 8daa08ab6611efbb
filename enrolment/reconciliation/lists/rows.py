"""What is said of a row of a list: remarks in words, and that BPJS has somebody as ended."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages import figures
from enrolment.models import ListRow
from enrolment.problems import problem_sentence
from enrolment.reconciliation.lists.wording import ROW_PROBLEMS


def remarks(row: ListRow) -> list[str]:
    """A sentence for each problem that the reader noted, and for who is no longer active."""
    said = [sentence(problem) for problem in row.problems]
    if not row.is_active:
        day = {"day": figures.short_day(row.left_on)}
        said.insert(0, _("Ended with BPJS on %(day)s.") % day if row.left_on else _("Ended with BPJS."))
    return said


def sentence(problem: Mapping[str, Any]) -> str:
    """One problem in words; a code of a roster's row has the roster's words."""
    code, read = problem["code"], problem.get("read") or ""
    if code in ROW_PROBLEMS:
        return str(ROW_PROBLEMS[code]) % {"read": read}
    try:
        return problem_sentence(code, read, problem.get("params"))
    except KeyError:
        return _("Not understood: “%(read)s”.") % {"read": read}

"""The causes behind bad rows as cards: how many, how to mend them, and each way to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import AnswerKind, RowKind, Upload, UploadState
from enrolment.problems import problem_advice
from enrolment.rosters.previews import Cause
from enrolment.rosters.waiting.plans import ANSWERS
from enrolment.rosters.wording import CAUSES

ANSWER_WORDS = {
    AnswerKind.NO_WAGE: _("Save without the wage"),
    AnswerKind.DAILY_WAGE: _("Daily wage × days of work"),
    AnswerKind.BIRTH_FROM_NIK: _("Take the date of birth from the NIK"),
}


@dataclass(frozen=True)
class Way:
    """One way out: the words on the button, where it leads, its icon."""

    label: object
    url: str
    icon: str


@dataclass(frozen=True)
class Card:
    cause: Cause
    title: object
    advice: str
    ways: list[Way]


def cards(agency: Agency, upload: Upload, causes: list[Cause], show: str, *, may_edit: bool) -> list[Card]:
    """One card for each cause; whoever may only look gets the advice without the buttons."""
    return [
        Card(
            cause,
            CAUSES.get(cause.code, cause.code),
            problem_advice(cause.code),
            list(_ways(agency, upload, cause, show)) if may_edit else [],
        )
        for cause in causes
    ]


def _ways(agency: Agency, upload: Upload, cause: Cause, show: str) -> Iterator[Way]:
    at = [agency.code, upload.pk]
    bad = show == RowKind.NEEDS_FIX
    if bad:
        fix = reverse("upload_row", args=[*at, cause.first])
        yield Way(_("Fix one by one"), f"{fix}?{urlencode({'cause': cause.code})}", "pencil")
    if bad or upload.state == UploadState.CHECKED:
        for kind in ANSWERS.get(cause.code, ()):
            if kind not in cause.hopeless:
                asked = urlencode({"cause": cause.code, "kind": kind})
                yield Way(ANSWER_WORDS[kind], f"{reverse('upload_answer', args=at)}?{asked}", "check")
    if bad:
        drop = f"{reverse('upload_drop', args=at)}?{urlencode({'cause': cause.code})}"
        yield Way(_("Drop …"), drop, "ban")

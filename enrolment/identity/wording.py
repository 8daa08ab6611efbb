"""Refused files and buckets of rows in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrolment.identity.answers import Outcome
from enrolment.models import IdentityResult
from enrolment.problems import refusal_sentence
from enrolment.spreadsheets.refusals import Unreadable

NO_COLUMN = {
    "nik": gettext_lazy("No column with identity numbers was found. Name the column with the 16 digits NIK."),
    "result": gettext_lazy(
        "No column with the registry's results was found. Name it HASIL, and write SESUAI or TIDAK SESUAI in"
        " it."
    ),
}


def refused(error: Unreadable) -> str:
    """Why the file cannot be used, as a sentence of its own."""
    if error.code == "no_verdicts":
        return str(NO_COLUMN[str(error.params["lacking"])])
    sentence = refusal_sentence(error.code, error.params)
    return sentence[:1].upper() + sentence[1:]


def tiles_of(outcome: Outcome) -> list[dict[str, Any]]:
    """What a file says, as figures: rows that become checks, and those that do not."""
    counts = outcome.counts
    shown = (
        (IdentityResult.MATCHED, _("Match"), "registered", ""),
        (IdentityResult.NOT_MATCHED, _("Do not match"), "bad", ""),
        ("waiting", _("Word not known"), "waiting", _("say below what it means")),
        ("contradicting", _("Contradict each other"), "waiting", _("one NIK, two results: not taken over")),
        ("strangers", _("Not on your list"), "none", _("not taken over")),
        ("unreadable", _("NIK not readable"), "none", _("not taken over")),
        ("silent", _("Without a result"), "none", _("nothing is noted")),
        ("again", _("Said once more"), "none", _("the same NIK, the same result")),
    )
    always = (IdentityResult.MATCHED, IdentityResult.NOT_MATCHED)
    return [
        {"label": label, "value": counts[key], "tone": tone, "note": note}
        for key, label, tone, note in shown
        if counts[key] or key in always
    ]

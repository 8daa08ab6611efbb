"""What is said after months were computed."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import number, rupiah
from contributions.billing.assessing import Hindrance
from contributions.billing.standing import ZERO
from contributions.billing.wording import HINDRANCES
from contributions.months.actions import Computed
from enrolment.workers.wording import month_name

NAMED = 6


def told(request: HttpRequest, done: Computed) -> None:
    """How many months came to how much; which were left out and why; what the worker still does."""
    months = {one.month for one in done.assessments}
    if months:
        text = ngettext(
            "%(n)s month computed: %(sum)s for %(workers)s worker contributions.",
            "%(n)s months computed: %(sum)s for %(workers)s worker contributions.",
            len(months),
        )
        words = {
            "n": number(len(months)),
            "sum": rupiah(sum((one.total for one in done.assessments), ZERO)),
            "workers": number(sum(one.workers for one in done.assessments)),
        }
        messages.success(request, text % words)
    for why in dict.fromkeys(why for _month, _group, why in done.hindered):
        messages.warning(request, _left_out(done, why))
    if done.later:
        text = ngettext(
            "%(n)s more month is being computed.", "%(n)s more months are being computed.", len(done.later)
        )
        messages.info(request, text % {"n": number(len(done.later))})
    if not (months or done.hindered or done.later):
        messages.info(request, _("No month waits to be computed."))


def _left_out(done: Computed, why: Hindrance) -> str:
    months = sorted({month for month, _group, reason in done.hindered if reason == why})
    names = ", ".join(month_name(month) for month in months[:NAMED])
    if len(months) > NAMED:
        names = _("%(names)s and %(n)s more") % {"names": names, "n": number(len(months) - NAMED)}
    return f"{names}: {HINDRANCES[why]}"

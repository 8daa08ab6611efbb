"""Closed months, as changes to an agency's list meet them.

What was compared, decided and counted in a closed month stays (`enrolment.reconciliation.months`). The days
of people are facts: somebody left in June although June is closed, and nobody has to write July. So a change
that reaches into a closed month is carried out, but never unsaid: its preview names the month. That BPJS's
list of a month confirms somebody is said of the month itself, and refused where the month is closed.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Agency
from enrolment.models import AgencyMonth
from enrolment.reconciliation.closing.wording import NAMED, closed_words, reopeners
from enrolment.reconciliation.months import MonthClosed, check_open
from enrolment.workers.wording import month_name


def refuse_closed(agencies: Iterable[int], month: dt.date) -> None:
    """ValidationError `closed`, saying who can reopen it, where one of these agencies (ids) closed the month.
    Call it after `lock_rosters`."""
    try:
        check_open(agencies, month)
    except MonthClosed as closed:
        raise ValidationError(closed_words(closed), code="closed") from closed


def reached(agency: Agency, day: dt.date | None) -> str:
    """What a preview says of a change from `day` on: which closed months it reaches. Empty for none."""
    if day is None:
        return ""
    closed = AgencyMonth.objects.filter(
        agency=agency, month__gte=day.replace(day=1), closed_at__isnull=False
    ).order_by("month")
    months = [month_name(month) for month in closed.values_list("month", flat=True)]
    if not months:
        return ""
    names = ", ".join(months[:NAMED])
    if (more := len(months) - NAMED) > 0:
        names = _("%(names)s and %(n)s more") % {"names": names, "n": more}
    return _(
        "This reaches into months that are closed: %(months)s. What was compared, decided and counted there"
        " stays; figures by day change. A closed month can be opened again by: %(who)s."
    ) % {"months": names, "who": reopeners()}

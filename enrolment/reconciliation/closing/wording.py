"""Closed months in words."""

from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Role
from enrolment.reconciliation.months import MonthClosed
from enrolment.workers.wording import month_name

NAMED = 5


def closed_words(refused: MonthClosed) -> str:
    """Which month of whom is closed, and who can open it again."""
    names = ", ".join(str(agency) for agency in refused.agencies[:NAMED])
    more = len(refused.agencies) - NAMED
    if more > 0:
        names = _("%(names)s and %(n)s more") % {"names": names, "n": more}
    return _(
        "%(month)s is closed for %(agencies)s: nothing of it changes. It can be opened again, with a reason,"
        " by: %(who)s."
    ) % {"month": month_name(refused.month), "agencies": names, "who": reopeners()}


def reopeners() -> str:
    """The roles that can open a closed month again, in words."""
    allowed = [role for role, held in access.ROLE_PERMISSIONS.items() if access.P.CLOSE_MONTH in held]
    return ", ".join(str(Role(role).label) for role in allowed)

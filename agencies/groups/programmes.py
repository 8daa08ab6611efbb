"""Which programmes a contribution group has on which days."""

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies.models import ContributionGroup
from agencies.models.groups import ALWAYS, GroupProgrammes, Programme

# In BPJS's own order.
ORDER = tuple(Programme)


def programmes_on(group: ContributionGroup, day: dt.date) -> tuple[Programme, ...]:
    """The programmes of the group on a day: JKK and JKM always (PP 44/2015), others as dated. One query, none
    where the group's `programmes` are prefetched."""
    for one in group.programmes.all():
        if (one.period.lower or day) <= day and (one.period.upper is None or day < one.period.upper):
            return ordered(one.programmes)
    return ALWAYS


def ordered(programmes: list[str] | set[str] | tuple[str, ...]) -> tuple[Programme, ...]:
    wanted = {*programmes, *ALWAYS}
    return tuple(one for one in ORDER if one in wanted)


@transaction.atomic
def set_programmes(
    *, group: ContributionGroup, programmes: set[str], since: dt.date, by: object
) -> GroupProgrammes | None:
    """Let the group have these programmes (JKK and JKM are added) from the first day of a month on.

    What was said of later months is replaced; earlier days keep what they had. Returns the new period, None
    where nothing has to be kept: days of no period have JKK and JKM alone.
    """
    ContributionGroup.objects.select_for_update().get(pk=group.pk)
    day = since.replace(day=1)
    periods = GroupProgrammes.objects.filter(group=group)
    periods.filter(period__startswith__gte=day).delete()
    running = periods.filter(period__contains=day).first()
    wanted = ordered(programmes)
    if running:
        if ordered(running.programmes) == wanted:
            running.period = DateRange(running.period.lower, None)
            running.save(update_fields=["period"])
            return running
        running.period = DateRange(running.period.lower, day)
        running.save(update_fields=["period"])
    if wanted == ALWAYS:
        return None
    return GroupProgrammes.objects.create(
        group=group, agency_id=group.agency_id, programmes=list(wanted), period=DateRange(day, None)
    )

"""Which months of which groups wait to be computed, and which drafts are behind the lists."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from contributions.billing.assessing_sql import TARGETS
from contributions.billing.due import FIRST_MONTH, due_date, month_of
from contributions.models import Assessment, AssessmentState
from enrolment.models import AgencyMonth


class Wait(NamedTuple):
    """One group (id) in one month; `region` and `agency` (ids) are those of its owner."""

    group: int
    agency: int
    region: int
    month: dt.date


# Months under terms that nobody computed, from the one on in which anybody was registered with the agencies
# of the group; the months that BPJS billed and nobody computed are among them. Closed months are not.
_NOT_COMPUTED = """
select g.id, g.agency_id, a.region_id, m.month::date
from agencies_contributiongroup g
join agencies_agency a on a.id = g.agency_id
join lateral (
    select min(f.day) as day from enrolment_agencyfigures f
    where f.registered > 0 and (f.agency_id = g.agency_id or f.agency_id in (
        select s.agency_id from agencies_contributiongroup_agencies s where s.contributiongroup_id = g.id
    ))
) first on first.day is not null
join contributions_groupterms t on t.group_id = g.id
cross join lateral generate_series(
    greatest(date_trunc('month', first.day)::date, lower(t.period), %(first)s::date),
    least(%(until)s::date, upper(t.period) - 1), interval '1 month'
) m (month)
left join contributions_assessment k on k.group_id = g.id and k.month = m.month::date
where (k.id is null or k.state = 'missing') and not contributions_is_closed(g.agency_id, m.month::date)
  and (%(groups)s::bigint[] is null or g.id = any(%(groups)s))
  and (%(region)s::bigint is null or a.region_id = %(region)s)
order by m.month, g.id
"""

# Of a group that serves several agencies the lists of all of them count: it is computed again each time.
_BEHIND = """
select g.id, g.agency_id, a.region_id, k.month
from contributions_assessment k
join agencies_contributiongroup g on g.id = k.group_id
join agencies_agency a on a.id = g.agency_id
left join enrolment_roster v on v.agency_id = k.agency_id
where k.state = 'draft' and not contributions_is_closed(k.agency_id, k.month)
  and (k.roster_version is distinct from v.version or exists (
      select from agencies_contributiongroup_agencies s where s.contributiongroup_id = g.id
  ))
  and (%(region)s::bigint is null or a.region_id = %(region)s)
order by k.month, g.id
"""


def not_computed(*, groups: Iterable[int] | None = None, region: int | None = None) -> list[Wait]:
    """The months up to the present one that wait, oldest first; of all groups, unless told otherwise."""
    ids = None if groups is None else list(groups)
    keys = {"first": FIRST_MONTH, "until": month_of(timezone.localdate()), "groups": ids, "region": region}
    return _read(_NOT_COMPUTED, keys)


def behind_lists(*, region: int | None = None) -> list[Wait]:
    """Drafts whose list changed since they were computed."""
    return _read(_BEHIND, {"region": region})


# Drafts that would be computed with something else today: programmes or risk group of the group, rates, a
# relief (which may hang on what was paid), a minimum wage. One statement a month.
_OTHERWISE = f"""
select t.group_id, t.agency_id, a.region_id, t.month
from ({TARGETS}) t
join contributions_assessment k on k.group_id = t.group_id and k.month = t.month
join agencies_agency a on a.id = t.agency_id
where t.rates is not null and (t.base_kind = 'wage' or t.base_amount is not null)
  and (k.segment, k.risk, k.programmes, k.base_amount, k.relief_id, k.rates)
      is distinct from (t.segment, t.risk, t.programmes, t.base_amount, t.relief_id, t.rates)
order by t.group_id
"""


def behind_law(*, region: int | None = None, only: dt.date | None = None) -> list[Wait]:
    """Drafts (of one month `only`) that were computed with other rates, programmes or minimum wages than hold
    for them now, oldest month first."""
    closed = AgencyMonth.objects.filter(
        agency=OuterRef("agency"), month=OuterRef("month"), closed_at__isnull=False
    )
    drafts = Assessment.objects.filter(state=AssessmentState.DRAFT).exclude(Exists(closed))
    if region is not None:
        drafts = drafts.filter(agency__region=region)
    if only is not None:
        drafts = drafts.filter(month=only)
    months = defaultdict(list)
    for group, month in drafts.order_by("month").values_list("group", "month"):
        months[month].append(group)
    found: list[Wait] = []
    for month, groups in months.items():
        found += _read(_OTHERWISE, {"groups": groups, "month": month, "due": due_date(month)})
    return found


def _read(statement: str, keys: dict[str, Any]) -> list[Wait]:
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)
        return [Wait(*row) for row in cursor.fetchall()]

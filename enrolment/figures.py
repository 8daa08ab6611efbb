"""The figures kept per agency, counted anew in the transaction of every action that changes them."""

from collections.abc import Iterable

from django.db import connection

from enrolment.models.workers import COMMUNITY_CATEGORIES

# Each spell adds one on the day it enters a step of the funnel and takes one away on the day it ends; the
# running sum over the days is the funnel on any day. Somebody registered counts as submitted too, whether
# or not a day of submission is known. A confirmation counts from the month that confirms, but never before
# the registration itself. Nothing counts here before the day of listing: a registration that came along with
# a transfer is older, and counts at the former agency until then.
_RECOUNT = """
with spell as (
    select e.agency_id,
           case when w.category = any(%(community)s) then 'community' else 'staff' end as population,
           e.listed_on,
           case when coalesce(e.submitted_on, e.registered_on) is not null
                then greatest(coalesce(e.submitted_on, e.registered_on), e.listed_on) end as submitted_on,
           case when e.registered_on is not null
                then greatest(e.registered_on, e.listed_on) end as registered_on,
           case when e.basis = 'confirmed'
                then greatest(e.registered_on, e.confirmed_month, e.listed_on) end as confirmed_on,
           e.ended_on
    from enrolment_enrolment e
    join enrolment_worker w on w.id = e.worker_id and w.agency_id = any(%(agencies)s)
    where e.agency_id = any(%(agencies)s)
), step (agency_id, population, day, listed, submitted, registered, confirmed) as (
    select agency_id, population, listed_on, 1, 0, 0, 0 from spell
    union all select agency_id, population, submitted_on, 0, 1, 0, 0 from spell
        where submitted_on is not null
    union all select agency_id, population, registered_on, 0, 0, 1, 0 from spell
        where registered_on is not null
    union all select agency_id, population, confirmed_on, 0, 0, 0, 1 from spell
        where confirmed_on is not null and (ended_on is null or confirmed_on <= ended_on)
    union all select agency_id, population, ended_on, -1, -(submitted_on is not null)::int,
        -(registered_on is not null)::int, -(confirmed_on is not null and confirmed_on <= ended_on)::int
        from spell where ended_on is not null
), daily as (
    select agency_id, population, day, sum(listed) as listed, sum(submitted) as submitted,
           sum(registered) as registered, sum(confirmed) as confirmed
    from step group by agency_id, population, day
)
insert into enrolment_agencyfigures
    (agency_id, region_id, population, day, listed, submitted, registered, confirmed)
select d.agency_id, a.region_id, d.population, d.day,
       sum(d.listed) over w, sum(d.submitted) over w, sum(d.registered) over w, sum(d.confirmed) over w
from daily d join agencies_agency a on a.id = d.agency_id
window w as (partition by d.agency_id, d.population order by d.day)
"""


def recount(agencies: Iterable[int]) -> None:
    """Count the figures of these agencies (ids) anew from their enrolment spells.

    Its cost depends on these agencies alone. Call it inside the transaction of the action, after its last
    write, so that figures and rows never disagree.
    """
    ids = sorted(set(agencies))
    with connection.cursor() as cursor:
        cursor.execute("delete from enrolment_agencyfigures where agency_id = any(%s)", [ids])
        cursor.execute(_RECOUNT, {"agencies": ids, "community": [str(c) for c in COMMUNITY_CATEGORIES]})

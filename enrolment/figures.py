"""The figures kept per agency, counted anew in the transaction of every action that changes them."""

from collections.abc import Iterable

from django.db import connection

from enrolment.models.workers import COMMUNITY_CATEGORIES, Guarantor

# Each spell adds one on the day it enters a step of the funnel and takes one away on the day it ends; the
# running sum over the days is the funnel on any day. Somebody registered counts as submitted too, whether
# or not a day of submission is known. A confirmation counts from the month that confirms, but never before
# the registration itself. Nothing counts here before the day of listing: a registration that came along with
# a transfer is older, and counts at the former agency until then.
#
# Whose category or guarantor changed on a day (`enrolment_workerterm`) counts in pieces: by the term of the
# day, save that the newest term is what the worker's own row says now, however that came to be changed.
# A piece that begins after a step was reached has reached it on its first day. A spell of no days at all
# (listed and ended on one) counts nobody, but says that there was a list.
_RECOUNT = """
with spell as (
    select e.worker_id, e.agency_id, e.listed_on, e.ended_on, w.category, w.guarantor,
           case when coalesce(e.submitted_on, e.registered_on) is not null
                then greatest(coalesce(e.submitted_on, e.registered_on), e.listed_on) end as submitted_on,
           case when e.registered_on is not null
                then greatest(e.registered_on, e.listed_on) end as registered_on,
           case when e.basis = 'confirmed'
                then greatest(e.registered_on, e.confirmed_month, e.listed_on) end as confirmed_on
    from enrolment_enrolment e
    join enrolment_worker w on w.id = e.worker_id and w.agency_id = any(%(agencies)s)
    where e.agency_id = any(%(agencies)s)
), cut as (
    select s.*, greatest(s.listed_on, lower(t.period)) as since, least(s.ended_on, upper(t.period)) as until,
           case when upper(t.period) is null then s.category else t.category end as kind,
           case when upper(t.period) is null then s.guarantor else t.guarantor end as answers
    from spell s
    left join enrolment_workerterm t on t.worker_id = s.worker_id and t.agency_id = any(%(agencies)s)
    where t.id is null or t.period @> s.listed_on
       or t.period && daterange(s.listed_on, s.ended_on)
), piece as (
    select agency_id, since, until,
           case when kind = any(%(community)s) then 'community' else 'staff' end as population,
           greatest(submitted_on, since) as submitted_on, greatest(registered_on, since) as registered_on,
           greatest(confirmed_on, since) as confirmed_on,
           submitted_on is not null and (until is null or submitted_on < until) as submits,
           registered_on is not null and (until is null or registered_on < until) as registers,
           confirmed_on is not null and (until is null or confirmed_on < until) as confirms,
           answers = %(taspen)s and coalesce(registered_on > since, true) as is_taspen,
           least(registered_on, until) as taspen_until
    from cut
), step (agency_id, population, day, listed, submitted, registered, confirmed, taspen) as (
    select agency_id, population, since, 1, 0, 0, 0, is_taspen::int from piece
    union all select agency_id, population, taspen_until, 0, 0, 0, 0, -1 from piece
        where is_taspen and taspen_until is not null
    union all select agency_id, population, submitted_on, 0, 1, 0, 0, 0 from piece where submits
    union all select agency_id, population, registered_on, 0, 0, 1, 0, 0 from piece where registers
    union all select agency_id, population, confirmed_on, 0, 0, 0, 1, 0 from piece where confirms
    union all select agency_id, population, until, -1, -submits::int, -registers::int, -confirms::int, 0
        from piece where until is not null
), daily as (
    select agency_id, population, day, sum(listed) as listed, sum(submitted) as submitted,
           sum(registered) as registered, sum(confirmed) as confirmed, sum(taspen) as taspen
    from step group by agency_id, population, day
)
insert into enrolment_agencyfigures
    (agency_id, region_id, population, day, listed, submitted, registered, confirmed, taspen)
select d.agency_id, a.region_id, d.population, d.day, sum(d.listed) over w, sum(d.submitted) over w,
       sum(d.registered) over w, sum(d.confirmed) over w, sum(d.taspen) over w
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
        cursor.execute(
            _RECOUNT,
            {
                "agencies": ids,
                "community": [str(c) for c in COMMUNITY_CATEGORIES],
                "taspen": str(Guarantor.TASPEN),
            },
        )

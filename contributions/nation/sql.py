"""The statements of the province's and the nation's figures: sums, so that no agency becomes a row here.

Parameters: `regions` (ids of regencies and cities), `day`; of `MONTHS` also `since` and `until` (months) and
of `CITIES` `month`, the first of the day's month.
"""

COUNTS = (
    "listed",
    "submitted",
    "registered",
    "confirmed",
    "taspen",
    "active",
    "awaiting",
    "arrears",
    "unknown",
)


def _sums(population: str) -> str:
    """A population's counts, null where no agency of the region has such a list."""
    this = f"filter (where o.population = '{population}' and o.listed is not null)"
    day = f"max(o.changed_on) {this}"
    return ",\n       ".join([*(f"sum(o.{name}) {this}" for name in COUNTS), day])


# `there`, `climb` and `head` say which agencies stand for themselves on the day and whom the others count
# with, as `funnel.folded` does: up the line as long as a parent answers for it and is there itself. Few are
# answered for, so few are climbed for. An agency that is gone is there as long as people are on its list.
CITIES = f"""
with recursive there as materialized (
    select a.id, a.region_id, a.kind = 'program' as apart,
           case when a.answered_by_parent then a.parent_id end as up
    from agencies_agency a
    where a.region_id = any(%(regions)s)
      and ((a.valid_from is null or a.valid_from <= %(day)s) and (a.valid_to is null or a.valid_to >= %(day)s)
           or exists (select from contributions_coverageday d
                      where d.agency_id = a.id and d.day <= %(day)s and d.until > %(day)s and d.listed > 0))
), climb as (
    select t.id, p.id as head, p.up, array[t.id, p.id] as seen
    from there t join there p on p.id = t.up
    where t.up <> t.id
    union all
    select c.id, p.id, p.up, c.seen || p.id
    from climb c join there p on p.id = c.up
    where p.id <> all(c.seen)
), head as (
    select distinct on (c.id) c.id, c.head from climb c order by c.id, cardinality(c.seen) desc
), own as (
    select t.id, coalesce(h.head, t.id) as head, t.region_id, d.population, d.roster_date,
           d.changed_on, {", ".join(f"d.{name}" for name in COUNTS)}
    from there t
    left join head h on h.id = t.id
    left join contributions_coverageday d
           on d.agency_id = t.id and d.region_id = any(%(regions)s) and d.day <= %(day)s and d.until > %(day)s
), office as (
    select o.head, h.region_id, h.apart,
           bool_or(o.population = 'staff' and o.listed is not null) as has_staff,
           bool_or(o.listed is not null) as has_roster,
           bool_or(o.population = 'staff' and o.registered > 0) as registered, max(o.roster_date) as newest
    from own o join there h on h.id = o.head
    group by o.head, h.region_id, h.apart
), counted as (
    select f.region_id, count(*) as agencies, count(*) filter (where f.has_roster) as with_roster,
           count(*) filter (where f.registered) as registered_agencies,
           count(*) filter (where f.newest >= %(month)s) as fresh, count(f.newest) as dated,
           min(f.newest) as oldest, max(f.newest) as newest
    from office f
    where not (f.apart and not coalesce(f.has_staff, false))
    group by f.region_id
), summed as (
    select o.region_id,
       {_sums("staff")},
       {_sums("community")}
    from own o group by o.region_id
)
select s.*, coalesce(c.agencies, 0), coalesce(c.with_roster, 0), coalesce(c.registered_agencies, 0),
       coalesce(c.fresh, 0), coalesce(c.dated, 0), c.oldest, c.newest
from summed s left join counted c on c.region_id = s.region_id
"""

# The snapshots in force, summed by the region above (`key` parent_id) or by the city itself (`key` id).
MONTHS = """
select r.{key}, s.month, count(*), sum(s.listed), sum(s.registered)
from (
    select distinct on (x.region_id, x.month) x.region_id, x.month, x.listed, x.registered
    from contributions_snapshot x
    where x.region_id = any(%(regions)s) and x.month >= %(since)s and x.month < %(until)s
    order by x.region_id, x.month, x.version desc
) s join agencies_region r on r.id = s.region_id
group by r.{key}, s.month
order by r.{key}, s.month
"""

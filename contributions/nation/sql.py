"""The statement of the province's and the nation's figures: sums, so that no agency becomes a row here.

Parameters: `regions` (ids of regencies and cities), `day`, and `month`, the first of the day's month.
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

_EXISTS = (
    "(a.valid_from is null or a.valid_from <= %(day)s) and (a.valid_to is null or a.valid_to >= %(day)s)"
)
_HOLDS = "d.day <= %(day)s and d.until > %(day)s"
_OF_REGIONS = "a.region_id = any(%(regions)s)"


def _has(what: str, agency: str) -> str:
    """Whether an agency's kept figures of the day say so."""
    kept = f"select from contributions_coverageday d where d.agency_id = {agency} and {_HOLDS}"
    return f"exists ({kept} and {what})"


def _parent(child: str, region: str) -> str:
    """The parent that is there; `offset 0` keeps it a look-up by key for each of the few."""
    return f"""
        select p.id, case when p.answered_by_parent then p.parent_id end as up from agencies_agency p
        where p.id = {child} and p.region_id = {region} and p.id not in (select id from gone) offset 0"""


def _sums(population: str) -> str:
    """A population's counts, null where no agency of the region has such a list."""
    sums = [f"max(p.{name}) filter (where p.population = '{population}')" for name in (*COUNTS, "changed_on")]
    return ", ".join(sums)


# As `funnel.folded` does it: an agency that is `gone` on the day is left out, unless people are still on its
# list; the others stand for themselves, or count with the `head` of the line of parents that answer for them
# and are there themselves. Few are `odd`, so the kept figures are read once and added up at once (`own`): by
# region, and apart from them those of a head with whom it answers for, of programmes and of community. Else a
# row of staff counts for an agency. A programme without staff is none; an agency without kept figures counts
# among the `agencies` alone.
CITIES = f"""
with recursive odd as materialized (
    select a.id, a.region_id, a.parent_id, a.answered_by_parent as answered, a.kind = 'program' as apart,
           not ({_EXISTS}) as ended
    from agencies_agency a
    where {_OF_REGIONS}
      and (a.answered_by_parent or a.kind = 'program' or a.valid_from is not null or a.valid_to is not null)
), gone as materialized (
    select a.id from odd a where a.ended and not {_has("d.listed > 0", "a.id")}
), climb as (
    select a.id, a.region_id, p.id as head, p.up, array[a.id, p.id] as seen
    from odd a cross join lateral ({_parent("a.parent_id", "a.region_id")}) p
    where a.answered and p.id <> a.id and a.id not in (select id from gone)
    union all
    select c.id, c.region_id, p.id, p.up, c.seen || p.id
    from climb c cross join lateral ({_parent("c.up", "c.region_id")}) p
    where p.id <> all(c.seen)
), head as materialized (
    select distinct on (c.id) c.id, c.head from climb c order by c.id, cardinality(c.seen) desc
), grouped as materialized (
    select h.id, h.head from head h
    union all
    select x.id, x.id from (
        select h.head as id from head h union select a.id from odd a where a.apart
    ) x where x.id not in (select id from head)
), own as materialized (
    select d.region_id, d.population,
           coalesce(g.head, case when d.population = 'community' then d.agency_id end) as office,
           bool_or(g.head is null) as alone, count(d.listed) as with_roster,
           count(*) filter (where d.listed is not null and d.registered > 0) as having,
           count(*) filter (where d.roster_date >= %(month)s) as fresh, count(d.roster_date) as dated,
           min(d.roster_date) as oldest, max(d.roster_date) as newest,
           max(d.changed_on) filter (where d.listed is not null) as changed_on,
           {", ".join(f"sum(d.{n}) as {n}" for n in COUNTS)}
    from contributions_coverageday d
    left join (select x.id, min(x.head) as head from grouped x group by x.id) g on g.id = d.agency_id
    where d.region_id = any(%(regions)s) and {_HOLDS} and d.agency_id not in (select id from gone)
    group by 1, 2, 3
), people as (
    select o.region_id, o.population, max(o.changed_on) as changed_on,
           {", ".join(f"sum(o.{n}) as {n}" for n in COUNTS)}
    from own o group by o.region_id, o.population
), summed as (
    select p.region_id, {_sums("staff")}, {_sums("community")} from people p group by p.region_id
), office as (
    select o.office as id, o.region_id, bool_or(o.population = 'staff' and o.with_roster > 0) as with_staff,
           bool_or(o.with_roster > 0) and not (bool_or(o.alone) and {
    _has("d.population = 'staff' and d.listed is not null", "o.office")
}) as with_roster,
           bool_or(o.population = 'staff' and o.having > 0) as having, max(o.newest) as newest
    from own o where o.office is not null
    group by o.office, o.region_id
), counted as (
    select o.region_id, 0 as programmes, o.with_roster, o.having, o.fresh, o.dated, o.oldest, o.newest
    from own o where o.office is null
    union all
    select f.region_id, count(a.id), count(*) filter (where f.with_roster), count(*) filter (where f.having),
           count(*) filter (where f.newest >= %(month)s), count(f.newest), min(f.newest), max(f.newest)
    from office f left join odd a on a.id = f.id and a.apart
    where f.with_staff or a.id is null
    group by f.region_id
), lists as (
    select c.region_id, sum(c.programmes) as programmes, sum(c.with_roster) as with_roster,
           sum(c.having) as having, sum(c.fresh) as fresh, sum(c.dated) as dated, min(c.oldest) as oldest,
           max(c.newest) as newest
    from counted c group by c.region_id
), agencies as (
    select a.region_id, count(*) as agencies from agencies_agency a where {_OF_REGIONS} group by a.region_id
), less as (
    select a.region_id, count(*) as agencies
    from odd a
    where a.apart or a.id in (select id from gone)
       or a.id in (select h.id from head h) and a.id not in (select h.head from head h)
    group by a.region_id
)
select r.id, s.*, coalesce(a.agencies, 0) - coalesce(m.agencies, 0) + coalesce(l.programmes, 0),
       coalesce(l.with_roster, 0), coalesce(l.having, 0), coalesce(l.fresh, 0), coalesce(l.dated, 0),
       l.oldest, l.newest
from unnest(%(regions)s::bigint[]) r(id)
left join summed s on s.region_id = r.id
left join lists l on l.region_id = r.id
left join agencies a on a.region_id = r.id
left join less m on m.region_id = r.id
"""

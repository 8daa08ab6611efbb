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


def _sums(population: str) -> str:
    """A population's counts, null where no agency of the region has such a list."""
    sums = [f"max(p.{name}) filter (where p.population = '{population}')" for name in (*COUNTS, "changed_on")]
    return ", ".join(sums)


def _added_up(office: str, others: str, agencies: str) -> str:
    """The kept rows of some agencies by region, population and the `office` they count with, where there is
    one. Community counts by agency even where it stands alone: its staff has a list of its own."""
    return f"""
    select d.region_id, d.population,
           coalesce({office}, case when d.population = 'community' then d.agency_id end) as office,
           bool_or({office} is null) as alone, count(d.listed) as with_roster,
           count(*) filter (where d.listed is not null and d.registered > 0) as having,
           count(*) filter (where d.roster_date >= %(month)s) as fresh, count(d.roster_date) as dated,
           min(d.roster_date) as oldest, max(d.roster_date) as newest,
           max(d.changed_on) filter (where d.listed is not null) as changed_on,
           {", ".join(f"sum(d.{n}) as {n}" for n in COUNTS)}
    from contributions_coverageday d {others}
    where d.region_id = any(%(regions)s) and {_HOLDS} and d.agency_id {agencies}
    group by 1, 2, 3"""


def _agencies(count: str, tables: str) -> str:
    """Rows of `counted` that say how many agencies more there are."""
    return (
        f"select a.region_id, {count}, 0, 0, 0, 0, null::date, null::date from {tables} group by a.region_id"
    )


# As `funnel.folded` does it: an agency that is `gone` on the day is left out, unless people are still on its
# list; the others stand for themselves, or count with the head of the line of parents that answer for them
# and are there themselves. The kept rows say whom they count with (`counts_with`) as if nobody were gone: so
# only a `family` that somebody is gone from is gone through, from its head down. A programme without staff is
# no agency; an agency without kept figures counts among the `agencies` alone.
CITIES = f"""
with recursive gone as materialized (
    select a.id, a.region_id, a.parent_id, a.answered_by_parent as answered, a.kind
    from agencies_agency a
    where {_OF_REGIONS} and (a.valid_from is not null or a.valid_to is not null) and not ({_EXISTS})
      and not {_has("d.listed > 0", "a.id")}
), line as (
    select g.id, case when g.answered then g.parent_id end as up from gone g
    union
    select p.id, case when p.answered_by_parent then p.parent_id end
    from line l join agencies_agency p on p.id = l.up
), family (id, head, answered) as (
    select l.id, l.id, false from line l where l.up is null
    union
    select c.id, case when f.id in (select id from gone) then c.id else f.head end, true
    from family f join agencies_agency c on c.parent_id = f.id and c.answered_by_parent
), own as materialized (
    {_added_up("d.counts_with_id", "", "not in (select id from family)")}
    union all
    {_added_up("f.head", "join family f on f.id = d.agency_id", "not in (select id from gone)")}
), people as (
    select o.region_id, o.population, max(o.changed_on) as changed_on,
           {", ".join(f"sum(o.{n}::int) as {n}" for n in COUNTS)}
    from own o group by o.region_id, o.population
), summed as (
    select p.region_id, {_sums("staff")}, {_sums("community")} from people p group by p.region_id
), programme as materialized (
    select a.id from agencies_agency a where {_OF_REGIONS} and a.kind = 'program'
), office as (
    select o.office as id, o.region_id, bool_or(o.population = 'staff' and o.with_roster > 0) as with_staff,
           bool_or(o.with_roster > 0) and not (bool_or(o.alone) and {
    _has("d.population = 'staff' and d.listed is not null", "o.office")
}) as with_roster,
           bool_or(o.population = 'staff' and o.having > 0) as having, max(o.newest) as newest
    from own o where o.office is not null
    group by o.office, o.region_id
), counted as (
    select o.region_id, 0 as agencies, o.with_roster, o.having, o.fresh, o.dated, o.oldest, o.newest
    from own o where o.office is null
    union all
    select f.region_id, count(a.id), count(*) filter (where f.with_roster), count(*) filter (where f.having),
           count(*) filter (where f.newest >= %(month)s), count(f.newest), min(f.newest), max(f.newest)
    from office f left join programme a on a.id = f.id
    where f.with_staff or a.id is null
    group by f.region_id
    union all
    {
    _agencies(
        "count(*)",
        f"agencies_agency a where {_OF_REGIONS} and not a.answered_by_parent and a.kind <> 'program'",
    )
}
    union all
    {_agencies("-count(*)", "gone a where not a.answered and a.kind <> 'program'")}
    union all
    {
    _agencies(
        "count(*)",
        "family f join agencies_agency a on a.id = f.id and a.kind <> 'program' "
        "where f.answered and f.head = f.id and f.id not in (select id from gone)",
    )
}
), lists as (
    select c.region_id, sum(c.agencies) as agencies, sum(c.with_roster) as with_roster,
           sum(c.having) as having, sum(c.fresh) as fresh, sum(c.dated) as dated,
           min(c.oldest) as oldest, max(c.newest) as newest
    from counted c group by c.region_id
)
select r.id, s.*, coalesce(l.agencies, 0), coalesce(l.with_roster, 0), coalesce(l.having, 0),
       coalesce(l.fresh, 0), coalesce(l.dated, 0), l.oldest, l.newest
from unnest(%(regions)s::bigint[]) r(id)
left join summed s on s.region_id = r.id
left join lists l on l.region_id = r.id
"""

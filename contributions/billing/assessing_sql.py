"""The statements that assess a month, for one group or for all groups of a city.

`TARGETS` says with what a group's month is computed: terms, programmes, rates, relief. `WHO` says for whom:
everybody registered on any day of the month, whole, no proration. `AMOUNTS` computes a line.
"""

from contributions.models import PARTS, SHARES

# A relief that leaves out a source does not count where any part is paid from it.
_NOT_LEFT_OUT = " and ".join(
    f"(t.{name} = 0 or not '{source}' = any(r.not_paid_from))" for source, name in SHARES.items()
)
_MINIMUM_WAGE = (
    "(select w.amount from contributions_minimumwage w"
    " where w.region_id = {} and w.period @> %(month)s::date)"
)

# One row a group that has terms for the month. `rates` is null where a programme has no rate.
TARGETS = f"""
select g.id as group_id, g.agency_id, %(month)s::date as month, g.segment, g.jkk_risk as risk, p.programmes,
       t.id as terms_id, t.base_kind,
       case t.base_kind when 'umk' then {_MINIMUM_WAGE.format("y.id")}
                        when 'ump' then {_MINIMUM_WAGE.format("coalesce(y.parent_id, y.id)")}
                        else t.amount end as base_amount,
       f.id as relief_id, coalesce(d.due_on, %(due)s::date) as due_on, x.rates
from agencies_contributiongroup g
join agencies_agency a on a.id = g.agency_id
join agencies_region y on y.id = a.region_id
join contributions_groupterms t on t.group_id = g.id and t.period @> %(month)s::date
left join contributions_duedate d on d.month = %(month)s::date and d.segment = g.segment
cross join lateral (
    select coalesce((
        select q.programmes from agencies_groupprogrammes q
        where q.group_id = g.id and q.period @> %(month)s::date
    ), array['JKK', 'JKM']::varchar[]) as programmes
) p
left join lateral (
    select r.id, r.programmes, r.factor from contributions_relief r
    where r.period @> %(month)s::date and r.segment in ('', g.segment) and r.sector in ('', t.sector)
      and r.programmes && p.programmes and {_NOT_LEFT_OUT}
      and (r.settled_until is null or not exists (
          select from contributions_assessment b
          where b.group_id = g.id and b.month <= r.settled_until and b.paid < b.owed
      ))
    order by r.factor, r.id limit 1
) f on true
cross join lateral (
    select case when count(distinct x.programme) = cardinality(p.programmes) then jsonb_agg(
        jsonb_build_object(
            'programme', x.programme, 'employer', x.employer::text, 'worker', x.worker::text,
            'amount', x.amount::text, 'minimum', x.minimum_base::text, 'maximum', x.maximum_base::text,
            'from', lower(x.bases)::text, 'below', upper(x.bases)::text, 'source', x.legal_source,
            'factor', (case when x.programme = any(f.programmes) then f.factor else 1 end)::text, 'rate', x.id
        ) order by array_position(array['JKK', 'JKM', 'JHT', 'JP'], x.programme::text), lower(x.bases)
    ) end as rates
    from contributions_rate x
    where x.programme = any(p.programmes) and x.segment = g.segment and x.period @> %(month)s::date
      and x.risk = case when x.programme = 'JKK' and g.segment = 'PU' then g.jkk_risk else 0 end
) x
where g.id = any(%(groups)s)
"""

_SNAPSHOT = (
    "due_on", "segment", "risk", "programmes", "terms_id", "base_kind", "base_amount", "relief_id", "rates",
)  # fmt: skip
_COLUMNS = ", ".join(_SNAPSHOT)

# Drafts with what they are computed with; final and closed months stay as they are.
PREPARE = f"""
insert into contributions_assessment as a (group_id, agency_id, month, state, computed_at, {_COLUMNS})
select t.group_id, t.agency_id, t.month, 'draft', now(), {", ".join(f"t.{name}" for name in _SNAPSHOT)}
from ({TARGETS}) t
where t.rates is not null and (t.base_kind = 'wage' or t.base_amount is not null)
  and not contributions_is_closed(t.agency_id, t.month)
on conflict (group_id, month) do update
set state = 'draft', computed_at = now(), {", ".join(f"{name} = excluded.{name}" for name in _SNAPSHOT)}
where a.state <> 'final'
returning a.id
"""

CLEAR = """
delete from contributions_assessmentline
where assessment_id = any(%(drafts)s) and kind = 'regular'
"""
# A worker's group is that of the month: a later change of group is looked through.
_MOVED = """
moved as (
    select distinct on (c.worker_id) c.worker_id, c.group_before
    from enrolment_changedworker c join enrolment_changebatch b on b.id = c.batch_id
    where b.kind = 'group' and b.undone_at is null and b.effective_on >= %(following)s
      and c.agency_id = any(%(agencies)s)
    order by c.worker_id, b.effective_on, b.id
)"""
# Who came from another group of their agency stands in that one's draft until now. Where an agency has but
# one group, or all are computed together, there is no other draft to look into.
CLEAR_MOVED = f"""
with {_MOVED}
delete from contributions_assessmentline l
using contributions_assessment other, contributions_assessment d,
      enrolment_worker w left join moved m on m.worker_id = w.id
where other.month = %(month)s and other.state = 'draft' and other.id <> all(%(drafts)s)
  and (other.agency_id = any(%(agencies)s) or other.group_id in (
      select s.contributiongroup_id from agencies_contributiongroup_agencies s
      where s.agency_id = any(%(agencies)s)
  ))
  and not contributions_is_closed(other.agency_id, other.month)
  and l.assessment_id = other.id and l.kind = 'regular' and w.id = l.worker_id
  and d.id = any(%(drafts)s) and d.group_id = coalesce(m.group_before, w.contribution_group_id)
"""


def _who(targets: str) -> str:
    """CTEs `target` and `who`: each worker of the groups of `targets` with their base, null without a wage.

    Who was listed by mistake was never owed for; who moved to another agency before the month was over is
    owed for there.
    """
    return f"""
target as materialized ({targets}), {_MOVED}, registered as (
    select distinct e.worker_id
    from enrolment_enrolment e
    where e.agency_id = any(%(agencies)s)
      and greatest(e.registered_on, e.listed_on) < %(following)s and e.registered_on is not null
      and (e.ended_on is null or e.ended_on > %(month)s)
      and (e.end_reason is null
           or e.end_reason <> 'error' and (e.end_reason <> 'moved' or e.ended_on >= %(following)s))
), who as materialized (
    select t.key, w.id as worker_id, w.agency_id,
           case when t.base_kind <> 'wage' then t.base_amount
                when w.wage > 0 then greatest(w.wage, t.base_amount) end as base
    from registered r
    join enrolment_worker w on w.id = r.worker_id
    left join moved m on m.worker_id = w.id
    join target t on t.group_id = coalesce(m.group_before, w.contribution_group_id)
)"""


# Which shares a column of a line holds; an amount in rupiah counts with the first column of its programme.
_COLUMN_SHARES = {
    "jkk": ("JKK", "employer", "worker", "amount"),
    "jkm": ("JKM", "employer", "worker", "amount"),
    "jht_employer": ("JHT", "employer", "amount"),
    "jht_worker": ("JHT", "worker"),
    "jp_employer": ("JP", "employer", "amount"),
    "jp_worker": ("JP", "worker"),
}
assert tuple(_COLUMN_SHARES) == PARTS

_RECORDS = """jsonb_to_recordset(t.rates) r (programme text, employer numeric, worker numeric, amount numeric,
         minimum numeric, maximum numeric, "from" numeric, below numeric, factor numeric)"""


def _pivot(column: str) -> str:
    programme, *shares = _COLUMN_SHARES[column]
    percent = " + ".join(f"coalesce(r.{share}, 0)" for share in shares if share != "amount")
    amount = "r.amount * r.factor" if "amount" in shares else "0"
    of_it = f"filter (where r.programme = '{programme}')"
    return f"""
           coalesce(sum(({percent}) / 100 * r.factor) {of_it}, 0) as {column}_share,
           coalesce(sum({amount}) {of_it}, 0) as {column}_amount,
           max(r.minimum) {of_it} as {column}_least, min(r.maximum) {of_it} as {column}_most"""


def _amount(column: str) -> str:
    """What a column holds: the base between its bounds times the share, or the amount; rounded half up to the
    cent for each worker and column, as Formulir 2a does. Tiers are looked up one by one."""
    programme, *shares = _COLUMN_SHARES[column]
    return f"""
           case when c.tiered then contributions_tier(c.rates, '{programme}', array{shares}, w.base)
                else round(least(greatest(w.base, c.{column}_least), c.{column}_most) * c.{column}_share
                           + c.{column}_amount, 2) end as {column}"""


# CTEs `charge` and `amount`: what each worker of `who` that has a base is charged.
_AMOUNTS = f"""
charge as materialized (
    select t.key, t.rates, bool_or(r."from" is not null or r.below is not null) as tiered,
{",".join(_pivot(column) for column in PARTS)}
    from target t cross join lateral {_RECORDS}
    group by t.key, t.rates
), amount as (
    select w.key, w.worker_id, w.agency_id, w.base,
{",".join(_amount(column) for column in PARTS)}
    from who w join charge c on c.key = w.key
    where w.base is not null
)"""
_NAMES = ", ".join(PARTS)
_SUM = " + ".join(f"a.{part}" for part in PARTS)

_DRAFTS = "select a.*, a.id as key from contributions_assessment a where a.id = any(%(drafts)s)"

# A month for a city: a line for each worker, and who has no wage to go by is counted.
ASSESS = f"""
with {_who(_DRAFTS)}, {_AMOUNTS}, lines as (
    insert into contributions_assessmentline
        (assessment_id, agency_id, worker_id, month, kind, about, base, {_NAMES}, total, note)
    select a.key, a.agency_id, a.worker_id, %(month)s, 'regular', %(month)s, a.base,
           {", ".join(f"a.{part}" for part in PARTS)}, {_SUM}, ''
    from amount a
    -- Who is owed for in another group's final month is not owed for twice.
    on conflict (worker_id, month, kind, about) do nothing
)
update contributions_assessment k
set without_base = coalesce(n.missing, 0), roster_version = v.version
from unnest(%(drafts)s::bigint[]) d (id)
left join (select key, count(*) as missing from who where base is null group by key) n on n.key = d.id
join contributions_assessment o on o.id = d.id
left join enrolment_roster v on v.agency_id = o.agency_id
where k.id = d.id
"""

_FINAL_AGAIN = f"""
    select x.group_id, x.base_kind, x.base_amount, f.rates, f.id as key
    from ({TARGETS}) x
    join contributions_assessment f on f.group_id = x.group_id and f.month = x.month and f.state = 'final'
"""

# What a final month would be today beside what it was assessed with, later corrections counted in: people and
# bases as they are now, rates and relief as they were. `holders` are the assessments that have lines about
# the month, spelled out: all lines ever written would be read for each month otherwise. Who was in another
# group then is back pay here: what that group gives back can stand in the same month.
_CHANGED = f"""
{_who(_FINAL_AGAIN)}, {_AMOUNTS},
known as (
    select f.id as key, l.worker_id, min(l.agency_id) as agency_id, sum(l.base) as base,
           bool_or(l.kind = 'regular') as was_there,
           {", ".join(f"sum(l.{part}) as {part}" for part in PARTS)}
    from contributions_assessment f
    join contributions_assessment g on g.group_id = f.group_id
    join contributions_assessmentline l on l.assessment_id = g.id and l.about = f.month
      and l.assessment_id = any(%(holders)s)
    where f.group_id = any(%(groups)s) and f.month = %(month)s and f.state = 'final'
    group by f.id, l.worker_id
), changed as (
    select coalesce(a.key, k.key) as key, coalesce(a.worker_id, k.worker_id) as worker_id,
           coalesce(a.agency_id, k.agency_id) as agency_id,
           case when k.was_there and a.base > k.base or k.worker_id is null and exists (
                    select from contributions_assessmentline o
                    where o.worker_id = a.worker_id and o.about = %(month)s
                ) then 'back_pay' else 'correction' end as kind,
           coalesce(a.base, 0) - coalesce(k.base, 0) as base,
           {", ".join(f"coalesce(a.{part}, 0) - coalesce(k.{part}, 0) as {part}" for part in PARTS)}
    from amount a full join known k on k.key = a.key and k.worker_id = a.worker_id
)
"""
# Nobody is paid back because a wage was emptied: who is still registered and has no base stays as they were.
_DIFFERS = f"""
({", ".join(f"c.{part}" for part in PARTS)}) <> ({", ".join("0" for _ in PARTS)})
and not exists (select from who w where w.key = c.key and w.worker_id = c.worker_id and w.base is null)
"""
_CHANGE_SUM = " + ".join(f"c.{part}" for part in PARTS)

# Which assessments of a group hold lines about which of its final months.
HOLDERS = """
select l.about, array_agg(distinct l.assessment_id)
from contributions_assessmentline l
where l.assessment_id = any(%(assessments)s) and l.about = any(%(months)s)
group by l.about
"""

LOOK_CHANGED = f"""
with {_CHANGED}
select c.worker_id, w.name, w.nik, c.agency_id, c.kind, c.base, {", ".join(f"c.{part}" for part in PARTS)},
       {_CHANGE_SUM} as total
from changed c join enrolment_worker w on w.id = c.worker_id
where {_DIFFERS}
order by w.name, w.id
"""
# Whoever changed once more since a draft took them over: one line takes the place of the other.
DROP_CHANGED = f"""
with {_CHANGED}
delete from contributions_assessmentline l using changed c
where l.assessment_id = any(%(drafts)s) and l.kind <> 'regular' and l.about = %(month)s
  and l.worker_id = c.worker_id and {_DIFFERS}
"""
TAKE_CHANGED = f"""
with {_CHANGED}
insert into contributions_assessmentline
    (assessment_id, agency_id, worker_id, month, kind, about, base, {_NAMES}, total, note)
select d.id, c.agency_id, c.worker_id, d.month, c.kind, %(month)s, c.base,
       {", ".join(f"c.{part}" for part in PARTS)}, {_CHANGE_SUM}, %(note)s
from changed c
join contributions_assessment f on f.id = c.key
join contributions_assessment d on d.group_id = f.group_id and d.id = any(%(drafts)s)
where {_DIFFERS}
"""

"""The statements of the three-way reconciliation: our lines beside BPJS's rows beside what was paid.

Parameters: `agencies` (ids), `month` (its first day), `following` (the first day of the next), `bucket`
(null: all).

An entry is a worker with their lines of the month, or a row of BPJS's list, or both where the month's
comparison found them to be one. Every line is in one entry, every row too, and every entry in one bucket.
Of a group's lists in force Formulir 2a counts; where there is none, the list of participants (of those who
are active), which says who and not how much.
"""

TOLERANCE = 1
"""Rupiah a row that both sides may differ by rounding."""

_PARTS = " + ".join(
    f"coalesce(r.{part}, 0)"
    for part in ("jkk", "jkm", "jht_employer", "jht_worker", "jp_employer", "jp_worker", "jkp_employer")
)
_TOTAL = f"coalesce(r.total, case when c.kind = '2a' then {_PARTS} end)"
_ACTIVE = "(c.kind = '2a' or coalesce(r.left_on >= %(following)s, r.is_active))"

# `mine`: the groups that these agencies own or are served by. `chosen`: the list of each group that counts,
# of all groups of their regions; `home` is the agency that owns the group.
CHOSEN = """
mine as materialized (
    select g.id as group_id, a.region_id
    from agencies_contributiongroup g join agencies_agency a on a.id = g.agency_id
    where g.agency_id = any(%(agencies)s) or exists (
        select from agencies_contributiongroup_agencies s
        where s.contributiongroup_id = g.id and s.agency_id = any(%(agencies)s)
    )
), chosen as materialized (
    select distinct on (l.group_id) l.id as list_id, l.group_id, g.agency_id as home, l.kind,
           exists (select from mine m where m.group_id = g.id) as is_mine
    from enrolment_participantlist l
    join agencies_contributiongroup g on g.id = l.group_id
    join agencies_agency a on a.id = g.agency_id
    where l.state = 'in_force' and l.month = %(month)s and a.region_id in (select region_id from mine)
    order by l.group_id, array_position(array['2a', 'participants', 'other'], l.kind::text)
)"""

# `listed`: the rows; `again`: rows of other groups' lists about the same people; `pair`: whom the comparison
# found them to be; `line`: ours, a worker each.
_SIDES = f"""
listed as materialized (
    select r.id as row_id, c.group_id, c.home, c.kind, r.ordinal, r.nik, r.kpj, r.name, r.wage,
           {_TOTAL} as total
    from chosen c join enrolment_listrow r on r.list_id = c.list_id
    where c.is_mine and {_ACTIVE}
), again as materialized (
    select r.id as row_id, r.nik, c.group_id
    from chosen c join enrolment_listrow r on r.list_id = c.list_id
    where not c.is_mine and {_ACTIVE} and r.nik in (select nik from listed)
), pair as materialized (
    select distinct on (p.row_id) p.row_id, p.worker_id, p.agency_id,
           p.found_by = 'name' and p.decided_at is null as proposed
    from enrolment_agencymonth m join enrolment_participantmatch p on p.month_id = m.id
    where m.month = %(month)s and not p.is_refused
      and p.row_id in (select row_id from listed union all select row_id from again)
    order by p.row_id, p.decided_at nulls last, p.id
), line as materialized (
    select l.worker_id, l.agency_id,
           (array_agg(a.group_id order by l.kind = 'regular' desc, l.id))[1] as group_id, count(*) as lines,
           bool_or(l.kind = 'regular') as regular, sum(l.base) filter (where l.kind = 'regular') as base,
           sum(l.total) as total, coalesce(sum(l.total) filter (where l.kind <> 'regular'), 0) as corrections
    from contributions_assessment a join contributions_assessmentline l on l.assessment_id = a.id
    where a.month = %(month)s and a.group_id in (select group_id from mine)
      and l.agency_id = any(%(agencies)s)
    group by l.worker_id, l.agency_id
)"""

# The same NIK more than once, in one list or in several: the first is the one with a line of ours, then the
# one that is somebody of ours. The others are billed again.
_TWICE = """
many as materialized (
    select nik from (select nik from listed union all select nik from again) n
    where nik is not null group by nik having count(*) > 1
), ranked as materialized (
    select x.row_id, x.group_id, first_value(x.row_id) over w as leader,
           first_value(x.group_id) over w as group_of_leader, count(*) over (partition by x.nik) as times
    from (
        select d.row_id, d.nik, d.group_id, p.worker_id, exists (
                   select from contributions_assessmentline l
                   where l.worker_id = p.worker_id and l.month = %(month)s and l.kind = 'regular'
               ) as has_line
        from (select row_id, nik, group_id from listed union all select row_id, nik, group_id from again) d
        join many using (nik) left join pair p on p.row_id = d.row_id
    ) x
    window w as (partition by x.nik order by x.has_line desc, (x.worker_id is not null) desc, x.row_id)
)"""

# Who had left before the month, or was not there at all; as `contributions.billing.assessing` sees it.
THERE = """
e.listed_on < {following} and (e.ended_on is null or e.ended_on > {month})
and (e.end_reason is null
     or e.end_reason <> 'error' and (e.end_reason <> 'moved' or e.ended_on >= {following}))
"""
_GONE = f"""
gone as materialized (
    select e.worker_id, max(e.ended_on) as ended_on,
           (array_agg(e.end_reason order by e.ended_on desc nulls last))[1] as end_reason
    from enrolment_enrolment e
    where e.worker_id in (
        select p.worker_id from pair p left join line n on n.worker_id = p.worker_id and n.regular
        where n.worker_id is null and p.agency_id = any(%(agencies)s)
    )
    group by e.worker_id
    having max(e.ended_on) < %(following)s
       and not bool_or({THERE.format(month="%(month)s", following="%(following)s")})
)"""

_ENTRY = f"""
found as materialized (
    select r.*, p.worker_id, p.proposed, k.times, k.leader is not null and k.leader <> r.row_id as nik_again,
           coalesce(p.agency_id, case when k.group_of_leader = r.group_id then q.agency_id end,
                    r.home) as of_agency
    from listed r
    left join pair p on p.row_id = r.row_id
    left join ranked k on k.row_id = r.row_id
    left join pair q on q.row_id = k.leader
), entry as materialized (
    select coalesce(n.agency_id, f.of_agency) as agency_id, f.home,
           coalesce(f.group_id, n.group_id) as group_id, f.row_id, f.ordinal, f.kind,
           coalesce(n.worker_id, f.worker_id) as worker_id, f.nik, f.name, f.kpj, f.wage, f.total as theirs, f.proposed, coalesce(f.times, 1) as times,
           coalesce(n.lines, 0) as lines, coalesce(n.regular, false) as regular, n.base, n.total as ours,
           n.corrections, f.nik_again or f.worker_id is null and exists (
               select from enrolment_difference d where d.row_id = f.row_id and d.kind = 'twice_on_list'
           ) as twice
    from found f full join line n on n.worker_id = f.worker_id
), placed as (
    select e.*, g.ended_on, g.end_reason,
           case when a.paid >= a.owed then 'full' when a.paid > 0 then 'part' else 'none' end as paid,
           case when not e.agency_id = any(%(agencies)s) then 'others'
                when e.row_id is null and not e.regular then 'correction'
                when m.reconciled_at is null
                     or e.row_id is null and c.list_id is null then 'unchecked'
                when e.row_id is null then 'not_billed'
                when g.worker_id is not null then 'ended'
                when e.twice then 'twice'
                when e.worker_id is null then 'not_ours'
                when not e.regular then 'not_assessed'
                when e.kind <> '2a' and e.theirs is null
                     or abs(coalesce(e.theirs, 0) - e.ours) <= {TOLERANCE}
                then case when a.paid >= a.owed then 'matched' else 'unpaid' end
                else 'differs' end as bucket
    from entry e
    left join gone g on g.worker_id = e.worker_id and not e.regular
    left join contributions_assessment a on a.group_id = e.group_id and a.month = %(month)s
    left join enrolment_agencymonth m on m.agency_id = e.agency_id and m.month = %(month)s
    left join chosen c on c.group_id = e.group_id
    where e.agency_id = any(%(agencies)s) or e.home = any(%(agencies)s)
)"""

_ALL = ",".join((CHOSEN, _SIDES, _TWICE, _GONE, _ENTRY))

# A line an agency and bucket. `others`: rows of its list that are people of the agencies its group serves.
SUMMARY = f"""
with {_ALL}
select case when bucket = 'others' then home else agency_id end, bucket, count(*), sum(lines),
       count(row_id), coalesce(sum(ours), 0), coalesce(sum(theirs), 0),
       coalesce(sum(theirs) filter (where paid = 'full'), 0)
from placed
group by 1, 2
"""

ENTRIES = f"""
with {_ALL}
select p.agency_id, p.group_id, p.bucket, p.worker_id, p.row_id, coalesce(w.name, p.name),
       coalesce(w.nik, p.nik), coalesce(nullif(w.kpj, ''), p.kpj), p.ordinal, p.base, p.wage, p.ours,
       p.theirs, p.corrections, p.paid, p.ended_on, p.end_reason, coalesce(p.proposed, false), p.times
from placed p
left join enrolment_worker w on w.id = p.worker_id and w.agency_id = any(%(agencies)s)
where p.bucket <> 'others' and (%(bucket)s::text is null or p.bucket = %(bucket)s)
order by 6, 1, 4, 9
"""

# Both sides counted by themselves, an agency each: lines; rows of the lists of its own groups, and of others'
# lists those that are its people.
WHOLES = f"""
with {CHOSEN}, side as (
    select l.agency_id, 'ours' as side, count(*) as n, coalesce(sum(l.total), 0) as total
    from contributions_assessment a join contributions_assessmentline l on l.assessment_id = a.id
    where a.month = %(month)s and a.group_id in (select group_id from mine)
      and l.agency_id = any(%(agencies)s)
    group by 1
    union all
    select c.home, 'own', count(*), coalesce(sum({_TOTAL}), 0)
    from chosen c join enrolment_listrow r on r.list_id = c.list_id
    where c.is_mine and c.home = any(%(agencies)s) and {_ACTIVE}
    group by 1
    union all
    select p.agency_id, 'foreign', count(*), coalesce(sum({_TOTAL}), 0)
    from chosen c join enrolment_listrow r on r.list_id = c.list_id
    join enrolment_participantmatch p on p.row_id = r.id and not p.is_refused
    join enrolment_agencymonth m on m.id = p.month_id and m.month = %(month)s
    where c.is_mine and p.agency_id <> c.home and p.agency_id = any(%(agencies)s) and {_ACTIVE}
    group by 1
)
select agency_id, side, n, total from side
"""

# What stands between: of each agency whether its month was compared, has a list, has a computed month.
STATE = f"""
with {CHOSEN}
select a.id, (select m.reconciled_at is not null from enrolment_agencymonth m
              where m.agency_id = a.id and m.month = %(month)s),
       (select min(array_position(array['2a', 'participants', 'other'], c.kind::text)) from chosen c
        where c.is_mine and (c.home = a.id or exists (
            select from agencies_contributiongroup_agencies s
            where s.contributiongroup_id = c.group_id and s.agency_id = a.id))),
       exists (select from contributions_assessment b
               where b.month = %(month)s and b.state <> 'missing' and b.group_id in (
                   select g.id from agencies_contributiongroup g where g.agency_id = a.id
                   union select s.contributiongroup_id from agencies_contributiongroup_agencies s
                   where s.agency_id = a.id))
from agencies_agency a where a.id = any(%(agencies)s)
"""

"""The statements of the three-way reconciliation: our lines beside BPJS's rows beside what was paid.

`PLACES` finds which lists, computed months and comparisons a month is about; their ids go into the others,
which therefore read nothing else of the large tables. Parameters: `agencies`, `month` (its first day),
`following` (the first day of the next), and of `PLACES` `groups`, `lists`, `assessments` and `months` (ids).

An entry is a worker with their lines of the month, or a row of BPJS's list, or both where the month's
comparison found them to be one. Every line is in one entry, every row too, and every entry in one bucket.
Of a group's lists in force Formulir 2a counts; where there is none, the list of participants (of those who
are active), which says who and not how much.
"""

TOLERANCE = 1
"""Rupiah a row that both sides may differ by rounding."""

# The groups of the regions that have a list or are one of these agencies' (`asked`: which of them it is for);
# the list that counts, and the computed month.
PLACES = """
with served as (
    select g.id as group_id, array_remove(array_agg(s.agency_id) || g.agency_id, null) as agencies
    from agencies_contributiongroup g
    left join agencies_contributiongroup_agencies s on s.contributiongroup_id = g.id
    group by g.id
), chosen as (
    select distinct on (l.group_id) l.id, l.group_id, l.kind
    from enrolment_participantlist l where l.state = 'in_force' and l.month = %(month)s
    order by l.group_id, array_position(array['2a', 'participants', 'other'], l.kind::text)
)
select g.id, c.id, coalesce(c.kind, ''), b.id, b.state <> 'missing',
       array(select x from unnest(v.agencies) x where x = any(%(agencies)s)), v.agencies
from agencies_contributiongroup g
join served v on v.group_id = g.id
join agencies_agency a on a.id = g.agency_id
left join chosen c on c.group_id = g.id
left join contributions_assessment b on b.group_id = g.id and b.month = %(month)s
where v.agencies && %(agencies)s::bigint[]
   or c.id is not null and a.region_id in (select region_id from agencies_agency where id = any(%(agencies)s))
order by g.id
"""
MONTHS = """
select m.id, m.agency_id, m.reconciled_at is not null from enrolment_agencymonth m
where m.month = %(month)s and m.agency_id = any(%(around)s)
"""

_PARTS = " + ".join(
    f"coalesce(r.{part}, 0)"
    for part in ("jkk", "jkm", "jht_employer", "jht_worker", "jp_employer", "jp_worker", "jkp_employer")
)
TOTAL = f"coalesce(r.total, case when c.kind = '2a' then {_PARTS} end)"
_ROWS = """enrolment_listrow r join chosen c on c.list_id = r.list_id
    where r.list_id = any({lists}::uuid[])
      and (c.kind = '2a' or coalesce(r.left_on >= %(following)s, r.is_active))"""

# `home` is the agency that owns the group.
_CHOSEN = """
chosen as materialized (
    select l.id as list_id, l.group_id, g.agency_id as home, l.kind
    from enrolment_participantlist l join agencies_contributiongroup g on g.id = l.group_id
    where l.id = any(%(lists)s::uuid[]) or l.id = any(%(elsewhere)s::uuid[])
)"""

# `listed`: the rows; `again`: rows of other groups' lists about the same people; `pair`: whom the comparison
# found them to be; `line`: ours, a worker each.
_SIDES = f"""
listed as materialized (
    select r.id as row_id, c.group_id, c.home, c.kind, r.ordinal, r.nik, r.kpj, r.name, r.wage,
           {TOTAL} as total
    from {_ROWS.format(lists="%(lists)s")}
), again as materialized (
    select r.id as row_id, r.nik, c.group_id
    from {_ROWS.format(lists="%(elsewhere)s")} and r.nik in (select nik from listed)
), pair as materialized (
    select distinct on (p.row_id) p.row_id, p.worker_id, p.agency_id,
           p.found_by = 'name' and p.decided_at is null as proposed
    from enrolment_participantmatch p
    where p.month_id = any(%(months)s::bigint[]) and not p.is_refused
    order by p.row_id, p.decided_at nulls last, p.id
), line as materialized (
    select l.worker_id, l.agency_id,
           (array_agg(a.group_id order by l.kind = 'regular' desc, l.id))[1] as group_id, count(*) as lines,
           bool_or(l.kind = 'regular') as regular, sum(l.base) filter (where l.kind = 'regular') as base,
           sum(l.total) as total, coalesce(sum(l.total) filter (where l.kind <> 'regular'), 0) as corrections
    from contributions_assessmentline l join contributions_assessment a on a.id = l.assessment_id
    where l.assessment_id = any(%(assessments)s::bigint[]) and l.agency_id = any(%(agencies)s)
    group by l.worker_id, l.agency_id
)"""

# The same NIK more than once, in one list or in several: the first is the one with a line of ours, then the
# one that is somebody of ours. The others are billed again.
# Only what stands there more than once is looked at: mostly nothing.
_TWICE = """
several as materialized (
    select n.nik from (select nik from listed union all select nik from again) n
    where n.nik is not null group by n.nik having count(*) > 1
), everywhere as materialized (
    select d.*, count(*) over (partition by d.nik) as times
    from (
        select l.row_id, l.nik, l.group_id, p.worker_id from listed l left join pair p on p.row_id = l.row_id
        where l.nik in (select nik from several)
        union all
        select a.row_id, a.nik, a.group_id, (
                   select p.worker_id from enrolment_participantmatch p
                   where p.row_id = a.row_id and not p.is_refused limit 1
               )
        from again a where a.nik in (select nik from several)
    ) d
), ranked as materialized (
    select x.row_id, x.times, first_value(x.row_id) over w as leader,
           first_value(x.group_id) over w = x.group_id as same_group
    from (
        select e.*, exists (
                   select from contributions_assessmentline l
                   where l.worker_id = e.worker_id and l.month = %(month)s and l.kind = 'regular'
               ) as has_line
        from everywhere e
    ) x
    window w as (partition by x.nik order by x.has_line desc, (x.worker_id is not null) desc, x.row_id)
)"""

THERE = """
e.listed_on < {following} and (e.ended_on is null or e.ended_on > {month})
and (e.end_reason is null
     or e.end_reason <> 'error' and (e.end_reason <> 'moved' or e.ended_on >= {following}))
"""
"""Whether a spell counts in a month, as `contributions.billing.assessing` sees it."""

# Who had left before the month, or was not there at all. Looked up one by one: they are few.
_GONE = f"""
gone as materialized (
    select x.worker_id, (
               select case when max(e.ended_on) < %(following)s and not bool_or(
                   {THERE.format(month="%(month)s", following="%(following)s")}) then max(e.ended_on) end
               from enrolment_enrolment e where e.worker_id = x.worker_id
           ) as ended_on, (
               select e.end_reason from enrolment_enrolment e
               where e.worker_id = x.worker_id and e.ended_on is not null
               order by e.ended_on desc, e.id desc limit 1
           ) as end_reason
    from (
        select p.worker_id from listed l join pair p on p.row_id = l.row_id
        left join line n on n.worker_id = p.worker_id and n.regular
        where n.worker_id is null and p.agency_id = any(%(agencies)s)
    ) x
)"""

_ENTRY = f"""
found as materialized (
    select r.*, p.worker_id, p.proposed, k.times, k.leader is not null and k.leader <> r.row_id as nik_again,
           coalesce(p.agency_id, case when k.same_group then q.agency_id end, r.home) as of_agency
    from listed r
    left join pair p on p.row_id = r.row_id
    left join ranked k on k.row_id = r.row_id
    left join pair q on q.row_id = k.leader
), entry as materialized (
    select coalesce(n.agency_id, f.of_agency) as agency_id, f.home,
           coalesce(f.group_id, n.group_id) as group_id, f.row_id, f.ordinal, f.kind,
           coalesce(n.worker_id, f.worker_id) as worker_id, f.nik, f.name, f.kpj, f.wage,
           f.total as theirs, f.proposed, coalesce(f.times, 1) as times, coalesce(n.lines, 0) as lines,
           coalesce(n.regular, false) as regular, n.base, n.total as ours, n.corrections,
           f.nik_again or f.worker_id is null and f.row_id in (
               select d.row_id from enrolment_difference d
               where d.month_id = any(%(months)s::bigint[]) and d.kind = 'twice_on_list'
                 and d.row_id is not null
           ) as twice
    from found f full join line n on n.worker_id = f.worker_id
), placed as (
    select e.*, g.ended_on, g.end_reason,
           case when a.paid >= a.owed then 'full' when a.paid > 0 then 'part' else 'none' end as paid,
           case when not e.agency_id = any(%(agencies)s) then 'others'
                when e.row_id is null and not e.regular then 'correction'
                when m.id is null or e.row_id is null and c.list_id is null then 'unchecked'
                when e.row_id is null then 'not_billed'
                when g.ended_on is not null then 'ended'
                when e.twice then 'twice'
                when e.worker_id is null then 'not_ours'
                when not e.regular then 'not_assessed'
                when e.kind <> '2a' and e.theirs is null
                     or abs(coalesce(e.theirs, 0) - e.ours) <= {TOLERANCE}
                then case when a.paid >= a.owed then 'matched' else 'unpaid' end
                else 'differs' end as bucket
    from entry e
    left join gone g on g.worker_id = e.worker_id and not e.regular
    left join contributions_assessment a
         on a.group_id = e.group_id and a.month = %(month)s and a.id = any(%(assessments)s::bigint[])
    left join enrolment_agencymonth m
         on m.agency_id = e.agency_id and m.id = any(%(months)s::bigint[]) and m.reconciled_at is not null
    left join chosen c on c.group_id = e.group_id
    where e.agency_id = any(%(agencies)s) or e.home = any(%(agencies)s)
)"""

_ALL = ",".join((_CHOSEN, _SIDES, _TWICE, _GONE, _ENTRY))

# A line an agency and bucket. `others`: rows of its list that are people of the agencies its group serves.
SUMMARY = f"""
with {_ALL}
select case when bucket = 'others' then home else agency_id end, bucket, count(*), sum(lines)::bigint,
       count(row_id), coalesce(sum(ours), 0), coalesce(sum(theirs), 0),
       coalesce(sum(theirs) filter (where paid = 'full'), 0)
from placed
group by 1, 2
"""

# `buckets` null: all of them.
ENTRIES = f"""
with {_ALL}
select p.agency_id, p.group_id, p.bucket, p.worker_id, p.row_id, coalesce(w.name, p.name),
       coalesce(w.nik, p.nik), coalesce(nullif(w.kpj, ''), p.kpj), p.ordinal, p.base, p.wage, p.ours,
       p.theirs, p.corrections, p.paid, p.ended_on, p.end_reason, coalesce(p.proposed, false), p.times
from placed p
left join enrolment_worker w on w.id = p.worker_id and w.agency_id = any(%(agencies)s)
where p.bucket <> 'others' and (%(buckets)s::text[] is null or p.bucket = any(%(buckets)s))
order by 6, 1, 4, 9
"""

# Both sides counted by themselves, an agency each: lines; rows of the lists of its own groups, and of others'
# lists those that are its people.
WHOLES = f"""
with {_CHOSEN}
select l.agency_id, 'lines', count(*), coalesce(sum(l.total), 0)
from contributions_assessmentline l
where l.assessment_id = any(%(assessments)s::bigint[]) and l.agency_id = any(%(agencies)s)
group by 1
union all
select c.home, 'own_rows', count(*), coalesce(sum({TOTAL}), 0)
from {_ROWS.format(lists="%(lists)s")} and c.home = any(%(agencies)s)
group by 1
union all
select x.agency_id, 'foreign_rows', count(*), coalesce(sum(x.total), 0)
from (
    select p.agency_id, x.total
    from (select r.id, c.home, {TOTAL} as total from {_ROWS.format(lists="%(lists)s")}) x
    join enrolment_participantmatch p on p.row_id = x.id and not p.is_refused
    where p.month_id = any(%(months)s::bigint[]) and p.agency_id <> x.home and p.agency_id = any(%(agencies)s)
) x
group by 1
"""

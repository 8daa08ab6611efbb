"""Statements on a city's file: all its agencies at once, never one after the other.

Joins run inside `many_rows()`: rows that came in a moment ago have no statistics.
"""

from enrolment.rosters.sql import DIFFERS, OLD_AND_NEW, STATED

# --- placing -----------------------------------------------------------------------------------------

GROUPS = """
select sheet, unit, count(*),
       (array_agg(name order by ordinal) filter (where name is not null))[1:3], office
from enrolment_stagedrow where upload_id = %(upload)s group by sheet, office, unit
"""

# An empty unit is none: text is compared as it stands, so that the join can hash.
PLACE = """
update enrolment_stagedrow r
set agency_id = p.agency,
    drop_reason = case when p.left_out then 'not_ours' end,
    dropped_by_id = case when p.left_out then %(by)s::bigint end,
    dropped_at = case when p.left_out then now() end
from unnest(%(sheets)s::text[], %(offices)s::text[], %(units)s::text[], %(agencies)s::bigint[],
            %(left_out)s::bool[]) as p (sheet, office, unit, agency, left_out)
where r.upload_id = %(upload)s and r.sheet = p.sheet and coalesce(r.office, '') = p.office
  and coalesce(r.unit, '') = p.unit
  and (r.agency_id is distinct from p.agency or (r.drop_reason is not null) <> p.left_out)
"""

# The reader calls a NIK that comes again in the file an error. In a city's file that is one only within an
# agency; at two agencies both rows are good, and both are told. Decided anew at every placing.
JUDGE_DOUBLES = """
with family as (
    select id from enrolment_upload where id = %(upload)s or parent_id = %(upload)s
), double as (
    select distinct nik from enrolment_stagedrow
    where upload_id = %(upload)s
      and (problems @> '[{"code": "nik_duplicate"}]' or problems @> '[{"code": "nik_other_agency"}]')
), ranked as (
    select r.id, r.problems,
           row_number() over (partition by coalesce(r.agency_id, 0), r.nik order by r.ordinal) > 1 as again
    from enrolment_stagedrow r
    where r.upload_id in (select id from family) and r.nik in (select nik from double)
      and r.drop_reason is null
), judged as (
    select t.id,
           bool_or(case when p->>'code' in ('nik_duplicate', 'nik_other_agency') then t.again
                        else p->>'level' = 'error' end) as has_errors,
           jsonb_agg(case when p->>'code' in ('nik_duplicate', 'nik_other_agency')
                then p || case when t.again then '{"level": "error", "code": "nik_duplicate"}'::jsonb
                               else '{"level": "warning", "code": "nik_other_agency"}'::jsonb end
                else p end order by n) as problems
    from ranked t cross join lateral jsonb_array_elements(t.problems) with ordinality as e (p, n)
    where t.problems @> '[{"code": "nik_duplicate"}]' or t.problems @> '[{"code": "nik_other_agency"}]'
    group by t.id
)
update enrolment_stagedrow r set problems = j.problems, has_errors = j.has_errors
from judged j where r.id = j.id and r.upload_id = %(upload)s and r.problems is distinct from j.problems
"""

TALLY = """
select count(*) filter (where agency_id is not null),
       count(*) filter (where drop_reason is not null),
       count(*) filter (where agency_id is null and drop_reason is null),
       count(*) filter (where has_errors and drop_reason is null),
       count(distinct agency_id)
from enrolment_stagedrow where upload_id = %(upload)s
"""

# --- as rosters --------------------------------------------------------------------------------------


FORGET_KINDS = "delete from enrolment_stagedkind where upload_id = any(%(uploads)s)"

# What `rosters.sql.COMPARE_ROWS` does for one list, for the lists of many agencies. `family`: all uploads
# that came from the file, because a NIK on two of them is on another agency's list too. A unit that is only
# the agency's own name (`own`) says nothing about the unit within it.
COMPARE_MANY = f"""
with r as (
    select r.* from enrolment_stagedrow r
    where r.upload_id = any(%(uploads)s) and r.agency_id = any(%(agencies)s) and r.drop_reason is null
), elsewhere as (
    select g.agency_id, x.nik
    from (select agency_id, array_agg(nik) as niks from r where not has_errors group by agency_id) g
    cross join lateral nik_elsewhere(g.niks, g.agency_id) as x (nik)
), sibling as (
    select nik from enrolment_stagedrow
    where upload_id in (select id from enrolment_upload where id = %(file)s or parent_id = %(file)s)
      and not has_errors and drop_reason is null and agency_id is not null
    group by nik having count(distinct agency_id) > 1
)
insert into enrolment_stagedkind
    (upload_id, agency_id, row_id, worker_id, kind, changes, elsewhere, fixed_later)
select r.upload_id, r.agency_id, r.id, w.id,
       case when r.has_errors then 'needs_fix'
            when e.id is null then 'new'
            when {DIFFERS} then 'changed'
            else 'unchanged' end,
       case when not r.has_errors and e.id is not null and ({DIFFERS})
            then jsonb_strip_nulls(jsonb_build_object({OLD_AND_NEW})) end,
       not r.has_errors and (x.nik is not null or s.nik is not null), false
from r
left join enrolment_worker w
    on w.agency_id = r.agency_id and w.nik = r.nik and w.agency_id = any(%(agencies)s)
left join enrolment_enrolment e
    on e.worker_id = w.id and e.agency_id = r.agency_id and e.agency_id = any(%(agencies)s)
    and e.ended_on is null
left join elsewhere x on x.agency_id = r.agency_id and x.nik = r.nik
left join sibling s on s.nik = r.nik
"""

COUNT_MANY = """
select k.upload_id, k.agency_id,
       count(*) filter (where k.kind = 'new'), count(*) filter (where k.kind = 'changed'),
       count(*) filter (where k.kind = 'unchanged'), count(*) filter (where k.kind = 'needs_fix'),
       count(*) filter (where k.elsewhere),
       count(*) filter (where k.kind <> 'needs_fix' and r.problems is not null)
from enrolment_stagedkind k join enrolment_stagedrow r on r.id = k.row_id
where k.upload_id = any(%(uploads)s) and r.upload_id = any(%(uploads)s)
group by k.upload_id, k.agency_id
"""

SHEETS = """
select agency_id, array_agg(distinct sheet) from enrolment_stagedrow
where upload_id = %(upload)s and agency_id is not null and drop_reason is null group by agency_id
"""

# The unit within an agency, where the texts of the file say something else (`names.unit_kept`).
SETTLE_UNITS = """
update enrolment_stagedrow r set unit = p.kept
from unnest(%(sheets)s::text[], %(offices)s::text[], %(units)s::text[], %(kept)s::text[])
    as p (sheet, office, unit, kept)
where r.upload_id = %(upload)s and r.agency_id is not null and r.sheet = p.sheet
  and coalesce(r.office, '') = p.office and coalesce(r.unit, '') = p.unit
"""
HAND_OUT = """
update enrolment_stagedrow r set upload_id = p.child
from unnest(%(agencies)s::bigint[], %(children)s::uuid[]) as p (agency, child)
where r.upload_id = %(upload)s and r.agency_id = p.agency and r.drop_reason is null
"""

# --- as comparison -----------------------------------------------------------------------------------

# A person who stands in two rows of an agency counts once; one at two agencies counts for each of them, and
# once for the city. Rows whose NIK cannot be read count too: somebody stands there.
HEADCOUNTS = """
select agency_id, count(*) from enrolment_stagedrow
where upload_id = %(upload)s and agency_id is not null and drop_reason is null
  and not coalesce(problems @> '[{"code": "nik_duplicate"}]', false)
group by agency_id
"""
HEADCOUNT_OF_ALL = """
select count(distinct nik) filter (where not has_errors)
       + count(*) filter (where has_errors
                          and not coalesce(problems @> '[{"code": "nik_duplicate"}]', false))
from enrolment_stagedrow
where upload_id = %(upload)s and agency_id is not null and drop_reason is null
"""

# Each person of either list, agency by agency: on both; on the city's list alone (`theirs`), or with the
# NIK on another agency's roster (`theirs_elsewhere`); on the agency's alone (`ours`), or under another agency
# on the city's list (`ours_elsewhere`); on the agency's, while a row of the city's with that name has a NIK
# that cannot be read (`unclear`).
SIDES = """
with theirs as (
    select r.agency_id, r.nik, min(r.id) as row_id from enrolment_stagedrow r
    where r.upload_id = %(upload)s and r.agency_id = any(%(agencies)s)
      and r.drop_reason is null and not r.has_errors
    group by r.agency_id, r.nik
), ours as (
    select w.agency_id, w.nik, w.id as worker_id, lower(w.name) as name
    from enrolment_worker w
    join enrolment_enrolment e
        on e.worker_id = w.id and e.agency_id = any(%(agencies)s) and e.ended_on is null
    where w.agency_id = any(%(agencies)s)
), bad as (
    select distinct agency_id, lower(name) as name from enrolment_stagedrow
    where upload_id = %(upload)s and agency_id = any(%(agencies)s) and has_errors and drop_reason is null
), sides as (
    select coalesce(t.agency_id, o.agency_id) as agency_id, coalesce(t.nik, o.nik) as nik,
           t.row_id, o.worker_id, o.name
    from theirs t full join ours o on o.agency_id = t.agency_id and o.nik = t.nik
), listed as (
    select g.agency_id, x.nik
    from (select agency_id, array_agg(nik) as niks from sides where worker_id is null group by agency_id) g
    cross join lateral nik_elsewhere(g.niks, g.agency_id) as x (nik)
), compared as (
    select g.agency_id, x.nik
    from (select agency_id, array_agg(nik::text) as niks from sides where row_id is null group by agency_id) g
    cross join lateral nik_compared_elsewhere(%(upload)s, g.niks, g.agency_id) as x (nik)
), found as (
    select s.agency_id, s.nik, s.row_id, s.worker_id,
           case when s.row_id is not null and s.worker_id is not null then 'both'
                when s.row_id is not null and l.nik is null then 'theirs'
                when s.row_id is not null then 'theirs_elsewhere'
                when c.nik is not null then 'ours_elsewhere'
                when b.name is not null then 'unclear'
                else 'ours' end as side
    from sides s
    left join listed l on l.agency_id = s.agency_id and l.nik = s.nik
    left join compared c on c.agency_id = s.agency_id and c.nik = s.nik
    left join bad b on b.agency_id = s.agency_id and b.name = s.name
)
"""

COUNT_SIDES = f"{SIDES} select agency_id, side, count(*) from found group by agency_id, side"

UNREADABLE = """
select agency_id, count(*) from enrolment_stagedrow
where upload_id = %(upload)s and agency_id = any(%(agencies)s) and has_errors and drop_reason is null
group by agency_id
"""

# The people behind a count. `other`: the agency that has them too, as far as the reader may see it.
LIST_SIDE = f"""
{SIDES}
select f.agency_id, f.nik, coalesce(r.name, w.name) as name, coalesce(r.position, w.position) as position,
       coalesce(r.unit, w.unit) as unit, f.row_id, f.worker_id, r.sheet, r.row_number, f.side,
       case f.side
            when 'theirs_elsewhere' then (
                select min(o.agency_id) from enrolment_worker o
                join enrolment_enrolment e on e.worker_id = o.id and e.ended_on is null
                where o.nik = f.nik and o.agency_id <> f.agency_id)
            when 'ours_elsewhere' then (
                select min(o.agency_id) from enrolment_stagedrow o
                where o.upload_id = %(upload)s and o.nik = f.nik and o.agency_id <> f.agency_id) end as other
from found f
left join enrolment_stagedrow r on r.id = f.row_id and r.upload_id = %(upload)s
left join enrolment_worker w on w.id = f.worker_id and w.agency_id = any(%(agencies)s)
where f.side = any(%(wanted)s)
order by coalesce(r.name, w.name), f.nik
"""

TAKE_OVER = f"""
insert into enrolment_stagedrow (upload_id, agency_id, ordinal, sheet, row_number, nik, {{columns}},
    status, problems, has_errors)
{SIDES}
select %(child)s, r.agency_id, r.ordinal, r.sheet, r.row_number, r.nik, {{values}},
       r.status, r.problems, false
from found f join enrolment_stagedrow r on r.id = f.row_id and r.upload_id = %(upload)s
where f.side = any(%(wanted)s)
"""
_columns = ", ".join(STATED)
TAKE_OVER = TAKE_OVER.format(columns=_columns, values=", ".join(f"r.{c}" for c in STATED))

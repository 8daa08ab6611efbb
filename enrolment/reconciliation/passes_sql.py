"""Who is who, in passes over the temporary tables of `laying_sql`: each pair a row of `rec_pairs`."""

PAIRS = """
create temporary table rec_pairs (
    row_id bigint primary key, worker_id bigint not null unique, found_by text not null, score numeric(5, 2),
    reasons jsonb not null default '[]', decided_by bigint, decided_at timestamptz
) on commit drop
"""

# What people decided about pairs, for the rows of now: refused ones never come back, accepted ones stay. A
# row of an earlier list, or of one since replaced, is the same person's when it has the same NIK; without one
# the same KPJ; without either the same name and day of birth. A join for each key: an OR never hashes.
_DECIDED = """
with old as (
    select p.worker_id, p.row_id as old_row, p.is_refused, p.score, p.reasons, p.decided_by_id, p.decided_at,
           p.found_by, o.nik, nullif(o.kpj, '') as kpj, o.name, o.birth_date
    from enrolment_participantmatch p join enrolment_listrow o on o.id = p.row_id
    where p.agency_id = any(%(agencies)s) and (p.is_refused or p.decided_at is not null)
), found as (
    select r.row_id, old.worker_id, old.decided_at from old join rec_rows r on r.row_id = old.old_row
    union select r.row_id, old.worker_id, old.decided_at from old join rec_rows r on r.nik = old.nik
    union select r.row_id, old.worker_id, old.decided_at from old join rec_rows r on r.kpj = old.kpj
        where old.nik is null and r.nik is null
    union select r.row_id, old.worker_id, old.decided_at from old join rec_rows r on r.name = old.name
        where old.nik is null and r.nik is null and old.kpj is null and r.kpj is null
          and r.birth_date is not distinct from old.birth_date
), known as (
    select distinct on (f.row_id, f.worker_id) f.row_id, old.worker_id, old.is_refused, old.score,
           old.reasons, old.decided_by_id, old.decided_at, old.found_by
    from found f join old on old.worker_id = f.worker_id and old.decided_at is not distinct from f.decided_at
    order by f.row_id, f.worker_id, old.decided_at desc nulls last, old.is_refused desc
)
"""
REFUSED = f"""
create temporary table rec_refused on commit drop as
{_DECIDED}
select row_id, worker_id from known where is_refused
"""
ACCEPTED = f"""
{_DECIDED}
, edges as (
    select k.*, row_number() over (partition by k.row_id order by k.decided_at desc, k.worker_id) as of_row,
           row_number() over (partition by k.worker_id order by k.decided_at desc, k.row_id) as of_worker
    from known k join rec_rows r on r.row_id = k.row_id and r.twin is null
    join rec_workers w on w.worker_id = k.worker_id
    join rec_allowed a on a.group_id = r.group_id and a.agency_id = w.agency_id
    where not k.is_refused
)
insert into rec_pairs (row_id, worker_id, found_by, score, reasons, decided_by, decided_at)
select row_id, worker_id, found_by, score, reasons, decided_by_id, decided_at
from edges where of_row = 1 and of_worker = 1
"""

_FREE = """
    r.twin is null
and not exists (select from rec_pairs p where p.row_id = r.row_id)
and not exists (select from rec_pairs p where p.worker_id = w.worker_id)
and not exists (select from rec_refused x where x.row_id = r.row_id and x.worker_id = w.worker_id)
"""
# Where a number is found more than once: of the same group first, active, on the roster now, registered.
_BEST = """(w.group_id = r.group_id) desc, r.active desc,
    array_position(array['on', 'left', 'gone', 'later'], w.stay), w.registered desc, r.row_id, w.worker_id"""
# Takes the pairs that are the best of both their sides; says how many it took and how many there were.
_TAKE = f"""
, ranked as (
    select r.row_id, w.worker_id, row_number() over (partition by r.row_id order by {_BEST}) as nth_of_row,
           row_number() over (partition by w.worker_id order by {_BEST}) as nth_of_worker
    from edges e join rec_rows r on r.row_id = e.row_id join rec_workers w on w.worker_id = e.worker_id
), taken as (
    insert into rec_pairs (row_id, worker_id, found_by)
    select row_id, worker_id, %(pass)s from ranked where nth_of_row = 1 and nth_of_worker = 1
    returning 1
)
select (select count(*) from taken), (select count(*) from edges)
"""

BY_NIK = f"""
with edges as (
    select r.row_id, w.worker_id from rec_rows r join rec_workers w on w.nik = r.nik
    join rec_allowed a on a.group_id = r.group_id and a.agency_id = w.agency_id
    where {_FREE}
)
{_TAKE}
"""

# Every KPJ known of those whom their NIK did not find.
NUMBERS = """
create temporary table rec_numbers on commit drop as
with left_over as (
    select w.* from rec_workers w
    where not exists (select from rec_pairs p where p.worker_id = w.worker_id)
)
select worker_id, kpj from left_over where kpj is not null
union
select l.worker_id, n.kpj from left_over l
join enrolment_participantnumber n on n.agency_id = l.agency_id and n.nik = l.nik
where n.agency_id = any(%(agencies)s) and n.kpj <> ''
"""
PLAIN = "translate(upper({}), ' .,''`-', '')"
# The same KPJ on a row whose name and day of birth are both others' is a typing error rather than the person:
# the pass by name looks at those, with the KPJ as one reason.
BY_KPJ = f"""
with edges as (
    select r.row_id, w.worker_id from rec_rows r join rec_numbers n on n.kpj = r.kpj
    join rec_workers w on w.worker_id = n.worker_id
    join rec_allowed a on a.group_id = r.group_id and a.agency_id = w.agency_id
    where {_FREE}
      and (coalesce(r.birth_date = w.birth_date, true)
           or {PLAIN.format("r.name")} = {PLAIN.format("w.name")})
)
{_TAKE}
"""

# Whom the pass by name looks at: rows and workers that nobody is for, each with the numbers known.
LEFT_ROWS = """
select r.row_id, r.group_id, r.name, r.birth_date, r.sex, r.nik, r.kpj, r.active from rec_rows r
where r.twin is null and not exists (select from rec_pairs p where p.row_id = r.row_id)
order by r.row_id
"""
LEFT_WORKERS = """
select w.worker_id, w.agency_id, w.name, w.birth_date, w.sex, w.nik, w.kpj, w.stay <> 'gone'
from rec_workers w
where not exists (select from rec_pairs p where p.worker_id = w.worker_id)
order by w.worker_id
"""
REFUSED_PAIRS = "select row_id, worker_id from rec_refused"

# Rows that found nobody because their person was found by a row of another group: twice, too.
TWICE_IN_TWO_GROUPS = """
with again as (
    select distinct on (r.row_id) r.row_id, p.row_id as first from rec_rows r
    join rec_workers w on w.nik = r.nik
    join rec_allowed a on a.group_id = r.group_id and a.agency_id = w.agency_id
    join rec_pairs p on p.worker_id = w.worker_id
    where r.twin is null and not exists (select from rec_pairs x where x.row_id = r.row_id)
    order by r.row_id, w.worker_id
)
update rec_rows r set twin = again.first, bucket = case when r.active then 'twice_on_list' else 'ended' end
from again where again.row_id = r.row_id
"""

# Where each row ended, and with which agency it counts: that of its worker, or of its twin's, or the list's.
ENDS = """
create temporary table rec_ends on commit drop as
select r.row_id, r.twin, coalesce(w.agency_id, r.home) as agency_id, p.worker_id, p.found_by,
       case when r.bucket is not null then r.bucket when p.worker_id is not null then 'matched'
            when r.active then 'not_on_roster' else 'ended' end as bucket
from rec_rows r
left join rec_pairs p on p.row_id = coalesce(r.twin, r.row_id)
left join rec_workers w on w.worker_id = p.worker_id
"""

"""The statements of a roster's way that the ORM cannot say. Each handles all rows of an upload at once.

Tables that were filled a moment ago have no statistics, and the application's role may not ANALYZE what it
does not own: every transaction that joins them runs `NO_NESTED_LOOPS` first, or the planner may walk one
table once for each row of the other.
"""

from enrolment.spreadsheets.fields import BESIDE, FIELDS

NO_NESTED_LOOPS = "set local enable_nestloop = off; set local work_mem = '64MB'"

STAGING_COLUMNS = ("ordinal", "sheet", "row_number", *FIELDS, *BESIDE, "problems", "has_errors")
# What a row says of a worker, beside who it is.
STATED = (*(f for f in FIELDS if f != "nik"), "contract_until", "category")
_columns = ", ".join(STAGING_COLUMNS)

# PostgreSQL refuses COPY FROM into a table under row-level security: rows come in through a temporary one.
CREATE_STAGING = f"""
create temporary table roster_staging on commit drop as
select {_columns} from enrolment_stagedrow with no data
"""
COPY_STAGING = f"copy roster_staging ({_columns}) from stdin"
KEEP_STAGING = f"""
insert into enrolment_stagedrow (upload_id, agency_id, {_columns})
select %(upload)s, %(agency)s, {_columns} from roster_staging
"""
EMPTY_STAGING = "truncate roster_staging"
DROP_STAGING = "drop table roster_staging"

# A cell that was left empty says nothing: it neither counts as a change nor erases what is known.
DIFFERS = " or ".join(f"r.{f} is not null and r.{f} is distinct from w.{f}" for f in STATED)
OLD_AND_NEW = ", ".join(
    f"'{f}', case when r.{f} is not null and r.{f} is distinct from w.{f}"
    f" then jsonb_build_array(w.{f}, r.{f}) end"
    for f in STATED
)

# Once the upload was saved (`again`), what it saved stays on record; only its bad rows are compared anew.
FORGET_KINDS = """
delete from enrolment_stagedkind
where upload_id = %(upload)s and (not %(again)s or fixed_later or kind in ('needs_fix', 'dropped'))
"""

# Somebody who left and stands in the file again is new on the list: a new spell of the same worker.
COMPARE_ROWS = f"""
insert into enrolment_stagedkind
    (upload_id, agency_id, row_id, worker_id, kind, changes, elsewhere, fixed_later)
select %(upload)s, %(agency)s, r.id, w.id,
       case when r.drop_reason is not null then 'dropped'
            when r.has_errors then 'needs_fix'
            when e.id is null then 'new'
            when {DIFFERS} then 'changed'
            else 'unchanged' end,
       case when not r.has_errors and r.drop_reason is null and e.id is not null and ({DIFFERS})
            then jsonb_strip_nulls(jsonb_build_object({OLD_AND_NEW})) end,
       x.nik is not null, %(again)s
from enrolment_stagedrow r
left join enrolment_worker w on w.agency_id = %(agency)s and w.nik = r.nik
left join enrolment_enrolment e on e.agency_id = %(agency)s and e.worker_id = w.id and e.ended_on is null
left join nik_elsewhere(
    (select array_agg(s.nik) from enrolment_stagedrow s
     where s.upload_id = %(upload)s and not s.has_errors and s.drop_reason is null),
    %(agency)s
) as x (nik) on x.nik = r.nik and not r.has_errors and r.drop_reason is null
where r.upload_id = %(upload)s
  and (not %(again)s or not exists (select 1 from enrolment_stagedkind k where k.row_id = r.id))
"""

# Nobody is called missing whose row is there but needs fixing: such a row is known by its name. A row that
# was dropped still says who is there, unless the reason says that this person is not (any more).
_still_there = "drop_reason not in ('left', 'not_ours')"
FIND_MISSING = f"""
insert into enrolment_stagedkind
    (upload_id, agency_id, row_id, worker_id, kind, changes, elsewhere, fixed_later)
select %(upload)s, %(agency)s, null, w.id, 'missing', null, false, false
from enrolment_worker w
join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
left join (
    select nik from enrolment_stagedrow
    where upload_id = %(upload)s and nik is not null and (drop_reason is null or {_still_there})
) n on n.nik = w.nik
left join (
    select distinct lower(name) as name from enrolment_stagedrow
    where upload_id = %(upload)s and has_errors and name is not null
      and (drop_reason is null or {_still_there})
) b on b.name = lower(w.name)
where w.agency_id = %(agency)s and e.agency_id = %(agency)s and n.nik is null and b.name is null
"""

COUNT_KINDS = "select kind, count(*) from enrolment_stagedkind where upload_id = %(upload)s group by kind"

# --- applying ----------------------------------------------------------------------------------------

LOCK_ROSTER = """
insert into enrolment_roster (agency_id, version, changed_at) values (%(agency)s, 0, now())
on conflict (agency_id) do update set version = enrolment_roster.version returning version
"""

_picked = """
from enrolment_stagedkind k join enrolment_stagedrow r on r.id = k.row_id
where k.upload_id = %(upload)s and r.upload_id = %(upload)s and (k.fixed_later or not %(again)s)
"""

# Before-images of workers that exist. A second apply of the same upload (rows fixed later) keeps the first.
KEEP_BEFORE = """
insert into enrolment_workerimage
    (upload_id, agency_id, worker_id, enrolment_id, worker_before, enrolment_before, worker_revision)
select %(upload)s, %(agency)s, w.id, e.id, to_jsonb(w), to_jsonb(e), w.revision
from (
    select k.worker_id from enrolment_stagedkind k
    where k.upload_id = %(upload)s and k.worker_id is not null and (k.fixed_later or not %(again)s)
      and (k.kind in ('new', 'changed') or k.kind = 'unchanged' and %(registers)s)
) t
join enrolment_worker w on w.id = t.worker_id and w.agency_id = %(agency)s
left join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s and e.ended_on is null
on conflict (upload_id, worker_id) do nothing
"""

_fields = ", ".join((*FIELDS, "contract_until"))
_row_fields = ", ".join(f"r.{f}" for f in (*FIELDS, "contract_until"))

# Whoever was never on the list begins with the day of the list.
INSERT_WORKERS = f"""
with made as (
    insert into enrolment_worker (
        agency_id, contribution_group_id, category, from_upload, revision, {_fields}
    )
    select %(agency)s, %(group)s, coalesce(r.category, %(category)s), %(upload)s, 1, {_row_fields} {_picked}
      and k.kind = 'new' and k.worker_id is null
    returning id
)
insert into enrolment_enrolment (worker_id, agency_id, state, listed_on, revision)
select id, %(agency)s, 'listed', %(roster_date)s, 1 from made
"""

_take_over = ", ".join(f"{f} = coalesce(r.{f}, w.{f})" for f in STATED)

UPDATE_WORKERS = f"""
update enrolment_worker w set {_take_over}
{_picked.replace("where", "where w.id = k.worker_id and w.agency_id = %(agency)s and ")}
  and (k.kind = 'changed' or k.kind = 'new' and ({DIFFERS}))
"""

# A return begins no earlier than the former spell ended.
INSERT_RETURNS = """
insert into enrolment_enrolment (worker_id, agency_id, state, listed_on, revision)
select k.worker_id, %(agency)s, 'listed',
       greatest(%(roster_date)s::date, coalesce(max(e.ended_on), %(roster_date)s::date)), 1
from enrolment_stagedkind k
left join enrolment_enrolment e on e.worker_id = k.worker_id and e.agency_id = %(agency)s
where k.upload_id = %(upload)s and k.kind = 'new' and k.worker_id is not null
  and (k.fixed_later or not %(again)s)
group by k.worker_id
"""

# Those whom the answer "registered through this agency since …" is about: with a KPJ in the file, or
# everybody in a file without such a column.
REGISTERING = """
select e.id from enrolment_enrolment e
join enrolment_worker w on w.id = e.worker_id
join enrolment_stagedrow r on r.upload_id = %(upload)s and r.nik = w.nik
join enrolment_stagedkind k on k.row_id = r.id and k.upload_id = %(upload)s
    and k.kind in ('new', 'changed', 'unchanged') and (k.fixed_later or not %(again)s)
where e.agency_id = %(agency)s and w.agency_id = %(agency)s and e.ended_on is null
  and e.registered_on is null and (r.kpj is not null or not %(has_kpj)s)
"""

# New workers need no image: they know the upload they came from, and stand at revision 1 until somebody edits
# them. Those that the upload registered too have moved on: for them the revisions are noted.
KEEP_NEW = f"""
insert into enrolment_workerimage
    (upload_id, agency_id, worker_id, enrolment_id, worker_revision, enrolment_revision)
select %(upload)s, %(agency)s, w.id, e.id, w.revision, e.revision
from enrolment_worker w
join (select r.nik {_picked} and k.kind = 'new' and k.worker_id is null) t on t.nik = w.nik
join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s and e.ended_on is null
where w.agency_id = %(agency)s and e.revision > 1
"""
KEEP_REVISIONS = """
update enrolment_workerimage i
set worker_revision = w.revision, enrolment_id = e.id, enrolment_revision = e.revision
from enrolment_worker w
left join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s and e.ended_on is null
where i.upload_id = %(upload)s and i.worker_before is not null
  and w.id = i.worker_id and w.agency_id = %(agency)s
  and i.worker_id in (
      select k.worker_id from enrolment_stagedkind k
      where k.upload_id = %(upload)s and k.worker_id is not null and (k.fixed_later or not %(again)s)
  )
"""
# An image that records no change at all is dropped.
DROP_IDLE_IMAGES = """
delete from enrolment_workerimage i
using enrolment_worker w, enrolment_enrolment e
where i.upload_id = %(upload)s and i.worker_before is not null
  and w.id = i.worker_id and w.agency_id = %(agency)s
  and e.id = i.enrolment_id and e.agency_id = %(agency)s
  and i.worker_before = to_jsonb(w) and i.enrolment_before = to_jsonb(e)
"""

PROPOSE_EXITS = """
insert into enrolment_proposedexit (upload_id, agency_id, worker_id, proposed_on)
select %(upload)s, %(agency)s, k.worker_id, %(roster_date)s
from enrolment_stagedkind k
where k.upload_id = %(upload)s and k.kind = 'missing'
on conflict do nothing
"""

# Whoever stands in a list that is saved has not left: older proposals about them are settled.
SETTLE_EXITS = """
update enrolment_proposedexit x
set stays = true, decided_at = now(), decided_by_id = %(by)s, settled_by_upload = %(upload)s
from enrolment_stagedkind k
where k.upload_id = %(upload)s and k.kind in ('new', 'changed', 'unchanged')
  and x.worker_id = k.worker_id and x.agency_id = %(agency)s and x.decided_at is null
"""

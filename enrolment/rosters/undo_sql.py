"""The statements of taking a saved upload back. Each handles all its workers at once (see `sql`)."""

from enrolment.rosters.sql import STATED

# Untouched since: worker and spell stand at the revisions that the upload left, and no spell was added.
PICK_UNDOABLE = """
create temporary table roster_undo on commit drop as
select w.id as worker_id, i.enrolment_id, i.worker_before, i.enrolment_before
from enrolment_workerimage i
join enrolment_worker w on w.id = i.worker_id and w.agency_id = %(agency)s
where i.upload_id = %(upload)s and w.revision = i.worker_revision
  and not exists (
      select 1 from enrolment_enrolment e
      where e.worker_id = w.id and e.agency_id = %(agency)s
        and (e.id = i.enrolment_id and e.revision <> i.enrolment_revision or e.id > i.enrolment_id)
  )
union all
select w.id, min(e.id), null, null
from enrolment_worker w
join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s
left join enrolment_workerimage i on i.upload_id = %(upload)s and i.worker_id = w.id
where w.agency_id = %(agency)s and w.from_upload = %(upload)s and w.revision = 1 and i.worker_id is null
group by w.id
having count(*) = 1 and max(e.revision) = 1
"""
ANALYZE_UNDO = "analyze roster_undo"
DROP_UNDO = "drop table roster_undo"

LIST_KEPT = """
select w.name, w.id
from enrolment_worker w
left join enrolment_workerimage i on i.upload_id = %(upload)s and i.worker_id = w.id
left join roster_undo u on u.worker_id = w.id
where w.agency_id = %(agency)s and (w.from_upload = %(upload)s or i.worker_id is not null)
  and u.worker_id is null
order by w.name
"""
COUNT_UNDOABLE = "select count(*) from roster_undo"

DELETE_PROPOSALS = """
delete from enrolment_proposedexit
where decided_at is null
  and (upload_id = %(upload)s
       or worker_id in (select worker_id from roster_undo where worker_before is null))
"""
# Spells that the upload began: of new workers, and of those who returned.
DELETE_ENROLMENTS = """
delete from enrolment_enrolment e using roster_undo u
where e.id = u.enrolment_id and u.enrolment_before is null and e.agency_id = %(agency)s
"""
DELETE_WORKERS = """
delete from enrolment_worker w using roster_undo u
where w.id = u.worker_id and u.worker_before is null and w.agency_id = %(agency)s
"""
_worker_columns = ("contribution_group_id", "nik", *STATED)
_restored_worker = ", ".join(f"{c} = b.{c}" for c in _worker_columns)
RESTORE_WORKERS = f"""
update enrolment_worker w set {_restored_worker}
from roster_undo u, jsonb_populate_record(null::enrolment_worker, u.worker_before) b
where w.id = u.worker_id and u.worker_before is not null and w.agency_id = %(agency)s
"""
_spell_columns = (
    "state",
    "listed_on",
    "submitted_on",
    "registered_on",
    "basis",
    "confirmed_month",
    "kpj",
    "ended_on",
    "end_reason",
)
_restored_spell = ", ".join(f"{c} = b.{c}" for c in _spell_columns)
RESTORE_ENROLMENTS = f"""
update enrolment_enrolment e set {_restored_spell}
from roster_undo u, jsonb_populate_record(null::enrolment_enrolment, u.enrolment_before) b
where e.id = u.enrolment_id and u.enrolment_before is not null and e.agency_id = %(agency)s
"""
# What is put back stands at a new revision. Older uploads that had left exactly this state are told, so that
# uploads can be undone one after the other, the newest first.
_put_back = """
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
"""
TELL_OLDER_IMAGES = f"""
update enrolment_workerimage i
set worker_revision = t.worker_revision, enrolment_revision = t.enrolment_revision
from (
    select u.*, w.revision as worker_revision, e.revision as enrolment_revision {_put_back}
    where u.worker_before is not null and u.enrolment_before is not null
) t
where i.worker_id = t.worker_id and i.agency_id = %(agency)s and i.upload_id <> %(upload)s
  and i.enrolment_id = t.enrolment_id
  and i.worker_revision = (t.worker_before->>'revision')::int
  and i.enrolment_revision = (t.enrolment_before->>'revision')::int
"""
TELL_FIRST_UPLOADS = f"""
insert into enrolment_workerimage
    (upload_id, agency_id, worker_id, enrolment_id, worker_revision, enrolment_revision)
select w.from_upload, %(agency)s, w.id, e.id, w.revision, e.revision {_put_back}
where w.from_upload <> %(upload)s
  and (u.worker_before->>'revision')::int = 1 and (u.enrolment_before->>'revision')::int = 1
on conflict (upload_id, worker_id) do nothing
"""

"""The statements of taking an undo back: `undo_sql` run the other way, over the same `roster_undo`."""

from enrolment.models import Enrolment, ProposedExit, Worker
from enrolment.rosters.undo_sql import CASES, columns, restored, telling

# Undoing once more leads back to the roster as it is now.
KEEP_BEFORE = """
update enrolment_workerimage i set worker_before = to_jsonb(w), enrolment_before = to_jsonb(e)
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
left join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
where i.upload_id = %(upload)s and i.worker_id = u.worker_id and u.hindrance is null
  and u.worker_before is not null
"""


def _again(table: str, columns: list[str], image: str, condition: str) -> str:
    """Rows come back under the number and revision that they had: whatever else knows them is right again."""
    names = ", ".join(columns)
    values = ", ".join(f"b.{name}" for name in columns)
    return f"""
insert into {table} ({names}) select {values}
from roster_undo u, jsonb_populate_record(null::{table}, u.{image}) b
where u.hindrance is null and {condition}
"""


INSERT_WORKERS = _again("enrolment_worker", columns(Worker), "worker_after", "u.worker_before is null")
INSERT_ENROLMENTS = _again(
    "enrolment_enrolment", columns(Enrolment), "enrolment_after", "u.enrolment_before is null"
)
RESTORE_WORKERS, RESTORE_ENROLMENTS = restored("after")
# New workers that come back as they were saved need no image, as they needed none then (KEEP_NEW in `sql`):
# deleting it costs less than writing it anew, now and when the upload is undone again.
FORGET_NEW = """
delete from enrolment_workerimage i
using roster_undo u, enrolment_worker w, enrolment_enrolment e
where i.upload_id = %(upload)s and i.worker_id = u.worker_id
  and u.hindrance is null and u.worker_before is null
  and w.id = u.worker_id and w.agency_id = %(agency)s and w.from_upload = %(upload)s and w.revision = 1
  and e.id = u.enrolment_id and e.agency_id = %(agency)s and e.revision = 1
"""
# `worker_after` is set while a worker is undone: now it no longer is.
NOTE_REVISIONS = """
update enrolment_workerimage i
set worker_revision = w.revision, enrolment_revision = e.revision,
    worker_after = null, enrolment_after = null, exits_after = null
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
left join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
where i.upload_id = %(upload)s and i.worker_id = u.worker_id and u.hindrance is null
"""
TELL_IMAGES, TELL_CHANGES = telling("after")

_exits = [field.column for field in ProposedExit._meta.concrete_fields]
EXITS_AGAIN = f"""
insert into enrolment_proposedexit ({", ".join(_exits)}) select {", ".join(f"p.{name}" for name in _exits)}
from roster_undo u, jsonb_populate_recordset(null::enrolment_proposedexit, u.exits_after) p
where u.hindrance is null
on conflict do nothing
"""
# Who was missing from the whole list is proposed to leave again, unless that was decided before the undo.
PROPOSE_AGAIN = """
insert into enrolment_proposedexit (upload_id, agency_id, worker_id, proposed_on)
select %(upload)s, %(agency)s, k.worker_id, %(roster_date)s
from enrolment_stagedkind k
join enrolment_enrolment e on e.worker_id = k.worker_id and e.agency_id = %(agency)s and e.ended_on is null
left join enrolment_proposedexit x on x.worker_id = k.worker_id and x.agency_id = %(agency)s
    and x.upload_id = %(upload)s
where k.upload_id = %(upload)s and k.agency_id = %(agency)s and k.kind = 'missing' and x.id is null
on conflict do nothing
"""
# Cases that undoing settled, unless another one about the same two lists was opened since.
OPEN_CASES_AGAIN = f"""
update enrolment_listingcase c set decision = null, decided_at = null, decided_by_id = null
from ({CASES}) touched
where c.id = touched.id and c.decision = 'settled' and c.decided_at = %(undone_at)s
  and (c.nik, c.agency_id, c.other_agency_id) not in (
      select o.nik, o.agency_id, o.other_agency_id from enrolment_listingcase o
      where o.decided_at is null and (o.agency_id = %(agency)s or o.other_agency_id = %(agency)s)
  )
"""
REDO = (
    KEEP_BEFORE, INSERT_WORKERS, INSERT_ENROLMENTS, RESTORE_WORKERS, RESTORE_ENROLMENTS, FORGET_NEW,
    NOTE_REVISIONS, TELL_IMAGES, TELL_CHANGES, EXITS_AGAIN, OPEN_CASES_AGAIN,
)  # fmt: skip

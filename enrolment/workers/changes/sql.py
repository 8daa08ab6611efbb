"""Statements on all workers of a bulk change at once. An UPDATE raises a row's revision by one (trigger)."""

KEEP_BEFORE = """
insert into enrolment_changedworker
    (batch_id, agency_id, worker_id, category_before, contract_before, revision_before, worker_revision)
select %(batch)s, %(agency)s, w.id, w.category, w.contract_until, w.revision, w.revision + 1
from enrolment_worker w where w.agency_id = %(agency)s and w.id = any(%(ids)s)
"""

_TOUCHED = """
from enrolment_changedworker c join enrolment_changebatch b on b.id = c.batch_id
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and w.id = c.worker_id and w.agency_id = %(agency)s
"""

CHANGE = {
    "category": f"update enrolment_worker w set category = b.category {_TOUCHED}",
    "contract": f"update enrolment_worker w set contract_until = b.contract_until {_TOUCHED}",
}

# Whom nobody edited stands at the revision that the change left. Who is put back is out of the batch; those
# who remain in it were kept.
#
# What is put back stands at a new revision. Uploads and earlier changes that had left exactly this state are
# told, as undoing an upload tells them (`rosters.undo_sql.telling`): they can still be undone. A new worker
# whom nobody had touched has no image yet, its upload gets one.
_PUT_BACK = """
with back as (
    update enrolment_worker w set {set} {touched} and w.revision = c.worker_revision
    returning w.id, w.revision as now, c.revision_before as was, w.from_upload
), images as (
    update enrolment_workerimage i set worker_revision = back.now
    from back
    where i.agency_id = %(agency)s and i.worker_id = back.id and i.worker_revision = back.was
), first_images as (
    insert into enrolment_workerimage
        (upload_id, agency_id, worker_id, enrolment_id, worker_revision, enrolment_revision)
    select back.from_upload, %(agency)s, back.id, e.id, back.now, e.revision
    from back
    join enrolment_enrolment e on e.worker_id = back.id and e.agency_id = %(agency)s and e.revision = 1
    where back.was = 1 and back.from_upload is not null
      and e.id = (select min(f.id) from enrolment_enrolment f where f.worker_id = back.id)
    on conflict (upload_id, worker_id) do nothing
), changes as (
    update enrolment_changedworker o set worker_revision = back.now
    from back
    where o.agency_id = %(agency)s and o.worker_id = back.id and o.batch_id <> %(batch)s
      and o.worker_revision = back.was
)
delete from enrolment_changedworker c using back where c.batch_id = %(batch)s and c.worker_id = back.id
"""
PUT_BACK = {
    "category": _PUT_BACK.format(set="category = c.category_before", touched=_TOUCHED),
    "contract": _PUT_BACK.format(set="contract_until = c.contract_before", touched=_TOUCHED),
}

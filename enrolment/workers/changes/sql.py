"""Statements on all workers of a bulk change at once. An UPDATE raises a row's revision by one (trigger)."""

KEEP_BEFORE = """
insert into enrolment_changedworker
    (batch_id, agency_id, worker_id, category_before, contract_before, worker_revision)
select %(batch)s, %(agency)s, w.id, w.category, w.contract_until, w.revision + 1
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
_PUT_BACK = """
with back as (
    update enrolment_worker w set {set} {touched} and w.revision = c.worker_revision returning w.id
)
delete from enrolment_changedworker c using back where c.batch_id = %(batch)s and c.worker_id = back.id
"""
PUT_BACK = {
    "category": _PUT_BACK.format(set="category = c.category_before", touched=_TOUCHED),
    "contract": _PUT_BACK.format(set="contract_until = c.contract_before", touched=_TOUCHED),
}

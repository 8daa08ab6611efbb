"""Statements on all workers of a bulk change at once. An UPDATE raises a row's revision by one (trigger)."""

KEEP_BEFORE = """
insert into enrolment_changedworker
    (batch_id, agency_id, worker_id, category_before, contract_before, guarantor_before, group_before,
     terms_before, revision_before, worker_revision)
select %(batch)s, %(agency)s, w.id, w.category, w.contract_until, w.guarantor, w.contribution_group_id,
       terms.kept, w.revision, w.revision + 1
from enrolment_worker w
left join (
    select t.worker_id, jsonb_agg(jsonb_build_object(
        'category', t.category, 'guarantor', t.guarantor, 'since', lower(t.period), 'until', upper(t.period),
        'batch', t.batch_id, 'source', t.source) order by t.period) as kept
    from enrolment_workerterm t where t.agency_id = %(agency)s group by t.worker_id
) terms on terms.worker_id = w.id
where w.agency_id = %(agency)s and w.id = any(%(ids)s)
"""

_TOUCHED = """
from enrolment_changedworker c join enrolment_changebatch b on b.id = c.batch_id
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and w.id = c.worker_id and w.agency_id = %(agency)s
"""

CHANGE = {
    "category": f"update enrolment_worker w set category = b.category {_TOUCHED}",
    "contract": f"update enrolment_worker w set contract_until = b.contract_until {_TOUCHED}",
    "guarantor": f"update enrolment_worker w set guarantor = b.guarantor {_TOUCHED}",
    "group": f"update enrolment_worker w set contribution_group_id = b.group_id {_TOUCHED}",
}

# Category and guarantor by days, before the worker's own row changes. Who has no terms gets one for all days.
# The newest term is what the row says now: it may have been edited since the term was written.
_FIRST_TERMS = """
insert into enrolment_workerterm (worker_id, agency_id, category, guarantor, period, source)
select w.id, w.agency_id, w.category, w.guarantor, daterange(null, null), ''
from enrolment_worker w join enrolment_changedworker c on c.worker_id = w.id
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and w.agency_id = %(agency)s
  and c.terms_before is null
"""
_AS_THE_ROW_SAYS = """
update enrolment_workerterm t set category = w.category, guarantor = w.guarantor
from enrolment_worker w join enrolment_changedworker c on c.worker_id = w.id
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and w.agency_id = %(agency)s
  and t.worker_id = w.id and t.agency_id = %(agency)s and upper_inf(t.period)
  and (t.category, t.guarantor) is distinct from (w.category, w.guarantor)
"""
# The term of the day is cut in two. A part is inserted only as its former half is shortened: no two terms of
# a worker ever share a day.
_CUT_AT_THE_DAY = """
with hit as (
    select t.*, b.effective_on as day
    from enrolment_workerterm t
    join enrolment_changedworker c on c.worker_id = t.worker_id and c.agency_id = %(agency)s
    join enrolment_changebatch b on b.id = c.batch_id
    where c.batch_id = %(batch)s and t.agency_id = %(agency)s and t.period @> b.effective_on
      and (lower_inf(t.period) or lower(t.period) < b.effective_on)
), shortened as (
    update enrolment_workerterm t set period = daterange(lower(hit.period), hit.day)
    from hit where t.id = hit.id and t.agency_id = %(agency)s
    returning t.id
)
insert into enrolment_workerterm (worker_id, agency_id, category, guarantor, period, batch_id, source)
select hit.worker_id, hit.agency_id, hit.category, hit.guarantor, daterange(hit.day, upper(hit.period)),
       hit.batch_id, hit.source
from hit join shortened on shortened.id = hit.id
"""


def _from_the_day(field: str) -> str:
    return f"""
update enrolment_workerterm t set {field} = b.{field}, batch_id = b.id, source = b.sk_number
from enrolment_changedworker c join enrolment_changebatch b on b.id = c.batch_id
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and t.worker_id = c.worker_id
  and t.agency_id = %(agency)s and lower(t.period) >= b.effective_on
"""


def _dated(field: str) -> tuple[str, ...]:
    return _FIRST_TERMS, _AS_THE_ROW_SAYS, _CUT_AT_THE_DAY, _from_the_day(field)


# What is dated: the statements that write the terms, by kind of change.
TERMS: dict[str, tuple[str, ...]] = {"category": _dated("category"), "guarantor": _dated("guarantor")}

# The terms as they stood, of whom nobody edited since; before the rows themselves are put back.
_UNTOUCHED = """
enrolment_changedworker c join enrolment_worker w on w.id = c.worker_id and w.revision = c.worker_revision
where c.batch_id = %(batch)s and c.agency_id = %(agency)s and w.agency_id = %(agency)s
"""
TERMS_BACK = (
    f"""
delete from enrolment_workerterm t
where t.agency_id = %(agency)s and t.worker_id in (select c.worker_id from {_UNTOUCHED})
""",
    f"""
insert into enrolment_workerterm (worker_id, agency_id, category, guarantor, period, batch_id, source)
select kept.worker_id, %(agency)s, r.category, r.guarantor, daterange(r.since, r.until), r.batch, r.source
from (select c.worker_id, c.terms_before from {_UNTOUCHED} and c.terms_before is not null) kept,
     jsonb_to_recordset(kept.terms_before)
        as r(category text, guarantor text, since date, until date, batch bigint, source text)
""",
)

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
    "guarantor": _PUT_BACK.format(set="guarantor = c.guarantor_before", touched=_TOUCHED),
    "group": _PUT_BACK.format(set="contribution_group_id = c.group_before", touched=_TOUCHED),
}

"""Statements that look at a move of many as history has it, and take it back."""

# What one move did to each spell: it writes one entry for each.
_DONE = """
done as (
    select pgh_obj_id, min(pgh_id) as entry
    from enrolment_enrolmentevent
    where pgh_context_id = %(batch)s and agency_id = %(agency)s and pgh_label = 'update'
    group by pgh_obj_id
), before as (
    select distinct on (e.pgh_obj_id) e.pgh_obj_id as id, e.state, e.submitted_on, e.ended_on, e.end_reason,
           e.revision as was, l.revision as left_at, l.submitted_on as new_submitted_on,
           l.ended_on as new_ended_on, l.end_reason as new_reason
    from done d
    join enrolment_enrolmentevent e
      on e.pgh_obj_id = d.pgh_obj_id and e.pgh_id < d.entry and e.agency_id = %(agency)s
    join enrolment_enrolmentevent l on l.pgh_id = d.entry
    order by e.pgh_obj_id, e.pgh_id desc
)
"""

# How many it moved, for how many that can still be taken back (nobody changed the spell since), and what it
# said.
LOOK = f"""
with {_DONE}
select count(*), count(*) filter (where s.revision = b.left_at), min(b.new_submitted_on),
       min(b.new_ended_on), min(b.new_reason)
from before b left join enrolment_enrolment s on s.id = b.id and s.agency_id = %(agency)s
"""

# Each spell as it was before, unless somebody changed it since, or the person came back onto the list, or has
# died by now: their claim is settled first.
#
# What is put back stands at a new revision. Uploads that had left exactly that state are told, as undoing an
# upload tells them (`rosters.undo_sql.telling`): they can still be undone. A new worker whom nobody had
# touched has no image yet, its upload gets one.
UNDO = f"""
with {_DONE}, back as (
    update enrolment_enrolment s
    set state = b.state, submitted_on = b.submitted_on, ended_on = b.ended_on, end_reason = b.end_reason
    from before b
    where s.id = b.id and s.agency_id = %(agency)s and s.revision = b.left_at
      and not (s.ended_on is not null and exists (
          select 1 from enrolment_enrolment o
          where o.worker_id = s.worker_id and o.agency_id = %(agency)s and o.id > s.id))
      and not (s.ended_on is not null and exists (
          select 1 from enrolment_benefitclaim c
          where c.worker_id = s.worker_id and c.kind = any(%(deaths)s) and c.state <> 'closed'))
    returning s.id, s.worker_id, s.revision as now, b.was
), images as (
    update enrolment_workerimage i set enrolment_revision = back.now
    from back
    where i.agency_id = %(agency)s and i.enrolment_id = back.id and i.enrolment_revision = back.was
), first_images as (
    insert into enrolment_workerimage
        (upload_id, agency_id, worker_id, enrolment_id, worker_revision, enrolment_revision)
    select w.from_upload, %(agency)s, w.id, back.id, w.revision, back.now
    from back join enrolment_worker w on w.id = back.worker_id and w.agency_id = %(agency)s
    where back.was = 1 and w.revision = 1 and w.from_upload is not null
    on conflict (upload_id, worker_id) do nothing
)
select worker_id from back
"""

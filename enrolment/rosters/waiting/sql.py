"""The statements about waiting rows that the ORM cannot say; each handles all rows at once."""

from enrolment.models import AnswerKind

# What an answer may change of a row, as JSON: kept before and after, so that it can be taken back.
_STATE = (
    "jsonb_build_object('wage', r.wage, 'birth_date', r.birth_date, 'problems', r.problems,"
    " 'has_errors', r.has_errors, 'fixed_by_id', r.fixed_by_id)"
)
_FIELD = {
    AnswerKind.NO_WAGE: ("wage", "numeric"),
    AnswerKind.DAILY_WAGE: ("wage", "numeric"),
    AnswerKind.BIRTH_FROM_NIK: ("birth_date", "date"),
}

_ANSWER = f"""
with chosen as (
    select r.id, t.value, {_STATE} as before
    from enrolment_stagedrow r
    join unnest(%(rows)s::bigint[], %(values)s::text[]) as t (id, value) on t.id = r.id
    where r.upload_id = %(upload)s and r.drop_reason is null
), changed as (
    update enrolment_stagedrow r
    set FIELD = c.value::TYPE,
        problems = (
            select jsonb_agg(p order by n) from jsonb_array_elements(r.problems) with ordinality e (p, n)
            where p->>'code' <> %(cause)s
        ),
        has_errors = exists (
            select 1 from jsonb_array_elements(r.problems) p
            where p->>'code' <> %(cause)s and p->>'level' = 'error'
        ),
        fixed_by_id = %(by)s
    from chosen c where r.id = c.id and r.upload_id = %(upload)s
    returning r.id, {_STATE} as after
)
insert into enrolment_answeredrow (answer_id, agency_id, row_id, before, after)
select %(answer)s, %(agency)s, c.id, c.before, d.after from chosen c join changed d on d.id = c.id
"""


def answer(kind: str) -> str:
    """The statement that gives one answer to many rows, and notes what they were."""
    field, of_type = _FIELD[AnswerKind(kind)]
    return _ANSWER.replace("FIELD", field).replace("TYPE", of_type)


# Rows that nobody touched since, and that no saving has put on record.
_RESTORABLE = f"""
from enrolment_answeredrow a
join enrolment_stagedrow r on r.id = a.row_id and r.upload_id = %(upload)s and {_STATE} = a.after
join enrolment_stagedkind k on k.row_id = r.id and k.upload_id = %(upload)s
    and (not %(again)s or k.fixed_later or k.kind in ('needs_fix', 'dropped'))
"""
COUNT_RESTORABLE = f"""
select a.answer_id, count(*) {_RESTORABLE} where a.answer_id = any(%(answers)s) group by 1
"""
TAKE_ANSWER_BACK = f"""
update enrolment_stagedrow s
set wage = b.wage, birth_date = b.birth_date, problems = b.problems, has_errors = b.has_errors,
    fixed_by_id = b.fixed_by_id
from (
    select r.id, b.wage, b.birth_date, b.problems, b.has_errors, b.fixed_by_id {_RESTORABLE}
    cross join lateral jsonb_populate_record(null::enrolment_stagedrow, a.before) b
    where a.answer_id = %(answer)s
) b
where s.id = b.id and s.upload_id = %(upload)s
"""

# A good row comes back only while no other good row of the file has its NIK.
TAKE_ROWS_BACK = """
update enrolment_stagedrow r
set drop_reason = null, drop_note = null, dropped_by_id = null, dropped_at = null, superseded_by_id = null
where r.upload_id = %(upload)s and r.drop_reason is not null and r.ordinal = any(%(rows)s)
  and (r.has_errors or not exists (
      select 1 from enrolment_stagedrow o
      where o.upload_id = %(upload)s and o.nik = r.nik and o.id <> r.id and not o.has_errors
        and (o.drop_reason is null or o.ordinal = any(%(rows)s) and o.ordinal < r.ordinal)
  ))
"""

# A whole list that was saved takes the place of what waited in older ones. An upload that somebody works on
# at this moment is passed over: waiting for it while the roster is locked could be waiting for each other.
SUPERSEDE = """
with older as (
    select u.id from enrolment_upload u
    where u.agency_id = %(agency)s and u.state in ('applied', 'undoing') and u.id <> %(upload)s
      and u.uploaded_at < %(uploaded_at)s and u.roster_date <= %(roster_date)s
      and (u.counts->>'needs_fix')::int > 0
    for update skip locked
), dropped as (
    update enrolment_stagedrow r
    set drop_reason = 'superseded', dropped_at = now(), superseded_by_id = %(upload)s
    from older o where r.upload_id = o.id and r.has_errors and r.drop_reason is null
    returning r.id, r.upload_id
), kinds as (
    update enrolment_stagedkind k set kind = 'dropped'
    from dropped d where k.upload_id = d.upload_id and k.row_id = d.id
)
update enrolment_upload u
set counts = u.counts || jsonb_build_object(
    'needs_fix', (u.counts->>'needs_fix')::int - d.n,
    'dropped', coalesce((u.counts->>'dropped')::int, 0) + d.n
)
from (select upload_id, count(*) as n from dropped group by 1) d where u.id = d.upload_id
"""
REVIVE = """
with older as (
    select u.id from enrolment_upload u
    where u.agency_id = %(agency)s and u.id <> %(upload)s and (u.counts->>'dropped')::int > 0
    for update skip locked
), back as (
    update enrolment_stagedrow r set drop_reason = null, dropped_at = null, superseded_by_id = null
    from older o
    where r.upload_id = o.id and r.has_errors
      and r.drop_reason = 'superseded' and r.superseded_by_id = %(upload)s
    returning r.id, r.upload_id
), kinds as (
    update enrolment_stagedkind k set kind = 'needs_fix'
    from back d where k.upload_id = d.upload_id and k.row_id = d.id
)
update enrolment_upload u
set counts = u.counts || jsonb_build_object(
    'needs_fix', coalesce((u.counts->>'needs_fix')::int, 0) + d.n,
    'dropped', (u.counts->>'dropped')::int - d.n
)
from (select upload_id, count(*) as n from back group by 1) d where u.id = d.upload_id
"""

# What waits, by upload and cause.
BY_CAUSE = """
select r.upload_id, p->>'code', count(distinct r.id), min(r.ordinal)
from enrolment_stagedrow r cross join jsonb_array_elements(r.problems) p
where r.upload_id = any(%(uploads)s) and r.has_errors and r.drop_reason is null and p->>'level' = 'error'
group by 1, 2 order by 3 desc, 2
"""

"""The statements of a first list: its rows as an upload's, and its people as confirmed participants."""

# People whom the list has as ended stay out; a NIK that stands twice is a mistake of the later row. What the
# reader noted stays on the row; where it left no NIK or name without a word, the row says so itself.
STAGE = """
insert into enrolment_stagedrow (upload_id, agency_id, ordinal, sheet, row_number, nik, name, birth_date, sex,
    unit, wage, kpj, employee_no, problems, has_errors)
select %(upload)s, %(agency)s, r.ordinal, r.sheet, r.row, r.nik, nullif(r.name, ''), r.birth_date, r.sex,
       r.unit, case when r.wage > 0 then r.wage end, r.kpj, r.employee_no,
       nullif(p.said, '[]'::jsonb), r.nik is null or r.name = '' or r.first_row <> r.ordinal
from (
    select l.*, first_value(l.ordinal) over same as first_row, first_value(l.row) over same as first_place,
           first_value(l.sheet) over same as first_sheet
    from enrolment_listrow l
    where l.list_id = %(list)s and l.is_active
    window same as (partition by coalesce(l.nik, l.ordinal::text) order by l.ordinal)
) r
left join lateral (
    select jsonb_agg(x || '{"column": null}') as noted from jsonb_array_elements(r.problems) x
    where r.nik is null and x->>'level' = 'error' and x->>'code' like 'nik~_%%' escape '~'
) n on true
cross join lateral (
    select (
        case when r.nik is null and n.noted is not null then n.noted
             when r.nik is null and r.nik_as_read = '' then jsonb_build_array(jsonb_build_object(
                 'level', 'error', 'code', 'nik_missing', 'column', null, 'read', null,
                 'params', '{}'::jsonb))
             when r.nik is null then jsonb_build_array(jsonb_build_object(
                 'level', 'error', 'code', 'nik_length', 'column', null, 'read', r.nik_as_read,
                 'params', '{}'::jsonb))
             when r.first_row <> r.ordinal then jsonb_build_array(jsonb_build_object(
                 'level', 'error', 'code', 'nik_duplicate', 'column', null, 'read', r.nik,
                 'params', jsonb_build_object('row', r.first_place, 'sheet', r.first_sheet)))
             else '[]'::jsonb end
        || case when r.name = '' then jsonb_build_array(jsonb_build_object(
                 'level', 'error', 'code', 'name_missing', 'column', null, 'read', null,
                 'params', '{}'::jsonb)) else '[]'::jsonb end
    ) as said
) p
"""
COUNT_LEFT_OUT = "select count(*) from enrolment_listrow where list_id = %(list)s and not is_active"

# Whoever was on the list only since later is listed since then: listing is pulled back to the registration,
# as in every registering (`registering.register`).
CONFIRM = """
update enrolment_enrolment e
set state = 'registered', basis = 'confirmed', confirmed_month = %(month)s,
    registered_on = t.since, listed_on = least(e.listed_on, t.since),
    submitted_on = case when e.submitted_on is not null then least(e.submitted_on, t.since) end,
    kpj = coalesce(t.kpj, e.kpj)
from (
    select distinct on (w.id) w.id,
           case when l.participant_since <= %(last)s then l.participant_since else %(month)s end as since,
           coalesce(l.kpj, r.kpj) as kpj
    from enrolment_stagedrow r
    join enrolment_stagedkind k on k.row_id = r.id and k.upload_id = %(upload)s
        and k.kind in ('new', 'changed', 'unchanged') and (k.fixed_later or not %(again)s)
    join enrolment_worker w on w.agency_id = %(agency)s and w.nik = r.nik
    left join enrolment_listrow l on l.list_id = %(list)s and l.ordinal = r.ordinal
    where r.upload_id = %(upload)s
    order by w.id, r.ordinal
) t
where e.worker_id = t.id and e.agency_id = %(agency)s and e.ended_on is null and e.registered_on is null
  and not exists (
      select 1 from enrolment_enrolment o
      where o.worker_id = t.id and o.agency_id = %(agency)s and o.id <> e.id and o.ended_on > t.since
  )
"""

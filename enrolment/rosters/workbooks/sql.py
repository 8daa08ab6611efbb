"""The statements that take corrected rows over into the upload that they correct: all of them at once.

A correction has been read as any file is; its rows stand beside it (`enrolment_stagedrow`) until they have
found their places.
"""

from enrolment.spreadsheets.fields import FIELDS

DATED = (*FIELDS, "contract_until")

# Which row each corrected one belongs to, and whether it is taken. Of one code twice the first counts.
MATCH = """
create temporary table roster_correction on commit drop as
select c.id as row_id, p.id as place_id, p.ordinal,
       case when c.row_code is null then 'no_code'
            when p.id is null then 'unknown'
            when row_number() over (partition by p.id order by c.ordinal) > 1 then 'repeated'
            when not p.has_errors or p.drop_reason is not null then 'settled'
            else 'taken' end as word
from enrolment_stagedrow c
left join enrolment_stagedrow p
    on p.upload_id = %(parent)s and lower(c.row_code) = %(prefix)s || '-' || p.ordinal
where c.upload_id = %(correction)s
"""
ANALYZE = "analyze roster_correction"
DROP = "drop table roster_correction"

# Values of columns that the correction has; what it has no column for stays as it was, with its problems.
# The reader's own word on people twice in the correction is put aside: DUPLICATES looks at the whole upload.
_values = ", ".join(
    f"{f} = case when '{f}' = any(%(given)s::text[]) then c.{f} else p.{f} end" for f in DATED
)
# The field that a problem is about: by its code, or by its column in the file that it was found in.
_of_place = """coalesce(
    %(fields)s::jsonb ->> (q ->> 'code'), %(parent_letters)s::jsonb -> p.sheet ->> (q ->> 'column')
)"""
_of_corrected = """coalesce(
    %(fields)s::jsonb ->> (q ->> 'code'), %(letters)s::jsonb -> c.sheet ->> (q ->> 'column')
)"""
TAKE_OVER = f"""
update enrolment_stagedrow p
set {_values},
    status = case when 'status' = any(%(given)s::text[]) then c.status else p.status end,
    category = case when not 'status' = any(%(given)s::text[]) then p.category
                    when c.status is not distinct from p.status then coalesce(c.category, p.category)
                    else c.category end,
    fixed_by_id = %(by)s,
    problems = nullif(
        coalesce((
            select jsonb_agg(q) from jsonb_array_elements(p.problems) q
            where not {_of_place} = any(%(given)s::text[])
        ), '[]') || coalesce((
            select jsonb_agg(q || jsonb_build_object(
                'column', %(columns)s::jsonb -> p.sheet -> {_of_corrected}
            ))
            from jsonb_array_elements(c.problems) q where q ->> 'code' <> 'nik_duplicate'
        ), '[]'),
        '[]'
    )
from roster_correction t join enrolment_stagedrow c on c.id = t.row_id and c.upload_id = %(correction)s
where p.id = t.place_id and p.upload_id = %(parent)s and t.word = 'taken'
"""

# The same person twice: in a good row of the upload, or in a row above it corrected together with this one.
DUPLICATES = """
update enrolment_stagedrow p
set problems = coalesce(p.problems, '[]') || jsonb_build_array(jsonb_build_object(
    'level', 'error', 'code', 'nik_duplicate', 'read', p.nik,
    'column', %(columns)s::jsonb -> p.sheet ->> 'nik',
    'params', jsonb_build_object('sheet', f.sheet, 'row', f.row_number)
))
from (
    select distinct on (t.place_id) t.place_id, d.sheet, d.row_number
    from roster_correction t
    join enrolment_stagedrow r on r.id = t.place_id and r.upload_id = %(parent)s
    join enrolment_stagedrow d on d.upload_id = %(parent)s and d.nik = r.nik and d.id <> r.id
    left join roster_correction u on u.place_id = d.id and u.word = 'taken'
    where t.word = 'taken' and d.drop_reason is null
      and (u.place_id is null and not d.has_errors or u.ordinal < t.ordinal)
    order by t.place_id, d.ordinal
) f
where p.id = f.place_id and p.upload_id = %(parent)s
"""

# Those that were good before are not among the taken ones: each of these is judged anew.
JUDGE = """
update enrolment_stagedrow p
set has_errors = exists (select from jsonb_array_elements(p.problems) q where q ->> 'level' = 'error')
from roster_correction t
where p.id = t.place_id and p.upload_id = %(parent)s and t.word = 'taken'
"""

COUNT = """
select case when t.word = 'taken' and p.has_errors then 'still_wrong' else t.word end, count(*)
from roster_correction t left join enrolment_stagedrow p on p.id = t.place_id and p.upload_id = %(parent)s
group by 1
"""
LIST_LEFT_OUT = """
select t.word, c.sheet, c.row_number, c.row_code
from roster_correction t join enrolment_stagedrow c on c.id = t.row_id and c.upload_id = %(correction)s
where t.word in ('no_code', 'unknown', 'repeated')
order by c.ordinal limit %(most)s
"""
LIST_STILL_WRONG = """
select p.ordinal
from roster_correction t join enrolment_stagedrow p on p.id = t.place_id and p.upload_id = %(parent)s
where t.word = 'taken' and p.has_errors
order by 1 limit %(most)s
"""

# The upload that most of a file's codes name, among the agency's own that rows still wait in.
FIND_PARENT = """
select u.id
from enrolment_stagedrow c
join enrolment_upload u on u.agency_id = %(agency)s and u.id <> %(correction)s
    and u.state in ('checked', 'applied') and u.kind <> 'correction'
    and left(replace(u.id::text, '-', ''), 8) = lower(split_part(c.row_code, '-', 1))
where c.upload_id = %(correction)s and c.row_code is not null
group by u.id order by count(*) desc, u.id limit 1
"""

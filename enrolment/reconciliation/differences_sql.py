"""What differs, found over the temporary tables and merged into the differences of the months."""

from enrolment.reconciliation.passes_sql import PLAIN

# Pairs on which both sides do not say the same. What one side does not say is no difference; of a pair found
# by its name the NIK always is one, so that somebody decides who it is. Values of somebody who has left on
# either side matter no more: then that is the difference. Names are looked at again: titles.
MATCHED = f"""
create temporary table rec_matched on commit drop as
select * from (
    select p.row_id, p.worker_id, p.found_by, w.agency_id, w.name, r.name as their_name,
           current and (p.found_by = 'name' and r.nik is distinct from w.nik
                        or r.nik <> w.nik) as nik_differs,
           current and {PLAIN.format("r.name")} <> {PLAIN.format("w.name")} as name_differs,
           current and r.birth_date <> w.birth_date as birth_date_differs,
           current and r.sex <> w.sex as sex_differs,
           current and r.wage <> w.wage as wage_differs,
           current and r.kpj <> w.kpj as kpj_differs,
           w.stay = 'gone' and r.active as ended_but_active,
           w.registered and not r.active as active_but_ended,
           w.stay = 'on' and w.registered_on is null and w.expected and w.guarantor = 'bpjs'
               and not r.active as not_registered
    from rec_pairs p join rec_rows r on r.row_id = p.row_id join rec_workers w on w.worker_id = p.worker_id
    cross join lateral (select w.stay <> 'gone' and r.active as current) c
) m
where ended_but_active or active_but_ended or not_registered or nik_differs or name_differs
   or birth_date_differs or sex_differs or wage_differs or kpj_differs
"""
UNLIKE_NAMES = "select worker_id, name, their_name from rec_matched where name_differs"
SAME_NAMES = "update rec_matched set name_differs = false where worker_id = any(%(same)s)"

DIFFS = """
create temporary table rec_diffs (
    agency_id bigint, kind text, owner text, row_id bigint, worker_id bigint, name text,
    ours jsonb, theirs jsonb, seed text, fingerprint text, month_id bigint
) on commit drop
"""

_OURS = """jsonb_strip_nulls(jsonb_build_object('nik', w.nik, 'name', w.name, 'birth_date', w.birth_date,
    'sex', w.sex, 'wage', w.wage::text, 'kpj', w.kpj, 'state', w.state))"""
_THEIRS = """jsonb_strip_nulls(jsonb_build_object('nik', r.nik, 'name', r.name, 'birth_date', r.birth_date,
    'sex', r.sex, 'wage', r.wage::text, 'kpj', r.kpj,
    'state', case when r.active then 'active' else 'ended' end))"""
_THEM = "coalesce(r.nik, r.kpj, r.name || '/' || coalesce(r.birth_date::text, ''))"


def _value(kind: str, owner: str, field: str, text: str = "::text") -> str:
    """Pairs whose two sides give different values of one field."""
    told = (
        f"'name', {{side}}.name, '{field}', {{side}}.{field}{text}"
        if field != "name"
        else ("'name', {side}.name")
    )
    if field == "nik":  # who it is at all: what else tells of the person
        told += ", 'birth_date', {side}.birth_date, 'kpj', {side}.kpj"
    return f"""
    select m.agency_id, '{kind}', '{owner}', m.row_id, m.worker_id, w.name,
           jsonb_strip_nulls(jsonb_build_object({told.format(side="w")})),
           jsonb_strip_nulls(jsonb_build_object({told.format(side="r")})),
           concat_ws('|', w.nik, w.{field}, coalesce(r.{field}{text}, {_THEM}))
    from rec_matched m join rec_rows r on r.row_id = m.row_id join rec_workers w on w.worker_id = m.worker_id
    where m.{field}_differs"""


def _state(kind: str, owner: str) -> str:
    """Pairs of which one side says that the person is registered, and the other does not."""
    return f"""
    select m.agency_id, '{kind}', '{owner}', m.row_id, m.worker_id, w.name, {_OURS}, {_THEIRS},
           concat_ws('|', w.nik, w.state, r.active)
    from rec_matched m join rec_rows r on r.row_id = m.row_id join rec_workers w on w.worker_id = m.worker_id
    where m.{kind}"""


# Listed twice: beside the later row stands the worker whom the first one is.
_ROWS_ALONE = f"""
    select x.agency_id, x.bucket, case x.bucket when 'twice_on_list' then 'branch' else 'agency' end,
           x.row_id, w.worker_id, coalesce(w.name, r.name),
           case when w.worker_id is null then '{{}}'::jsonb else {_OURS} end, {_THEIRS},
           concat_ws('|', {_THEM}, r.kpj, r.active)
    from rec_ends x join rec_rows r on r.row_id = x.row_id
    left join rec_workers w on w.worker_id = x.worker_id
    where x.bucket in ('not_on_roster', 'twice_on_list')"""
_WORKERS_ALONE = f"""
    select w.agency_id, x.kind, x.owner, null::bigint, w.worker_id, w.name, {_OURS}, '{{}}'::jsonb,
           concat_ws('|', w.nik, w.state)
    from rec_workers w
    cross join lateral (select case when w.registered then 'not_on_list' else 'not_registered' end,
                               case when w.registered then 'branch' else 'agency' end) x (kind, owner)
    where w.stay = 'on' and w.expected
      and (w.registered or w.registered_on is null and w.guarantor = 'bpjs')
      and not exists (select from rec_pairs p where p.worker_id = w.worker_id)"""
# Neither agency is told of the other (README, Decisions).
_TWO_ROSTERS = """
    select w.agency_id, 'on_two_rosters', 'city', null::bigint, w.worker_id, w.name,
           jsonb_build_object('nik', w.nik, 'name', w.name, 'state', w.state), '{}'::jsonb, w.nik
    from rec_workers w
    where w.stay in ('on', 'later') and exists (
        select from enrolment_listingcase c
        where c.kind = 'double' and c.decided_at is null
          and (c.agency_id = any(%(agencies)s) or c.other_agency_id = any(%(agencies)s))
          and (c.worker_id = w.worker_id or c.other_worker_id = w.worker_id))"""

FIND = "insert into rec_diffs (agency_id, kind, owner, row_id, worker_id, name, ours, theirs, seed)" + (
    "\n    union all".join(
        (
            _value("nik_differs", "agency", "nik", ""),
            _value("name_differs", "agency", "name", ""),
            _value("birth_date_differs", "agency", "birth_date"),
            _value("sex_differs", "agency", "sex", ""),
            _value("wage_differs", "agency", "wage"),
            _value("kpj_differs", "branch", "kpj", ""),
            _state("ended_but_active", "branch"),
            _state("active_but_ended", "agency"),
            _state("not_registered", "agency"),
            _ROWS_ALONE,
            _WORKERS_ALONE,
            _TWO_ROSTERS,
        )
    )
)
# What a decision is remembered by. Where the same is found again (three rows of one person) it is numbered.
FINGERPRINTS = """
with numbered as (
    select d.ctid as place,
           row_number() over (partition by agency_id, kind, seed order by row_id, worker_id) as n
    from rec_diffs d
)
update rec_diffs d
set fingerprint = encode(sha256(convert_to(concat_ws('|', d.kind, d.seed, nullif(n.n, 1)), 'UTF8')), 'hex'),
    month_id = a.month_id
from numbered n, rec_agencies a where n.place = d.ctid and a.agency_id = d.agency_id
"""
# Rows of an agency that closed the month are its own business.
FOREIGN = "delete from rec_diffs where month_id is null"

# Whether somebody on no roster here is on another one of the same city: yes, never whose. Few numbers are
# looked up by index, many by reading the table.
ELSEWHERE = """
update rec_diffs d set theirs = d.theirs || '{"elsewhere": true}'
where d.kind = 'not_on_roster' and exists (
    select from enrolment_worker w
    join agencies_agency a on a.id = w.agency_id
    join rec_agencies here on here.agency_id = d.agency_id and here.region_id = a.region_id
    join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = w.agency_id and e.ended_on is null
    where w.nik = d.theirs ->> 'nik' and w.agency_id <> d.agency_id)
"""

# Merging: what is decided stays; the rest follows what was found.
_VANISHED = """
select d.id from enrolment_difference d
where d.month_id = any(%(months)s) and d.state <> 'decided'
  and not exists (select from rec_diffs x where x.month_id = d.month_id and x.fingerprint = d.fingerprint)
"""
FORGET = (
    f"update enrolment_difference set carried_from_id = null where carried_from_id in ({_VANISHED})",
    f"delete from enrolment_difference where id in ({_VANISHED})",
)
RENEW = """
update enrolment_difference d
set row_id = x.row_id, worker_id = x.worker_id, name = x.name, ours = x.ours, theirs = x.theirs,
    owner = x.owner
from rec_diffs x
where d.month_id = any(%(months)s) and x.month_id = d.month_id and x.fingerprint = d.fingerprint
  and (d.row_id, d.worker_id, d.name, d.ours, d.theirs, d.owner)
      is distinct from (x.row_id, x.worker_id, x.name, x.ours, x.theirs, x.owner)
"""
# The newest decision of an earlier month about the very same. Taking BPJS's value is none to carry on: what
# differs again was changed again.
_EARLIER = """
earlier as (
    select distinct on (d.agency_id, d.fingerprint) d.agency_id, d.fingerprint, d.decision,
           coalesce(d.carried_from_id, d.id) as origin
    from enrolment_difference d join enrolment_agencymonth m on m.id = d.month_id
    where d.agency_id = any(%(agencies)s) and m.month < %(first)s
      and d.state in ('decided', 'carried') and d.decision <> 'take_theirs'
    order by d.agency_id, d.fingerprint, m.month desc
)
"""
ADD = f"""
with {_EARLIER}
insert into enrolment_difference (month_id, agency_id, kind, owner, row_id, worker_id, name, ours, theirs,
    fingerprint, state, decision, carried_from_id, question, answer, answer_file, answer_stored_name)
select x.month_id, x.agency_id, x.kind, x.owner, x.row_id, x.worker_id, x.name, x.ours, x.theirs,
       x.fingerprint, case when e.origin is null then 'open' else 'carried' end, e.decision, e.origin,
       '', '', '', ''
from rec_diffs x
left join earlier e on e.agency_id = x.agency_id and e.fingerprint = x.fingerprint
where not exists (select from enrolment_difference d
                  where d.month_id = x.month_id and d.fingerprint = x.fingerprint)
order by x.agency_id, x.kind, x.name, x.row_id, x.worker_id
"""
# Open ones that an earlier month has decided since, and carried ones whose decision was taken back.
CARRY = f"""
with {_EARLIER}
update enrolment_difference d
set state = case when e.origin is null then 'open' else 'carried' end, decision = e.decision,
    carried_from_id = e.origin
from rec_diffs x left join earlier e on e.agency_id = x.agency_id and e.fingerprint = x.fingerprint
where d.month_id = any(%(months)s) and x.month_id = d.month_id and x.fingerprint = d.fingerprint
  and d.state in ('open', 'carried')
  and (d.decision, d.carried_from_id) is distinct from (e.decision, e.origin)
"""

# Pairs: what nobody decided follows what was found; of the decided ones those give way that stand in the way.
LEAVE_PAIRS = """
delete from enrolment_participantmatch m
where m.month_id = any(%(months)s) and not m.is_refused
  and not exists (select from rec_pairs p where p.row_id = m.row_id and p.worker_id = m.worker_id)
  and (m.decided_at is null or exists (select from rec_pairs p where p.worker_id = m.worker_id)
       or exists (select from rec_pairs p where p.row_id = m.row_id))
"""
RENEW_PAIRS = """
update enrolment_participantmatch m
set found_by = p.found_by, score = p.score, reasons = p.reasons
from rec_pairs p
where m.month_id = any(%(months)s) and p.row_id = m.row_id and p.worker_id = m.worker_id
  and (m.found_by, m.score, m.reasons) is distinct from (p.found_by, p.score, p.reasons)
"""
ADD_PAIRS = """
insert into enrolment_participantmatch (month_id, agency_id, row_id, worker_id, found_by, score, reasons,
    is_refused, decided_by_id, decided_at)
select a.month_id, w.agency_id, p.row_id, p.worker_id, p.found_by, p.score, p.reasons, false, p.decided_by,
       p.decided_at
from rec_pairs p join rec_workers w on w.worker_id = p.worker_id
join rec_agencies a on a.agency_id = w.agency_id
where not exists (select from enrolment_participantmatch m where m.month_id = a.month_id
                  and m.row_id = p.row_id and m.worker_id = p.worker_id)
"""

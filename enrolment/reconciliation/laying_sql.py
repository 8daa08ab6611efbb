"""What a comparison works on, in temporary tables: BPJS's rows, the workers, and who is whose agency.

Parameters: `first` and `last` (days of the month), `agencies` (ids that are compared and not closed). Every
table is analyzed once filled: a fresh one has no statistics, and the planner would guess.
"""

TABLES = (
    "rec_agencies",
    "rec_allowed",
    "rec_rows",
    "rec_workers",
    "rec_numbers",
    "rec_refused",
    "rec_pairs",
    "rec_matched",
    "rec_ends",
    "rec_diffs",
)
CLEAR = f"drop table if exists {', '.join(f'pg_temp.{name}' for name in TABLES)}"

# The agencies with their months, and which group's rows may be whose people.
AGENCIES = """
create temporary table rec_agencies on commit drop as
select m.agency_id, m.id as month_id, a.region_id
from enrolment_agencymonth m join agencies_agency a on a.id = m.agency_id
where m.month = %(first)s and m.agency_id = any(%(agencies)s)
"""
ALLOWED = """
create temporary table rec_allowed on commit drop as
select * from unnest(%(groups)s::bigint[], %(served)s::bigint[]) as x (group_id, agency_id)
"""

# The rows of the lists in force. `active`: with BPJS at the end of the month. A later row of one list with
# the NIK of an earlier one (an active one first) is the same person again; the same person in two lists of a
# group counts once, in Formulir 2a before the list of participants before others. Rows that a closed month
# holds are left to it.
ROWS = """
create temporary table rec_rows on commit drop as
with listed as (
    select r.id as row_id, l.id as list_id, l.group_id, l.agency_id as home, r.ordinal,
           array_position(array['2a', 'participants', 'other'], l.kind::text) as rank,
           r.nik, nullif(r.kpj, '') as kpj, r.name, r.birth_date, r.sex, r.wage, r.participant_since,
           coalesce(r.left_on > %(last)s, r.is_active) as active
    from enrolment_participantlist l join enrolment_listrow r on r.list_id = l.id
    where l.state = 'in_force' and l.month = %(first)s and l.group_id = any(%(groups)s)
), numbered as (
    select *, first_value(row_id) over w as leader, first_value(list_id) over w as first_list,
           row_number() over (partition by group_id, nik, list_id order by active desc, ordinal) as nth
    from listed window w as (partition by group_id, nik order by rank, active desc, ordinal, row_id)
)
select row_id, list_id, group_id, home, ordinal, rank, nik, kpj, name, birth_date, sex, wage,
       participant_since, active,
       case when nik is not null and leader <> row_id then leader end as twin,
       case when nik is null or leader = row_id then null
            when nth = 1 and list_id <> first_list then 'both_lists'
            when active then 'twice_on_list' else 'ended' end as bucket
from numbered
"""
LEAVE_TO_CLOSED = """
delete from rec_rows r using (
    select p.row_id from enrolment_participantmatch p join enrolment_agencymonth m on m.id = p.month_id
    where m.month = %(first)s and m.agency_id = any(%(closed)s) and not p.is_refused
    union
    select d.row_id from enrolment_difference d join enrolment_agencymonth m on m.id = d.month_id
    where m.month = %(first)s and m.agency_id = any(%(closed)s) and d.row_id is not null
) held
where held.row_id = r.row_id or held.row_id = r.twin
"""
# The same by KPJ, among those that are nobody's twin by NIK.
TWINS_BY_KPJ = """
with numbered as (
    select row_id, active, list_id, first_value(row_id) over w as leader,
           first_value(list_id) over w as first_list,
           row_number() over (partition by group_id, kpj, list_id
                              order by active desc, (nik is null), ordinal) as nth
    from rec_rows where twin is null and kpj is not null
    window w as (partition by group_id, kpj order by rank, active desc, (nik is null), ordinal, row_id)
)
update rec_rows r
set twin = n.leader,
    bucket = case when n.nth = 1 and n.list_id <> n.first_list then 'both_lists'
                  when n.active then 'twice_on_list' else 'ended' end
from numbered n where n.row_id = r.row_id and n.leader <> r.row_id
"""
TWINS_OF_TWINS = """
update rec_rows r set twin = t.twin from rec_rows t where t.row_id = r.twin and t.twin is not null
"""
# Of a person in two lists the bill has the wage, the list of participants who is active; the rest completes.
COMPLETE = """
with companion as (
    select distinct on (twin) * from rec_rows where bucket = 'both_lists' order by twin, rank, row_id
)
update rec_rows r
set active = case when c.rank = 2 then c.active else r.active end, nik = coalesce(r.nik, c.nik),
    kpj = coalesce(r.kpj, c.kpj), birth_date = coalesce(r.birth_date, c.birth_date),
    sex = coalesce(r.sex, c.sex), wage = coalesce(r.wage, c.wage),
    participant_since = coalesce(r.participant_since, c.participant_since)
from companion c where c.twin = r.row_id
"""

# Everybody ever on the rosters with the spell that tells of the month: one that lasts beyond it ('on'), or
# ended in it ('left'); else the newest that ended before ('gone'), else one that began after it ('later').
# `registered`: by the end of the month. `expected`: in a group whose list is here.
WORKERS = """
create temporary table rec_workers on commit drop as
with spell as (
    select e.*, case when listed_on > %(last)s then 'later'
                     when ended_on is null or ended_on > %(last)s then 'on'
                     when ended_on > %(first)s then 'left' else 'gone' end as stay
    from enrolment_enrolment e where agency_id = any(%(agencies)s)
)
select distinct on (w.id) w.id as worker_id, w.agency_id, w.contribution_group_id as group_id, w.nik, w.name,
       w.birth_date, w.sex, w.wage, w.guarantor, coalesce(nullif(s.kpj, ''), nullif(w.kpj, '')) as kpj,
       s.id as spell_id, s.stay, s.ended_on is null as open, s.state, s.listed_on, s.submitted_on,
       s.registered_on, s.basis,
       s.stay = 'on' and s.registered_on is not null and s.registered_on <= %(last)s as registered,
       w.contribution_group_id = any(%(groups)s) as expected
from enrolment_worker w join spell s on s.worker_id = w.id
where w.agency_id = any(%(agencies)s)
order by w.id, array_position(array['on', 'left', 'gone', 'later'], s.stay), s.listed_on desc, s.id desc
"""
# After registering: what the spells say now.
RENEW_WORKERS = """
update rec_workers w
set state = s.state, registered_on = s.registered_on, basis = s.basis, listed_on = s.listed_on,
    kpj = coalesce(nullif(s.kpj, ''), w.kpj), stay = case when s.listed_on <= %(last)s and w.stay = 'later'
                                                     then 'on' else w.stay end,
    registered = (w.stay = 'on' or w.stay = 'later' and s.listed_on <= %(last)s)
                 and s.registered_on is not null and s.registered_on <= %(last)s
from enrolment_enrolment s where s.id = w.spell_id and s.agency_id = any(%(agencies)s)
"""

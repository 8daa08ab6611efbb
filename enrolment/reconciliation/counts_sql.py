"""What a comparison found, as numbers per agency, and whom it registers."""

# One line per agency. `rows_…` tell where each row of the lists ended; `registered_…` where each registered
# worker did. The people of the lists are their rows without those who stand there again.
COUNTS = """
with row_side as (
    select agency_id, count(*) as rows, count(*) filter (where twin is null) as people,
           count(*) filter (where bucket = 'matched') as rows_matched,
           count(*) filter (where bucket = 'not_on_roster') as rows_not_on_roster,
           count(*) filter (where bucket = 'twice_on_list') as rows_twice_on_list,
           count(*) filter (where bucket = 'both_lists') as rows_both_lists,
           count(*) filter (where bucket = 'ended') as rows_ended,
           count(*) filter (where bucket = 'matched' and found_by = 'nik') as nik,
           count(*) filter (where bucket = 'matched' and found_by = 'kpj') as kpj,
           count(*) filter (where bucket = 'matched' and found_by = 'name') as name
    from rec_ends group by agency_id
), worker_side as (
    select w.agency_id,
           count(*) filter (where w.stay = 'on') as listed,
           count(*) filter (where w.registered) as registered,
           count(*) filter (where w.registered and p.row_id is not null) as registered_matched
    from rec_workers w left join rec_pairs p on p.worker_id = w.worker_id
    where w.expected or p.row_id is not null
    group by w.agency_id
)
select a.agency_id, coalesce(r.rows, 0), coalesce(r.people, 0), coalesce(r.rows_matched, 0),
       coalesce(r.rows_not_on_roster, 0), coalesce(r.rows_twice_on_list, 0), coalesce(r.rows_both_lists, 0),
       coalesce(r.rows_ended, 0), coalesce(r.nik, 0), coalesce(r.kpj, 0), coalesce(r.name, 0),
       coalesce(w.listed, 0), coalesce(w.registered, 0), coalesce(w.registered_matched, 0)
from rec_agencies a left join row_side r using (agency_id) left join worker_side w using (agency_id)
order by a.agency_id
"""
KINDS = "select agency_id, kind, count(*) from rec_diffs group by agency_id, kind"
ON_TWO_ROSTERS = """
select count(distinct ours ->> 'nik') from rec_diffs
where kind = 'on_two_rosters' and agency_id = any(%(asked)s)
"""
SAVE = """
update enrolment_agencymonth m
set counts = x.counts::jsonb, reconciled_at = now(), roster_version = coalesce(r.version, 0)
from unnest(%(agencies)s::bigint[], %(counts)s::text[]) as x (agency_id, counts)
left join enrolment_roster r on r.agency_id = x.agency_id
where m.agency_id = x.agency_id and m.month = %(first)s
  and (m.counts, m.roster_version, m.reconciled_at is null)
      is distinct from (x.counts::jsonb, coalesce(r.version, 0), false)
"""

# Exactly found, active with BPJS, and not confirmed with us. Since when: the day that the list gives where it
# lies in the time on our list, never before that began; of those whom we listed only later, the month itself.
TO_REGISTER = """
select p.worker_id, w.spell_id, case when w.kpj is null then r.kpj end,
       least(%(last)s, %(today)s, case when w.stay = 'later' then %(first)s
             else greatest(coalesce(r.participant_since, %(first)s), w.listed_on, w.submitted_on) end)
from rec_pairs p join rec_rows r on r.row_id = p.row_id join rec_workers w on w.worker_id = p.worker_id
where (p.found_by in ('nik', 'kpj') or p.decided_at is not null)
  and r.active and w.open and w.stay in ('on', 'later')
  and (w.registered_on is null or w.basis = 'stated' and w.registered_on <= %(last)s)
"""
# Confirmed already, and without a KPJ that the list knows.
WITHOUT_KPJ = """
select p.worker_id, w.spell_id, r.kpj
from rec_pairs p join rec_rows r on r.row_id = p.row_id join rec_workers w on w.worker_id = p.worker_id
where (p.found_by in ('nik', 'kpj') or p.decided_at is not null)
  and r.kpj is not null and w.kpj is null and w.open and w.basis = 'confirmed'
"""

"""NPP of contribution groups that the caller does not see."""

from agencies.database.functions import for_the_app

# For each transferred person of an agency (who came, and who went): the other agency and its NPP. Who went is
# known from the decided case. Only of agencies whose people the caller may see; never who stands on the other
# list.
NPP_OF_TRANSFERS = """
create or replace function npp_of_transfers(asked bigint)
returns table (enrolment_id bigint, other_agency_id bigint, npp text)
language sql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
    with mine as (
        select e.id, e.worker_id, w.nik, e.moved_from_id, e.ended_on, e.end_reason
        from enrolment_enrolment e join enrolment_worker w on w.id = e.worker_id
        where e.agency_id = asked and (e.end_reason = 'moved' or e.moved_from_id is not null)
          and (current_setting('app.all', true) = 'true'
               or asked = any(nullif(current_setting('app.agencies', true), '')::bigint[]))
    ), pair as (
        select id, nik, moved_from_id as other from mine where moved_from_id is not null and ended_on is null
        union
        select m.id, m.nik, c.other_agency_id
        from mine m join enrolment_listingcase c on c.worker_id = m.worker_id and c.agency_id = asked
        where m.end_reason = 'moved' and c.decision = 'transferred' and c.moved_on = m.ended_on
    )
    select p.id, p.other, g.npp::text
    from pair p
    join enrolment_worker o on o.nik = p.nik and o.agency_id = p.other
    join agencies_contributiongroup g on g.id = o.contribution_group_id
$$;
""" + for_the_app("npp_of_transfers(bigint)")

# Whether an NPP is any group's: a branch that hands in a list of other regions is told so, not whose it is.
NPP_IS_KNOWN = """
create or replace function npp_is_known(wanted text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
    select exists (select 1 from agencies_contributiongroup where npp = wanted and npp <> '')
$$;
""" + for_the_app("npp_is_known(text)")

"""Numbers (NIK) that stand elsewhere too, answered without saying where.

Looking numbers up takes as long as there are numbers, whatever the planner believes of the tables.
"""

from agencies.database.functions import for_the_app

# "Is this NIK elsewhere?": answers with the numbers alone, never with who holds them. Its callers switch
# nested loops off for their own joins; here each number is one look-up in a table of the whole country.
NIK_ELSEWHERE = """
create or replace function nik_elsewhere(niks text[], agency bigint) returns setof text
language sql stable security definer
set search_path = public, pg_temp set enable_nestloop = on set enable_seqscan = off as $$
    select distinct w.nik::text
    from enrolment_worker w
    join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
    where w.nik = any(niks) and w.agency_id <> agency
$$;
""" + for_the_app("nik_elsewhere(text[], bigint)")

# An agency may learn that somebody on its roster stands under another agency on the city's list, never under
# which. One side is a whole upload, so both are hashed: `= any(numbers)` would compare with each in turn.
NIK_COMPARED_ELSEWHERE = """
create or replace function nik_compared_elsewhere(comparison uuid, niks text[], agency bigint)
returns setof text language sql stable security definer
set search_path = public, pg_temp set enable_nestloop = off as $$
    select distinct r.nik
    from enrolment_stagedrow r join unnest(niks) n (nik) on n.nik = r.nik
    where r.upload_id = comparison
      and r.agency_id <> agency and not r.has_errors and r.drop_reason is null
      and exists (
          select 1 from enrolment_upload u join agencies_agency a on a.region_id = u.region_id
          where u.id = comparison and u.kind = 'comparison' and u.state in ('checked', 'applied')
            and a.id = agency
      )
$$;
""" + for_the_app("nik_compared_elsewhere(uuid, text[], bigint)")

# Statistics taken while a table held dead rows alone (its only list was undone) say that its pages are empty.
# Then the planner takes every way through it for the same, and may walk all of it for every number. Takes
# them anew where they say that there is less than one row on a page; it waits for nobody.
RENEW = """
create or replace function renew_misleading_statistics() returns void language plpgsql security definer
set search_path = public, pg_temp set lock_timeout = '100ms' as $$
declare misled regclass;
begin
    for misled in
        select oid from pg_class
        where oid = any (
            array['enrolment_worker', 'enrolment_enrolment', 'enrolment_listingcase']::regclass[]
        )
          and reltuples >= 0 and reltuples < relpages and pg_relation_size(oid) > 20 * 8192
    loop
        execute format('analyze %s', misled);
    end loop;
exception when lock_not_available then null;  -- somebody else is at it
end $$;
""" + for_the_app("renew_misleading_statistics()")

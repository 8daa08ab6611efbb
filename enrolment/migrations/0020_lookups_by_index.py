"""Looking numbers up takes as long as there are numbers, whatever the planner believes of the tables.

Statistics taken while a table held dead rows alone (its only list was undone) say that its pages are empty. Then
the planner takes every way through it for the same, and may walk all of it for every number.
"""

from django.db import migrations

# Takes them anew where they say that there is less than one row on a page; it waits for nobody.
RENEW = """
create function renew_misleading_statistics() returns void language plpgsql security definer
set search_path = public, pg_temp set lock_timeout = '100ms' as $$
declare misled regclass;
begin
    for misled in
        select oid from pg_class
        where oid = any (array['enrolment_worker', 'enrolment_enrolment', 'enrolment_listingcase']::regclass[])
          and reltuples >= 0 and reltuples < relpages and pg_relation_size(oid) > 20 * 8192
    loop
        execute format('analyze %s', misled);
    end loop;
exception when lock_not_available then null;  -- somebody else is at it
end $$;
revoke all on function renew_misleading_statistics() from public;
grant execute on function renew_misleading_statistics() to lindungi_app;
"""
# One side is a whole upload, so both are hashed: `= any(numbers)` would compare with each number in turn.
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
"""
FUNCTIONS = (
    "nik_elsewhere(text[], bigint)",
    "refresh_listing_cases(bigint[], text[], uuid, bigint)",
    "say_moved(bigint, bigint[], bigint, date, bigint)",
)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0019_revision_before_a_change")]

    operations = [
        migrations.RunSQL(RENEW, "drop function renew_misleading_statistics();"),
        migrations.RunSQL(NIK_COMPARED_ELSEWHERE, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                f"alter function {function} set enable_seqscan = off",
                f"alter function {function} reset enable_seqscan",
            )
            for function in FUNCTIONS
        ),
    ]

"""What concerns the agencies of a whole nation is counted by a job, some hundred at a time.

A due date that is moved by regulation changes the coverage of everybody of its segment: 30,000 agencies in one
transaction, which nobody waits for and during which no list is saved. Whoever moves it asks to count later
(`app.count_later`); which agencies wait then outlasts the transaction, and the job.
"""

from django.db import migrations

OWNED = "security definer set search_path = public, pg_temp"

LATER = f"""
create table contributions_later (agency_id bigint primary key);
revoke all on contributions_later from lindungi_app;

create or replace function coverage_mark(of_agencies bigint[]) returns void language plpgsql volatile {OWNED} as $$
begin
    if current_setting('app.count_later', true) = 'on' then
        insert into contributions_later (agency_id)
        select distinct x.id from unnest(of_agencies) x(id) where x.id is not null
        on conflict do nothing;
    else
        insert into contributions_stale (agency_id)
        select distinct x.id from unnest(of_agencies) x(id) where x.id is not null
        on conflict do nothing;
    end if;
end $$;

-- Counts some of those that wait, of one region or of all, and says how many are left.
create function coverage_count_later(at_most integer, of_region bigint) returns bigint
language plpgsql volatile {OWNED} as $$
declare
    counted bigint[];
begin
    with taken as (
        delete from contributions_later l
        where l.agency_id in (
            select x.agency_id from contributions_later x join agencies_agency a on a.id = x.agency_id
            where of_region is null or a.region_id = of_region
            order by x.agency_id limit at_most for update of x
        )
        returning l.agency_id
    )
    select array_agg(t.agency_id) into counted from taken t;
    if counted is not null then
        perform coverage_recount(counted);
    end if;
    return (
        select count(*) from contributions_later x join agencies_agency a on a.id = x.agency_id
        where of_region is null or a.region_id = of_region
    );
end $$;
revoke all on function coverage_count_later(integer, bigint) from public;
grant execute on function coverage_count_later(integer, bigint) to lindungi_app;

create or replace function coverage_waiting() returns bigint[] language sql stable {OWNED} as $$
    select coalesce(array_agg(distinct s.agency_id), '{{}}') from (
        select agency_id from contributions_stale where transaction <> pg_current_xact_id()
        union all
        select agency_id from contributions_later
    ) s
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0017_counts_with")]
    operations = [migrations.RunSQL(LATER, migrations.RunSQL.noop)]

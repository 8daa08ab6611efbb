"""What concerns the agencies of a whole nation is counted by a job, some hundred at a time.

A due date that is moved by regulation changes the coverage of everybody of its segment: 30,000 agencies in
one transaction, which nobody waits for and during which no list is saved. Whoever moves it asks to count
later (`app.count_later`); which agencies wait then outlasts the transaction, and the job.
"""

from agencies.database.functions import OWNED, for_the_app

WAITING = """
create table contributions_later (
    agency_id bigint primary key references agencies_agency on delete cascade
);
revoke all on contributions_later from lindungi_app;
"""

# Counts some of those that wait, of one region or of all, and says how many are left.
COUNT = f"""
create or replace function coverage_count_later(at_most integer, of_region bigint) returns bigint
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
""" + for_the_app("coverage_count_later(integer, bigint)")

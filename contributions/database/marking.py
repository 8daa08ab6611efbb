"""The coverage of every agency kept for every day: counted by the database, at the end of each transaction.

Whatever changes lists, enrolments, assessments or payments says which agencies it touched (`coverage_mark`,
called by triggers on statements), and a trigger put off to the end of the transaction counts those anew
(`coverage_recount`): once, however many statements there were, and at a cost that depends on these agencies
alone. Who reads within the transaction that wrote asks for it earlier (`coverage_fresh`).
"""

from agencies.database.functions import OWNED, for_the_app

# What this transaction has touched: rows of other transactions are never seen here, because each is gone
# before its transaction ends.
STALE = """
create unlogged table contributions_stale (
    agency_id bigint not null,
    transaction xid8 not null default pg_current_xact_id(),
    primary key (agency_id, transaction)
);
revoke all on contributions_stale from lindungi_app;
"""

MARK = f"""
create or replace function coverage_mark(of_agencies bigint[]) returns void
language plpgsql volatile {OWNED} as $$
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

create or replace function coverage_fresh() returns void language plpgsql volatile {OWNED} as $$
declare
    waiting bigint[];
begin
    with gone as (delete from contributions_stale returning agency_id)
    select array_agg(distinct g.agency_id) into waiting from gone g;
    if waiting is not null then
        perform coverage_recount(waiting);
    end if;
end $$;
""" + for_the_app("coverage_mark(bigint[])", "coverage_fresh()")

# Many agencies touched by one transaction (a due date moved by regulation: the nation) are counted by the
# first of the triggers put off to its end; the others look their own mark up instead of walking all of them
# (30,000 agencies: half a minute of walking).
AT_THE_END = f"""
create or replace function coverage_at_the_end() returns trigger language plpgsql {OWNED} as $$
begin
    -- Gone: counted already, by the first of these or by whoever asked for fresh figures.
    if exists (
        select from contributions_stale s
        where s.agency_id = new.agency_id and s.transaction = new.transaction
    ) then
        perform coverage_fresh();
    end if;
    return null;
end $$;
""" + for_the_app("coverage_at_the_end()")

PUT_OFF = """
create constraint trigger coverage_at_the_end after insert on contributions_stale
    deferrable initially deferred for each row execute function coverage_at_the_end();
"""

# Outside a transaction nothing waits: `check_data` asks.
WAITING = f"""
create or replace function coverage_waiting() returns bigint[] language sql stable {OWNED} as $$
    select coalesce(array_agg(distinct s.agency_id), '{{}}') from (
        select agency_id from contributions_stale where transaction <> pg_current_xact_id()
        union all
        select agency_id from contributions_later
    ) s
$$;
""" + for_the_app("coverage_waiting()")

# Whom a group serves: its owner and those named beside it.
OF_GROUPS = f"""
create or replace function coverage_mark_groups(of_groups bigint[]) returns void
language plpgsql {OWNED} as $$
begin
    if of_groups is not null then
        perform coverage_mark(array(
            select g.agency_id from agencies_contributiongroup g where g.id = any(of_groups)
            union
            select s.agency_id from agencies_contributiongroup_agencies s
            where s.contributiongroup_id = any(of_groups)
        ));
    end if;
end $$;
""" + for_the_app("coverage_mark_groups(bigint[])")

"""The coverage of every agency kept for every day: counted by the database, at the end of each transaction.

Whatever changes lists, enrolments, assessments or payments says which agencies it touched (`coverage_mark`,
called by triggers on statements), and a trigger put off to the end of the transaction counts those anew
(`coverage_recount`): once, however many statements there were, and at a cost that depends on these agencies
alone. Who reads within the transaction that wrote asks for it earlier (`coverage_fresh`).
"""

from django.db import migrations

from agencies.policies import POLICIES, protect

TABLES = [
    "contributions_coverageday",
    "contributions_snapshot",
    "contributions_snapshotfigures",
    "contributions_reminder",
    "contributions_reminderletter",
    "contributions_report",
]
OWNED = "security definer set search_path = public, pg_temp"

# Nothing here depends on the day on which it is counted: due dates are looked at until a month after the
# newest month that anybody was registered in or that was assessed. By then whoever has not paid is in
# arrears, and stays so.
#
# Each registered person is in one state while the newest unpaid and the newest paid month of their group stay
# what they are (`span`): one step up on the first day of it, one down on the day it ends. The running sum over
# the days is the state on any day. Pieces by category are cut as `enrolment.figures` cuts them.
RECOUNT = f"""
create function coverage_recount(of_agencies bigint[]) returns void language plpgsql {OWNED}
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '32MB' as $$
declare
    of_groups bigint[];
begin
    -- One counting of an agency after the other: each sees what the one before has written.
    perform from agencies_agency a where a.id = any(of_agencies) order by a.id for no key update;
    delete from contributions_coverageday d where d.agency_id = any(of_agencies);
    -- Spelled out wherever a table of the whole nation is asked: so its index is used, not the table read.
    of_groups := array(
        select distinct w.contribution_group_id from enrolment_worker w where w.agency_id = any(of_agencies)
    );

    with spell as (
        select e.agency_id, e.worker_id, w.contribution_group_id as group_id, w.category, e.listed_on,
               greatest(e.registered_on, e.listed_on) as since, e.ended_on
        from enrolment_enrolment e
        join enrolment_worker w on w.id = e.worker_id and w.agency_id = any(of_agencies)
        where e.agency_id = any(of_agencies) and e.registered_on is not null
    ), person as materialized (
        select s.agency_id, s.group_id, s.since, greatest(s.since, lower(t.period)) as begins,
               least(s.ended_on, upper(t.period)) as ends,
               case when case when upper(t.period) is null then s.category else t.category end
                         = any(array['rt_rw', 'kader', 'vulnerable'])
                    then 'community' else 'staff' end as population,
               count(*) as people
        from spell s
        left join enrolment_workerterm t on t.worker_id = s.worker_id and t.agency_id = any(of_agencies)
        where (t.id is null or t.period @> s.listed_on or t.period && daterange(s.listed_on, s.ended_on))
          and (least(s.ended_on, upper(t.period)) is null
               or greatest(s.since, lower(t.period)) < least(s.ended_on, upper(t.period)))
        group by 1, 2, 3, 4, 5, 6
    ), serving as (
        select g.id as group_id, g.segment, date_trunc('month', max(p.since))::date as newest
        from person p join agencies_contributiongroup g on g.id = p.group_id and g.id = any(of_groups)
        group by g.id, g.segment
    ), book as materialized (
        select b.group_id, s.segment, s.newest, b.month, b.due_on, b.owed, b.settled_on, b.state
        from contributions_assessment b join serving s on s.group_id = b.group_id
        where b.group_id = any(of_groups)
    ), kept as (
        select b.group_id, b.segment, min(b.month) as first,
               (greatest(max(b.month), b.newest) + interval '1 month')::date as last
        from book b
        group by b.group_id, b.segment, b.newest
        having bool_or(b.state <> 'missing') or exists (
            select from contributions_payment p
            where p.group_id = b.group_id and p.group_id = any(of_groups) and p.voided_at is null
        )
    ), turning as (
        select k.group_id, k.segment, k.first, b.due_on as day from kept k join book b on b.group_id = k.group_id
        union
        select k.group_id, k.segment, k.first, b.settled_on from kept k
        join book b on b.group_id = k.group_id and b.settled_on is not null
        union
        select k.group_id, k.segment, k.first, d.due_on from kept k
        join contributions_duedate d on d.segment = k.segment and d.month between k.first and k.last
    ), due as (
        select t.segment, t.day, max(d.month) as last_due
        from (select distinct x.segment, x.day from turning x) t
        left join contributions_duedate d on d.segment = t.segment and d.due_on <= t.day
        group by t.segment, t.day
    ), state as (
        select t.group_id, t.day,
               (max(b.month) filter (where b.settled_on <= t.day) + interval '1 month')::date as paid_before,
               -- A month that is due and that nobody has assessed is not paid.
               (case when d.last_due >= t.first and not bool_or(b.month = d.last_due) then d.last_due
                     else max(b.month) filter (where b.due_on <= t.day and b.owed > 0
                                                     and (b.settled_on is null or b.settled_on > t.day))
                end + interval '1 month')::date as unpaid_before
        from turning t
        join due d on d.segment = t.segment and d.day = t.day
        join book b on b.group_id = t.group_id
        group by t.group_id, t.day, t.first, d.last_due
    ), turned as (
        select x.* from (
            select s.*, row(s.paid_before, s.unpaid_before) is distinct from
                        lag(row(s.paid_before, s.unpaid_before)) over (partition by s.group_id order by s.day) as turns
            from state s
        ) x where x.turns
    ), span as (
        select t.group_id, t.day as begins, lead(t.day) over (partition by t.group_id order by t.day) as ends,
               t.paid_before, t.unpaid_before
        from turned t
        union all
        select t.group_id, '-infinity'::date, min(t.day), null, null from turned t group by t.group_id
    ), standing as (
        select p.agency_id, p.population, greatest(p.begins, s.begins) as begins, least(p.ends, s.ends) as ends,
               p.people,
               case when s.group_id is null then 'unknown' when p.since < s.unpaid_before then 'arrears'
                    when p.since < s.paid_before then 'active' else 'awaiting' end as state
        from person p
        left join span s on s.group_id = p.group_id
        where s.group_id is null
           or ((p.ends is null or s.begins < p.ends) and (s.ends is null or s.ends > p.begins))
    ), moved as (
        select agency_id, population, begins as day, state, people from standing
        union all
        select agency_id, population, ends, state, -people from standing where ends is not null
    ), step (agency_id, population, day, listed, submitted, registered, confirmed, taspen,
             active, awaiting, arrears, unknown, roster_date, of_list) as (
        select m.agency_id, m.population, m.day, 0, 0, 0, 0, 0,
               sum(m.people) filter (where m.state = 'active'), sum(m.people) filter (where m.state = 'awaiting'),
               sum(m.people) filter (where m.state = 'arrears'), sum(m.people) filter (where m.state = 'unknown'),
               null::date, false
        from moved m group by m.agency_id, m.population, m.day
        union all
        select f.agency_id, f.population, f.day,
               f.listed - coalesce(lag(f.listed) over days, 0),
               f.submitted - coalesce(lag(f.submitted) over days, 0),
               f.registered - coalesce(lag(f.registered) over days, 0),
               f.confirmed - coalesce(lag(f.confirmed) over days, 0),
               f.taspen - coalesce(lag(f.taspen) over days, 0),
               0, 0, 0, 0, null, true
        from enrolment_agencyfigures f where f.agency_id = any(of_agencies)
        window days as (partition by f.agency_id, f.population order by f.day)
        union all
        select u.agency_id, 'staff', u.roster_date, 0, 0, 0, 0, 0, 0, 0, 0, 0, max(u.roster_date), false
        from enrolment_upload u
        where u.agency_id = any(of_agencies) and u.state in ('applied', 'undoing') and u.kind in ('list', 'nil')
          and u.roster_date is not null
        group by u.agency_id, u.roster_date
    ), daily as (
        select s.agency_id, s.population, s.day, sum(s.listed) as listed, sum(s.submitted) as submitted,
               sum(s.registered) as registered, sum(s.confirmed) as confirmed, sum(s.taspen) as taspen,
               sum(coalesce(s.active, 0)) as active, sum(coalesce(s.awaiting, 0)) as awaiting,
               sum(coalesce(s.arrears, 0)) as arrears, sum(coalesce(s.unknown, 0)) as unknown,
               max(s.roster_date) as roster_date, bool_or(s.of_list) as of_list
        from step s
        group by s.agency_id, s.population, s.day
        having bool_or(s.of_list) or max(s.roster_date) is not null
            or sum(coalesce(s.active, 0)) <> 0 or sum(coalesce(s.awaiting, 0)) <> 0
            or sum(coalesce(s.arrears, 0)) <> 0 or sum(coalesce(s.unknown, 0)) <> 0
    )
    insert into contributions_coverageday (agency_id, region_id, population, day, until, listed, submitted,
        registered, confirmed, taspen, active, awaiting, arrears, unknown, roster_date, changed_on)
    select d.agency_id, a.region_id, d.population, d.day,
           coalesce(lead(d.day) over days, '9999-12-31'),
           case when bool_or(d.of_list) over days then sum(d.listed) over days end, sum(d.submitted) over days,
           sum(d.registered) over days, sum(d.confirmed) over days, sum(d.taspen) over days,
           sum(d.active) over days, sum(d.awaiting) over days, sum(d.arrears) over days,
           sum(d.unknown) over days, max(d.roster_date) over days,
           max(d.day) filter (where d.of_list) over days
    from daily d join agencies_agency a on a.id = d.agency_id and a.id = any(of_agencies)
    window days as (partition by d.agency_id, d.population order by d.day);
end $$;
revoke all on function coverage_recount(bigint[]) from public;
grant execute on function coverage_recount(bigint[]) to lindungi_app;
"""

# What this transaction has touched: rows of other transactions are never seen here, because each is gone
# before its transaction ends.
STALE = f"""
create unlogged table contributions_stale (
    agency_id bigint not null,
    transaction xid8 not null default pg_current_xact_id(),
    primary key (agency_id, transaction)
);

create function coverage_mark(of_agencies bigint[]) returns void language sql volatile {OWNED} as $$
    insert into contributions_stale (agency_id)
    select distinct x.id from unnest(of_agencies) x(id) where x.id is not null
    on conflict do nothing
$$;

create function coverage_fresh() returns void language plpgsql volatile {OWNED} as $$
declare
    waiting bigint[];
begin
    with gone as (delete from contributions_stale returning agency_id)
    select array_agg(distinct g.agency_id) into waiting from gone g;
    if waiting is not null then
        perform coverage_recount(waiting);
    end if;
end $$;

create function coverage_at_the_end() returns trigger language plpgsql as $$
begin
    perform coverage_fresh();
    return null;
end $$;
create constraint trigger coverage_at_the_end after insert on contributions_stale
    deferrable initially deferred for each row execute function coverage_at_the_end();

revoke all on function coverage_mark(bigint[]), coverage_fresh() from public;
grant execute on function coverage_mark(bigint[]), coverage_fresh() to lindungi_app;
revoke all on contributions_stale from lindungi_app;
"""

# Whom a group serves: its owner and those named beside it.
OF_GROUPS = f"""
create function coverage_mark_groups(of_groups bigint[]) returns void language plpgsql {OWNED} as $$
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
revoke all on function coverage_mark_groups(bigint[]) from public;
grant execute on function coverage_mark_groups(bigint[]) to lindungi_app;
"""


def marking(table: str, event: str, which: str) -> str:
    """A trigger after a statement. `which` is what it tells, of the rows `old_rows` and `new_rows`."""
    rows = {"insert": "new table as new_rows", "delete": "old table as old_rows"}
    both = "old table as old_rows new table as new_rows"
    name = f"coverage_after_{event}_of_{table.partition('_')[2]}"
    return f"""
    create function {name}() returns trigger language plpgsql as $$
    begin
        {which}
        return null;
    end $$;
    create trigger {name} after {event} on {table} referencing {rows.get(event, both)}
        for each statement execute function {name}();
    """


AGENCIES = "perform coverage_mark(array(select distinct r.agency_id from {rows} r{where}));"
GROUPS = "perform coverage_mark_groups((select array_agg(distinct r.group_id) from {rows} r{where}));"
CHANGED = "perform {mark}({open}select {pick} from old_rows o join new_rows r on r.id = o.id where {differs}{close});"
DATED = "r.kind in ('list', 'nil') and r.state in ('applied', 'undoing')"
ASSESSED = (
    "(o.due_on, o.owed, o.settled_on, o.state, o.group_id) is distinct from"
    " (r.due_on, r.owed, r.settled_on, r.state, r.group_id)"
)


def _changed(mark: str, pick: str, differs: str) -> str:
    array = mark == "coverage_mark"
    return CHANGED.format(
        mark=mark, pick=pick, differs=differs, open="array(" if array else "(", close=")" if array else ")"
    )


# A due date that is moved changes every agency whose groups are of its segment; those of years to come do not
# change anybody before they come near, and are made long before.
DUE_DATES = """
create function coverage_after_due_dates() returns trigger language plpgsql as $$
begin
    if least(new.due_on, old.due_on) <= current_date + 400 and old.due_on is distinct from new.due_on then
        perform coverage_mark_groups(array(
            select distinct b.group_id from contributions_assessment b
            join agencies_contributiongroup g on g.id = b.group_id and g.segment = new.segment
        ));
    end if;
    return null;
end $$;
create trigger coverage_after_due_dates after insert or update on contributions_duedate
    for each row execute function coverage_after_due_dates();
"""

MARKS = "".join(
    [
        marking("enrolment_agencyfigures", "insert", AGENCIES.format(rows="new_rows", where="")),
        marking("enrolment_agencyfigures", "delete", AGENCIES.format(rows="old_rows", where="")),
        marking(
            "enrolment_worker",
            "update",
            _changed(
                "coverage_mark", "distinct r.agency_id", "o.contribution_group_id <> r.contribution_group_id"
            ),
        ),
        marking("enrolment_upload", "insert", AGENCIES.format(rows="new_rows", where=f" where {DATED}")),
        marking("enrolment_upload", "delete", AGENCIES.format(rows="old_rows", where=f" where {DATED}")),
        marking(
            "enrolment_upload",
            "update",
            _changed(
                "coverage_mark",
                "distinct r.agency_id",
                "(o.state, o.roster_date, o.agency_id) is distinct from (r.state, r.roster_date, r.agency_id)",
            ),
        ),
        marking("contributions_assessment", "insert", GROUPS.format(rows="new_rows", where="")),
        marking("contributions_assessment", "delete", GROUPS.format(rows="old_rows", where="")),
        marking(
            "contributions_assessment",
            "update",
            _changed("coverage_mark_groups", "array_agg(distinct r.group_id)", ASSESSED),
        ),
        marking("contributions_payment", "insert", GROUPS.format(rows="new_rows", where="")),
        marking("contributions_payment", "delete", GROUPS.format(rows="old_rows", where="")),
        marking(
            "contributions_payment",
            "update",
            _changed(
                "coverage_mark_groups",
                "array_agg(distinct x.id)",
                "(o.group_id, o.voided_at is null) is distinct from (r.group_id, r.voided_at is null)",
            ).replace("on r.id = o.id", "on r.id = o.id cross join unnest(array[o.group_id, r.group_id]) x(id)"),
        ),
        DUE_DATES,
    ]
)

# What is there already.
ALL_AT_ONCE = "select coverage_recount(array(select id from agencies_agency));"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0011_documents_and_demands"),
        ("contributions", "0008_coverage_snapshots_reminders_reports"),
    ]
    operations = [
        *[protect(table, POLICIES[table]) for table in TABLES],
        migrations.RunSQL(RECOUNT, migrations.RunSQL.noop),
        migrations.RunSQL(STALE, migrations.RunSQL.noop),
        migrations.RunSQL(OF_GROUPS, migrations.RunSQL.noop),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
        migrations.RunSQL(ALL_AT_ONCE, migrations.RunSQL.noop),
        # The date of an agency's newest list is kept with the rest.
        migrations.RunSQL("drop function roster_dates(bigint[], date);", migrations.RunSQL.noop),
    ]

"""`coverage_recount`: the coverage of agencies counted anew, for every day on which anything changes."""

from agencies.database.functions import OWNED, for_the_app

# Nothing here depends on the day on which it is counted: due dates are looked at until a month after the
# newest month that anybody was registered in or that was assessed. By then whoever has not paid is in
# arrears, and stays so.
#
# Each registered person is in one state while the newest unpaid and the newest paid month of their group stay
# what they are (`span`): one step up on the first day of it, one down on the day it ends. The running sum
# over the days is the state on any day. Pieces by category are cut as `enrolment.figures` cuts them.
RECOUNT = f"""
create or replace function coverage_recount(of_agencies bigint[]) returns void language plpgsql {OWNED}
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
    ), opening as materialized (
        -- From when on this month, or a newer one, is due.
        select x.segment, x.month, coalesce(min(d.due_on), 'infinity') as due_on
        from (
            select k.segment, date_trunc('month', p.since)::date as month
            from person p join kept k on k.group_id = p.group_id
            where p.since < k.first
            union
            select k.segment, k.first from kept k
        ) x
        left join contributions_duedate d on d.segment = x.segment and d.month >= x.month
        group by x.segment, x.month
    ), turning as (
        select k.group_id, k.segment, k.first, b.due_on as day
        from kept k join book b on b.group_id = k.group_id
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
            select s.*, row(s.paid_before, s.unpaid_before) is distinct from lag(
                       row(s.paid_before, s.unpaid_before)
                   ) over (partition by s.group_id order by s.day) as turns
            from state s
        ) x where x.turns
    ), span as (
        select t.group_id, t.day as begins, lead(t.day) over (partition by t.group_id order by t.day) as ends,
               t.paid_before, t.unpaid_before
        from turned t
        union all
        select t.group_id, '-infinity'::date, min(t.day), null, null from turned t group by t.group_id
    ), told as (
        select p.agency_id, p.population, p.people,
               greatest(p.begins, s.begins) as begins, least(p.ends, s.ends) as ends,
               case when s.group_id is null then 'unknown' when p.since < s.unpaid_before then 'arrears'
                    when p.since < s.paid_before then 'active' else 'awaiting' end as state,
               -- From their first month's due date on nobody waits for it; what became of it the books tell
               -- only from their own first month on.
               o.due_on as silent_from, f.due_on as silent_until
        from person p
        left join span s on s.group_id = p.group_id
        left join kept k on k.group_id = p.group_id and p.since < k.first
        left join opening o on o.segment = k.segment and o.month = date_trunc('month', p.since)::date
        left join opening f on f.segment = k.segment and f.month = k.first
        where s.group_id is null
           or ((p.ends is null or s.begins < p.ends) and (s.ends is null or s.ends > p.begins))
    ), standing as (
        select t.agency_id, t.population, t.begins, t.ends, t.people, t.state
        from told t
        where t.state <> 'awaiting' or t.silent_from is null
        union all
        select t.agency_id, t.population, greatest(t.begins, x.begins), least(t.ends, x.ends), t.people,
               x.state
        from told t
        cross join lateral (values
            (null, t.silent_from, 'awaiting'),
            (t.silent_from, greatest(t.silent_from, t.silent_until), 'unknown'),
            (greatest(t.silent_from, t.silent_until), null, 'awaiting')
        ) x (begins, ends, state)
        where t.state = 'awaiting' and t.silent_from is not null
          and greatest(t.begins, x.begins) < coalesce(least(t.ends, x.ends), 'infinity')
    ), moved as (
        select agency_id, population, begins as day, state, people from standing
        union all
        select agency_id, population, ends, state, -people from standing where ends is not null
    ), step (agency_id, population, day, listed, submitted, registered, confirmed, taspen,
             active, awaiting, arrears, unknown, roster_date, of_list) as (
        select m.agency_id, m.population, m.day, 0, 0, 0, 0, 0,
               sum(m.people) filter (where m.state = 'active'),
               sum(m.people) filter (where m.state = 'awaiting'),
               sum(m.people) filter (where m.state = 'arrears'),
               sum(m.people) filter (where m.state = 'unknown'),
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
        where u.agency_id = any(of_agencies) and u.state in ('applied', 'undoing')
          and u.kind in ('list', 'nil') and u.roster_date is not null
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
        registered, confirmed, taspen, active, awaiting, arrears, unknown, roster_date, changed_on,
        counts_with_id)
    select d.agency_id, a.region_id, d.population, d.day,
           coalesce(lead(d.day) over days, '9999-12-31'),
           case when bool_or(d.of_list) over days then sum(d.listed) over days end,
           sum(d.submitted) over days, sum(d.registered) over days, sum(d.confirmed) over days,
           sum(d.taspen) over days,
           sum(d.active) over days, sum(d.awaiting) over days, sum(d.arrears) over days,
           sum(d.unknown) over days, max(d.roster_date) over days,
           max(d.day) filter (where d.of_list) over days, h.head_id
    from daily d
    left join coverage_heads(of_agencies) h on h.agency_id = d.agency_id
    join agencies_agency a on a.id = d.agency_id and a.id = any(of_agencies)
    window days as (partition by d.agency_id, d.population order by d.day);
end $$;
""" + for_the_app("coverage_recount(bigint[])")

"""Row-level security, and what the database holds by itself: sums, allocations, final and closed months.

`contributions_settle(groups)` brings the books of groups up to date: what BPJS bills for each month, and
which payment pays which month. Payments and months are laid end to end, each in order of time; what of the
one lies over what of the other is an allocation. So the oldest month is always paid first, by the oldest
payment, however they arrived. Allocations that somebody directed stay, and so does a closed month.
"""

from django.db import migrations

from agencies.policies import ALL, EVERYWHERE, POLICIES, is_in, protect

TABLES = [
    "contributions_groupterms",
    "contributions_grouptermsevent",
    "contributions_assessment",
    "contributions_assessmentline",
    "contributions_bill",
    "contributions_billevent",
    "contributions_payment",
    "contributions_paymentevent",
    "contributions_allocation",
    "contributions_paymentmove",
    "contributions_paymentlist",
    "contributions_paymentrow",
    "contributions_budgetceiling",
]

OWNED = "security definer set search_path = public, pg_temp"
# Rows written a moment ago have no statistics: walked one by one for each other they take minutes.
IN_SETS = f"{OWNED} set enable_nestloop = off"

CLOSED = f"""
create function contributions_is_closed(of_agency bigint, of_month date) returns boolean
language sql stable {OWNED} as $$
    select exists (
        select from enrolment_agencymonth m
        where m.agency_id = of_agency and m.month = of_month and m.closed_at is not null
    )
$$;
revoke all on function contributions_is_closed(bigint, date) from public;
grant execute on function contributions_is_closed(bigint, date) to lindungi_app;
"""

# For the functions below, which run as the owner: joining sets is faster than asking row by row.
CLOSED_MONTHS = """
create view contributions_closed as
    select agency_id, month from enrolment_agencymonth where closed_at is not null;
revoke all on contributions_closed from lindungi_app;
"""

# A closed month refuses every change, whoever makes it.
GUARDS = """
create function contributions_guard_month() returns trigger language plpgsql as $$
declare
    row record;
begin
    if tg_op <> 'INSERT' then
        if contributions_is_closed(old.agency_id, old.month) then
            raise exception 'The month % is closed.', to_char(old.month, 'YYYY-MM')
                using errcode = 'check_violation', constraint = 'month_is_closed';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        if contributions_is_closed(new.agency_id, new.month) then
            raise exception 'The month % is closed.', to_char(new.month, 'YYYY-MM')
                using errcode = 'check_violation', constraint = 'month_is_closed';
        end if;
        return new;
    end if;
    return old;
end $$;
create trigger month_is_closed before insert or update or delete on contributions_assessment
    for each row execute function contributions_guard_month();
create trigger month_is_closed before insert or update or delete on contributions_bill
    for each row execute function contributions_guard_month();
create trigger month_is_closed before insert or update or delete on contributions_allocation
    for each row execute function contributions_guard_month();

-- A final assessment never changes; what BPJS bills, what was paid and why it is late go on.
create function contributions_guard_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.state = 'final' then
            raise exception 'A final assessment is never deleted.'
                using errcode = 'check_violation', constraint = 'assessment_is_final';
        end if;
        return old;
    end if;
    if old.state = 'final' and (
        old.state, old.group_id, old.agency_id, old.month, old.segment, old.risk, old.programmes, old.terms_id,
        old.base_kind, old.base_amount, old.relief_id, old.rates, old.workers, old.without_base, old.base,
        old.jkk, old.jkm, old.jht_employer, old.jht_worker, old.jp_employer, old.jp_worker, old.total,
        old.final_at
    ) is distinct from (
        new.state, new.group_id, new.agency_id, new.month, new.segment, new.risk, new.programmes, new.terms_id,
        new.base_kind, new.base_amount, new.relief_id, new.rates, new.workers, new.without_base, new.base,
        new.jkk, new.jkm, new.jht_employer, new.jht_worker, new.jp_employer, new.jp_worker, new.total,
        new.final_at
    ) then
        raise exception 'A final assessment never changes.'
            using errcode = 'check_violation', constraint = 'assessment_is_final';
    end if;
    return new;
end $$;
create trigger assessment_is_final before update or delete on contributions_assessment
    for each row execute function contributions_guard_final();

-- A rate that a month was assessed with can be ended after that month, and nothing else.
create function contributions_guard_rate() returns trigger language plpgsql as $$
declare
    last_used date;
begin
    select max(a.month) into last_used from contributions_assessment a
    where a.state <> 'missing' and a.segment = old.segment and old.programme = any(a.programmes)
      and (old.risk = 0 or old.risk = a.risk) and old.period @> a.month;
    if last_used is null then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and (old.programme, old.segment, old.risk, old.employer, old.worker, old.amount,
                             old.bases, old.minimum_base, old.maximum_base, lower(old.period))
        is not distinct from (new.programme, new.segment, new.risk, new.employer, new.worker, new.amount,
                             new.bases, new.minimum_base, new.maximum_base, lower(new.period))
        and new.period @> last_used then
        return new;
    end if;
    raise exception 'This rate is in use up to %.', to_char(last_used, 'YYYY-MM')
        using errcode = 'check_violation', constraint = 'rate_is_in_use';
end $$;
create trigger rate_is_in_use before update or delete on contributions_rate
    for each row execute function contributions_guard_rate();

-- A month is closed when it is paid.
create function contributions_guard_closing() returns trigger language plpgsql as $$
begin
    if exists (
        select from contributions_assessment a
        where a.agency_id = new.agency_id and a.month = new.month and a.state <> 'missing' and a.paid < a.owed
    ) then
        raise exception 'The contribution of % is not paid.', to_char(new.month, 'YYYY-MM')
            using errcode = 'check_violation', constraint = 'month_is_paid';
    end if;
    return new;
end $$;
create trigger month_is_paid before update of closed_at on enrolment_agencymonth
    for each row when (old.closed_at is null and new.closed_at is not null)
    execute function contributions_guard_closing();
create trigger month_is_paid_at_once before insert on enrolment_agencymonth
    for each row when (new.closed_at is not null) execute function contributions_guard_closing();
"""

# Lines come in their hundred thousands: once a statement, over all that it touched.
LINES = f"""
alter table contributions_assessmentline
    add constraint line_of_a_worker foreign key (worker_id) references enrolment_worker (id) on delete cascade
    deferrable initially deferred;

create function contributions_line_sums() returns trigger language plpgsql {IN_SETS} as $$
begin
    if exists (
        select from (select distinct assessment_id, agency_id, month from touched) t
        join contributions_assessment a on a.id = t.assessment_id
        where a.state = 'final'
    ) then
        raise exception 'A final assessment never changes.'
            using errcode = 'check_violation', constraint = 'assessment_is_final';
    end if;
    if exists (
        select from (select distinct agency_id, month from touched) t
        join enrolment_agencymonth m on m.agency_id = t.agency_id and m.month = t.month
        where m.closed_at is not null
    ) then
        raise exception 'The month is closed.'
            using errcode = 'check_violation', constraint = 'month_is_closed';
    end if;
    if exists (
        select from (select distinct assessment_id, month from touched) t
        join contributions_assessment a on a.id = t.assessment_id
        where a.month <> t.month
    ) then
        raise exception 'A line has the month of its assessment.'
            using errcode = 'check_violation', constraint = 'line_month_fits';
    end if;
    update contributions_assessment a
    set workers = a.workers + d.workers, base = a.base + d.base, jkk = a.jkk + d.jkk, jkm = a.jkm + d.jkm,
        jht_employer = a.jht_employer + d.jht_employer, jht_worker = a.jht_worker + d.jht_worker,
        jp_employer = a.jp_employer + d.jp_employer, jp_worker = a.jp_worker + d.jp_worker,
        total = a.total + d.total
    from (
        select assessment_id, sign * count(*) filter (where kind = 'regular') as workers,
               sign * sum(base) as base, sign * sum(jkk) as jkk, sign * sum(jkm) as jkm,
               sign * sum(jht_employer) as jht_employer, sign * sum(jht_worker) as jht_worker,
               sign * sum(jp_employer) as jp_employer, sign * sum(jp_worker) as jp_worker,
               sign * sum(total) as total
        from touched, (select case tg_op when 'DELETE' then -1 else 1 end as sign) s
        group by assessment_id, sign
    ) d
    where a.id = d.assessment_id;
    -- Less is owed than was paid: the rest is for other months.
    if exists (
        select from contributions_assessment a
        where a.id in (select assessment_id from touched) and a.paid > a.owed
    ) then
        perform contributions_settle(array(
            select distinct a.group_id from contributions_assessment a
            where a.id in (select assessment_id from touched)
        ));
    end if;
    return null;
end $$;
create trigger line_sums_insert after insert on contributions_assessmentline
    referencing new table as touched for each statement execute function contributions_line_sums();
create trigger line_sums_delete after delete on contributions_assessmentline
    referencing old table as touched for each statement execute function contributions_line_sums();

-- A line is taken away and made anew, never altered: so each statement adds to the sums, or takes from them.
create function contributions_lines_stay() returns trigger language plpgsql as $$
begin
    raise exception 'A line is never altered; delete it and insert the right one.'
        using errcode = 'check_violation', constraint = 'lines_stay';
end $$;
create trigger lines_stay before update on contributions_assessmentline
    for each statement execute function contributions_lines_stay();
revoke all on function contributions_line_sums() from public;
grant execute on function contributions_line_sums() to lindungi_app;
"""

ALLOCATIONS = f"""
create function contributions_allocation_sums() returns trigger language plpgsql {IN_SETS} as $$
begin
    update contributions_payment p set allocated = coalesce(s.amount, 0)
    from (select distinct payment_id as id from touched) t
    left join (
        select x.payment_id, sum(x.amount) as amount from contributions_allocation x
        where x.payment_id in (select payment_id from touched) group by x.payment_id
    ) s on s.payment_id = t.id
    where p.id = t.id and p.allocated <> coalesce(s.amount, 0);
    update contributions_assessment a set paid = coalesce(s.amount, 0)
    from (select distinct assessment_id as id from touched) t
    left join (
        select x.assessment_id, sum(x.amount) as amount from contributions_allocation x
        where x.assessment_id in (select assessment_id from touched) group by x.assessment_id
    ) s on s.assessment_id = t.id
    where a.id = t.id and a.paid <> coalesce(s.amount, 0);
    return null;
end $$;
create trigger allocation_sums_insert after insert on contributions_allocation
    referencing new table as touched for each statement execute function contributions_allocation_sums();
create trigger allocation_sums_update after update on contributions_allocation
    referencing new table as touched for each statement execute function contributions_allocation_sums();
create trigger allocation_sums_delete after delete on contributions_allocation
    referencing old table as touched for each statement execute function contributions_allocation_sums();
revoke all on function contributions_allocation_sums() from public;
grant execute on function contributions_allocation_sums() to lindungi_app;
"""

SETTLE = f"""
create function contributions_billed(of_groups bigint[])
returns table (group_id bigint, agency_id bigint, month date, amount numeric) language sql stable as $$
    select g.id, g.agency_id, t.month, t.amount
    from agencies_contributiongroup g
    join (
        select b.group_id, b.month, sum(b.amount) as amount
        from contributions_bill b where b.group_id = any(of_groups) and b.state <> 'void'
        group by b.group_id, b.month
        union all
        select l.group_id, l.month, (l.totals->'summed'->>'total')::numeric
        from enrolment_participantlist l
        where l.group_id = any(of_groups) and l.kind = '2a' and l.state = 'in_force'
          and l.totals->'summed'->>'total' ~ '^[0-9]+([.][0-9]+)?$'
          and not exists (
              select from contributions_bill b
              where b.group_id = l.group_id and b.month = l.month and b.state <> 'void'
          )
    ) t on t.group_id = g.id
$$;

create function contributions_settle(of_groups bigint[]) returns void language plpgsql {IN_SETS} as $$
begin
    -- One settling of a group after the other.
    perform from agencies_contributiongroup g where g.id = any(of_groups) order by g.id for no key update;
    -- Nor is a month closed meanwhile.
    perform from enrolment_agencymonth m
    where m.agency_id in (select g.agency_id from agencies_contributiongroup g where g.id = any(of_groups))
    order by m.id for share;

    insert into contributions_assessment (group_id, agency_id, month, due_on, segment, risk, programmes)
    select b.group_id, b.agency_id, b.month,
           coalesce(d.due_on, (b.month + interval '1 month 14 days')::date),
           g.segment, g.jkk_risk, array['JKK', 'JKM']
    from contributions_billed(of_groups) b
    join agencies_contributiongroup g on g.id = b.group_id
    left join contributions_duedate d on d.month = b.month and d.segment = g.segment
    left join contributions_closed c on c.agency_id = b.agency_id and c.month = b.month
    where c.month is null
    on conflict (group_id, month) do nothing;

    update contributions_assessment a set billed = x.amount
    from (
        select k.id, b.amount from contributions_assessment k
        left join contributions_billed(of_groups) b on b.group_id = k.group_id and b.month = k.month
        left join contributions_closed c on c.agency_id = k.agency_id and c.month = k.month
        where k.group_id = any(of_groups) and c.month is null and k.billed is distinct from b.amount
    ) x
    where x.id = a.id;

    -- What was directed at a month that owes less by now, or comes of money taken back, is free again.
    delete from contributions_allocation x
    using contributions_payment p
    where p.id = x.payment_id and x.group_id = any(of_groups) and p.voided_at is not null;
    delete from contributions_allocation x
    using (
        select a.id from contributions_assessment a
        join contributions_allocation y on y.assessment_id = a.id and y.is_pinned
        left join contributions_closed c on c.agency_id = a.agency_id and c.month = a.month
        where a.group_id = any(of_groups) and c.month is null
        group by a.id, a.owed having sum(y.amount) > a.owed
    ) over_full
    where x.assessment_id = over_full.id and x.is_pinned;

    with known as (
        select x.*, x.is_pinned or c.month is not null as fixed
        from contributions_allocation x
        left join contributions_closed c on c.agency_id = x.agency_id and c.month = x.month
        where x.group_id = any(of_groups)
    ), month as (
        select m.*, sum(m.need) over (partition by m.group_id order by m.month) as upto
        from (
            select a.id, a.group_id, a.agency_id, a.month, a.owed - coalesce(f.amount, 0) as need
            from contributions_assessment a
            left join contributions_closed c on c.agency_id = a.agency_id and c.month = a.month
            left join (
                select assessment_id, sum(amount) as amount from known where fixed group by assessment_id
            ) f on f.assessment_id = a.id
            where a.group_id = any(of_groups) and c.month is null
        ) m where m.need > 0
    ), money as (
        select p.*, sum(p.have) over (partition by p.group_id order by p.paid_on, p.entered_at, p.id) as upto
        from (
            select q.id, q.group_id, q.paid_on, q.entered_at,
                   q.amount - q.moved_out - coalesce(f.amount, 0) as have
            from contributions_payment q
            left join (
                select payment_id, sum(amount) as amount from known where fixed group by payment_id
            ) f on f.payment_id = q.id
            where q.group_id = any(of_groups) and q.voided_at is null
        ) p where p.have > 0
    ), wanted as (
        select p.id as payment_id, m.id as assessment_id, m.group_id, m.agency_id, m.month,
               least(m.upto, p.upto) - greatest(m.upto - m.need, p.upto - p.have) as amount
        from month m
        join money p on p.group_id = m.group_id and p.upto > m.upto - m.need and m.upto > p.upto - p.have
    ), free as (
        select id, payment_id, assessment_id, amount from known where not fixed
    ), dropped as (
        delete from contributions_allocation x using free f
        where x.id = f.id and not exists (
            select from wanted w where w.payment_id = f.payment_id and w.assessment_id = f.assessment_id
        )
    ), changed as (
        update contributions_allocation x set amount = w.amount
        from free f join wanted w on w.payment_id = f.payment_id and w.assessment_id = f.assessment_id
        where x.id = f.id and f.amount <> w.amount
    )
    insert into contributions_allocation
        (payment_id, assessment_id, group_id, agency_id, month, amount, is_pinned)
    select w.payment_id, w.assessment_id, w.group_id, w.agency_id, w.month, w.amount, false
    from wanted w
    where not exists (
        select from free f where f.payment_id = w.payment_id and f.assessment_id = w.assessment_id
    );

    update contributions_assessment a set settled_on = s.day
    from (
        select k.id, k.settled_on, case when k.owed > 0 and k.paid >= k.owed then g.day end as day
        from contributions_assessment k
        left join contributions_closed c on c.agency_id = k.agency_id and c.month = k.month
        left join (
            select x.assessment_id, max(p.paid_on) as day
            from contributions_allocation x join contributions_payment p on p.id = x.payment_id
            where x.group_id = any(of_groups) group by x.assessment_id
        ) g on g.assessment_id = k.id
        where k.group_id = any(of_groups) and c.month is null
    ) s
    where s.id = a.id and s.settled_on is distinct from s.day;
end $$;
revoke all on function contributions_settle(bigint[]) from public;
grant execute on function contributions_settle(bigint[]) to lindungi_app;

-- Payments taken off the months that they pay; what pays a closed month stays.
create function contributions_release(of_payments uuid[], pinned_too boolean) returns void
language sql {IN_SETS} as $$
    delete from contributions_allocation x
    where x.payment_id = any(of_payments) and (pinned_too or not x.is_pinned)
      and (x.agency_id, x.month) not in (select c.agency_id, c.month from contributions_closed c);
$$;
revoke all on function contributions_release(uuid[], boolean) from public;
grant execute on function contributions_release(uuid[], boolean) to lindungi_app;

-- Formulir 2a is a bill: where one comes into force, or goes, its group is settled anew.
create function contributions_list_is_a_bill() returns trigger language plpgsql {OWNED} as $$
begin
    perform contributions_settle(array_remove(array[old.group_id, new.group_id], null));
    return null;
end $$;
revoke all on function contributions_list_is_a_bill() from public;
grant execute on function contributions_list_is_a_bill() to lindungi_app;
create trigger list_is_a_bill after update of state, group_id, month on enrolment_participantlist
    for each row when (
        (old.kind = '2a' or new.kind = '2a') and (old.state = 'in_force' or new.state = 'in_force')
        and (old.state, old.group_id, old.month) is distinct from (new.state, new.group_id, new.month)
    )
    execute function contributions_list_is_a_bill();
"""

ASSESSED = f"""
create or replace function workers_assessed(of_workers bigint[]) returns setof bigint
language sql stable {OWNED} as $$
    select distinct l.worker_id
    from contributions_assessmentline l join contributions_assessment a on a.id = l.assessment_id
    where l.worker_id = any(of_workers) and a.state = 'final'
$$;
"""


# What some shares of a programme cost by nominal tiers: the rate whose bases hold the base.
TIER = """
create function contributions_tier(rates jsonb, of_programme text, shares text[], base numeric) returns numeric
language sql immutable as $$
    select coalesce(round(sum(
        case when r.amount is not null then case when 'amount' = any(shares) then r.amount else 0 end
             else least(greatest(base, r.minimum), r.maximum) / 100
                  * (case when 'employer' = any(shares) then r.employer else 0 end
                     + case when 'worker' = any(shares) then r.worker else 0 end) end * r.factor
    ), 2), 0)
    from jsonb_to_recordset(rates) r (programme text, employer numeric, worker numeric, amount numeric,
         minimum numeric, maximum numeric, "from" numeric, below numeric, factor numeric)
    where r.programme = of_programme and (r."from" is null or base >= r."from")
      and (r.below is null or base < r.below)
$$;
"""

# Where each worker stands on a day follows from two months of their group: the newest that is due and unpaid,
# and the newest that is paid. Whoever was registered by the one is in arrears; else by the other, active; else
# waiting for the first contribution. A group of which nobody keeps contributions says nothing (`unknown`).
STANDING = f"""
create function contributions_standing(of_agencies bigint[], on_day date)
returns table (agency_id bigint, population text, active bigint, awaiting bigint, arrears bigint, unknown bigint)
language sql stable {OWNED} as $$
    with spell as materialized (
        select e.worker_id, e.agency_id,
               date_trunc('month', greatest(e.registered_on, e.listed_on))::date as since
        from enrolment_enrolment e
        where e.agency_id = any(of_agencies)
          and e.registered_on <= on_day and e.listed_on <= on_day and (e.ended_on is null or e.ended_on > on_day)
          and ({ALL} or {EVERYWHERE} or {is_in("e.agency_id", "offices")}
               or exists (select from agencies_agency a
                          where a.id = e.agency_id and {is_in("a.region_id", "regions")}))
    ), person as (
        select s.*, w.contribution_group_id as group_id, coalesce(t.category, w.category) as category
        from spell s
        join enrolment_worker w on w.id = s.worker_id
        left join enrolment_workerterm t on t.worker_id = s.worker_id and t.agency_id = s.agency_id
              and t.period @> on_day and upper(t.period) is not null
    ), books as (
        select g.group_id, min(b.month) as first,
               max(b.month) filter (where b.due_on <= on_day and b.owed > 0
                                          and (b.settled_on is null or b.settled_on > on_day)) as unpaid,
               max(b.month) filter (where b.settled_on <= on_day) as paid,
               bool_or(b.state <> 'missing') or exists (
                   select from contributions_payment p where p.group_id = g.group_id and p.voided_at is null
               ) as kept,
               (select max(d.month) from contributions_duedate d
                where d.segment = g.segment and d.due_on <= on_day) as last_due
        from (
            select distinct p.group_id, c.segment from person p
            join agencies_contributiongroup c on c.id = p.group_id
        ) g
        join contributions_assessment b on b.group_id = g.group_id
        group by g.group_id, g.segment
    ), known as (
        -- A month that is due and that nobody has assessed is not paid.
        select k.group_id, k.paid, case when k.last_due >= k.first and not exists (
                   select from contributions_assessment b
                   where b.group_id = k.group_id and b.month = k.last_due
               ) then k.last_due else k.unpaid end as unpaid
        from books k where k.kept
    )
    select p.agency_id, case when p.category = any(array['rt_rw', 'kader', 'vulnerable']) then 'community'
                             else 'staff' end,
           count(*) filter (where k.group_id is not null and not coalesce(p.since <= k.unpaid, false)
                                  and coalesce(p.since <= k.paid, false)),
           count(*) filter (where k.group_id is not null and not coalesce(p.since <= k.unpaid, false)
                                  and not coalesce(p.since <= k.paid, false)),
           count(*) filter (where p.since <= k.unpaid),
           count(*) filter (where k.group_id is null)
    from person p left join known k on k.group_id = p.group_id
    group by 1, 2
$$;
revoke all on function contributions_standing(bigint[], date) from public;
grant execute on function contributions_standing(bigint[], date) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0004_rates_terms_assessments"),
        ("enrolment", "0035_assessed_workers"),
    ]
    operations = [
        *[protect(table, POLICIES[table]) for table in TABLES],
        migrations.RunSQL(CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSED_MONTHS, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(LINES, migrations.RunSQL.noop),
        migrations.RunSQL(ALLOCATIONS, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
        migrations.RunSQL(ASSESSED, migrations.RunSQL.noop),
        migrations.RunSQL(TIER, migrations.RunSQL.noop),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]

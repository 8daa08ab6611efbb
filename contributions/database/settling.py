"""`contributions_settle(groups)` brings the books of groups up to date: what BPJS bills for each month, and
which payment pays which month. Payments and months are laid end to end, each in order of time; what of the
one lies over what of the other is an allocation. So the oldest month is always paid first, by the oldest
payment, however they arrived. Allocations that somebody directed stay, and so does a closed month.
"""

from agencies.database.functions import OWNED, for_the_app

FEW = 20

BILLED = """
create or replace function contributions_billed(of_groups bigint[])
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
"""

# Called by `contributions_settle` alone, as the owner.
SETTLE_SETS = """
create or replace function contributions_settle_sets(of_groups bigint[]) returns void language plpgsql as $$
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

    -- Money that was taken back pays nothing.
    delete from contributions_allocation x
    using contributions_payment p
    where p.id = x.payment_id and x.group_id = any(of_groups) and p.voided_at is not null;

    -- Of what was directed at a month that owes less by now, the month keeps what it still owes, the money
    -- that came first before the money that came later; the rest is free again.
    with directed as (
        select y.id, y.amount,
               a.owed - sum(y.amount) over (
                   partition by a.id order by p.paid_on, p.entered_at, p.id, y.id
               ) + y.amount as room
        from contributions_assessment a
        join contributions_allocation y on y.assessment_id = a.id and y.is_pinned
        join contributions_payment p on p.id = y.payment_id
        left join contributions_closed c on c.agency_id = a.agency_id and c.month = a.month
        where a.group_id = any(of_groups) and c.month is null
    ), gone as (
        delete from contributions_allocation x using directed d where x.id = d.id and d.room <= 0
    )
    update contributions_allocation x set amount = d.room
    from directed d where x.id = d.id and d.room > 0 and d.room < d.amount;

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
revoke all on function contributions_settle_sets(bigint[]) from public, lindungi_app;
"""

# Whole sets are joined, which is right for a city's month and reads every assessment of the nation for one
# payment (30,000 agencies: 250 ms instead of 12). A few groups have a few hundred rows: those are looked up.
SETTLE = f"""
create or replace function contributions_settle(of_groups bigint[]) returns void language plpgsql {OWNED}
set enable_nestloop = off as $$
begin
    if cardinality(of_groups) <= {FEW} then
        set local enable_nestloop = on;
    end if;
    perform contributions_settle_sets(of_groups);
end $$;
""" + for_the_app("contributions_settle(bigint[])")

# Formulir 2a is a bill: where one comes into force, or goes, its group is settled anew.
LIST_IS_A_BILL = f"""
create or replace function contributions_list_is_a_bill() returns trigger language plpgsql {OWNED} as $$
begin
    perform contributions_settle(array_remove(array[old.group_id, new.group_id], null));
    return null;
end $$;
create or replace trigger list_is_a_bill after update of state, group_id, month on enrolment_participantlist
    for each row when (
        (old.kind = '2a' or new.kind = '2a') and (old.state = 'in_force' or new.state = 'in_force')
        and (old.state, old.group_id, old.month) is distinct from (new.state, new.group_id, new.month)
    )
    execute function contributions_list_is_a_bill();
""" + for_the_app("contributions_list_is_a_bill()")

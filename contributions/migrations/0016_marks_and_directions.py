"""What the review of the desks found in the database: kept figures that were not told of a change, and money
that lost its direction.

- A contribution group that becomes PU or BPU is due on other days: whom it serves is counted anew.
- Many agencies touched by one transaction (a due date moved by regulation: the nation) are counted by the first
  of the triggers put off to its end; the others look their own mark up instead of walking all of them
  (30,000 agencies: half a minute of walking).
- An agency's frozen months are those of the units that it answered for then: found by an index, and read by its
  people though somebody else answers for a unit by now.
- A month that comes to owe less than was directed at it keeps what it still owes; before, it lost all of it.
"""

from django.db import migrations, models
from django.db.models import F, Q

from agencies.policies import change_rule

AT_THE_END = """
create or replace function coverage_at_the_end() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
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
revoke all on function coverage_at_the_end() from public;
grant execute on function coverage_at_the_end() to lindungi_app;
"""

SEGMENTS = """
create function coverage_after_segment() returns trigger language plpgsql as $$
begin
    perform coverage_mark_groups(array[new.id]);
    return null;
end $$;
create trigger coverage_after_segment after update of segment on agencies_contributiongroup
    for each row when (old.segment is distinct from new.segment) execute function coverage_after_segment();
"""

SETTLE = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0014_settling_a_few")]
    operations = [
        migrations.RunSQL(AT_THE_END, migrations.RunSQL.noop),
        migrations.RunSQL(SEGMENTS, migrations.RunSQL.noop),
        migrations.AddIndex(
            "snapshotfigures",
            models.Index(
                name="frozen_with_another", fields=["counts_with"], condition=~Q(counts_with=F("agency"))
            ),
        ),
        change_rule("contributions_snapshotfigures"),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
    ]

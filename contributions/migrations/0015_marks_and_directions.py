"""What the review of the desks found in the database: kept figures that were not told of a change, and money
that lost its direction.

- A contribution group that becomes PU or BPU is due on other days: whom it serves is counted anew.
- Many agencies touched by one transaction (a due date moved by regulation: the nation) are counted by the first
  of the triggers put off to its end; the others look their own mark up instead of walking all of them
  (30,000 agencies: half a minute of walking).
- An agency's frozen months are those of the units that it answered for then: found by an index, and read by its
  people though somebody else answers for a unit by now.
- What a letter was answered, when it went out and under which number stays known when it is changed.
- A month that comes to owe less than was directed at it keeps what it still owes; before, it lost all of it.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from agencies.policies import change_rule, protect

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
    dependencies = [
        ("agencies", "0012_programmes_checked_by_group"),
        ("contributions", "0014_settling_a_few"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
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
        migrations.CreateModel(
            name='ReminderLetterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('sent_via', models.CharField(blank=True, choices=[('letter', 'Letter'), ('whatsapp', 'WhatsApp'), ('email', 'E-mail'), ('phone', 'Telephone'), ('visit', 'Visit')], max_length=8, verbose_name='sent by')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminderletter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_reminderletterevent" ("agency_id", "answer", "answered_by_id", "answered_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "reminder_id", "sent_by_id", "sent_on", "sent_via") SELECT new_values."agency_id", new_values."answer", new_values."answered_by_id", new_values."answered_on", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."reminder_id", new_values."sent_by_id", new_values."sent_on", new_values."sent_via" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answer" IS DISTINCT FROM (new_values."answer") OR old_values."answered_on" IS DISTINCT FROM (new_values."answered_on") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."sent_on" IS DISTINCT FROM (new_values."sent_on") OR old_values."sent_via" IS DISTINCT FROM (new_values."sent_via")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='59d8023827e31218596ccbef82490b0a6741b3d5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_024b3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contributions_reminderletter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminderletter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_reminderletterevent" ("agency_id", "answer", "answered_by_id", "answered_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "reminder_id", "sent_by_id", "sent_on", "sent_via") SELECT old_values."agency_id", old_values."answer", old_values."answered_by_id", old_values."answered_on", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."reminder_id", old_values."sent_by_id", old_values."sent_on", old_values."sent_via" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='79cd6eebc02e9f847c859152a898a3d1a09e8c9f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dac07', referencing='REFERENCING OLD TABLE AS old_values ', table='contributions_reminderletter', when='AFTER')),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contributions.reminderletter'),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region'),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='reminder',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contributions.reminder'),
        ),
        migrations.AddField(
            model_name='reminderletterevent',
            name='sent_by',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        protect("contributions_reminderletterevent"),
    ]

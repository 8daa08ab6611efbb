import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Cases and rupiah by agency, naming nobody, for whoever sees the agency's figures: people stay behind their
# policy. Overdue: BPJS not told though known before `known_before`, or lapsed (claims.deadlines).
FIGURES = """
create function claim_figures(known_before date, happened_before date)
returns table (agency_id bigint, kind text, state text, cases bigint, overdue bigint, paid numeric)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.agency_id, c.kind, c.state, count(*),
           count(*) filter (
               where c.state = 'reported'
                 and (c.kind in ('accident', 'work_death') and c.told_on is null and c.known_on < known_before
                      or c.happened_on < happened_before)
           ),
           coalesce(sum(c.amount) filter (where c.state = 'paid'), 0)
    from enrolment_benefitclaim c
    where (select current_setting('app.everywhere', true) = 'true')
       or c.agency_id = any((select nullif(current_setting('app.offices', true), ''))::bigint[])
    group by c.agency_id, c.kind, c.state
$$;
revoke all on function claim_figures(date, date) from public;
grant execute on function claim_figures(date, date) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0024_dated_guarantors"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="benefitclaim",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="benefitclaim",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="benefitclaim",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="benefitclaim",
            name="claim_state_matches_dates",
        ),
        migrations.AddField(
            model_name="benefitclaim",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="benefitclaim",
            name="closing_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mistake", "Reported by mistake"),
                    ("refused", "BPJS refused the claim"),
                    ("not_covered", "Not covered on that day"),
                    ("withdrawn", "The family or the worker does not claim"),
                    ("other", "Another reason"),
                ],
                max_length=12,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="benefitclaim",
            name="known_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, verbose_name="known to the agency since"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="benefitclaim",
            name="told_on",
            field=models.DateField(blank=True, null=True, verbose_name="BPJS was told on"),
        ),
        migrations.AddField(
            model_name="benefitclaimevent",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="benefitclaimevent",
            name="closing_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mistake", "Reported by mistake"),
                    ("refused", "BPJS refused the claim"),
                    ("not_covered", "Not covered on that day"),
                    ("withdrawn", "The family or the worker does not claim"),
                    ("other", "Another reason"),
                ],
                max_length=12,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="benefitclaimevent",
            name="known_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, verbose_name="known to the agency since"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="benefitclaimevent",
            name="told_on",
            field=models.DateField(blank=True, null=True, verbose_name="BPJS was told on"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benefitclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_benefitclaimevent" ("agency_id", "amount", "closed_on", "closing_reason", "filed_number", "filed_on", "handed_over_by", "happened_on", "id", "kind", "known_on", "note", "opened_at", "opened_by_id", "paid_on", "paid_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "reported_on", "state", "told_on", "worker_id") SELECT new_values."agency_id", new_values."amount", new_values."closed_on", new_values."closing_reason", new_values."filed_number", new_values."filed_on", new_values."handed_over_by", new_values."happened_on", new_values."id", new_values."kind", new_values."known_on", new_values."note", new_values."opened_at", new_values."opened_by_id", new_values."paid_on", new_values."paid_to", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."region_id", new_values."reported_on", new_values."state", new_values."told_on", new_values."worker_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="94e322a199e44d7f47650fea7dade03891bb672d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0cf20",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enrolment_benefitclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benefitclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_benefitclaimevent" ("agency_id", "amount", "closed_on", "closing_reason", "filed_number", "filed_on", "handed_over_by", "happened_on", "id", "kind", "known_on", "note", "opened_at", "opened_by_id", "paid_on", "paid_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "reported_on", "state", "told_on", "worker_id") SELECT new_values."agency_id", new_values."amount", new_values."closed_on", new_values."closing_reason", new_values."filed_number", new_values."filed_on", new_values."handed_over_by", new_values."happened_on", new_values."id", new_values."kind", new_values."known_on", new_values."note", new_values."opened_at", new_values."opened_by_id", new_values."paid_on", new_values."paid_to", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."region_id", new_values."reported_on", new_values."state", new_values."told_on", new_values."worker_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="76c294bcbbf4c99d4874fdf865f20cb818b8ec0d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_724bb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enrolment_benefitclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benefitclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_benefitclaimevent" ("agency_id", "amount", "closed_on", "closing_reason", "filed_number", "filed_on", "handed_over_by", "happened_on", "id", "kind", "known_on", "note", "opened_at", "opened_by_id", "paid_on", "paid_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "reported_on", "state", "told_on", "worker_id") SELECT old_values."agency_id", old_values."amount", old_values."closed_on", old_values."closing_reason", old_values."filed_number", old_values."filed_on", old_values."handed_over_by", old_values."happened_on", old_values."id", old_values."kind", old_values."known_on", old_values."note", old_values."opened_at", old_values."opened_by_id", old_values."paid_on", old_values."paid_to", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."region_id", old_values."reported_on", old_values."state", old_values."told_on", old_values."worker_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="10ff2f1092243d7c65fb759af7258d8319fb9d29",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6fca2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enrolment_benefitclaim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="benefitclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on", None), ("filed_on", None), ("paid_on", None), ("state", "reported")
                    ),
                    models.Q(
                        ("closed_on", None),
                        ("filed_on__isnull", False),
                        ("paid_on", None),
                        ("state", "filed"),
                    ),
                    models.Q(
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        ("closed_on", None),
                        ("filed_on__isnull", False),
                        ("paid_on__isnull", False),
                        ("state", "paid"),
                    ),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("paid_on", None),
                        ("state", "closed"),
                        models.Q(("closing_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="claim_state_matches_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefitclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_on__gte", models.F("happened_on")),
                    models.Q(("told_on", None), ("told_on__gte", models.F("happened_on")), _connector="OR"),
                    models.Q(("filed_on", None), ("filed_on__gte", models.F("happened_on")), _connector="OR"),
                    models.Q(("paid_on", None), ("paid_on__gte", models.F("filed_on")), _connector="OR"),
                ),
                name="claim_dates_in_order",
                violation_error_message="The dates are not in order.",
            ),
        ),
        migrations.RunSQL(FIGURES, "drop function claim_figures(date, date);"),
    ]

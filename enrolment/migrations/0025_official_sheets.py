"""The portal's codes and what it asks of a person beside the roster; where somebody transferred pays from."""

import django.db.models.deletion
from django.db import migrations, models

from agencies.policies import protect

# For each transferred person of an agency (who came, and who went): the other agency and its NPP. Who went is
# known from the decided case. Only of agencies whose people the caller may see; never who stands on the other
# list.
NPP_OF_TRANSFERS = """
create function npp_of_transfers(asked bigint)
returns table (enrolment_id bigint, other_agency_id bigint, npp text)
language sql stable security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
    with mine as (
        select e.id, e.worker_id, w.nik, e.moved_from_id, e.ended_on, e.end_reason
        from enrolment_enrolment e join enrolment_worker w on w.id = e.worker_id
        where e.agency_id = asked and (e.end_reason = 'moved' or e.moved_from_id is not null)
          and (current_setting('app.all', true) = 'true'
               or asked = any(nullif(current_setting('app.agencies', true), '')::bigint[]))
    ), pair as (
        select id, nik, moved_from_id as other from mine where moved_from_id is not null and ended_on is null
        union
        select m.id, m.nik, c.other_agency_id
        from mine m join enrolment_listingcase c on c.worker_id = m.worker_id and c.agency_id = asked
        where m.end_reason = 'moved' and c.decision = 'transferred' and c.moved_on = m.ended_on
    )
    select p.id, p.other, g.npp::text
    from pair p
    join enrolment_worker o on o.nik = p.nik and o.agency_id = p.other
    join agencies_contributiongroup g on g.id = o.contribution_group_id
$$;
revoke all on function npp_of_transfers(bigint) from public;
grant execute on function npp_of_transfers(bigint) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0009_enrolment_and_reconciling"),
        ("enrolment", "0026_claims_in_full"),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetDetail",
            fields=[
                (
                    "worker",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sheet_detail",
                        serialize=False,
                        to="enrolment.worker",
                    ),
                ),
                ("married", models.BooleanField(verbose_name="married")),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header", models.CharField(max_length=30)),
                ("value", models.CharField(max_length=30)),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheet_codes",
                        to="agencies.contributiongroup",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "header", "value"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "header", "value"), name="sheet_code_once")
                ],
            },
        ),
        protect("enrolment_sheetcode"),
        protect("enrolment_sheetdetail"),
        migrations.RunSQL(NPP_OF_TRANSFERS, "drop function npp_of_transfers(bigint);"),
    ]

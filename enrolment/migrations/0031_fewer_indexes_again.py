import django.db.models.deletion
from django.db import migrations, models

# One unique key finds a number in an agency and in all of them; the other, an agency's workers.
WITH_AGENCY = """
set constraints all immediate;
alter table enrolment_enrolment drop constraint enrolment_of_its_agency;
alter table enrolment_worker drop constraint worker_with_agency;
alter table enrolment_worker add constraint worker_with_agency unique (agency_id, id);
alter table enrolment_enrolment add constraint enrolment_of_its_agency
    foreign key (worker_id, agency_id) references enrolment_worker (id, agency_id)
    deferrable initially deferred;
"""
AS_BEFORE = WITH_AGENCY.replace("unique (agency_id, id)", "unique (id, agency_id)")


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0030_month_of_a_decision"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(WITH_AGENCY, AS_BEFORE),
        migrations.RemoveConstraint("worker", "worker_once_per_agency"),
        migrations.RemoveIndex("worker", "worker_nik"),
        migrations.AddConstraint(
            "worker",
            models.UniqueConstraint(
                fields=["nik", "agency"],
                name="worker_once_per_agency",
                violation_error_message="This NIK is already on the agency's list.",
            ),
        ),
        migrations.AlterField(
            "workerevent",
            "pgh_context",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
    ]

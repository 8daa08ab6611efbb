"""What undo keeps for its own undoing, and the rows and history of statements."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from agencies.policies import protect


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_fewer_indexes'),
        ('enrolment', '0015_cases_and_changes'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RosterStatementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('roster_version', models.BigIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('counts', models.JSONField(default=dict)),
                ('as_of', models.DateField(verbose_name='list as of')),
                ('signer_name', models.CharField(max_length=160, verbose_name='name of the signer')),
                ('signer_nip', models.CharField(blank=True, max_length=30, verbose_name='NIP of the signer')),
                ('signer_title', models.CharField(max_length=160, verbose_name='position of the signer')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('scan_name', models.CharField(blank=True, max_length=255, verbose_name='signed scan')),
                ('scan_stored_name', models.CharField(blank=True, max_length=64)),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('scan_size', models.BigIntegerField(null=True)),
                ('scanned_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='proposedexit',
            name='settled_by_upload',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rosterstatement',
            name='rows',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name='workerimage',
            name='exits_after',
            field=models.JSONField(null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rosterstatement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_rosterstatementevent" ("agency_id", "as_of", "content_hash", "counts", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_version", "scan_name", "scan_sha256", "scan_size", "scan_stored_name", "scanned_at", "scanned_by_id", "signer_name", "signer_nip", "signer_title") SELECT new_values."agency_id", new_values."as_of", new_values."content_hash", new_values."counts", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."roster_version", new_values."scan_name", new_values."scan_sha256", new_values."scan_size", new_values."scan_stored_name", new_values."scanned_at", new_values."scanned_by_id", new_values."signer_name", new_values."signer_nip", new_values."signer_title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='823b180713e9dd5cdc0c978746618d783f7b7ce8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2d232', referencing='REFERENCING NEW TABLE AS new_values ', table='enrolment_rosterstatement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rosterstatement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_rosterstatementevent" ("agency_id", "as_of", "content_hash", "counts", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_version", "scan_name", "scan_sha256", "scan_size", "scan_stored_name", "scanned_at", "scanned_by_id", "signer_name", "signer_nip", "signer_title") SELECT new_values."agency_id", new_values."as_of", new_values."content_hash", new_values."counts", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."roster_version", new_values."scan_name", new_values."scan_sha256", new_values."scan_size", new_values."scan_stored_name", new_values."scanned_at", new_values."scanned_by_id", new_values."signer_name", new_values."signer_nip", new_values."signer_title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency_id" IS DISTINCT FROM (new_values."agency_id") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."content_hash" IS DISTINCT FROM (new_values."content_hash") OR old_values."counts" IS DISTINCT FROM (new_values."counts") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."place" IS DISTINCT FROM (new_values."place") OR old_values."roster_version" IS DISTINCT FROM (new_values."roster_version") OR old_values."scan_name" IS DISTINCT FROM (new_values."scan_name") OR old_values."scan_sha256" IS DISTINCT FROM (new_values."scan_sha256") OR old_values."scan_size" IS DISTINCT FROM (new_values."scan_size") OR old_values."scan_stored_name" IS DISTINCT FROM (new_values."scan_stored_name") OR old_values."scanned_at" IS DISTINCT FROM (new_values."scanned_at") OR old_values."scanned_by_id" IS DISTINCT FROM (new_values."scanned_by_id") OR old_values."signer_name" IS DISTINCT FROM (new_values."signer_name") OR old_values."signer_nip" IS DISTINCT FROM (new_values."signer_nip") OR old_values."signer_title" IS DISTINCT FROM (new_values."signer_title")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d459a8652e90631ef2384bdc7c562a4eb613e0e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3ce6f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='enrolment_rosterstatement', when='AFTER')),
        ),
        migrations.AddField(
            model_name='rosterstatementevent',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='rosterstatementevent',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rosterstatementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rosterstatementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enrolment.rosterstatement'),
        ),
        migrations.AddField(
            model_name='rosterstatementevent',
            name='scanned_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        protect('enrolment_rosterstatementevent'),
    ]

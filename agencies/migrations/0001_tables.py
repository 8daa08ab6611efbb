"""Places, people and what is recorded of them."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models

from agencies.database.tables import CreateTables
from ._replaced import REPLACED


class Migration(migrations.Migration):

    initial = True

    replaces = REPLACED

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CreateTables([
            # agencies/models/places.py
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=5, unique=True, validators=[django.core.validators.RegexValidator('^\\d\\d(?:\\.\\d\\d)?$')], verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('kind', models.CharField(choices=[('province', 'Province'), ('kabupaten', 'Regency'), ('kota', 'City')], max_length=10, verbose_name='kind')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.region')),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'province'), ('parent', None)), models.Q(models.Q(('kind', 'province'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='region_parent_is_province'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Branch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(unique=True, verbose_name='code')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('regions', models.ManyToManyField(related_name='branches', to='agencies.region', verbose_name='regions served')),
                ],
                options={
                    'verbose_name_plural': 'branches',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Agency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='agencies.region', verbose_name='region')),
                    ('code', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^\\d\\d\\.\\d\\d/[a-z0-9][a-z0-9.-]*$', "Write the code as 36.73/dishub: the region's code, a slash, a short name.")], verbose_name='code')),
                    ('kind', models.CharField(choices=[('setda', 'Regional secretariat'), ('setwan', 'Council secretariat'), ('inspektorat', 'Inspectorate'), ('dinas', 'Department (dinas)'), ('badan', 'Board (badan)'), ('satpol_pp', 'Civil service police'), ('rsud', 'Hospital or BLUD'), ('upt', 'Technical unit (UPT)'), ('kecamatan', 'District (kecamatan)'), ('kelurahan', 'Urban village (kelurahan)'), ('program', 'Programme (RT/RW, cadres, vulnerable workers)'), ('other', 'Other')], max_length=12, verbose_name='kind')),
                    ('name', models.CharField(max_length=160, verbose_name='official name')),
                    ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                    ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Names the agency is also known by, separated by commas.', size=None, verbose_name='other names')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.agency', verbose_name='part of')),
                    ('answered_by_parent', models.BooleanField(default=False, help_text="The parent's operators keep its list, and its people count with the parent.", verbose_name='the parent answers for it')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                    ('verified', models.BooleanField(default=False, help_text='The city has confirmed name, kind and code.', verbose_name='verified')),
                ],
                options={
                    'verbose_name_plural': 'agencies',
                    'ordering': ['code'],
                    'indexes': [
                        models.Index(condition=models.Q(('answered_by_parent', False), models.Q(('kind', 'program'), _negated=True)), fields=['region'], name='agency_on_its_own'),
                        models.Index(condition=models.Q(('kind', 'program')), fields=['region', 'id'], name='agency_programme'),
                        models.Index(condition=models.Q(('valid_from__isnull', False), ('valid_to__isnull', False), _connector='OR'), fields=['region'], name='agency_with_dates'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='agency_valid_in_order', violation_error_message='The end of its existence lies before its beginning.'),
                        models.CheckConstraint(condition=models.Q(('answered_by_parent', False), ('parent__isnull', False), _connector='OR'), name='agency_answered_by_a_parent', violation_error_message='Choose the parent that answers for this agency.'),
                    ],
                },
            ),
            # agencies/models/people.py
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='full name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='mobile number')),
                    ('nip', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{18}$', 'A NIP has 18 digits.')], verbose_name='NIP')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'abstract': False,
                    'constraints': [
                        models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_unique', violation_error_message='Another account already uses this e-mail address.'),
                        models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_unique', violation_error_message='This user name is taken.'),
                    ],
                },
                managers=[
                    ('objects', django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('role', models.CharField(choices=[('agency_operator', 'Agency operator'), ('agency_treasurer', 'Agency treasurer'), ('agency_head', 'Head of agency'), ('city_manager', 'City manager (Disnaker)'), ('city_personnel', 'City personnel (BKPSDM)'), ('city_finance', 'City finance (BPKAD)'), ('city_leader', 'City leader'), ('branch_officer', 'Branch officer'), ('viewer', 'Province or national viewer'), ('auditor', 'Auditor'), ('system_operator', 'System operator')], max_length=20, verbose_name='role')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='agencies.agency')),
                    ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='agencies.region')),
                    ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='agencies.branch')),
                    ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['role', 'user__name'],
                    'constraints': [
                        models.UniqueConstraint(fields=('user', 'role', 'agency', 'region', 'branch', 'valid_from'), name='membership_once', nulls_distinct=False, violation_error_message='This person already has this role here.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('branch', None), ('region', None), ('role__in', ['agency_operator', 'agency_treasurer', 'agency_head'])), models.Q(('agency', None), ('branch', None), ('region__isnull', False), ('role__in', ['city_manager', 'city_personnel', 'city_finance', 'city_leader'])), models.Q(('agency', None), ('branch__isnull', False), ('region', None), ('role', 'branch_officer')), models.Q(('agency__isnull', False), ('branch', None), ('region', None), ('role', 'branch_officer')), models.Q(('agency', None), ('branch', None), ('role__in', ['viewer', 'auditor'])), models.Q(('agency', None), ('branch', None), ('region', None), ('role', 'system_operator')), _connector='OR'), name='membership_scope_fits_role', violation_error_message='This role needs another kind of place.'),
                        models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='membership_in_order', violation_error_message='The last day lies before the first.'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "branch_id", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_to") SELECT new_values."agency_id", new_values."branch_id", new_values."created_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."role", new_values."user_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='378e40190550ef41597cf0c2c553cd7d730d565a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_da12b', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_membership', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "branch_id", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_to") SELECT new_values."agency_id", new_values."branch_id", new_values."created_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."role", new_values."user_id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c18cb763e1f75eb6ff5ffd135bc8626cbd0bdc70', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bda2e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_membership', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "branch_id", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_to") SELECT old_values."agency_id", old_values."branch_id", old_values."created_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."role", old_values."user_id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='35afad1be0fdc8364c0b0e24bf5aa9db620f63b2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c36fb', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_membership', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='MembershipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.membership')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('role', models.CharField(choices=[('agency_operator', 'Agency operator'), ('agency_treasurer', 'Agency treasurer'), ('agency_head', 'Head of agency'), ('city_manager', 'City manager (Disnaker)'), ('city_personnel', 'City personnel (BKPSDM)'), ('city_finance', 'City finance (BPKAD)'), ('city_leader', 'City leader'), ('branch_officer', 'Branch officer'), ('viewer', 'Province or national viewer'), ('auditor', 'Auditor'), ('system_operator', 'System operator')], max_length=20, verbose_name='role')),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('region', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region')),
                    ('branch', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.branch')),
                    ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AccessLink',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_links', to=settings.AUTH_USER_MODEL)),
                    ('purpose', models.CharField(choices=[('invitation', 'Invitation'), ('password_reset', 'New password')], max_length=14)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(blank=True, null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-created_at'],
                },
            ),
            # agencies/models/documents.py
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='agencies.region', verbose_name='region')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='agencies.agency', verbose_name='agency')),
                    ('kind', models.CharField(choices=[('law', 'Law or government regulation'), ('inpres', 'Presidential instruction'), ('perda', 'Regional regulation (Perda)'), ('perwal', 'Regulation of the mayor or regent'), ('se', 'Circular (SE)'), ('sk', 'Decree (SK)'), ('pks', 'Cooperation agreement (PKS)'), ('mou', 'Memorandum (MoU)'), ('letter', 'Letter'), ('other', 'Other')], max_length=8, verbose_name='kind')),
                    ('number', models.CharField(max_length=80, verbose_name='number')),
                    ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                    ('date_as_printed', models.CharField(blank=True, max_length=60, verbose_name='date as printed')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-date', 'kind', 'number'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_documentevent" ("agency_id", "created_at", "created_by_id", "date", "date_as_printed", "file_name", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "stored_name", "title") SELECT new_values."agency_id", new_values."created_at", new_values."created_by_id", new_values."date", new_values."date_as_printed", new_values."file_name", new_values."id", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."sha256", new_values."stored_name", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50797a511b6310667a8bbb404ae9a9aead4de781', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9d710', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_document', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_documentevent" ("agency_id", "created_at", "created_by_id", "date", "date_as_printed", "file_name", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "stored_name", "title") SELECT new_values."agency_id", new_values."created_at", new_values."created_by_id", new_values."date", new_values."date_as_printed", new_values."file_name", new_values."id", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."sha256", new_values."stored_name", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6bf0626dc5939955ce590e1db0da611919249f69', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4bca3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_document', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_documentevent" ("agency_id", "created_at", "created_by_id", "date", "date_as_printed", "file_name", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "stored_name", "title") SELECT old_values."agency_id", old_values."created_at", old_values."created_by_id", old_values."date", old_values."date_as_printed", old_values."file_name", old_values."id", old_values."kind", old_values."note", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."sha256", old_values."stored_name", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e0b6603d8bcf76078943be42b8f1040d0ff9746f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_42184', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_document', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region', verbose_name='region')),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='agency')),
                    ('kind', models.CharField(choices=[('law', 'Law or government regulation'), ('inpres', 'Presidential instruction'), ('perda', 'Regional regulation (Perda)'), ('perwal', 'Regulation of the mayor or regent'), ('se', 'Circular (SE)'), ('sk', 'Decree (SK)'), ('pks', 'Cooperation agreement (PKS)'), ('mou', 'Memorandum (MoU)'), ('letter', 'Letter'), ('other', 'Other')], max_length=8, verbose_name='kind')),
                    ('number', models.CharField(max_length=80, verbose_name='number')),
                    ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                    ('date_as_printed', models.CharField(blank=True, max_length=60, verbose_name='date as printed')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Demand',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='demands', to='agencies.document', verbose_name='document')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.region')),
                    ('text', models.CharField(max_length=300, verbose_name='what is demanded')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='by')),
                    ('measure', models.CharField(choices=[('answer', "By the agency's answer"), ('roster', 'A list of workers is handed in'), ('registered', 'Everybody listed is registered'), ('paid', 'No due month is unpaid')], default='answer', max_length=10, verbose_name='how compliance is known')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('setda', 'Regional secretariat'), ('setwan', 'Council secretariat'), ('inspektorat', 'Inspectorate'), ('dinas', 'Department (dinas)'), ('badan', 'Board (badan)'), ('satpol_pp', 'Civil service police'), ('rsud', 'Hospital or BLUD'), ('upt', 'Technical unit (UPT)'), ('kecamatan', 'District (kecamatan)'), ('kelurahan', 'Urban village (kelurahan)'), ('program', 'Programme (RT/RW, cadres, vulnerable workers)'), ('other', 'Other')], max_length=12), blank=True, default=list, help_text='None chosen: of all agencies.', size=None, verbose_name='of which agencies')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['due_on', 'pk'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_demandevent" ("created_at", "created_by_id", "document_id", "due_on", "id", "kinds", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "text") SELECT new_values."created_at", new_values."created_by_id", new_values."document_id", new_values."due_on", new_values."id", new_values."kinds", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b20c518127127531f2ecf2f7d14f0cc1498294b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_da99f', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_demand', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_demandevent" ("created_at", "created_by_id", "document_id", "due_on", "id", "kinds", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "text") SELECT new_values."created_at", new_values."created_by_id", new_values."document_id", new_values."due_on", new_values."id", new_values."kinds", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1abf0b8bdbf996ddbc31082a303039e6cd2faa6c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7ebed', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_demand', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_demandevent" ("created_at", "created_by_id", "document_id", "due_on", "id", "kinds", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "text") SELECT old_values."created_at", old_values."created_by_id", old_values."document_id", old_values."due_on", old_values."id", old_values."kinds", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6936f4a07adc7ee4d831cec6832311ea1981020e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bd16d', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_demand', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='DemandEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.demand')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('document', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.document', verbose_name='document')),
                    ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region')),
                    ('text', models.CharField(max_length=300, verbose_name='what is demanded')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='by')),
                    ('measure', models.CharField(choices=[('answer', "By the agency's answer"), ('roster', 'A list of workers is handed in'), ('registered', 'Everybody listed is registered'), ('paid', 'No due month is unpaid')], default='answer', max_length=10, verbose_name='how compliance is known')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('setda', 'Regional secretariat'), ('setwan', 'Council secretariat'), ('inspektorat', 'Inspectorate'), ('dinas', 'Department (dinas)'), ('badan', 'Board (badan)'), ('satpol_pp', 'Civil service police'), ('rsud', 'Hospital or BLUD'), ('upt', 'Technical unit (UPT)'), ('kecamatan', 'District (kecamatan)'), ('kelurahan', 'Urban village (kelurahan)'), ('program', 'Programme (RT/RW, cadres, vulnerable workers)'), ('other', 'Other')], max_length=12), blank=True, default=list, help_text='None chosen: of all agencies.', size=None, verbose_name='of which agencies')),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Compliance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='agencies.demand', verbose_name='demand')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.region')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compliance', to='agencies.agency', verbose_name='agency')),
                    ('state', models.CharField(choices=[('done', 'Done'), ('partly', 'Partly done'), ('not_done', 'Not done'), ('exempt', 'Does not apply')], max_length=8, verbose_name='state')),
                    ('on', models.DateField(verbose_name='since')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('said_at', models.DateTimeField(auto_now=True)),
                ],
                options={
                    'ordering': ['agency__code'],
                    'constraints': [
                        models.UniqueConstraint(fields=('demand', 'agency'), name='one_answer_an_agency'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'exempt'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='exempt_says_why', violation_error_message='Say in the note why it does not apply.'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_complianceevent" ("agency_id", "demand_id", "file_name", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "said_at", "said_by_id", "sha256", "state", "stored_name") SELECT new_values."agency_id", new_values."demand_id", new_values."file_name", new_values."id", new_values."note", new_values."on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."said_at", new_values."said_by_id", new_values."sha256", new_values."state", new_values."stored_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c777f4002b37c681a97f2e5c58080118d880000d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_30d37', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_compliance', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_complianceevent" ("agency_id", "demand_id", "file_name", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "said_at", "said_by_id", "sha256", "state", "stored_name") SELECT new_values."agency_id", new_values."demand_id", new_values."file_name", new_values."id", new_values."note", new_values."on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."said_at", new_values."said_by_id", new_values."sha256", new_values."state", new_values."stored_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='02dc800527e2df8f6bda1f0b9eb0bd9cdc7dbd50', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fd035', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_compliance', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_complianceevent" ("agency_id", "demand_id", "file_name", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "said_at", "said_by_id", "sha256", "state", "stored_name") SELECT old_values."agency_id", old_values."demand_id", old_values."file_name", old_values."id", old_values."note", old_values."on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."said_at", old_values."said_by_id", old_values."sha256", old_values."state", old_values."stored_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d43aff8408b5a5ccb5f91eab4c5056f437e78a62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d204c', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_compliance', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ComplianceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.compliance')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('demand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.demand', verbose_name='demand')),
                    ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region')),
                    ('agency', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='agency')),
                    ('state', models.CharField(choices=[('done', 'Done'), ('partly', 'Partly done'), ('not_done', 'Not done'), ('exempt', 'Does not apply')], max_length=8, verbose_name='state')),
                    ('on', models.DateField(verbose_name='since')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('said_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('said_at', models.DateTimeField(auto_now=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            # agencies/models/groups.py
            migrations.CreateModel(
                name='ContributionGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_groups', to='agencies.agency')),
                    ('is_default', models.BooleanField(default=False)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('npp', models.CharField(blank=True, max_length=15, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{4,15}$')], verbose_name='NPP')),
                    ('division', models.CharField(blank=True, max_length=20, verbose_name='division')),
                    ('segment', models.CharField(choices=[('PU', 'Wage recipients (PU)'), ('BPU', 'Non-wage recipients (BPU)')], default='PU', max_length=3, verbose_name='segment')),
                    ('jkk_risk', models.PositiveSmallIntegerField(choices=[(1, 'I (0,24 %)'), (2, 'II (0,54 %)'), (3, 'III (0,89 %)'), (4, 'IV (1,27 %)'), (5, 'V (1,74 %)')], default=1, verbose_name='JKK risk group')),
                    ('work_location', models.CharField(blank=True, max_length=10, verbose_name='LOKASI_PEKERJAAN')),
                    ('status_codes', models.JSONField(blank=True, default=dict, verbose_name='STATUS_PEGAWAI')),
                    ('ktp_valid_until', models.DateField(blank=True, null=True, verbose_name='end of an identity card valid for life')),
                    ('agencies', models.ManyToManyField(blank=True, related_name='contribution_groups', to='agencies.agency')),
                ],
                options={
                    'ordering': ['agency__code', '-is_default', 'name'],
                    'indexes': [
                        models.Index(condition=models.Q(('npp', ''), _negated=True), fields=['npp'], name='group_npp'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('agency',), name='one_default_group_per_agency'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_contributiongroupevent" ("agency_id", "division", "id", "is_default", "jkk_risk", "ktp_valid_until", "name", "npp", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "status_codes", "work_location") SELECT new_values."agency_id", new_values."division", new_values."id", new_values."is_default", new_values."jkk_risk", new_values."ktp_valid_until", new_values."name", new_values."npp", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."segment", new_values."status_codes", new_values."work_location" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9cab12e016173ca03bdad07297860957ae19108c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8f174', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_contributiongroup', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_contributiongroupevent" ("agency_id", "division", "id", "is_default", "jkk_risk", "ktp_valid_until", "name", "npp", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "status_codes", "work_location") SELECT old_values."agency_id", old_values."division", old_values."id", old_values."is_default", old_values."jkk_risk", old_values."ktp_valid_until", old_values."name", old_values."npp", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."segment", old_values."status_codes", old_values."work_location" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='aeee559cbdec15a2dc58a643f721e831d73e0d8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_783ae', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_contributiongroup', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ContributionGroupEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.contributiongroup')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('agency', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('is_default', models.BooleanField(default=False)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('npp', models.CharField(blank=True, max_length=15, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{4,15}$')], verbose_name='NPP')),
                    ('division', models.CharField(blank=True, max_length=20, verbose_name='division')),
                    ('segment', models.CharField(choices=[('PU', 'Wage recipients (PU)'), ('BPU', 'Non-wage recipients (BPU)')], default='PU', max_length=3, verbose_name='segment')),
                    ('jkk_risk', models.PositiveSmallIntegerField(choices=[(1, 'I (0,24 %)'), (2, 'II (0,54 %)'), (3, 'III (0,89 %)'), (4, 'IV (1,27 %)'), (5, 'V (1,74 %)')], default=1, verbose_name='JKK risk group')),
                    ('work_location', models.CharField(blank=True, max_length=10, verbose_name='LOKASI_PEKERJAAN')),
                    ('status_codes', models.JSONField(blank=True, default=dict, verbose_name='STATUS_PEGAWAI')),
                    ('ktp_valid_until', models.DateField(blank=True, null=True, verbose_name='end of an identity card valid for life')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='GroupProgrammes',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programmes', to='agencies.contributiongroup')),
                    ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
                    ('programmes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('JKK', 'Work accident (JKK)'), ('JKM', 'Death (JKM)'), ('JHT', 'Old age savings (JHT)'), ('JP', 'Pension (JP)')], max_length=3), size=None)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='period')),
                ],
                options={
                    'ordering': ['group', 'period'],
                    'constraints': [
                        django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('group'), models.F('group'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='one_set_of_programmes_a_day', violation_error_message='These days have programmes already.'),
                        models.CheckConstraint(condition=models.Q(('programmes__contains', ['JKK', 'JKM'])), name='jkk_and_jkm_always'),
                    ],
                },
            ),
            # agencies/models/records.py
            migrations.CreateModel(
                name='StatedFigure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stated_figures', to='agencies.region', verbose_name='region')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stated_figures', to='agencies.agency', verbose_name='agency')),
                    ('metric', models.CharField(choices=[('workers_total', 'Non-civil-servant workers in all'), ('workers_on_list', 'Workers on a list of the city'), ('workers_registered', 'Workers registered'), ('workers_unregistered', 'Workers not yet registered'), ('agencies_total', 'Agencies in all'), ('agencies_registered', 'Agencies registered'), ('contribution', 'Contribution per worker and month (Rp)'), ('contribution_payer', 'Who pays the contribution'), ('bpu_registered', 'Informal workers registered (BPU)'), ('benefit_paid', 'Benefit received'), ('other', 'Other')], max_length=24, verbose_name='what is counted')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='value')),
                    ('value_text', models.CharField(blank=True, help_text='For example: “sekitar 3.600 an”.', max_length=200, verbose_name='the words as printed')),
                    ('unit_note', models.CharField(blank=True, help_text='For example: “33 OPD without kecamatan”.', max_length=200, verbose_name='what it covers')),
                    ('as_of', models.DateField(verbose_name='as of')),
                    ('date_as_printed', models.CharField(blank=True, max_length=60, verbose_name='date as printed')),
                    ('speaker', models.CharField(blank=True, max_length=200, verbose_name='who said it')),
                    ('source', models.CharField(max_length=300, verbose_name='source')),
                    ('caution', models.TextField(blank=True, verbose_name='caution')),
                    ('letter_number', models.CharField(blank=True, help_text='The letter in which it was declared, if there is one.', max_length=80, verbose_name='number of the letter')),
                    ('letter_date', models.DateField(blank=True, null=True, verbose_name='date of the letter')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('is_denominator', models.BooleanField(default=False, verbose_name='the total the city measures itself by')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-as_of', 'metric', '-value'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('value_text', ''), _negated=True), _connector='OR'), name='stated_figure_says_something', violation_error_message='Give the value, the words as printed, or both.'),
                        models.CheckConstraint(condition=models.Q(('value', None), ('value__gte', 0), _connector='OR'), name='stated_figure_not_negative', violation_error_message='A count or sum cannot be negative.'),
                        models.CheckConstraint(condition=models.Q(('is_denominator', False), models.Q(('agency', None), ('metric__in', ['workers_total', 'agencies_total']), ('value__gt', 0), ('value__isnull', False)), _connector='OR'), name='stated_figure_denominator_is_a_total', violation_error_message='Only a total of the region, above zero, can be the denominator.'),
                        models.UniqueConstraint(condition=models.Q(('is_denominator', True)), fields=('region', 'metric'), name='one_denominator_per_metric', violation_error_message='The city already measures itself by another total.'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_statedfigureevent" ("agency_id", "as_of", "caution", "created_at", "created_by_id", "date_as_printed", "file_name", "id", "is_denominator", "letter_date", "letter_number", "metric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "source", "speaker", "stored_name", "unit_note", "value", "value_text") SELECT new_values."agency_id", new_values."as_of", new_values."caution", new_values."created_at", new_values."created_by_id", new_values."date_as_printed", new_values."file_name", new_values."id", new_values."is_denominator", new_values."letter_date", new_values."letter_number", new_values."metric", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."sha256", new_values."source", new_values."speaker", new_values."stored_name", new_values."unit_note", new_values."value", new_values."value_text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='466e2d2c03f557ba32e7a1e99c31487ec6868e5b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dfa60', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_statedfigure', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_statedfigureevent" ("agency_id", "as_of", "caution", "created_at", "created_by_id", "date_as_printed", "file_name", "id", "is_denominator", "letter_date", "letter_number", "metric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "source", "speaker", "stored_name", "unit_note", "value", "value_text") SELECT new_values."agency_id", new_values."as_of", new_values."caution", new_values."created_at", new_values."created_by_id", new_values."date_as_printed", new_values."file_name", new_values."id", new_values."is_denominator", new_values."letter_date", new_values."letter_number", new_values."metric", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."sha256", new_values."source", new_values."speaker", new_values."stored_name", new_values."unit_note", new_values."value", new_values."value_text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='67026d42461f6225fec0b89eeae52e6774fa683f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3acd9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_statedfigure', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_statedfigureevent" ("agency_id", "as_of", "caution", "created_at", "created_by_id", "date_as_printed", "file_name", "id", "is_denominator", "letter_date", "letter_number", "metric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "sha256", "source", "speaker", "stored_name", "unit_note", "value", "value_text") SELECT old_values."agency_id", old_values."as_of", old_values."caution", old_values."created_at", old_values."created_by_id", old_values."date_as_printed", old_values."file_name", old_values."id", old_values."is_denominator", old_values."letter_date", old_values."letter_number", old_values."metric", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."sha256", old_values."source", old_values."speaker", old_values."stored_name", old_values."unit_note", old_values."value", old_values."value_text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='79673cddce89d541cf8dc47328a5b52862dc495b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cddcf', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_statedfigure', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='StatedFigureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.statedfigure')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.region', verbose_name='region')),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='agency')),
                    ('metric', models.CharField(choices=[('workers_total', 'Non-civil-servant workers in all'), ('workers_on_list', 'Workers on a list of the city'), ('workers_registered', 'Workers registered'), ('workers_unregistered', 'Workers not yet registered'), ('agencies_total', 'Agencies in all'), ('agencies_registered', 'Agencies registered'), ('contribution', 'Contribution per worker and month (Rp)'), ('contribution_payer', 'Who pays the contribution'), ('bpu_registered', 'Informal workers registered (BPU)'), ('benefit_paid', 'Benefit received'), ('other', 'Other')], max_length=24, verbose_name='what is counted')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='value')),
                    ('value_text', models.CharField(blank=True, help_text='For example: “sekitar 3.600 an”.', max_length=200, verbose_name='the words as printed')),
                    ('unit_note', models.CharField(blank=True, help_text='For example: “33 OPD without kecamatan”.', max_length=200, verbose_name='what it covers')),
                    ('as_of', models.DateField(verbose_name='as of')),
                    ('date_as_printed', models.CharField(blank=True, max_length=60, verbose_name='date as printed')),
                    ('speaker', models.CharField(blank=True, max_length=200, verbose_name='who said it')),
                    ('source', models.CharField(max_length=300, verbose_name='source')),
                    ('caution', models.TextField(blank=True, verbose_name='caution')),
                    ('letter_number', models.CharField(blank=True, help_text='The letter in which it was declared, if there is one.', max_length=80, verbose_name='number of the letter')),
                    ('letter_date', models.DateField(blank=True, null=True, verbose_name='date of the letter')),
                    ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                    ('stored_name', models.CharField(blank=True, max_length=64)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('is_denominator', models.BooleanField(default=False, verbose_name='the total the city measures itself by')),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
    ]

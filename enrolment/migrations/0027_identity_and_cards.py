import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from agencies.policies import protect

USER = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}

# Whoever holds a certificate's code may know that much: whose initials, which agency, which day, and whether
# it still holds. One look-up in a unique index, found or not. No other column can be had without a scope.
CHECK = """
create function certificate_check(asked text)
returns table (initials text, agency text, issued_on date, revoked boolean)
language sql stable security definer
set search_path = public, pg_temp set enable_nestloop = on set enable_seqscan = off as $$
    select c.initials, a.name, c.issued_on, c.revoked_at is not null
    from enrolment_certificate c join agencies_agency a on a.id = c.agency_id
    where c.code = asked
$$;
revoke all on function certificate_check(text) from public;
grant execute on function certificate_check(text) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0009_enrolment_and_reconciling"),
        ("enrolment", "0022_enrolment_and_reconciling_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("rows", models.BinaryField(default=bytes)),
                ("columns", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("checked_on", models.DateField(null=True, verbose_name="checked on")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                ("applied_by", models.ForeignKey(to=settings.AUTH_USER_MODEL, **USER)),
                ("undone_by", models.ForeignKey(to=settings.AUTH_USER_MODEL, **USER)),
                ("uploaded_by", models.ForeignKey(to=settings.AUTH_USER_MODEL, **USER)),
            ],
            options={"ordering": ["-uploaded_at"]},
        ),
        migrations.AddField("card", "handed_batch", models.UUIDField(null=True)),
        migrations.AddIndex(
            "card",
            models.Index(condition=models.Q(("batch__isnull", False)), fields=["batch"], name="card_batch"),
        ),
        migrations.AddIndex(
            "card",
            models.Index(
                condition=models.Q(("handed_batch__isnull", False)),
                fields=["handed_batch"],
                name="card_handed_batch",
            ),
        ),
        protect("enrolment_identityanswer"),
        migrations.RunSQL(CHECK, "drop function certificate_check(text);"),
    ]

from django.db import migrations

from agencies.policies import PEOPLE, protect

TABLES = [
    "enrolment_worker",
    "enrolment_workerevent",
    "enrolment_enrolment",
    "enrolment_enrolmentevent",
    "enrolment_upload",
    "enrolment_stagedrow",
    "enrolment_stagedkind",
    "enrolment_workerimage",
    "enrolment_proposedexit",
    "enrolment_roster",
    "enrolment_agencyfigures",
]

CHANGED_LATER = ["enrolment_upload", "enrolment_stagedrow", "enrolment_stagedkind"]

# "Is this NIK elsewhere?": answers with the numbers alone, never with who holds them.
NIK_ELSEWHERE = """
create function nik_elsewhere(niks text[], agency bigint) returns setof text
language sql stable security definer set search_path = public as $$
    select distinct w.nik::text
    from enrolment_worker w
    join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
    where w.nik = any(niks) and w.agency_id <> agency
$$;
revoke all on function nik_elsewhere(text[], bigint) from public;
grant execute on function nik_elsewhere(text[], bigint) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial"), ("agencies", "0002_row_level_security")]

    operations = [
        *[protect(table, PEOPLE if table in CHANGED_LATER else "") for table in TABLES],
        migrations.RunSQL(NIK_ELSEWHERE, "drop function nik_elsewhere(text[], bigint);"),
    ]

"""A roster's version rises with every statement that touches its workers or enrolments, and every row counts
its own revisions: what "the roster moved" and "somebody edited it since" are told by."""

from django.db import migrations

RAISE_VERSION = """
create function raise_roster_version() returns trigger language plpgsql as $$
begin
    insert into enrolment_roster (agency_id, version, changed_at)
    select distinct agency_id, 1, now() from touched
    on conflict (agency_id) do update set version = enrolment_roster.version + 1, changed_at = now();
    return null;
end $$;
"""


def _version_trigger(table: str, event: str) -> str:
    rows = "old" if event == "delete" else "new"
    return f"""
    create trigger roster_version_{event} after {event} on {table}
    referencing {rows} table as touched
    for each statement execute function raise_roster_version();
    """


REVISIONS = """
create function raise_revision() returns trigger language plpgsql as $$
begin
    new.revision := old.revision + 1;
    return new;
end $$;
create trigger revision before update on enrolment_worker for each row execute function raise_revision();
create trigger revision before update on enrolment_enrolment for each row execute function raise_revision();
"""

TABLES = ["enrolment_worker", "enrolment_enrolment"]


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0002_row_level_security")]

    operations = [
        migrations.RunSQL(RAISE_VERSION, "drop function raise_roster_version() cascade;"),
        *[
            migrations.RunSQL(_version_trigger(table, event), f"drop trigger roster_version_{event} on {table};")
            for table in TABLES
            for event in ("insert", "update", "delete")
        ],
        migrations.RunSQL(REVISIONS, "drop function raise_revision() cascade;"),
    ]

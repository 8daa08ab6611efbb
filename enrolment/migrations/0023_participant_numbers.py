"""Every KPJ that a worker or a spell ever bore stays known, whatever way it came in: statement triggers write
it down. A worker who is deleted (its upload was undone) never was, and takes the numbers along."""

from django.db import migrations

OF_WORKERS = """
create function note_numbers_of_workers() returns trigger language plpgsql as $$
begin
    insert into enrolment_participantnumber (agency_id, nik, kpj, first_seen)
    select distinct agency_id, nik, kpj, (now() at time zone 'Asia/Jakarta')::date
    from touched where kpj <> ''
    on conflict do nothing;
    return null;
end $$;
"""
OF_SPELLS = """
create function note_numbers_of_spells() returns trigger language plpgsql as $$
begin
    if exists (select 1 from touched where kpj <> '') then
        insert into enrolment_participantnumber (agency_id, nik, kpj, first_seen)
        select distinct w.agency_id, w.nik, t.kpj, (now() at time zone 'Asia/Jakarta')::date
        from touched t join enrolment_worker w on w.id = t.worker_id and w.agency_id = t.agency_id
        where t.kpj <> ''
        on conflict do nothing;
    end if;
    return null;
end $$;
"""
FORGET = """
create function forget_numbers_of_workers() returns trigger language plpgsql as $$
begin
    delete from enrolment_participantnumber n using touched t
    where n.agency_id = t.agency_id and n.nik = t.nik;
    return null;
end $$;
create trigger forget_numbers after delete on enrolment_worker referencing old table as touched
for each statement execute function forget_numbers_of_workers();
"""
KNOWN_TODAY = """
insert into enrolment_participantnumber (agency_id, nik, kpj, first_seen)
select agency_id, nik, kpj, (now() at time zone 'Asia/Jakarta')::date
from enrolment_worker where kpj <> ''
union
select e.agency_id, w.nik, e.kpj, (now() at time zone 'Asia/Jakarta')::date
from enrolment_enrolment e join enrolment_worker w on w.id = e.worker_id where e.kpj <> ''
on conflict do nothing;
"""


def _note(table: str, event: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        create trigger note_numbers_{event} after {event} on {table} referencing new table as touched
        for each statement execute function {function}();
        """,
        f"drop trigger note_numbers_{event} on {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0027_identity_and_cards")]

    operations = [
        migrations.RunSQL(OF_WORKERS, "drop function note_numbers_of_workers();"),
        migrations.RunSQL(OF_SPELLS, "drop function note_numbers_of_spells();"),
        _note("enrolment_worker", "insert", "note_numbers_of_workers"),
        _note("enrolment_worker", "update", "note_numbers_of_workers"),
        _note("enrolment_enrolment", "insert", "note_numbers_of_spells"),
        _note("enrolment_enrolment", "update", "note_numbers_of_spells"),
        migrations.RunSQL(FORGET, "drop function forget_numbers_of_workers() cascade;"),
        migrations.RunSQL(KNOWN_TODAY, migrations.RunSQL.noop),
    ]

"""Every KPJ that a worker or a spell ever bore stays known, whatever way it came in: statement triggers write
it down. A worker who is deleted (its upload was undone) never was, and takes the numbers along."""

OF_WORKERS = """
create or replace function note_numbers_of_workers() returns trigger language plpgsql as $$
begin
    insert into enrolment_participantnumber (agency_id, nik, kpj, first_seen)
    select distinct agency_id, nik, kpj, (now() at time zone 'Asia/Jakarta')::date
    from touched where kpj <> ''
    on conflict do nothing;
    return null;
end $$;
"""

OF_SPELLS = """
create or replace function note_numbers_of_spells() returns trigger language plpgsql as $$
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
create or replace function forget_numbers_of_workers() returns trigger language plpgsql as $$
begin
    delete from enrolment_participantnumber n using touched t
    where n.agency_id = t.agency_id and n.nik = t.nik;
    return null;
end $$;
create or replace trigger forget_numbers after delete on enrolment_worker referencing old table as touched
for each statement execute function forget_numbers_of_workers();
"""


def _note(table: str, event: str, function: str) -> str:
    return f"""
    create or replace trigger note_numbers_{event} after {event} on {table} referencing new table as touched
    for each statement execute function {function}();
    """


TRIGGERS = "".join(
    _note(table, event, function)
    for table, function in (
        ("enrolment_worker", "note_numbers_of_workers"),
        ("enrolment_enrolment", "note_numbers_of_spells"),
    )
    for event in ("insert", "update")
)

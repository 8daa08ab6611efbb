"""A roster's version rises with every statement that touches its workers or enrolments, and every row counts
its own revisions: what "the roster moved" and "somebody edited it since" are told by."""

# A spell belongs to its worker's agency: one key holds what two would only half hold. The unique key begins
# with the agency, so that it finds an agency's workers too.
OF_ITS_AGENCY = """
alter table enrolment_worker add constraint worker_with_agency unique (agency_id, id);
alter table enrolment_enrolment add constraint enrolment_of_its_agency
    foreign key (worker_id, agency_id) references enrolment_worker (id, agency_id)
    deferrable initially deferred;
"""

RAISE_VERSION = """
create or replace function raise_roster_version() returns trigger language plpgsql as $$
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
    create or replace trigger roster_version_{event} after {event} on {table}
    referencing {rows} table as touched
    for each statement execute function raise_roster_version();
    """


VERSION_TRIGGERS = "".join(
    _version_trigger(table, event)
    for table in ("enrolment_worker", "enrolment_enrolment")
    for event in ("insert", "update", "delete")
)

REVISIONS = """
create or replace function raise_revision() returns trigger language plpgsql as $$
begin
    new.revision := old.revision + 1;
    return new;
end $$;
create or replace trigger revision before update on enrolment_worker
    for each row execute function raise_revision();
create or replace trigger revision before update on enrolment_enrolment
    for each row execute function raise_revision();
"""

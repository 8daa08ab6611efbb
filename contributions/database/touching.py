"""Which changes touch the coverage of which agencies: triggers on statements, which mark them."""

AGENCIES = "perform coverage_mark(array(select distinct r.agency_id from {rows}));"
GROUPS = "perform coverage_mark_groups((select array_agg(distinct {group}) from {rows}));"
CHANGED = "old_rows o join new_rows r on r.id = o.id"
# Lists that date what is known of an agency.
DATED = "r.kind in ('list', 'nil') and r.state in ('applied', 'undoing')"


def _after(table: str, event: str, which: str, rows: str = "") -> str:
    """A trigger after a statement. `which` is what it tells, of the rows `old_rows` and `new_rows`, unless
    `rows` names them otherwise."""
    rows = (
        rows
        or {
            "insert": "new table as new_rows",
            "delete": "old table as old_rows",
            "update": "old table as old_rows new table as new_rows",
        }[event]
    )
    name = f"coverage_after_{event}_of_{table.partition('_')[2]}"
    return f"""
    create or replace function {name}() returns trigger language plpgsql as $$
    begin
        {which}
        return null;
    end $$;
    create or replace trigger {name} after {event} on {table} referencing {rows}
        for each statement execute function {name}();
    """


FIGURES = (
    _after("enrolment_agencyfigures", "insert", AGENCIES.format(rows="new_rows r"))
    + _after("enrolment_agencyfigures", "delete", AGENCIES.format(rows="old_rows r"))
    + _after(
        "enrolment_worker",
        "update",
        AGENCIES.format(rows=f"{CHANGED} where o.contribution_group_id <> r.contribution_group_id"),
    )
)

UPLOADS = (
    _after("enrolment_upload", "insert", AGENCIES.format(rows=f"new_rows r where {DATED}"))
    + _after("enrolment_upload", "delete", AGENCIES.format(rows=f"old_rows r where {DATED}"))
    + _after(
        "enrolment_upload",
        "update",
        AGENCIES.format(
            rows=f"{CHANGED} where (o.state, o.roster_date, o.agency_id)"
            " is distinct from (r.state, r.roster_date, r.agency_id)"
        ),
    )
)

ASSESSMENTS = (
    _after("contributions_assessment", "insert", GROUPS.format(group="r.group_id", rows="new_rows r"))
    + _after("contributions_assessment", "delete", GROUPS.format(group="r.group_id", rows="old_rows r"))
    + _after(
        "contributions_assessment",
        "update",
        GROUPS.format(
            group="r.group_id",
            rows=f"{CHANGED} where (o.due_on, o.owed, o.settled_on, o.state, o.group_id)"
            " is distinct from (r.due_on, r.owed, r.settled_on, r.state, r.group_id)",
        ),
    )
)

PAYMENTS = (
    _after("contributions_payment", "insert", GROUPS.format(group="r.group_id", rows="new_rows r"))
    + _after("contributions_payment", "delete", GROUPS.format(group="r.group_id", rows="old_rows r"))
    + _after(
        "contributions_payment",
        "update",
        GROUPS.format(
            group="x.id",
            rows=f"{CHANGED} cross join unnest(array[o.group_id, r.group_id]) x(id)"
            " where (o.group_id, o.voided_at is null) is distinct from (r.group_id, r.voided_at is null)",
        ),
    )
)

# A due date that is moved changes every agency whose groups are of its segment; those of years to come do not
# change anybody before they come near, and are made long before.
DUE_DATES = """
create or replace function coverage_after_due_dates() returns trigger language plpgsql as $$
begin
    if least(new.due_on, old.due_on) <= current_date + 400 and old.due_on is distinct from new.due_on then
        perform coverage_mark_groups(array(
            select distinct b.group_id from contributions_assessment b
            join agencies_contributiongroup g on g.id = b.group_id and g.segment = new.segment
        ));
    end if;
    return null;
end $$;
create or replace trigger coverage_after_due_dates after insert or update on contributions_duedate
    for each row execute function coverage_after_due_dates();
"""

# A contribution group that becomes PU or BPU is due on other days: whom it serves is counted anew.
SEGMENTS = """
create or replace function coverage_after_segment() returns trigger language plpgsql as $$
begin
    perform coverage_mark_groups(array[new.id]);
    return null;
end $$;
create or replace trigger coverage_after_segment after update of segment on agencies_contributiongroup
    for each row when (old.segment is distinct from new.segment) execute function coverage_after_segment();
"""

# A new agency has no figures yet, and one that is deleted none any more: only their parents have company.
PARENTS = (
    "perform coverage_mark_lines('{}',"
    " array(select distinct r.parent_id from rows r where r.answered_by_parent));"
)
LINES = (
    _after("agencies_agency", "insert", PARENTS, rows="new table as rows")
    + _after("agencies_agency", "delete", PARENTS, rows="old table as rows")
    + _after(
        "agencies_agency",
        "update",
        """perform coverage_mark_lines(array_agg(distinct o.id), array_agg(distinct x.parent_id))
        from old_rows o
        join new_rows r on r.id = o.id
        left join lateral (
            values (o.parent_id, o.answered_by_parent), (r.parent_id, r.answered_by_parent)
        ) x (parent_id, answered) on x.answered
        where (o.parent_id, o.answered_by_parent, o.kind = 'program', o.region_id)
              is distinct from (r.parent_id, r.answered_by_parent, r.kind = 'program', r.region_id)
        having count(*) > 0;""",
    )
)

"""Kept coverage says whom an agency counts with, so that the nation is added up without climbing its lines.

Most agencies stand alone: nobody answers for them, they answer for nobody and are no programmes. Of the others
a row names the agency whose figures it is part of. An agency that comes to be answered for, or is no longer,
is counted anew with all that it answers for and with the line above it.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

OWNED = "security definer set search_path = public, pg_temp"

# Dates are left aside: which agencies are there depends on the day that is asked for.
HEADS = f"""
create function coverage_heads(of_agencies bigint[]) returns table (agency_id bigint, head_id bigint)
language sql stable {OWNED} set enable_nestloop = on as $$
    with recursive line as (
        select a.id, a.id as head, case when a.answered_by_parent then a.parent_id end as up
        from agencies_agency a where a.id = any(of_agencies)
        union
        select l.id, p.id, case when p.answered_by_parent then p.parent_id end
        from line l join agencies_agency p on p.id = l.up
    )
    select l.id, l.head from line l
    where l.up is null and (
        l.head <> l.id
        or exists (select from agencies_agency a where a.id = l.id and a.kind = 'program')
        or exists (select from agencies_agency c where c.parent_id = l.id and c.answered_by_parent)
    )
$$;
revoke all on function coverage_heads(bigint[]) from public;
grant execute on function coverage_heads(bigint[]) to lindungi_app;
"""

# What an agency answers for counts with somebody else when it does; who stands above gets or loses company.
MARK_LINES = f"""
create function coverage_mark_lines(of_agencies bigint[], of_parents bigint[]) returns void
language sql volatile {OWNED} as $$
    with recursive up as (
        select a.id, case when a.answered_by_parent then a.parent_id end as next
        from agencies_agency a where a.id = any(of_parents)
        union
        select p.id, case when p.answered_by_parent then p.parent_id end
        from up u join agencies_agency p on p.id = u.next
    ), down as (
        select x.id from unnest(of_agencies) x(id)
        union
        select c.id from down d join agencies_agency c on c.parent_id = d.id and c.answered_by_parent
    )
    select coverage_mark(array(select u.id from up u union select d.id from down d))
$$;
revoke all on function coverage_mark_lines(bigint[], bigint[]) from public;
grant execute on function coverage_mark_lines(bigint[], bigint[]) to lindungi_app;
"""

_PARENTS = "array(select distinct r.parent_id from {rows} r where r.answered_by_parent)"


def _after(event: str, rows: str, work: str) -> str:
    name = f"coverage_after_{event}_of_agency"
    return f"""
    create function {name}() returns trigger language plpgsql as $$
    begin
        {work}
        return null;
    end $$;
    create trigger {name} after {event} on agencies_agency referencing {rows}
        for each statement execute function {name}();
    """


# A new agency has no figures yet, and one that is deleted none any more: only their parents have company.
MARKS = "".join(
    [
        _after(
            event, f"{age} table as rows", f"perform coverage_mark_lines('{{}}', {_PARENTS.format(rows='rows')});"
        )
        for event, age in (("insert", "new"), ("delete", "old"))
    ]
) + _after(
    "update",
    "old table as old_rows new table as new_rows",
    """
        perform coverage_mark_lines(array_agg(distinct o.id), array_agg(distinct x.parent_id))
        from old_rows o
        join new_rows r on r.id = o.id
        left join lateral (
            values (o.parent_id, o.answered_by_parent), (r.parent_id, r.answered_by_parent)
        ) x (parent_id, answered) on x.answered
        where (o.parent_id, o.answered_by_parent, o.kind = 'program', o.region_id)
              is distinct from (r.parent_id, r.answered_by_parent, r.kind = 'program', r.region_id)
        having count(*) > 0;""",
)


def _with_heads(recount: str) -> str:
    """The function as it stood before, with the new column."""
    for before, after in (
        ("unknown, roster_date, changed_on)\n", "unknown, roster_date, changed_on, counts_with_id)\n"),
        (
            "(where d.of_list) over days\n    from daily d",
            "(where d.of_list) over days, h.head_id\n    from daily d\n"
            "    left join coverage_heads(of_agencies) h on h.agency_id = d.agency_id\n   ",
        ),
    ):
        assert recount.count(before) == 1, before
        recount = recount.replace(before, after)
    return recount


# What is there already.
ALL = """
update contributions_coverageday d set counts_with_id = h.head_id
from coverage_heads(array(select a.id from agencies_agency a)) h where h.agency_id = d.agency_id;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0013_lines_of_agencies"), ("contributions", "0016_before_the_books")]
    operations = [
        migrations.AddField(
            model_name="coverageday",
            name="counts_with",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.RunSQL(HEADS, migrations.RunSQL.noop),
        migrations.RunSQL(MARK_LINES, migrations.RunSQL.noop),
        migrations.RunSQL(
            _with_heads(import_module("contributions.migrations.0016_before_the_books").RECOUNT),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]

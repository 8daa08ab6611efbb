"""Statements on the history of spells that the ORM cannot say."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def many_rows() -> Iterator[None]:
    """No nested loops inside. The old and new rows that a statement trigger joins have no statistics,
    nor have rows written a moment ago, and the planner would walk one once for each row of the other (5,200
    workers: minutes instead of a second). The former setting comes back afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('enable_nestloop')")
        (before,) = cursor.fetchone()
        cursor.execute("select set_config('enable_nestloop', 'off', true)")
        yield
        cursor.execute("select set_config('enable_nestloop', %s, true)", [before])


_LOCK = """
insert into enrolment_roster (agency_id, version, changed_at)
select agency, 0, now() from unnest(%s::bigint[]) agency
on conflict (agency_id) do update set version = enrolment_roster.version
"""


def lock_rosters(agencies: Iterable[int]) -> None:
    """Make every other change to the lists of these agencies (ids) wait until this transaction ends.

    Each action takes it before any other lock on a worker or a spell, as saving an upload does: taken in
    another order, two of them at once would wait for each other, and one would fail.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [sorted(set(agencies))])


# What one registering did to each spell: it writes one entry for each.
_DONE = """
done as (
    select pgh_obj_id, min(pgh_id) as entry
    from enrolment_enrolmentevent
    where pgh_context_id = %(batch)s and agency_id = %(agency)s and pgh_label = 'update'
    group by pgh_obj_id
), before as (
    select distinct on (e.pgh_obj_id) e.pgh_obj_id as id, e.state, e.listed_on, e.submitted_on,
           e.registered_on, e.basis, e.confirmed_month, e.kpj, l.revision as left_at,
           l.registered_on as new_day, l.basis as new_basis, l.confirmed_month as new_month
    from done d
    join enrolment_enrolmentevent e on e.pgh_obj_id = d.pgh_obj_id and e.pgh_id < d.entry
    join enrolment_enrolmentevent l on l.pgh_id = d.entry
    order by e.pgh_obj_id, e.pgh_id desc
)
"""

# How many it registered and how many it confirmed, and for how many that can still be taken back: nobody
# changed the spell since.
LOOK = f"""
with {_DONE}
select count(*) filter (where b.registered_on is null), count(*) filter (where b.registered_on is not null),
       count(*) filter (where s.revision = b.left_at),
       min(b.new_day) filter (where b.registered_on is null), min(b.new_basis), min(b.new_month),
       min(s.worker_id)
from before b left join enrolment_enrolment s on s.id = b.id and s.agency_id = %(agency)s
"""

# Each spell as it was before, unless somebody changed it since.
WITHDRAW = f"""
with {_DONE}
update enrolment_enrolment s
set state = b.state, listed_on = b.listed_on, submitted_on = b.submitted_on,
    registered_on = b.registered_on, basis = b.basis, confirmed_month = b.confirmed_month, kpj = b.kpj
from before b
where s.id = b.id and s.agency_id = %(agency)s and s.revision = b.left_at
"""

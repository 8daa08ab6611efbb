"""Who pays under another NPP of the same agency by now: registered in one contribution group, moved to
another. BPJS hears of it as of any transfer: out of the one NPP, on in the other."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from agencies.groups.queries import groups_of
from agencies.models import Agency

# What BPJS was told: the group at the time of registering, and that of each sheet handed in since. The move
# undone before any sheet, nothing differs from it. Spells that came from another agency are that transfer's.
_MOVED = """
with mine as (
    select e.id, e.worker_id, w.contribution_group_id as group_id, g.npp
    from enrolment_enrolment e
    join enrolment_worker w on w.id = e.worker_id and w.agency_id = %(agency)s
    join agencies_contributiongroup g on g.id = w.contribution_group_id
    where e.agency_id = %(agency)s and e.ended_on is null and e.state = 'registered'
      and e.moved_from_id is null
      and w.id in (select v.pgh_obj_id from enrolment_workerevent v
                   where v.agency_id = %(agency)s
                     and v.pgh_obj_id = any(array(select id from enrolment_worker
                                                  where agency_id = %(agency)s))
                   group by v.pgh_obj_id having count(distinct v.contribution_group_id) > 1)
), handed_in as (
    select r.enrolment_id as id, s.group_id, g.npp, s.kind, s.state = 'made' as pending, s.made_at as at
    from enrolment_sheetrow r
    join enrolment_officialsheet s on s.id = r.sheet_id and s.agency_id = %(agency)s
    join agencies_contributiongroup g on g.id = s.group_id
    where r.agency_id = %(agency)s and r.enrolment_id in (select id from mine)
      and s.state <> 'withdrawn' and r.valid is not false
), registered as (
    select distinct on (m.id) m.id, v.contribution_group_id as group_id, first.at
    from mine m
    join lateral (select min(x.pgh_created_at) as at from enrolment_enrolmentevent x
                  where x.pgh_obj_id = m.id and x.state = 'registered') first on true
    join enrolment_workerevent v on v.pgh_obj_id = m.worker_id and v.pgh_created_at <= first.at
    order by m.id, v.pgh_created_at desc, v.pgh_id
), told as (
    select r.id, r.group_id, g.npp, r.at
    from registered r join agencies_contributiongroup g on g.id = r.group_id
    union all
    select id, group_id, npp, at from handed_in
    where kind in ('data_tk_baru', 'data_tk_lanjutan') and not pending
), before as (
    select distinct on (t.id) t.id, t.group_id, t.npp, t.at
    from told t join mine m on m.id = t.id and m.npp <> t.npp
    order by t.id, t.at desc
)
select m.id, b.group_id, b.npp, m.npp,
       (select min(v.pgh_created_at) from enrolment_workerevent v
        where v.pgh_obj_id = m.worker_id and v.contribution_group_id = m.group_id
          and v.pgh_created_at > b.at),
       (select bool_and(h.pending) from handed_in h
        where h.id = m.id and h.kind = 'data_tk_na' and h.npp = b.npp and h.at > b.at),
       (select bool_and(h.pending) from handed_in h
        where h.id = m.id and h.kind = 'data_tk_lanjutan' and h.npp = m.npp and h.at > b.at),
       exists (select 1 from told t where t.id = m.id and t.npp = m.npp and t.at > b.at)
from mine m join before b on b.id = m.id
"""


@dataclass(frozen=True)
class Moved:
    """One spell between two NPPs of its agency: the group and NPP it left, the NPP it is in, since when.
    `left` and `continued`: whether that row stands in a sheet that is not uploaded yet; None where it stands
    in none, False where it was handed in. `known`: BPJS was told of the new NPP."""

    enrolment: int
    group: int
    old_npp: str
    npp: str
    on: dt.date
    left: bool | None
    continued: bool | None
    known: bool


def moved_within(agency: Agency) -> dict[int, Moved]:
    """By spell, whoever BPJS knows under another NPP of the agency than they are in now. Two statements."""
    if groups_of(agency).count() < 2:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, {"agency": agency.pk})
        rows = cursor.fetchall()
    found = {}
    for enrolment, group, old_npp, npp, at, *stands in rows:
        day = timezone.localtime(at).date() if at else timezone.localdate()
        found[enrolment] = Moved(enrolment, group, old_npp, npp, day, *stands)
    return found

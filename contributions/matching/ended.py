"""Paid for people who had left: per person, over several months. What auditors look for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from agencies import access
from contributions.billing.due import after, month_of
from contributions.billing.standing import ZERO
from contributions.matching import sql
from enrolment.workers.sql import many_rows


@dataclass
class Leaver:
    """Somebody whom BPJS's lists still had after they left. `paid`: of months that are paid in full; `open`:
    of months that are not, which can still be stopped. `months`: (month, rupiah, whether it is paid)."""

    worker: int
    agency: int
    agency_code: str
    agency_name: str
    name: str
    nik: str
    kpj: str
    ended_on: dt.date
    end_reason: str | None
    months: list[tuple[dt.date, Decimal, bool]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.months)

    @property
    def paid(self) -> Decimal:
        return sum((amount for _month, amount, paid in self.months if paid), ZERO)

    @property
    def open(self) -> Decimal:
        return sum((amount for _month, amount, paid in self.months if not paid), ZERO)


# As the bucket `ended` of a month, for many months at once: rows of Formulir 2a (else of the list of
# participants) that are somebody without a contribution of ours, who had left before.
_LEAVERS = f"""
with chosen as materialized (
    select distinct on (l.group_id, l.month) l.id as list_id, l.group_id, l.month, l.kind
    from enrolment_participantlist l
    where l.state = 'in_force' and l.month between %(first)s and %(last)s and l.group_id in (
        select g.id from agencies_contributiongroup g where g.agency_id = any(%(agencies)s)
        union select s.contributiongroup_id from agencies_contributiongroup_agencies s
        where s.agency_id = any(%(agencies)s)
    )
    order by l.group_id, l.month, array_position(array['2a', 'participants', 'other'], l.kind::text)
), paired as materialized (
    select distinct on (p.row_id) p.row_id, p.worker_id, p.agency_id, m.month
    from enrolment_agencymonth m join enrolment_participantmatch p on p.month_id = m.id
    where m.agency_id = any(%(agencies)s) and m.month between %(first)s and %(last)s
      and m.reconciled_at is not null and not p.is_refused
      and not exists (
          select from contributions_assessmentline l
          where l.worker_id = p.worker_id and l.month = m.month and l.kind = 'regular'
      )
    order by p.row_id, p.decided_at nulls last, p.id
), gone as (
    select p.*, (
               select case when max(e.ended_on) < p.month + interval '1 month' and not bool_or(
                   {sql.THERE.format(month="p.month", following="p.month + interval '1 month'")}
               ) then max(e.ended_on) end
               from enrolment_enrolment e where e.worker_id = p.worker_id
           ) as ended_on
    from paired p
)
select g.worker_id, g.agency_id, a.code, a.name, w.name, w.nik, coalesce(nullif(w.kpj, ''), r.kpj, ''),
       g.ended_on, (
           select e.end_reason from enrolment_enrolment e
           where e.worker_id = g.worker_id and e.ended_on is not null
           order by e.ended_on desc, e.id desc limit 1
       ), g.month, coalesce({sql.TOTAL}, 0), coalesce(b.paid >= b.owed, false)
from gone g
join enrolment_listrow r on r.id = g.row_id
join chosen c on c.list_id = r.list_id and c.month = g.month
join enrolment_worker w on w.id = g.worker_id
join agencies_agency a on a.id = g.agency_id
left join contributions_assessment b on b.group_id = c.group_id and b.month = g.month
where g.ended_on is not null
  and (c.kind = '2a' or coalesce(r.left_on >= g.month + interval '1 month', r.is_active))
order by w.name, g.worker_id, g.month
"""


def leavers(agencies: Iterable[int], first: dt.date, last: dt.date) -> list[Leaver]:
    """Who of these agencies (ids) was billed after leaving, in the months from one to another, by name. One
    statement. Reads as the system; cut the agencies to those whose people the user may see."""
    keys = {"agencies": sorted(set(agencies)), "first": month_of(first), "last": month_of(last)}
    found: dict[int, Leaver] = {}
    with access.acting(access.SYSTEM), many_rows(), connection.cursor() as cursor:
        cursor.execute(_LEAVERS, keys)
        for worker, *person, month, amount, paid in cursor.fetchall():
            found.setdefault(worker, Leaver(worker, *person)).months.append((month, amount, paid))
    return list(found.values())


def span(last_due: dt.date, months: int = 12) -> tuple[dt.date, dt.date]:
    """The months that are looked at unless somebody asks for others: a year up to the last that is due."""
    return after(last_due, 1 - months), last_due


def year_before(month: dt.date) -> str:
    """The query string that asks for a month and the eleven before it."""
    first, last = span(month)
    return f"?since={first:%Y-%m}&until={last:%Y-%m}"

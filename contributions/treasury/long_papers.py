"""Papers of a month with many people on them: made by the worker, found again until they would be others."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from contributions.models import AssessmentLine
from contributions.treasury import deduction_papers, packet
from contributions.treasury.deductions import deductions_of
from contributions.treasury.month_papers import papers_of
from enrolment.letters import made, ordering
from enrolment.letters.ordering import Paper

TASK = "make_treasury_paper"
LINES_IN_REQUEST = 500
"""People whose papers are made in the request: about half a second."""
DEDUCTIONS, PACKET = "deductions", "packet"

Tell = Callable[[int, int], None]

# All that these papers say, or the numbers that move with it: what is written of people moves with the
# roster's version, lines are only inserted and deleted.
_MADE_OF = """
with month as (
    select a.* from contributions_assessment a
    where a.month = %(month)s and (a.agency_id = %(agency)s or a.id in (
        select l.assessment_id from contributions_assessmentline l
        where l.agency_id = %(agency)s and l.month = %(month)s
    ))
), paid as (
    select x.* from contributions_allocation x where x.assessment_id in (select id from month)
)
select md5(concat_ws('|',
    (select concat(o, r) from agencies_agency o join agencies_region r on r.id = o.region_id
     where o.id = %(agency)s),
    (select v.version from enrolment_roster v where v.agency_id = %(agency)s),
    (select concat_ws(' ', count(*), max(l.id), sum(l.total)) from contributions_assessmentline l
     where l.agency_id = %(agency)s and l.month = %(month)s),
    (select string_agg(m::text, '|' order by m.id) from month m),
    (select string_agg(t::text, '|' order by t.id) from contributions_groupterms t
     where t.id in (select terms_id from month)),
    (select string_agg(concat(g, o), '|' order by g.id) from agencies_contributiongroup g
     join agencies_agency o on o.id = g.agency_id where g.id in (select group_id from month)),
    (select string_agg(b::text, '|' order by b.id) from contributions_bill b
     where b.month = %(month)s and b.group_id in (select group_id from month)),
    (select string_agg(concat(p.id, p.stored_name), '|' order by p.id) from enrolment_participantlist p
     where p.month = %(month)s and p.state = 'in_force' and p.group_id in (select group_id from month)),
    (select string_agg(x::text, '|' order by x.id) from paid x),
    (select string_agg(p::text, '|' order by p.id) from contributions_payment p
     where p.id in (select payment_id from paid)),
    (select m.closed_at from enrolment_agencymonth m
     where m.agency_id = %(agency)s and m.month = %(month)s)
))
"""


@dataclass(frozen=True)
class Wanted:
    """A paper (DEDUCTIONS or PACKET) of an agency's month."""

    kind: str
    agency: Agency
    month: dt.date

    @property
    def lines(self) -> int:
        """How many lines of people it has."""
        return AssessmentLine.objects.for_agency(self.agency).filter(month=self.month).count()

    @property
    def is_long(self) -> bool:
        return self.lines > LINES_IN_REQUEST

    @property
    def name(self) -> str:
        """Another one as soon as the paper would say anything else, also the day on which it is printed."""
        with connection.cursor() as cursor:
            cursor.execute(_MADE_OF, {"agency": self.agency.pk, "month": self.month})
            (mark,) = cursor.fetchone()
        return made.name_of(self.kind, self.agency.pk, self.month, timezone.localdate(), mark)


def order(*, wanted: Wanted, by: Any) -> None:
    """Let the worker make it, unless it is there or on its way."""
    about = {"kind": wanted.kind, "agency": wanted.agency.pk, "month": f"{wanted.month:%Y-%m-%d}"}
    ordering.order(task=TASK, paper=wanted.name, by=by, **about)


def standing(wanted: Wanted) -> Paper:
    return ordering.paper_of(wanted.name)


def make(*, paper: str, wanted: Wanted) -> None:
    """Make a paper of what is there now; `paper` is the name by which it was asked for. One that is there is
    left. What changed meanwhile gives it another name, and the page offers to make it anew."""
    if made.is_made(name := wanted.name):
        return
    made.tell(paper)
    with made.making(name) as out:
        _WRITTEN[wanted.kind](wanted, out, lambda done, total: made.tell(paper, done, total))


def _deductions(wanted: Wanted, out: IO[bytes], tell: Tell) -> None:
    out.write(deduction_papers.as_pdf(deductions_of(wanted.agency, wanted.month)))


def _packet(wanted: Wanted, out: IO[bytes], tell: Tell) -> None:
    packet.pack(papers_of(wanted.agency, wanted.month), out, tell)


_WRITTEN = {DEDUCTIONS: _deductions, PACKET: _packet}

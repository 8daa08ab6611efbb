"""Who could stand in which sheet: one statement for each kind, however many people there are.

A person comes with all that the forms ask for, and with the last word about them: whether they already stand
in a sheet, and what the portal said. Judging the rows is `readiness`.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from agencies.models import Agency
from enrolment.models import EndReason, SheetKind
from enrolment.models.claims import DEATH_KINDS
from enrolment.sipp.regrouped import Moved, moved_within
from enrolment.workers.sql import many_rows


@dataclass(frozen=True)
class Candidate:
    """A person and the spell that the row is about. `said`, `said_values`: the portal's refusal in the last
    sheet, and what was written there. `in_sheet`: stands in a sheet that is not uploaded yet. `sent`: stands
    in one that was. `told`: what BPJS was last told, by our own names of fields. `other_npp` and
    `other_agency`: of somebody transferred, where they pay from on the other side."""

    worker: int
    enrolment: int
    state: str
    nik: str
    name: str
    birth_place: str | None
    birth_date: dt.date | None
    sex: str | None
    start_date: dt.date | None
    wage: Decimal | None
    phone: str | None
    email: str | None
    address: str | None
    mother_name: str | None
    employee_no: str | None
    category: str
    contract_until: dt.date | None
    group: int
    kpj: str | None
    married: bool | None
    ended_on: dt.date | None
    end_reason: str | None
    other_agency: int | None
    other_npp: str | None
    npp: str
    said: str
    said_values: dict[str, str] | None
    in_sheet: bool
    sent: bool
    told: dict[str, Any]
    end_words: str = ""

    @property
    def changes_npp(self) -> bool:
        """Whether this is a transfer between two registrations at BPJS, which writes two rows."""
        return self.other_agency is not None and self.other_npp != self.npp


_FIELDS = """
    w.id, e.id, e.state, w.nik, w.name, w.birth_place, w.birth_date, w.sex, w.start_date, w.wage, w.phone,
    w.email, w.address, w.mother_name, w.employee_no, coalesce(term.category, w.category), w.contract_until,
    w.contribution_group_id,
    coalesce(nullif(e.kpj, ''), nullif(w.kpj, ''), n.kpj), d.married, e.ended_on,
    case when death.worker_id is null then e.end_reason else 'died' end,
    t.other_agency_id, t.npp, g.npp, coalesce(s.reason, ''), s.refused_values, coalesce(s.pending, false),
    coalesce(s.sent, false)
"""
# The newest number known of each NIK; the last row of each person in sheets of these kinds.
_KNOWN = """
numbers as (
    select distinct on (nik) nik, kpj from enrolment_participantnumber where agency_id = %(agency)s
    order by nik, first_seen desc, id desc
), sheet as (
    select id, kind, state, month, made_at, number from enrolment_officialsheet
    where agency_id = %(agency)s and state <> 'withdrawn'
), said as (
    select distinct on (r.enrolment_id) r.enrolment_id,
           case when r.valid is false then r.reason else '' end as reason,
           case when r.valid is false then r.values end as refused_values,
           s.state = 'made' as pending, s.state <> 'made' and r.valid is not false as sent
    from enrolment_sheetrow r join sheet s on s.id = r.sheet_id
    where r.agency_id = %(agency)s and s.kind = any(%(kinds)s)
    order by r.enrolment_id, s.made_at desc, r.id desc
)
"""
# Category and guarantor are those of the sheet's day; the newest term is what the worker's row says now
# (`enrolment.figures`). Whose death is claimed has died, whatever the end said when it was recorded.
_FROM = """
from enrolment_enrolment e
join enrolment_worker w on w.id = e.worker_id and w.agency_id = %(agency)s
join agencies_contributiongroup g on g.id = w.contribution_group_id
left join npp_of_transfers(%(agency)s) t on t.enrolment_id = e.id
left join numbers n on n.nik = w.nik
left join said s on s.enrolment_id = e.id
left join enrolment_sheetdetail d on d.worker_id = w.id and d.agency_id = %(agency)s
left join enrolment_workerterm term on term.worker_id = w.id and term.agency_id = %(agency)s
    and term.period @> %(day)s::date and not upper_inf(term.period)
left join (
    select distinct worker_id from enrolment_benefitclaim
    where agency_id = %(agency)s and kind = any(%(deaths)s) and state <> 'closed'
) death on death.worker_id = w.id and e.ended_on is not null
"""
_GUARANTOR = "coalesce(term.guarantor, w.guarantor)"
# Listed and not submitted, or registered before a transfer and so to be continued under another NPP.
_COMING = f"""
with {_KNOWN}
select {_FIELDS}, null::jsonb {_FROM}
where e.agency_id = %(agency)s and e.ended_on is null and {_GUARANTOR} = 'bpjs'
  and (e.state = 'listed'
       or e.state = 'registered' and t.other_agency_id is not null and t.npp <> g.npp)
order by w.name, w.id
"""
# Registered once and gone. Who is back on the list since stays, and who was registered anew leaves once; the
# dead are told apart by their reason.
_LEAVING = f"""
with {_KNOWN}
select {_FIELDS}, null::jsonb {_FROM}
where e.agency_id = %(agency)s and e.ended_on is not null and e.registered_on is not null
  and (%(since)s::date is null or e.ended_on >= %(since)s)
  and not (e.end_reason = 'moved' and t.other_agency_id is not null and t.npp = g.npp)
  and not exists (select 1 from enrolment_enrolment o
                  where o.agency_id = %(agency)s and o.worker_id = e.worker_id
                    and (o.ended_on is null or o.id > e.id and o.registered_on is not null))
order by w.name, w.id
"""
# What BPJS was last told of a wage: by us in a sheet, or by its own bill. Pairs and rows of lists are found
# by their keys: both tables hold every agency's months.
_WAGES = f"""
with {_KNOWN}, pair as materialized (
    select m.worker_id, m.row_id
    from enrolment_participantmatch m
    where m.month_id = any(array(select id from enrolment_agencymonth where agency_id = %(agency)s))
      and m.agency_id = %(agency)s and not m.is_refused and (m.found_by <> 'name' or m.decided_at is not null)
), told as (
    select r.worker_id, nullif(r.values->>'UPAH', '')::numeric as wage, s.month, s.made_at as at
    from enrolment_sheetrow r join sheet s on s.id = r.sheet_id
    where r.agency_id = %(agency)s and s.state <> 'made' and r.valid is not false and r.values ? 'UPAH'
    union all
    select pair.worker_id, p.wage, l.month, l.in_force_at
    from pair
    join enrolment_listrow p on p.id = pair.row_id and p.id = any(array(select row_id from pair))
    join enrolment_participantlist l on l.id = p.list_id and l.state = 'in_force' and l.kind = '2a'
    where p.wage is not null
), newest as (
    select distinct on (worker_id) worker_id, wage from told order by worker_id, month desc, at desc
)
select {_FIELDS}, jsonb_build_object('wage', o.wage) {_FROM}
left join newest o on o.worker_id = w.id
where e.agency_id = %(agency)s and e.ended_on is null and e.state = 'registered' and {_GUARANTOR} = 'bpjs'
  and (%(everybody)s or o.wage is not null and o.wage is distinct from round(w.wage))
order by w.name, w.id
"""
# How to reach somebody: what we last told BPJS, or else what the list said when they came onto it.
_UPDATES = f"""
with {_KNOWN}, told as (
    select distinct on (r.worker_id) r.worker_id,
           coalesce(r.values->>'ALAMAT_LENGKAP_DOMISILI', r.values->>'ALAMAT', '') as address,
           coalesce(r.values->>'HANDPHONE', r.values->>'HP', '') as phone,
           coalesce(r.values->>'EMAIL', '') as email
    from enrolment_sheetrow r join sheet s on s.id = r.sheet_id
    where r.agency_id = %(agency)s and s.state <> 'made' and r.valid is not false
      and s.kind in ('data_tk_baru', 'update_data_tk')
    order by r.worker_id, s.made_at desc, r.id desc
), first as (
    select distinct on (pgh_obj_id) pgh_obj_id as worker_id, coalesce(address, '') as address,
           coalesce(phone, '') as phone, coalesce(email, '') as email
    from enrolment_workerevent
    where pgh_obj_id = any(array(select id from enrolment_worker where agency_id = %(agency)s))
      and agency_id = %(agency)s
    order by pgh_obj_id, pgh_id
), known as (
    select f.worker_id, coalesce(o.address, f.address) as address, coalesce(o.phone, f.phone) as phone,
           coalesce(o.email, f.email) as email
    from first f left join told o on o.worker_id = f.worker_id
)
select {_FIELDS}, jsonb_build_object('address', k.address, 'phone', k.phone, 'email', k.email) {_FROM}
join known k on k.worker_id = w.id
where e.agency_id = %(agency)s and e.ended_on is null and e.state = 'registered' and {_GUARANTOR} = 'bpjs'
  and (%(everybody)s
       or regexp_replace(trim(coalesce(w.address, '')), '\\s+', ' ', 'g')
          <> regexp_replace(trim(k.address), '\\s+', ' ', 'g') and coalesce(w.address, '') <> ''
       or coalesce(w.phone, '') not in ('', k.phone) or coalesce(w.email, '') not in ('', k.email))
order by w.name, w.id
"""
# Registered, and within the agency under another NPP by now (`regrouped`).
_REGROUPED = f"""
with {_KNOWN}
select {_FIELDS}, null::jsonb {_FROM}
where e.agency_id = %(agency)s and e.id = any(%(moved)s) and {_GUARANTOR} = 'bpjs'
order by w.name, w.id
"""
_COMING_KINDS = (SheetKind.NEW, SheetKind.CONTINUING)
_STATEMENTS = {
    SheetKind.NEW: (_COMING, _COMING_KINDS),
    SheetKind.CONTINUING: (_COMING, _COMING_KINDS),
    SheetKind.LEAVING: (_LEAVING, (SheetKind.LEAVING,)),
    SheetKind.WAGES: (_WAGES, (SheetKind.WAGES,)),
    SheetKind.UPDATES: (_UPDATES, (SheetKind.UPDATES,)),
}


@dataclass(frozen=True)
class Whom:
    """Narrower or wider than usual: of those who left, since which day; everybody, not only what changed."""

    since: dt.date | None = None
    everybody: bool = False


USUAL = Whom()


def candidates(agency: Agency, kind: str, day: dt.date, whom: Whom = USUAL) -> list[Candidate]:
    """All of the agency who could stand in a sheet of that kind, by name, the dead among those who left. What
    they are (category, guarantor) is that of `day`."""
    statement, kinds = _STATEMENTS[SheetKind(kind)]
    asked = {"agency": agency.pk, "kinds": [str(k) for k in kinds], "day": day, **asdict(whom)}
    asked["deaths"] = [str(k) for k in DEATH_KINDS]
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(statement, asked)
        found = [_candidate(row) for row in cursor.fetchall()]
    if kind == SheetKind.NEW:
        return [one for one in found if not one.kpj and one.state == "listed"]
    if kind == SheetKind.CONTINUING:
        found = [one for one in found if one.kpj or one.state != "listed"]
    if kind in (SheetKind.CONTINUING, SheetKind.LEAVING):
        found += _within(agency, SheetKind(kind), asked, whom)
    return found


def _within(agency: Agency, kind: SheetKind, asked: dict[str, Any], whom: Whom) -> list[Candidate]:
    """Who moves between two NPPs of the agency itself: the row that leaves, or the one that goes on."""
    moved = moved_within(agency)
    if not moved:
        return []
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(_REGROUPED, asked | {"moved": list(moved)})
        people = [_candidate(row) for row in cursor.fetchall()]
    leaving = kind == SheetKind.LEAVING
    found = [(_leaves if leaving else _goes_on)(one, moved[one.enrolment], agency) for one in people]
    since = whom.since if leaving else None
    return [one for one in found if not one.sent and not (since and one.ended_on and one.ended_on < since)]


def _leaves(one: Candidate, moved: Moved, agency: Agency) -> Candidate:
    return replace(
        one,
        group=moved.group,
        npp=moved.old_npp,
        other_agency=agency.pk,
        other_npp=moved.npp,
        ended_on=moved.on,
        end_reason=str(EndReason.MOVED),
        in_sheet=bool(moved.left),
        sent=moved.left is False,
    )


def _goes_on(one: Candidate, moved: Moved, agency: Agency) -> Candidate:
    return replace(
        one,
        start_date=moved.on,
        other_agency=agency.pk,
        other_npp=moved.old_npp,
        in_sheet=bool(moved.continued),
        sent=moved.known or moved.continued is False,
    )


def _candidate(row: tuple) -> Candidate:
    *fields, told = row
    values = fields[26]
    fields[26] = json.loads(values) if isinstance(values, str) else values
    return Candidate(*fields, json.loads(told) if isinstance(told, str) else told or {})

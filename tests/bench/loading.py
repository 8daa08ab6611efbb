"""Loading the nation by COPY, as the owner and with triggers off; what the triggers keep is then counted in
batches by the functions that count it every day (`recount`, `coverage_recount`)."""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import psycopg
from django.db import connection, connections
from django.utils import timezone

from agencies import access
from agencies.models import Region
from contributions.billing.due import after, keep_due_dates, last_due_month
from enrolment.figures import recount
from tests.bench import nation
from tests.bench.nation import Office

T = TypeVar("T")
PROVINCE = "36"
"""Whose lines are there too."""
BATCH = 500
FIRST_ID = 1_000_000
COLUMNS = {
    "agencies_agency": (
        "id, code, kind, name, short_name, aliases, answered_by_parent, verified, parent_id, region_id"
    ),
    "agencies_contributiongroup": (
        "id, is_default, name, npp, division, segment, jkk_risk, agency_id, status_codes, work_location"
    ),
    "enrolment_worker": (
        "id, nik, name, birth_date, sex, wage, category, revision, agency_id,"
        " contribution_group_id, guarantor"
    ),
    "enrolment_enrolment": (
        "id, state, listed_on, submitted_on, registered_on, basis, revision, agency_id, worker_id"
    ),
    "enrolment_upload": (
        "id, state, file_name, stored_name, sha256, size, roster_date, mode, on_behalf, summary, counts,"
        " seconds, uploaded_at, applied_at, agency_id, region_id, answers, kind, matching"
    ),
    "contributions_assessment": (
        "id, month, state, due_on, segment, risk, programmes, base_kind, rates, workers, without_base, base,"
        " jkk, jkm, total, paid, settled_on, computed_at, final_at, delay_reason, delay_note, agency_id,"
        " group_id"
    ),
    "contributions_payment": (
        "id, code, paid_on, amount, moved_out, allocated, channel, reference, sp2d_number, note, file_name,"
        " stored_name, sha256, origin, entered_at, void_reason, agency_id, group_id"
    ),
    "contributions_assessmentline": (
        "month, kind, about, base, jkk, jkm, jht_employer, jht_worker, jp_employer, jp_worker, total, note,"
        " agency_id, assessment_id, worker_id"
    ),
}
ALLOCATIONS = """
insert into contributions_allocation (payment_id, assessment_id, group_id, agency_id, month, amount)
select p.id, b.id, b.group_id, b.agency_id, b.month, p.amount
from contributions_assessment b
join contributions_payment p on p.id = lpad(to_hex(b.id), 32, '0')::uuid
"""
# As the month-end job freezes them, without the folding of agencies, which no measure here asks for.
SNAPSHOTS = """
insert into contributions_snapshot (region_id, month, version, reason, taken_at, agencies, with_roster,
    registered_agencies, declared_source, listed, submitted, registered, confirmed, taspen, active, awaiting,
    arrears, unknown, unpaid)
select d.region_id, %(month)s, 1, '', now(), count(*), count(*), count(*), '', sum(d.listed),
       sum(d.submitted), sum(d.registered), sum(d.confirmed), sum(d.taspen), sum(d.active),
       sum(d.awaiting), sum(d.arrears), sum(d.unknown), 0
from contributions_coverageday d
where d.day < %(following)s and d.until >= %(following)s and d.population = 'staff' and d.listed is not null
group by d.region_id
"""


def load(say: Callable[[str], None]) -> list[Office]:
    """The whole nation into the database that `default` and `owner` lead to. Says what each step took."""
    keep_due_dates()
    last = last_due_month(timezone.localdate())
    months = [after(last, n - nation.MONTHS + 1) for n in range(nation.MONTHS)]
    with access.acting(access.SYSTEM):
        regions = list(Region.objects.governments().order_by("code").values_list("pk", "code"))
    offices = nation.offices(regions, FIRST_ID)
    copied = _timed(say, "COPY", lambda: _copy_all(offices, months))
    _timed(say, "figures counted", lambda: _count(offices))
    _timed(say, "snapshots", lambda: _as_owner(lambda owner: _freeze(owner, months)))
    _timed(say, "vacuum analyze", lambda: _as_owner(lambda owner: owner.execute("vacuum analyze")))
    say(f"  rows copied {copied:,}")
    return offices


def _timed(say: Callable[[str], None], what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    found = work()
    say(f"  {what:<28} {time.perf_counter() - started:8.1f} s")
    return found


def _as_owner(work: Callable[[psycopg.Connection], T]) -> T:
    parameters = connections["owner"].get_connection_params()
    name = connection.settings_dict["NAME"]
    with psycopg.connect(**{**parameters, "dbname": name}, autocommit=True) as owner:
        return work(owner)


def _copy_all(offices: list[Office], months: list[dt.date]) -> int:
    there = [o for o in offices if o.region_code.startswith(f"{PROVINCE}.")]
    rows = {
        "agencies_agency": nation.agency_rows(offices),
        "agencies_contributiongroup": nation.group_rows(offices),
        "enrolment_worker": nation.worker_rows(offices),
        "enrolment_enrolment": nation.spell_rows(offices, months[0]),
        "enrolment_upload": nation.upload_rows(offices, months[-1]),
        "contributions_assessment": nation.assessment_rows(offices, months),
        "contributions_payment": nation.payment_rows(offices, months),
        "contributions_assessmentline": nation.line_rows(there, months),
    }

    def copy(owner: psycopg.Connection) -> int:
        with owner.transaction():
            owner.execute("set local session_replication_role = replica")
            copied = sum(_copy(owner, table, found) for table, found in rows.items())
            owner.execute(ALLOCATIONS)
        owner.execute("analyze")
        return copied

    return _as_owner(copy)


def _copy(owner: psycopg.Connection, table: str, rows: Iterable[tuple]) -> int:
    copied = 0
    with owner.cursor() as cursor, cursor.copy(f"copy {table} ({COLUMNS[table]}) from stdin") as copy:
        for copied, row in enumerate(rows, 1):  # noqa: B007
            copy.write_row(row)
    return copied


def _count(offices: list[Office]) -> None:
    """Figures and coverage, some hundred agencies at a time: each batch is a transaction of its own."""
    ids = [o.pk for o in offices]
    for start in range(0, len(ids), BATCH):
        with access.acting(access.SYSTEM):
            recount(ids[start : start + BATCH])


def _freeze(owner: psycopg.Connection, months: list[dt.date]) -> None:
    for month in months:
        owner.execute(SNAPSHOTS, {"month": month, "following": after(month)})

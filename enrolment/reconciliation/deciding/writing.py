"""Writing what decisions change, and putting it back, a statement for all rows of a kind.

The rows come as one JSON array; each update names the agencies, so that row-level security and the planner
see the same few rows.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

WORKER = ("nik", "name", "birth_date", "sex", "wage", "kpj")
SPELL = (
    "state", "listed_on", "submitted_on", "registered_on", "basis", "confirmed_month", "kpj", "ended_on",
    "end_reason",
)  # fmt: skip
_DAYS = ("birth_date", "listed_on", "submitted_on", "registered_on", "confirmed_month", "ended_on")
_TYPES = dict.fromkeys(_DAYS, "date") | {"wage": "numeric"}


def _update(table: str, names: Iterable[str]) -> str:
    kept = list(names)
    sets = ", ".join(f"{name} = x.{name}" for name in kept)
    columns = ", ".join(f"{name} {_TYPES.get(name, 'varchar')}" for name in kept)
    return f"""
    update {table} t set {sets}
    from jsonb_to_recordset(%(rows)s::jsonb) as x(id bigint, {columns})
    where t.id = x.id and t.agency_id = any(%(agencies)s)
    """


_WORKERS, _SPELLS = _update("enrolment_worker", WORKER), _update("enrolment_enrolment", SPELL)

DECIDE = """
update enrolment_difference d
set state = 'decided', decision = %(decision)s, batch_id = x.batch, carried_from_id = null
from jsonb_to_recordset(%(rows)s::jsonb) as x(id bigint, batch uuid)
where d.id = x.id and d.agency_id = any(%(agencies)s)
"""
KEEP_BEFORE = """
update enrolment_difference d set before = x.before
from jsonb_to_recordset(%(rows)s::jsonb) as x(id bigint, before jsonb)
where d.id = x.id and d.agency_id = any(%(agencies)s)
"""
TAKE_BACK = """
update enrolment_difference d
set state = x.state, decision = x.decision, batch_id = null, before = null,
    carried_from_id = (select o.id from enrolment_difference o where o.id = x.carried_from)
from jsonb_to_recordset(%(rows)s::jsonb)
    as x(id bigint, state varchar, decision varchar, carried_from bigint)
where d.id = x.id and d.agency_id = any(%(agencies)s)
"""


def run(statement: str, rows: list[dict[str, Any]], agencies: Iterable[int], **more: Any) -> None:
    """One of the statements above, over these rows; nothing where there are none."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"rows": json.dumps(rows), "agencies": sorted(set(agencies)), **more})


def put_workers(values: Mapping[int, Mapping[str, Any]], agencies: Iterable[int]) -> None:
    """Give workers (by id) these values of all fields of WORKER."""
    run(_WORKERS, [{"id": pk, **plain(found)} for pk, found in values.items()], agencies)


def put_spells(values: Mapping[int, Mapping[str, Any]], agencies: Iterable[int]) -> None:
    """Give spells (by id) these values of all fields of SPELL."""
    run(_SPELLS, [{"id": pk, **plain(found)} for pk, found in values.items()], agencies)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON takes them: ISO days, money as text with two places."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, dt.date) else value if value is None else str(value)


def image(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """A row's fields as JSON takes them."""
    return plain({name: getattr(record, name) for name in names})

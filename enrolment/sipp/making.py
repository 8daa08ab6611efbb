"""Making sheets: who is ready goes into files of at most 10,000 people, a file for each group."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from agencies import access
from agencies.models import Agency
from enrolment.models import OfficialSheet, SheetKind, SheetRow, SheetTemplate
from enrolment.seen import ShownAnew, check
from enrolment.sipp.layout import MOST_ROWS, Column, Layout, current, heading, known_columns
from enrolment.sipp.readiness import Judged, Order, Readiness, readiness
from enrolment.workers.actions import history
from enrolment.workers.sql import lock_rosters

# The two rows of a transfer between NPPs.
COUNTERPART = {SheetKind.LEAVING: SheetKind.CONTINUING, SheetKind.CONTINUING: SheetKind.LEAVING}


class NobodyReady(Exception):
    """Nobody can go into the sheet."""


def template_of(agency: Agency, kind: str) -> SheetTemplate | None:
    """The portal's form that the agency handed in last and still uses, if any."""
    return SheetTemplate.objects.filter(agency=agency, kind=kind, retired_at=None).first()


def columns_of(layout: Layout, template: SheetTemplate | None) -> list[Column]:
    """What is to be filled: the layout's columns, or those of the portal's form that are known to us."""
    if template is None:
        return list(layout.columns)
    known = known_columns(template.kind)
    return [known[name] for name in map(heading, template.columns) if name in known]


def judged(agency: Agency, order: Order) -> Readiness:
    """Who can go, as the form in use asks for it."""
    layout, template = current(order.kind), template_of(agency, order.kind)
    return readiness(agency, order, columns_of(layout, template))


@transaction.atomic
def make(
    *, agency: Agency, order: Order, seen: str | None = None, both_sides: bool = False, by: Any
) -> list[OfficialSheet]:
    """Write down the sheets of everybody who is ready, as one batch.

    With `both_sides`, whoever moves between two NPPs also gets the other row, in a sheet of the other agency
    and of the same month, where the user may submit for it and that row is ready. Raises NobodyReady, and
    ShownAnew when others are ready by now than were `seen`.
    """
    others = _others(judged(agency, order), by) if both_sides else []
    lock_rosters([agency.pk, *(other.pk for other in others)])
    found = judged(agency, order)
    check(seen, found.marks)
    if not found.ready:
        raise NobodyReady
    if both_sides and {other.pk for other in _others(found, by)} != {other.pk for other in others}:
        raise ShownAnew
    batch = uuid.uuid4()
    with history(by, "sheet"):
        made = _written(agency, order, found.ready, batch, 1, by)
        moved = {one.person.nik for one in found.transfers}
        for other in others:
            made += _written_there(agency, other, order, moved, batch, len(made) + 1, by)
    return made


def counterparts(agency: Agency, other: Agency, order: Order, moved: set[str]) -> list[Judged]:
    """The rows that the other agency owes for these people, ready or not."""
    there = judged(other, replace(order, kind=COUNTERPART[SheetKind(order.kind)]))
    return [
        one
        for one in (*there.ready, *there.waiting)
        if one.person.nik in moved and one.person.changes_npp and one.person.other_agency == agency.pk
    ]


def _others(found: Readiness, by: Any) -> list[Agency]:
    """The other agencies of those who move between NPPs, as far as the user may submit for them."""
    wanted = {one.person.other_agency for one in found.transfers}
    return list(access.visible_agencies(by, access.P.SUBMIT).filter(pk__in=wanted)) if wanted else []


def _written_there(
    agency: Agency, other: Agency, order: Order, moved: set[str], batch: uuid.UUID, number: int, by: Any
) -> list[OfficialSheet]:
    rows = [one for one in counterparts(agency, other, order, moved) if not one.causes]
    there = replace(order, kind=COUNTERPART[SheetKind(order.kind)])
    return _written(other, there, rows, batch, number, by) if rows else []


def _written(
    agency: Agency, order: Order, people: Iterable[Judged], batch: uuid.UUID, number: int, by: Any
) -> list[OfficialSheet]:
    layout, template = current(order.kind), template_of(agency, order.kind)
    made = []
    for group, rows in _files(people):
        sheet = OfficialSheet.objects.create(
            agency=agency,
            group_id=group,
            kind=order.kind,
            layout=layout.version,
            template=template,
            batch=batch,
            number=number + len(made),
            month=order.month,
            file_name=template.file_name if template else layout.file,
            rows=len(rows),
            made_by_id=getattr(by, "pk", None),
        )
        SheetRow.objects.bulk_create(_row(sheet, n, one) for n, one in enumerate(rows, start=1))
        made.append(sheet)
    return made


def _files(people: Iterable[Judged]) -> list[tuple[int, Sequence[Judged]]]:
    """Who goes together: by group, at most as many as a file may hold."""
    groups: dict[int, list[Judged]] = {}
    for one in people:
        groups.setdefault(one.person.group, []).append(one)
    return [
        (group, rows[start : start + MOST_ROWS])
        for group, rows in sorted(groups.items())
        for start in range(0, len(rows), MOST_ROWS)
    ]


def _row(sheet: OfficialSheet, ordinal: int, one: Judged) -> SheetRow:
    return SheetRow(
        sheet=sheet,
        agency_id=sheet.agency_id,
        ordinal=ordinal,
        worker_id=one.person.worker,
        enrolment_id=one.person.enrolment,
        values=one.row.values,
    )


def together(sheet: OfficialSheet, by: Any) -> list[OfficialSheet]:
    """The sheets of the same batch that the user may hand in, the given one among them."""
    batch = OfficialSheet.objects.filter(Q(batch=sheet.batch)).exclude(state="withdrawn")
    found = access.restrict_people(batch, by, access.P.SUBMIT).select_related("group", "agency", "template")
    return list(found.order_by("number"))

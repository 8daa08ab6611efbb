"""Reading one of BPJS's lists: its rows kept, its contribution group and month found, or a reason why not."""

import datetime as dt
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from enrolment.models import ListKind, ListState, ParticipantList
from enrolment.reconciliation.lists import placing, profiles, sql
from enrolment.reconciliation.lists.houses import GONE, House, house_of
from enrolment.rosters import storage
from enrolment.spreadsheets.lists.fields import LIST_COLUMNS
from enrolment.spreadsheets.lists.reader import read_list
from enrolment.spreadsheets.refusals import Unreadable

MATCHABLE = ("no_list_header",)
"""Refusals that people can mend by matching the columns."""
logger = logging.getLogger(__name__)


def read(*, found: ParticipantList, by: Any, limits: Any = None, again: bool = False) -> ParticipantList:
    """Read a received list. The outcome is its state: READY; UNPLACED, where somebody is asked for its group
    or month; UNMATCHED, for its columns; REFUSED with a code and parameters for a sentence.

    Whatever the reader does, no other list is touched, and of a list that is refused nothing is kept. With
    `again` somebody tries once more after an error of ours: it is raised.
    """
    try:
        with transaction.atomic():
            _read_somehow(found, limits)
    except Unreadable as refusal:
        put_aside(found, refusal)
    except Exception:
        if again:
            raise
        logger.exception("list %s could not be read", found.pk)
        put_aside(found, Unreadable("reading_failed"))
    return found


def _read_somehow(found: ParticipantList, limits: Any) -> None:
    """By its own words; where those are not understood, as an earlier list with the same headings was."""
    try:
        with transaction.atomic():
            read_as_is(found, limits)
    except Unreadable as refusal:
        if refusal.code not in MATCHABLE:
            raise
        matching = profiles.remembered(found, house_of(found))
        if matching is None:
            raise
        found.matching = matching
        read_as_is(found, limits)


def read_as_is(found: ParticipantList, limits: Any = None) -> None:
    """Read a list as it is matched, or by its words, and keep it. Raises Unreadable."""
    with read_list(storage.path_of(found), limits, matching=profiles.given(found)) as reading:
        try:
            content = _stage(reading)
        except Unreadable:
            _take_printed(found, reading.summary.get("header", {}))  # of a refused file: whose it is
            raise
        summary = reading.summary
    _take_header(found, summary)
    found.summary["content"] = content
    house = house_of(found)
    settle(found, house, placing.place(found, house))
    _keep_rows(found)
    found.save()


def _stage(reading: Any) -> str:
    """The rows into a table of this transaction; what marks their content."""
    with connection.cursor() as cursor:
        cursor.execute(sql.CREATE_STAGING)
        with cursor.copy(sql.copy_staging(LIST_COLUMNS)) as copy:
            for chunk in reading:
                copy.write(chunk)
        cursor.execute(sql.CONTENT)
        (content,) = cursor.fetchone()
    return content


def _keep_rows(found: ParticipantList) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.KEEP_ROWS, {"list": found.pk, "agency": found.agency_id})
        cursor.execute(sql.DROP_STAGING)


def _take_header(found: ParticipantList, summary: dict[str, Any]) -> None:
    """What the file says of itself. Raises Unreadable where its month is another one than was asked for."""
    found.kind = ListKind(summary["kind"])
    _take_printed(found, summary["header"])
    printed = _month(summary["header"].get("month"))
    if printed and found.month and printed != found.month:
        raise Unreadable("other_month", {"printed": str(printed), "asked": str(found.month)})
    found.month = printed or found.month
    if found.month and found.month > timezone.localdate():
        raise Unreadable("future_month", {"printed": str(found.month)})
    found.counts, found.totals = summary["counts"], summary["totals"]
    found.summary = {key: summary.get(key) for key in ("sheets", "columns", "skipped", "seconds")}


def _take_printed(found: ParticipantList, header: Mapping[str, Any]) -> None:
    found.npp = (header.get("npp") or "")[:20]
    found.company, found.unit = (header.get("company") or "")[:300], (header.get("unit") or "")[:300]
    found.period = (header.get("period") or "")[:60]


def _month(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None


def settle(found: ParticipantList, house: House, place: placing.Place) -> None:
    """Give a list its group, or note what is asked. Raises Unreadable for a list that is here already."""
    asked = place.asked or ("" if found.month else placing.NO_MONTH)
    if place.group is not None:
        found.group = place.group
        if house.is_branch:
            found.agency_id = place.group.agency_id
    if asked:
        likely = [place.group.pk] if place.group else list(place.likely)
        found.state = ListState.UNPLACED
        found.refusal = {"code": asked, "params": {"npp": found.npp}, "likely": likely}
        return
    _refuse_same_rows(found)
    found.state, found.refusal = ListState.READY, None


def _refuse_same_rows(found: ParticipantList) -> None:
    same = ParticipantList.objects.filter(
        group=found.group, month=found.month, kind=found.kind, summary__content=found.summary["content"]
    )
    earlier = same.exclude(pk=found.pk).exclude(state__in=GONE).order_by("uploaded_at").first()
    if earlier:
        raise Unreadable("same_rows", told_of(earlier))


def told_of(earlier: ParticipantList) -> dict[str, object]:
    """What a sentence says of the list that was here first; a batch's own lists have no day yet."""
    day = timezone.localdate(earlier.uploaded_at) if earlier.uploaded_at else timezone.localdate()
    return {"file": str(earlier), "day": day.isoformat(), "list": str(earlier.pk)}


def put_aside(found: ParticipantList, refusal: Unreadable) -> None:
    """Keep the file where its columns can be matched by hand; else only the record and the reason."""
    header = {name: getattr(found, name) for name in ("npp", "company", "unit", "period", "kind")}
    found.refresh_from_db()  # as it was: what a refused file says of itself is shown and no more
    for name, printed in header.items():
        setattr(found, name, printed)
    found.refusal = {"code": refusal.code, "params": refusal.params}
    found.state = ListState.UNMATCHED if refusal.code in MATCHABLE else ListState.REFUSED
    if found.state == ListState.REFUSED:
        transaction.on_commit(partial(storage.drop_named, found.stored_name))
        found.stored_name = ""
    found.save()

"""Reading a list of payments: its rows kept and laid beside what is known, or a reason why not."""

import functools
import logging
from typing import Any

from django.db import connection, transaction

from contributions.models import ListState, PaymentList
from contributions.payments.lists import kinds, placing, profiles, sql
from contributions.payments.lists.files import path_of
from contributions.payments.lists.houses import house_of
from enrolment.rosters import storage
from enrolment.spreadsheets.payments.fields import PAYMENT_COLUMNS
from enrolment.spreadsheets.payments.reader import read_payments
from enrolment.spreadsheets.refusals import Unreadable

MATCHABLE = ("no_payment_header", "no_payment_rows")
"""Refusals that people can mend by matching the columns."""
logger = logging.getLogger(__name__)


def read(*, found: PaymentList, by: Any, limits: Any = None, again: bool = False) -> PaymentList:
    """Read a received list. The outcome is its state: READY; UNMATCHED, where somebody is asked for its
    columns; REFUSED with a code and parameters for a sentence. With `again` somebody tries once more after an
    error of ours: it is raised."""
    try:
        with transaction.atomic():
            _read_somehow(found, limits)
    except Unreadable as refusal:
        put_aside(found, refusal)
    except Exception:
        if again:
            raise
        logger.exception("payment list %s could not be read", found.pk)
        put_aside(found, Unreadable("reading_failed"))
    return found


def _read_somehow(found: PaymentList, limits: Any) -> None:
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
        found.matching |= matching
        read_as_is(found, limits)


def read_as_is(found: PaymentList, limits: Any = None) -> None:
    """Read a list as it is matched, or by its words, and keep it. Raises Unreadable."""
    house = house_of(found)
    with read_payments(path_of(found), limits, matching=profiles.given(found, house)) as reading:
        with connection.cursor() as cursor:
            cursor.execute(sql.CREATE_STAGING)
            with cursor.copy(sql.copy_staging(PAYMENT_COLUMNS)) as copy:
                for chunk in reading:
                    copy.write(chunk)
        found.summary = reading.summary
    with connection.cursor() as cursor:
        cursor.execute(sql.KEEP_ROWS, {"list": found.pk, "agency": found.agency_id})
        cursor.execute(sql.DROP_STAGING)
        cursor.execute(sql.TWICE, {"list": found.pk})
    placing.place(found, house)
    found.state, found.refusal = ListState.READY, None
    found.counts = kinds.kept(found)
    found.save()


def put_aside(found: PaymentList, refusal: Unreadable) -> None:
    """Keep the file where its columns can be matched by hand; else only the record and the reason."""
    found.refresh_from_db()
    found.refusal = {"code": refusal.code, "params": refusal.params}
    found.state = ListState.UNMATCHED if refusal.code in MATCHABLE else ListState.REFUSED
    if found.state == ListState.REFUSED:
        transaction.on_commit(functools.partial(storage.drop_named, found.stored_name))
        found.stored_name = ""
    found.save()

"""Two who touch one agency at once: what is kept in the end is what both have done."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from agencies import access
from agencies.models import Agency
from contributions.coverage.kept import make_fresh
from contributions.models import CoverageDay
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.coverage.stories import enrol
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory

pytestmark = pytest.mark.usefixtures("committed")
DAY = dt.date(2020, 3, 20)
SINCE = dt.date(2020, 2, 3)


@pytest.fixture
def agency(committed) -> Agency:
    """One registered person, whose February nobody has paid."""
    with access.acting(access.SYSTEM):
        made = AgencyFactory()
        money.terms(made)
        money.workers(made, 1, since=SINCE)
        recount([made.pk])
        money.assessed(made)
    return made


def kept(agency: Agency) -> CoverageDay:
    with access.acting(access.SYSTEM):
        return CoverageDay.objects.on(DAY).get(agency=agency)


def test_whoever_counts_later_counts_what_the_other_has_done(agency):
    assert kept(agency).arrears == 1
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            money.workers(agency, 2, since=SINCE)
            recount([agency.pk])
            make_fresh()  # holds the agency from here on
            other = elsewhere(pool, lambda: money.pay(agency, "16200", dt.date(2020, 3, 10)))
            wait_until_somebody_waits()
        other.result()

    row = kept(agency)

    assert (row.registered, row.active, row.arrears) == (3, 3, 0)


def test_what_a_savepoint_takes_back_is_not_kept(agency):
    with access.acting(access.SYSTEM):
        with transaction.atomic():
            enrol(agency, 5, registered_on=SINCE, listed_on=SINCE)
            make_fresh()
            transaction.set_rollback(True)
        enrol(agency, 1, registered_on=SINCE, listed_on=SINCE)

    assert kept(agency).registered == 2


def test_a_count_that_a_savepoint_took_back_is_made_at_the_end(agency):
    with access.acting(access.SYSTEM):
        enrol(agency, 1, registered_on=SINCE, listed_on=SINCE)
        with transaction.atomic():
            make_fresh()
            transaction.set_rollback(True)

    assert kept(agency).registered == 2


def test_nothing_stays_marked(agency):
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        enrol(agency, 1, registered_on=SINCE, listed_on=SINCE)
        cursor.execute("select coverage_mark(%s)", [[agency.pk]])
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        cursor.execute("select coverage_waiting()")
        assert cursor.fetchone() == ([],)

"""Computing, setting terms, correcting and making final take the same locks in the same order."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agencies import access
from agencies.models import Agency
from contributions.billing.assessing import finalise
from contributions.billing.corrections import drop
from contributions.models import Assessment, BaseKind, GroupTerms
from contributions.payments.held import held
from contributions.terms.actions import set_terms
from enrolment.models import AgencyMonth
from enrolment.workers.sql import lock_rosters
from tests.contributions.billing.money import FEB, MAR, assessed, group_of, terms, workers
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def agency(committed) -> Agency:
    """February is a draft."""
    with access.acting(access.SYSTEM):
        made = AgencyFactory()
        terms(made)
        workers(made)
        assessed(made)
    return made


def new_terms(agency: Agency) -> GroupTerms:
    period = GroupTerms._meta.get_field("period").range_type(MAR, None)
    return GroupTerms(
        group=group_of(agency), agency=agency, period=period, base_kind=BaseKind.AGREED,
        amount=Decimal(2_000_000), document_text="PKS 2/2020", from_apbd=100,
    )  # fmt: skip


def pays_meanwhile(agency: Agency, act) -> None:
    """Somebody holds the list and is about to hold the books when the other action begins."""
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            lock_rosters([agency.pk])
            other = elsewhere(pool, act)
            wait_until_somebody_waits()
            with held([group_of(agency).pk]):
                Assessment.objects.filter(month=FEB).update(delay_note="x")
        other.result()


def test_setting_terms_and_paying_wait_for_each_other(agency):
    pays_meanwhile(agency, lambda: set_terms(terms=[new_terms(agency)], by=None))
    with access.acting(access.SYSTEM):
        assert GroupTerms.objects.count() == 2


def test_correcting_and_paying_wait_for_each_other(agency):
    with access.acting(access.SYSTEM):
        draft = Assessment.objects.get()
    pays_meanwhile(agency, lambda: drop(draft=draft, by=None))


def test_a_month_that_is_being_closed_is_not_made_final(agency):
    with access.acting(access.SYSTEM):
        draft = Assessment.objects.get()
        Assessment.objects.update(billed=0)
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            lock_rosters([agency.pk])
            other = elsewhere(pool, lambda: finalise(assessment=draft, by=access.SYSTEM))
            wait_until_somebody_waits()
            closed = dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
            AgencyMonth.objects.create(agency=agency, month=FEB, closed_at=closed)
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "closed"

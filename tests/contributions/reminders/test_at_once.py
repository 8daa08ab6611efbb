"""Two tabs that make the same letters at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from agencies import access
from contributions.models import Reminder
from contributions.reminders import actions
from contributions.reminders.choosing import choice_of
from contributions.reminders.earlier import made_already
from tests.contributions.reminders.letters import DAY, SIGNER
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.usefixtures("committed")


def test_the_second_of_two_tabs_at_once_makes_none_again(committed):
    with access.acting(access.SYSTEM):
        region = AgencyFactory().region
        by = member("city_manager", region=region)
        units = choice_of(region, DAY).units

    def made() -> Reminder:
        values = {"kind": "other", "language": "id", "as_of": DAY, "signer": SIGNER, "subject": "Hal"}
        values["body"] = "Mohon dibaca."
        already = made_already(region=region, values=values, units=[one.pk for one in units], by=by)
        return already or actions.make_reminder(region=region, values=values, units=units, by=by)

    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            first = made()
            second = elsewhere(pool, made)
            wait_until_somebody_waits()
        assert second.result() == first

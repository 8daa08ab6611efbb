"""Two lists that tell of the same money at the same time: it is entered once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from agencies import access
from contributions.models import Payment
from contributions.payments.lists import saving
from enrolment.seen import ShownAnew
from tests.contributions.payments.lists.conftest import row
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory

pytestmark = pytest.mark.usefixtures("committed")


def test_what_another_list_is_entering_just_now_is_not_entered_twice(hand_in):
    with access.acting(access.SYSTEM):
        agency = AgencyFactory()
        first, second = (
            hand_in(agency, row("7000001", payer="BPJS", bank=bank)) for bank in ("BJB", "Bank BJB")
        )
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            seen = saving.seen_of(second)
            saving.save(found=first, seen=saving.seen_of(first), by=access.SYSTEM)
            other = elsewhere(pool, lambda: saving.save(found=second, seen=seen, by=access.SYSTEM))
            wait_until_somebody_waits()
        with pytest.raises(ShownAnew):
            other.result()
    with access.acting(access.SYSTEM):
        assert Payment.objects.count() == 1

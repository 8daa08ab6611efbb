"""A reminder with one letter behind the numbers in addresses, with words that look like formulas."""

import datetime as dt
from typing import Any

from agencies.models import Agency
from contributions.models import Reminder


def reminder_objects(agency: Agency) -> dict[str, dict[str, Any]]:
    """Sent, so that the agency has it too."""
    reminder = Reminder.objects.create(
        region=agency.region, kind="other", subject="=1+1", body="=1+1", as_of=dt.date(2020, 2, 26)
    )
    letter = reminder.letters.create(
        region=agency.region,
        agency=agency,
        figures={"name": "=1+1", "to": "=1+1"},
        sent_on=dt.date(2020, 2, 27),
        sent_via="letter",
        number="=1+1",
    )
    return {
        "region_reminder": {"pk": reminder.pk, "letter": letter.pk},
        "agency_letter": {"pk": letter.pk},
    }

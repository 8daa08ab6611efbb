"""When the jobs of the night begin, told in Jakarta's time."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django import app

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize("name", ["keep_contributions", "freeze_months"])
def test_what_is_done_every_night_is_done_at_night(name):
    """Cron is told in UTC: at 01.40 there, offices in Jakarta have begun to work."""
    (job,) = [one for (task, _), one in app.periodic_registry.periodic_tasks.items() if task == name]
    day = dt.datetime(2026, 11, 30, 12, tzinfo=JAKARTA)

    begins = dt.datetime.fromtimestamp(job.croniter.get_next(float, day.timestamp()), JAKARTA)

    assert begins.date() == dt.date(2026, 12, 1) and 1 <= begins.hour < 4


def test_months_are_frozen_after_they_were_computed():
    tasks = {task: one.cron.split() for (task, _), one in app.periodic_registry.periodic_tasks.items()}
    computed, frozen = tasks["keep_contributions"], tasks["freeze_months"]
    assert (int(computed[1]), int(computed[0])) < (int(frozen[1]), int(frozen[0]))

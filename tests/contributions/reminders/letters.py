"""Reminders for tests."""

import datetime as dt

from agencies import access
from contributions.models import Reminder
from contributions.reminders import actions
from contributions.reminders.choosing import choice_of

URL = "/regions/36.73/reminders/new/"
DAY = dt.date(2020, 2, 26)
SIGNER = {"office": "Dinas Tenaga Kerja", "place": "Serang", "title": "Kepala Dinas", "name": "Budi, S.H."}


def reminded(region, *agencies, kind="uncovered", language="id", day=DAY, **more) -> Reminder:
    """A reminder to these agencies, with their figures of the day."""
    wanted = {agency.pk for agency in agencies}
    units = [unit for unit in choice_of(region, day).units if unit.pk in wanted]
    values = {"kind": kind, "language": language, "as_of": day, "signer": SIGNER}
    values |= {"subject": "Pendaftaran pegawai", "body": "Mohon segera didaftarkan."} | more
    return actions.make_reminder(region=region, values=values, units=units, by=access.SYSTEM)


def sent(region, *agencies, **more) -> Reminder:
    """The same, with all its letters gone out."""
    reminder = reminded(region, *agencies, **more)
    pks = list(reminder.letters.values_list("pk", flat=True))
    actions.mark_sent(reminder=reminder, letters=pks, via="letter", on=DAY, by=access.SYSTEM)
    return reminder


def words(*agencies, **more) -> dict:
    """What the page of a new reminder sends."""
    typed = {"about": "uncovered", "language": "id", "subject": "Pendaftaran", "body": "Mohon didaftarkan."}
    return typed | {"agency": [agency.pk for agency in agencies], "place": "Serang"} | more

"""Arranging people on lists, and counting their figures, for the tests of coverage."""

import datetime as dt

from enrolment.figures import recount
from tests.factories import WorkerFactory

LISTED = dt.date(2020, 1, 10)
REGISTERED = dt.date(2020, 2, 10)


def enrol(agency, count, *, registered_on=None, listed_on=LISTED, category="honorer", **enrolment):
    """Put people on an agency's list, registered from a day if one is given, and count its figures."""
    spell = {"listed_on": listed_on, **enrolment}
    if registered_on:
        spell |= {"state": "registered", "registered_on": registered_on, "basis": "stated"} | enrolment
    workers = [WorkerFactory(agency=agency, category=category, _enrolment=spell) for _ in range(count)]
    recount([agency.pk])
    return workers

"""What nobody could count is a dash on the pages of frozen months, never a zero."""

import csv
import datetime as dt
import io
import re

import pytest

from contributions.snapshots.comparing import paired
from contributions.snapshots.differences import sums_between
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.snapshots.scene import freeze, open_as
from tests.factories import AgencyFactory

__all__ = ["open_as"]
pytestmark = pytest.mark.django_db
HOME = "/regions/36.73/month-ends/"
MARCH = dt.date(2020, 3, 1)


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_without_any_list_nothing_stayed_the_same(open_as, serang, dishub, city_manager):
    AgencyFactory(code="36.73/aaa", region=serang)
    enrol(dishub, 3, registered_on=REGISTERED)
    first, last = freeze(serang), freeze(serang, MARCH)

    known, silent = paired(first, last)  # who has a list stands before who has none

    assert (known.agency, known.registered, known.listed) == (dishub, 0, 0)
    assert (silent.registered, silent.listed, silent.active) == (None, None, None)
    body = _text(open_as(city_manager, f"{HOME}compare/?show=same").partition('id="agencies"')[2])
    assert "Dinas Perhubungan" in body and "1–1 of 1 agencies" in body
    rows = list(csv.reader(io.StringIO(open_as(city_manager, f"{HOME}compare/export.csv")), delimiter=";"))
    assert {row[0].lstrip("\ufeff"): row[5] for row in rows[1:]} == {"36.73/dishub": "0", "36.73/aaa": ""}


def test_nothing_is_owed_only_where_contributions_were_kept(open_as, serang, dishub, city_manager):
    enrol(dishub, 3, registered_on=REGISTERED)
    freeze(serang)
    for address in (HOME, f"{HOME}2020-02/", "/agencies/36.73/dishub/month-ends/"):
        assert "Rp\xa00" not in open_as(city_manager, address)
    head, row = csv.reader(io.StringIO(open_as(city_manager, f"{HOME}export.csv")), delimiter=";")
    assert row[head.index("Unpaid (Rp)")] == ""


def test_who_became_known_to_be_active_is_no_increase(serang, dishub):
    enrol(dishub, 3, registered_on=REGISTERED)
    first, last = freeze(serang), freeze(serang, MARCH)
    last.unknown, last.active = 0, 3  # as it is frozen once contributions are kept

    active = next(one for one in sums_between(first, last) if one.column == "active")

    assert (active.before, active.after, active.by) == ("–", "3", "")

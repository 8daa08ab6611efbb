"""Programmes of a contribution group by month: changed from a month on, earlier months untouched."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies.groups.programmes import programmes_on, set_programmes
from agencies.models.groups import GroupProgrammes

pytestmark = pytest.mark.django_db
JANUARY, JUNE, DECEMBER = dt.date(2025, 1, 1), dt.date(2025, 6, 1), dt.date(2025, 12, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def group(dishub):
    return dishub.owned_groups.get()


def change(group, *programmes, since=JUNE):
    return set_programmes(group=group, programmes=set(programmes), since=since, by=None)


def periods(group):
    return [
        (one.programmes, one.period.lower, one.period.upper)
        for one in GroupProgrammes.objects.filter(group=group)
    ]


def test_a_group_has_jkk_and_jkm_from_its_first_day(group):
    assert programmes_on(group, JANUARY) == ("JKK", "JKM")


def test_a_programme_begins_with_its_month(group):
    change(group, "JHT", since=dt.date(2025, 6, 17))
    assert programmes_on(group, JUNE - DAY) == ("JKK", "JKM")
    assert programmes_on(group, JUNE) == ("JKK", "JKM", "JHT")


def test_a_programme_ends_and_earlier_months_keep_it(group):
    change(group, "JHT", "JP")
    change(group, since=DECEMBER)
    assert programmes_on(group, DECEMBER - DAY) == ("JKK", "JKM", "JHT", "JP")
    assert programmes_on(group, DECEMBER) == ("JKK", "JKM")
    assert periods(group) == [(["JKK", "JKM", "JHT", "JP"], JUNE, DECEMBER)]


def test_what_was_said_of_later_months_is_replaced(group):
    change(group, "JHT", since=DECEMBER)
    change(group, "JP", since=JUNE)
    assert periods(group) == [(["JKK", "JKM", "JP"], JUNE, None)]


def test_the_same_again_changes_nothing(group):
    change(group, "JHT", since=JANUARY)
    change(group, "JHT", since=JUNE)
    assert periods(group) == [(["JKK", "JKM", "JHT"], JANUARY, None)]


def test_a_set_that_ended_goes_on_when_said_again_before_its_end(group):
    change(group, "JHT", since=JANUARY)
    change(group, since=DECEMBER)
    change(group, "JHT", since=JUNE)
    assert periods(group) == [(["JKK", "JKM", "JHT"], JANUARY, None)]


def test_two_sets_never_share_a_day(group, dishub):
    change(group, "JHT")
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupProgrammes.objects.create(
            group=group,
            agency=dishub,
            programmes=["JKK", "JKM"],
            period=DateRange(DECEMBER, None),
        )


def test_no_set_is_without_jkk_and_jkm(group, dishub):
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupProgrammes.objects.create(
            group=group, agency=dishub, programmes=["JHT"], period=DateRange(JUNE, None)
        )


def test_days_are_checked_within_one_group_before_saving(group, dlh):
    change(group, "JHT")
    same = {"agency": group.agency, "programmes": ["JKK", "JKM"], "period": DateRange(JUNE, None)}

    GroupProgrammes(group=dlh.owned_groups.get(), **same).full_clean()
    with pytest.raises(ValidationError):
        GroupProgrammes(group=group, **same).full_clean()

"""What the query string asks for: nonsense there asks for nothing and never fails."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from contributions.coverage.filters import asked_day, filtered
from tests.contributions.coverage.test_denominators import stated
from tests.contributions.coverage.test_funnel import agency, people

TODAY = timezone.localdate()


def get(**query):
    return RequestFactory().get("/", query)


def test_day_is_taken_as_asked():
    asked = asked_day(get(as_of="2020-02-26"))
    assert (asked.day, asked.refused, asked.is_today) == (dt.date(2020, 2, 26), "", False)


@pytest.mark.parametrize(
    "text", ["26/02/2020", "x", "2020-02-30", "0001-01-01", "9999-12-31", "２０２０-01-01x"]
)
def test_unreadable_day_is_refused_and_stands_for_today(text):
    asked = asked_day(get(as_of=text))
    assert (asked.day, asked.refused) == (TODAY, text)


def test_day_to_come_is_refused():
    tomorrow = TODAY + dt.timedelta(days=1)
    asked = asked_day(get(as_of=tomorrow.isoformat()))
    assert (asked.day, asked.refused) == (TODAY, tomorrow.isoformat())


def test_days_offered_are_today_month_ends_and_days_of_change_newest_first():
    change = dt.date(2020, 2, 20)
    choices = asked_day(get(), [change, TODAY]).choices
    assert choices[0] == TODAY
    assert choices[-1] == change
    assert list(choices) == sorted(set(choices), reverse=True)
    assert all((day + dt.timedelta(days=1)).day == 1 for day in choices[1:-1])


def test_other_parameters_stay_when_another_day_is_chosen():
    assert asked_day(get(kind="dinas", sort="name", page="3", evil="1")).kept == (
        ("kind", "dinas"),
        ("sort", "name"),
    )


AGENCIES = (
    agency(1, people(8, 8)),
    agency(2, people(8, 3), kind="kecamatan"),
    agency(3, declared=stated(1, 0)),
    agency(4),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"show": "listed"}, [1, 2]),
        ({"show": "registered", "kind": "kecamatan"}, [2]),
        ({"show": "gap"}, [2]),
        ({"show": "silent"}, [3, 4]),
        ({"show": "nil"}, [3]),
        ({"q": "dinas 4"}, [4]),
        ({"q": "36.73/OPD-1"}, [1]),
        ({"show": "nonsense", "kind": "nonsense", "region": "nonsense"}, [1, 2, 3, 4]),
    ],
)
def test_agencies_are_cut_to_what_is_asked(query, found):
    assert [one.office.pk for one in filtered(get(**query), AGENCIES).agencies] == found


def test_kinds_nobody_has_are_not_offered():
    offered = [key for key, _label in filtered(get(), AGENCIES).form.fields["kind"].choices]
    assert offered == ["", "dinas", "kecamatan"]

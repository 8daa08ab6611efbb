"""Weekdays as printed beside the day that is meant."""

import datetime as dt

import pytest

from agencies.records.weekdays import wrong_weekday


@pytest.mark.parametrize(
    ("printed", "day", "wrong"),
    [
        ("Selasa (25/4/2022)", dt.date(2022, 4, 25), "Selasa"),
        ("Rabu (26/7)", dt.date(2022, 7, 26), "Rabu"),
        ("Rabu (26/2/2020)", dt.date(2020, 2, 26), ""),
        ("Selasa (16/2)", dt.date(2021, 2, 16), ""),
        ("Jum'at, 1 Mei 2020", dt.date(2020, 5, 1), ""),
        ("Friday, 1 May 2020", dt.date(2020, 5, 1), ""),
        ("2017", dt.date(2017, 1, 1), ""),
        ("", dt.date(2017, 1, 1), ""),
    ],
)
def test_wrong_weekday_is_found(printed, day, wrong):
    assert wrong_weekday(printed, day) == wrong

"""Dates, and places with dates: in every spelling, or an error."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.spreadsheets.dates import Dates

AS_OF = datetime.date(2026, 9, 30)
DATES = Dates(AS_OF)
DAY = "1985-03-12"


@pytest.mark.parametrize(
    "cell",
    [
        datetime.date(1985, 3, 12),
        datetime.datetime(1985, 3, 12, 0, 0),
        31118.0,
        12031985.0,
        "12/03/1985",
        "12-3-1985",
        "12.03.1985",
        "12 03 1985",
        "12031985",
        "12 - 03 - 1985",
        "12-03-85",
        "12/3/85",
        "120385",
        "1985-03-12",
        "1985-03-12 00:00:00",
        "1985-03-12T00:00:00",
        "12 Maret 1985",
        "12 MARET 1985",
        "12 Mar 1985",
        "12-Mar-85",
        "12Maret1985",
        "'12-03-1985",
        "12\u00a0Maret\u00a01985",
    ],
)
def test_birth_date_is_read_in_every_spelling(cell):
    assert DATES.birth(cell) == (DAY, None)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(
            (name, n)
            for n, names in enumerate(
                (
                    ("Januari", "Djanuari", "Jan"),
                    ("Februari", "Pebruari", "Feb", "Peb"),
                    ("Maret", "Mar"),
                    ("April", "Apr"),
                    ("Mei",),
                    ("Juni", "Djuni", "Jun"),
                    ("Juli", "Djuli", "Jul"),
                    ("Agustus", "Agust", "Ags", "Agt"),
                    ("September", "Sept", "Sep"),
                    ("Oktober", "Okt"),
                    ("November", "Nopember", "Nop", "Nov"),
                    ("Desember", "Des"),
                ),
                1,
            )
            for name in names
        ),
    ],
)
def test_month_names_old_and_short(text, month):
    assert DATES.birth(f"5 {text} 1980") == (f"1980-{month:02}-05", None)


@pytest.mark.parametrize(
    "cell",
    [
        "31-04-1985",
        "29-02-1985",
        "03/25/1985",
        "1985",
        1985.0,
        40.0,
        "Maret 1985",
        "12 Marzo 1985",
        "12-03",
        "12/03/185",
        "12-03-1885",
        "12-03-2031",
        "00-00-0000",
        "tidak tahu",
        "12-03-1985 / 13-03-1985",
        -5.0,
        float("inf"),
        True,
        datetime.time(1, 2),
        datetime.date(2030, 1, 1),
    ],
)
def test_birth_date_that_is_not_understood_is_an_error(cell):
    assert DATES.birth(cell) == (None, "birth_date_invalid")


@pytest.mark.parametrize("cell", ["", "-", None, " "])
def test_absent_birth_date_is_nothing(cell):
    assert DATES.birth("" if cell is None else cell) == (None, None)


@pytest.mark.parametrize(
    ("text", "year"), [("01-01-51", 1951), ("01-01-99", 1999), ("01-01-05", 2005), ("30-09-11", 2011)]
)
def test_two_digit_years_by_age(text, year):
    assert DATES.birth(text)[0][:4] == str(year)


@pytest.mark.parametrize("text", ["01-01-13", "01-10-11", "01-01-50"])
def test_two_digit_year_of_nobody_aged_15_to_75_is_an_error(text):
    assert DATES.birth(text) == (None, "birth_date_invalid")


@given(st.dates(datetime.date(1952, 1, 1), datetime.date(2010, 1, 1)), st.sampled_from("/-. "), st.booleans())
def test_dates_survive_being_written(day, mark, short):
    text = f"{day.day}{mark}{day.month:02}{mark}{f'{day:%y}' if short else day.year}"
    assert DATES.birth(text) == (day.isoformat(), None)
    assert DATES.birth((day - datetime.date(1899, 12, 30)).days) == (day.isoformat(), None)
    mac = Dates(AS_OF, mac=True)
    assert mac.birth(float((day - datetime.date(1904, 1, 1)).days)) == (day.isoformat(), None)


@pytest.mark.parametrize(
    ("cell", "start"), [("02-01-19", "2019-01-02"), ("1-3-98", "1998-03-01"), ("2 Jan 2006", "2006-01-02")]
)
def test_start_dates(cell, start):
    assert DATES.start(cell) == (start, None)


@pytest.mark.parametrize("cell", ["2019", "sejak lama", 2019.0, "31-06-2019"])
def test_start_date_that_is_not_understood_is_left_out(cell):
    assert DATES.start(cell) == (None, "start_date_invalid")


@pytest.mark.parametrize(
    ("cell", "place", "day"),
    [
        ("Serang, 12 Maret 1985", "Serang", DAY),
        ("Serang. 12-03-1985", "Serang", DAY),
        ("Serang.12-03-1985", "Serang", DAY),
        ("Serang 12/03/1985", "Serang", DAY),
        ("Serang/12-03-1985", "Serang", DAY),
        ("Serang,12031985", "Serang", DAY),
        ("KAB. SERANG , 12-3-85", "KAB. SERANG", DAY),
        ("D.I. Yogyakarta, 1985-03-12", "D.I. Yogyakarta", DAY),
        ("Serang\n12 Maret 1985", "Serang", DAY),
        ("Serang - 12 Mar 1985", "Serang", DAY),
        ("12-03-1985", None, DAY),
        ("Serang", "Serang", None),
        ("Serang, -", "Serang", None),
        ("12-03-1985, Serang", "Serang", DAY),
        (datetime.date(1985, 3, 12), None, DAY),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_place_and_date_in_one_cell(cell, place, day):
    assert DATES.place_and_birth(cell) == (place, day, None)


@pytest.mark.parametrize(
    "cell", ["Serang, 31-04-1985", "Serang, 1985", "Serang, 12 Maret", "Serang 03/25/1985"]
)
def test_place_is_kept_when_the_date_is_not_understood(cell):
    assert DATES.place_and_birth(cell) == ("Serang", None, "birth_date_invalid")


@pytest.mark.parametrize(
    "between", [", tgl ", ", Tgl. ", " tanggal ", " , Tanggal ", "_", "|", "\\", ": ", "/", ". ", " - ", "; "]
)
def test_whatever_stands_between_place_and_date_is_no_part_of_the_place(between):
    assert DATES.place_and_birth(f"Lebak{between}12-03-1985") == ("Lebak", "1985-03-12", None)
    assert DATES.place_and_birth(f"(Lebak{between}12 Maret 1985.)") == ("Lebak", "1985-03-12", None)


@pytest.mark.parametrize("cell", ["12/03/'85", "12 Maret '85", "12-03-1985."])
def test_apostrophe_before_the_year_and_full_stop_do_no_harm(cell):
    assert DATES.birth(cell) == ("1985-03-12", None)

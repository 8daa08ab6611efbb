"""Single cells: every row of design.md's table "What reading decides"."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.spreadsheets.contacts import read_email, read_kpj, read_phone, read_sex, read_ticks
from enrolment.spreadsheets.dates import Dates
from enrolment.spreadsheets.money import read_wage
from enrolment.spreadsheets.nik import read_nik
from enrolment.spreadsheets.texts import read_text

AS_OF = datetime.date(2026, 9, 30)
DATES = Dates(AS_OF)
NIK = "3673010107709012"


@pytest.mark.parametrize(
    "cell",
    [
        NIK,
        f"'{NIK}",
        f"’{NIK}",
        f" {NIK}\n",
        f"\u00a0{NIK}\u00a0",
        "3673 0101 0770 9012",
        "3673.0101.0770.9012",
        "36-73-01-010770-9012",
        "367301–010770–9012",
        f"NIK : {NIK}",
        f"NIK. {NIK}",
        f"nik:{NIK}",
        f"N I K = {NIK}",
        f"No. KTP: {NIK}",
        f"KTP {NIK}",
        f"{NIK}.0",
        f"\u202a{NIK}\u202c",
        float(NIK),
        int(NIK),
    ],
)
def test_nik_is_read_in_every_spelling(cell):
    assert read_nik(cell) == (NIK, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "nik_missing"),
        (None, "nik_missing"),
        ("  ", "nik_missing"),
        ("-", "nik_missing"),
        ("–", "nik_missing"),
        ("'", "nik_missing"),
        (0.0, "nik_missing"),
        ("367301010770901", "nik_length"),
        ("36730101077090121", "nik_length"),
        ("367301010770901.0", "nik_length"),
        ("36730101077090.00", "nik_length"),
        ("3673010107709O12", "nik_length"),
        ("belum ada", "nik_length"),
        ("3673010107709012 / 3673010107709013", "nik_length"),
        ("٣٦٧٣٠١٠١٠٧٧٠٩٠١٢", "nik_length"),
        (367301010770901.0, "nik_length"),
        (float("nan"), "nik_damaged"),
        (3673010107709010.0, "nik_damaged"),
        (9_007_199_254_740_994.0, "nik_damaged"),
        ("3.67301E+15", "nik_damaged"),
        ("3,67301E+15", "nik_damaged"),
        ("3.67301e15", "nik_damaged"),
        ("4E+15", "nik_damaged"),
        ("1111111111111111", "nik_filler"),
        ("0000000000000000", "nik_filler"),
        ("1234567890123456", "nik_filler"),
        ("0123456789012345", "nik_filler"),
        ("9876543210987654", "nik_filler"),
        ("3673010107700000", "nik_serial"),
        ("'3673.0101.0770.0000", "nik_serial"),
        (datetime.date(2020, 1, 1), "nik_length"),
        (True, "nik_length"),
    ],
)
def test_nik_that_is_wrong_is_named_and_never_repaired(cell, code):
    assert read_nik(cell) == (None, code)


def test_largest_exact_number_is_the_border():
    assert read_nik(9_007_199_254_740_991.0) == ("9007199254740991", None)
    assert read_nik(9_007_199_254_740_992.0) == ("9007199254740992", None)


@given(st.from_regex(r"[1-9]\d{11}[1-9]\d{3}", fullmatch=True), st.data())
def test_any_sixteen_digits_survive_any_separators(digits, data):
    marks = st.sampled_from(["", " ", ".", "-", "\u00a0"])
    spelt = "".join(digit + (data.draw(marks) if i < 15 else "") for i, digit in enumerate(digits))
    value, code = read_nik(data.draw(st.sampled_from(["", "'", "NIK : ", " "])) + spelt)
    plain, plain_code = read_nik(digits)
    bare = spelt.replace(" ", "").replace("\u00a0", "").replace("-", "")
    if bare.count(".") == 1 and not bare.partition(".")[2].strip("0"):
        assert code in ("nik_length", plain_code)  # may be a number's decimal zeros: never guessed
    else:
        assert (value, code) == (plain, plain_code)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.none()))
def test_nik_is_sixteen_digits_or_a_code_whatever_the_cell(cell):
    value, code = read_nik(cell)
    assert (value is None) != (code is None)
    assert value is None or (len(value) == 16 and value.isascii() and value.isdigit())


@given(st.integers(min_value=10**15, max_value=9_007_199_254_740_992))
def test_number_is_accepted_only_if_the_file_kept_all_digits(number):
    value, code = read_nik(float(number))
    if number % 10 == 0:
        assert code == "nik_damaged"
    elif code is None:
        assert value == str(number)


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
        *((name, n) for n, names in enumerate(
            (
                ("Januari", "Djanuari", "Jan"), ("Februari", "Pebruari", "Feb", "Peb"), ("Maret", "Mar"), ("April", "Apr"),
                ("Mei",), ("Juni", "Djuni", "Jun"), ("Juli", "Djuli", "Jul"), ("Agustus", "Agust", "Ags", "Agt"),
                ("September", "Sept", "Sep"), ("Oktober", "Okt"), ("November", "Nopember", "Nop", "Nov"), ("Desember", "Des"),
            ), 1) for name in names),
    ],
)  # fmt: skip
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
    ("cell", "wage"),
    [
        (1500000.0, "1500000"),
        (1500000, "1500000"),
        (2430780.83, "2430780.83"),
        (1574074.074074, "1574074.07"),
        ("1500000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,500,000", "1500000"),
        ("1,500,000.00", "1500000"),
        ("1.500.000,00", "1500000"),
        ("1.500.000,50", "1500000.50"),
        ("1500000,5", "1500000.50"),
        ("Rp 1.500.000,-", "1500000"),
        ("Rp1.500.000,-", "1500000"),
        ("Rp. 1.500.000", "1500000"),
        ("RP.1.500.000.-", "1500000"),
        ("IDR 1,500,000", "1500000"),
        ("1.500.000 ,-", "1500000"),
        (" Rp\u00a01.500.000 ", "1500000"),
        ("100.000", "100000"),
        (0.0, "0"),
        ("", None),
        ("-", None),
        ("Rp -", None),
        ("Rp", None),
    ],
)
def test_wage_is_read_in_both_styles(cell, wage):
    assert read_wage(cell) == (wage, None)


@pytest.mark.parametrize(
    "cell",
    [
        "1,5 juta", "1.500", "1.500,000", "1,500.000", "1.50.000", "1500", 1500.0, 99_999.0, "99.999", -2_000_000.0,
        "1.500.000/bulan", "1.500.000 - 2.000.000", "1500000 2000000", "1.5E+06", "UMR", "١٥٠٠٠٠٠", 1e13, True,
        datetime.date(2020, 1, 1), float("nan"), float("inf"),
    ],
)  # fmt: skip
def test_wage_that_is_not_understood_is_an_error(cell):
    assert read_wage(cell) == (None, "wage_invalid")


@given(
    st.integers(100_000, 10**11),
    st.integers(0, 99),
    st.booleans(),
    st.sampled_from(["", "Rp ", "Rp. ", "IDR "]),
)
def test_wages_survive_being_written(rupiah, cents, english, prefix):
    grouped = f"{rupiah:,}.{cents:02}"
    text = grouped if english else grouped.translate(str.maketrans(",.", ".,"))
    assert read_wage(prefix + text) == (f"{rupiah}.{cents:02}" if cents else str(rupiah), None)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("081234567890", "081234567890"),
        ("0812-3456-7890", "081234567890"),
        ("0812 3456 7890", "081234567890"),
        ("+62 812-3456-7890", "081234567890"),
        ("6281234567890", "081234567890"),
        (81234567890.0, "081234567890"),
        ("81234567890", "081234567890"),
        (6281234567890.0, "081234567890"),
        ("(0254) 123456", "0254123456"),
        ("", None),
        ("-", None),
    ],
)
def test_phone(cell, phone):
    assert read_phone(cell) == (phone, None)


@pytest.mark.parametrize(
    "cell", ["0812", "081234567890 / 081234567891", "tidak ada", "8.12E+10", "12345678901"]
)
def test_phone_that_is_unusual_is_left_out(cell):
    assert read_phone(cell) == (None, "phone_unusual")


@pytest.mark.parametrize(
    ("cell", "sex"),
    [*((w, "L") for w in ("L", "l", "LK", "Lk.", "Laki-laki", "LAKI - LAKI", "Laki laki", "Pria"))]
    + [*((w, "P") for w in ("P", "p", "PR", "Pr.", "Perempuan", "WANITA"))],
)
def test_sex(cell, sex):
    assert read_sex(cell) == (sex, None)


@pytest.mark.parametrize("cell", ["L/P", "X", "1", "?", 1.0])
def test_sex_that_is_not_understood_is_left_out(cell):
    assert read_sex(cell) == (None, "sex_invalid")


@pytest.mark.parametrize("tick", ["√", "v", "V", "✓", "x", "1", 1.0, True])
def test_ticks_in_two_columns(tick):
    assert read_ticks(tick, "") == ("L", None)
    assert read_ticks("-", tick) == ("P", None)
    assert read_ticks(tick, tick) == (None, "sex_invalid")


def test_kpj_and_email():
    assert read_kpj("12034567890") == ("12034567890", None)
    assert read_kpj(12034567890.0) == ("12034567890", None)
    assert read_kpj("12 0345 67890") == ("12034567890", None)
    assert read_kpj("0001234567890") == ("0001234567890", "kpj_unusual")
    assert read_kpj("08JG1234567") == ("08JG1234567", "kpj_unusual")
    assert read_kpj("belum ada") == (None, "kpj_unusual")
    assert read_kpj("-") == (None, None)
    assert read_email("budi@example.com") == ("budi@example.com", None)
    assert read_email("budi@@example") == (None, "email_invalid")
    assert read_email("-") == (None, None)


def test_text_is_only_collapsed():
    assert read_text("  Hj.\u00a0SITI   AMINAH,\nS.Pd ") == ("Hj. SITI AMINAH, S.Pd", None)
    assert read_text("-") == (None, None)
    assert read_text(12.0) == ("12", None)

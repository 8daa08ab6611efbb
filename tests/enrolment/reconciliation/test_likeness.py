"""How alike two people are: names, days and numbers, and the reasons given."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.reconciliation.likeness import ENOUGH, Person, likeness, same_name, score_of
from enrolment.reconciliation.spelling import folded, words

BORN = dt.date(1985, 3, 12)
NIK = "3673011203859001"


def person(name="Siti Maryam", birth_date=BORN, sex="P", nik=NIK, kpj=None, current=True) -> Person:
    return Person(1, 0, name, birth_date, sex, nik, kpj, current)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("H. Moch. Yusup, S.Pd", ("MOCH", "YUSUP")),
        ("M.Yusuf", ("M", "YUSUF")),
        ("Dra. Hj. Siti Aminah, M.Pd.I", ("SITI", "AMINAH")),
        ("AHMAD FAUZI, S.H., M.H.", ("AHMAD", "FAUZI")),
        ("Siti Aminah SE", ("SITI", "AMINAH")),
        ("Rahmat S. Kom", ("RAHMAT",)),
        ("Nur'aini", ("NURAINI",)),
        ("SUPARMAN, ADI", ("SUPARMAN", "ADI")),
        ("Se", ("SE",)),
        ("", ()),
    ],
)
def test_titles_are_no_part_of_a_name(name, expected):
    assert words(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOEHARTO", "SUHARTO"),
        ("DJUMADI", "JUMADI"),
        ("TJAHYA", "CAHYA"),
        ("MOCH", "MUHAMMAD"),
        ("ACHMAD", "AHMAD"),
    ],
)
def test_old_spellings_and_short_forms_sound_the_same(one, other):
    assert folded(one) == folded(other)


def test_names_of_no_letters_are_the_same_only_when_they_are():
    assert same_name("王", "王")
    assert not same_name("王", "李")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "Maryam Siti"}, "word_order"),
        ({"name": "Hj. Siti Maryam, S.Pd"}, "title"),
        ({"name": "Siti Mariam"}, "spelling"),
        ({"name": "Siti Mayram"}, "spelling"),
        ({"name": "S. Maryam"}, "initials"),
        ({"name": "Siti Maryam Hasanah"}, "missing_word"),
        ({"name": "Sitimaryam"}, "spaces"),
        ({"birth_date": dt.date(1985, 12, 3)}, "day_month"),
        ({"birth_date": dt.date(1985, 3, 13)}, "date_digit"),
        ({"birth_date": None}, "no_birth_date"),
        ({"nik": "3673011203859007", "birth_date": BORN}, "one_digit"),
        ({"nik": "3673021203859001"}, "one_digit"),
        ({"nik": None}, "no_nik"),
    ],
)
def test_each_kind_of_error_is_found_and_named(change, reason):
    changes = {"nik": "3673012203859001"} | change  # a NIK with one wrong digit, unless said otherwise
    other = person(**changes)
    evidence, reasons = likeness(person(), other)
    assert evidence >= ENOUGH
    assert reason in reasons


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Budi Santoso"},
        {"name": "Budi Santoso", "nik": "3673011203859002"},  # born on the same day in the same district
        {"name": "Siti Rohmah", "nik": None},
        {"birth_date": dt.date(1971, 8, 30), "nik": None},
        {"birth_date": None, "nik": None},
    ],
    ids=["other name", "neighbour", "half the name", "other day", "name alone"],
)
def test_what_is_not_enough(change):
    assert likeness(person(), person(**change))[0] < ENOUGH


def test_same_kpj_speaks_for_somebody_whose_nik_does_not():
    one, other = person(kpj="20012345678"), person(nik="3201014101700001", kpj="20012345678", birth_date=None)
    assert likeness(one, other)[0] >= ENOUGH
    assert "same_kpj" in likeness(one, other)[1]


def test_somebody_who_left_is_less_likely():
    assert likeness(person(), person(current=False))[0] == likeness(person(), person())[0] - 1


names = st.sampled_from(
    ["SITI AMINAH", "AMINAH", "M. YUSUF", "MUHAMMAD YUSUF BUDI", "YUSUP M", "S A", "", "H."]
)
anybody = st.builds(
    person,
    name=names,
    birth_date=st.sampled_from([BORN, dt.date(1985, 12, 3), None]),
    sex=st.sampled_from(["L", "P", None]),
    nik=st.sampled_from([NIK, "3673011203859002", None]),
    kpj=st.sampled_from(["20012345678", None]),
    current=st.booleans(),
)


@given(anybody, anybody)
def test_it_does_not_matter_which_side_is_which(one, other):
    assert likeness(one, other)[0] == pytest.approx(likeness(other, one)[0])
    assert set(likeness(one, other)[1]) == set(likeness(other, one)[1])


@given(anybody, anybody)
def test_score_is_between_0_and_100(one, other):
    assert 0 <= score_of(likeness(one, other)[0]) <= 100


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name(one, other):
    assert words(one) == words(one.upper())
    assert same_name(one, other) == same_name(other, one)
    likeness(person(name=one), person(name=other))

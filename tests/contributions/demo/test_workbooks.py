"""The four workbooks of the trial: what the script makes is what is committed, and nobody in them is real."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from contributions.demo import workbooks
from contributions.demo.people import FIRST_SERIAL, FIXTURES, PHONE_PREFIX

SIZES = {"dishub.xlsx": 160, "dlh.xlsx": 621, "satpol-pp.xls": 250, "disperdaginkop-ukm.csv": 76}


def cells(file: Path) -> object:
    if file.suffix == ".csv":
        return file.read_bytes()
    book = CalamineWorkbook.from_path(file)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_workbooks_are_what_the_script_makes(tmp_path):
    workbooks.write(tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == set(SIZES)
    for name in SIZES:
        assert cells(tmp_path / name) == cells(FIXTURES / name), f"{name}: run contributions.demo.workbooks"


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_rosters_have_the_published_sizes(name, size):
    assert len(workbooks.rosters()[name]) == size


def test_rosters_agree_with_their_own_identity_numbers():
    people = [p for roster in workbooks.rosters().values() for p in roster]
    for person in people:
        day = int(person.nik[6:8]) - (40 if person.sex == "P" else 0)
        assert f"{day:02}{person.nik[8:12]}" == f"{person.birth_date:%d%m%y}"
        assert person.start_date.year - person.birth_date.year >= 18


def test_rosters_hit_no_living_person():
    people = [p for roster in workbooks.rosters().values() for p in roster]
    numbers = Counter(p.nik for p in people) + Counter(p.family_card for p in people)
    assert max(numbers.values()) == 1
    assert all(int(number[12:]) >= FIRST_SERIAL for number in numbers)
    assert all(p.phone.startswith(PHONE_PREFIX) for p in people)


@pytest.mark.parametrize("name", SIZES)
def test_read_roster_finds_every_person_as_made(name, capsys):
    call_command("read_roster", str(FIXTURES / name), "--json")
    result = json.loads(capsys.readouterr().out)
    assert result["counts"]["needs_fix"] == 0
    assert not any(row["problems"] for row in result["rows"])
    read = [
        (v["nik"], v["name"].upper(), v["birth_place"].upper(), v["birth_date"], v["sex"], v["position"])
        for v in (row["values"] for row in result["rows"])
    ]
    made = [
        (p.nik, p.name.upper(), p.birth_place.upper(), p.birth_date.isoformat(), p.sex, p.position)
        for p in workbooks.rosters()[name]
    ]
    if name.endswith(".csv"):
        read = [(nik, given.removesuffix(", S.E."), *rest) for nik, given, *rest in read]
    assert read == made
    assert [Decimal(row["values"]["wage"]) for row in result["rows"]] == [
        p.wage for p in workbooks.rosters()[name]
    ]

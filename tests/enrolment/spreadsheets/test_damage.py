"""Bytes changed at random, also inside the parts of an archive: refused or read, never anything else."""

import random
import zipfile

import pytest

from enrolment.problems import refusal_sentence
from enrolment.spreadsheets import reader
from enrolment.spreadsheets.refusals import Unreadable
from tests.corpus import habits, spellings, zips
from tests.corpus.case import laid
from tests.corpus.kinds import KINDS
from tests.corpus.zips import Part

from .folk import people

HABITS = (habits.titles, habits.shared_units, habits.signature, spellings.formula_cells)
SOME = ["xlsx", "xlsb", "xls", "ods", "xml-2003", "html", "tsv-utf16"]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, or a piece left out or doubled."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    if chance.random() < 0.3:
        at = chance.randrange(len(changed))
        piece = changed[at : at + chance.randrange(1, 200)]
        changed[at : at + len(piece)] = piece * chance.choice((0, 2))
    return bytes(changed)


def damaged_inside(path, chance: random.Random) -> None:
    """One part of the archive is damaged, with a right checksum."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = chance.choice([name for name, content in parts.items() if content])
    parts[name] = damaged(parts[name], chance)
    zips.write(path, [Part(one, content) for one, content in parts.items()])


def assert_read_or_refused(path) -> None:
    """Whatever stands in the file, there are rows or a sentence; a reader that was killed is neither."""
    try:
        with reader.read(path) as reading:
            list(reading)
    except Unreadable as caught:
        assert caught.code not in ("reader_killed", "reader_timeout", "missing_file"), caught.params
        assert refusal_sentence(caught.code, caught.params)


def damage(tmp_path, kind: str, seeds: range) -> None:
    whole = KINDS[kind].write(tmp_path / "whole", laid(people(6), HABITS, KINDS[kind].merges).grid)
    content, path = whole.read_bytes(), tmp_path / "bad"
    for seed in seeds:
        chance = random.Random(seed)
        path.write_bytes(content)
        if content.startswith(b"PK") and seed % 3:
            damaged_inside(path, chance)
        else:
            path.write_bytes(damaged(content, chance))
        assert_read_or_refused(path)


@pytest.mark.parametrize("kind", SOME)
def test_damaged_file_is_read_or_refused(tmp_path, kind):
    damage(tmp_path, kind, range(8))


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_very_often_damaged_file_is_read_or_refused(tmp_path, kind):
    damage(tmp_path, kind, range(100, 500))

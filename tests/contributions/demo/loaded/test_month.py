"""The trial's month to reconcile: the shipped lists are what the script makes, and differ in every way."""

from collections import Counter

import pytest

from agencies import access
from contributions.demo import formulir_2a
from contributions.demo.bills import MONTH, participants, stories
from contributions.demo.people import FIXTURES
from enrolment.models import Difference, DifferenceKind, ListState, ParticipantList
from enrolment.spreadsheets.lists.fields import list_rows
from enrolment.spreadsheets.lists.reader import read_list

pytestmark = pytest.mark.xdist_group("demo")
ALL = [*formulir_2a.FILES.items(), formulir_2a.PARTICIPANTS]


def rows_of(path) -> list[dict]:
    with read_list(path) as reading:
        return list(list_rows(reading))


def test_lists_are_what_the_script_makes(tmp_path):
    formulir_2a.write(tmp_path)
    for name, _ in ALL:
        assert rows_of(tmp_path / name) == rows_of(FIXTURES / name), (
            f"{name}: run contributions.demo.formulir_2a"
        )


@pytest.mark.parametrize(("name", "slug"), ALL)
def test_list_is_read_as_it_was_made_and_adds_up(name, slug):
    wanted = stories()[slug].bill if "2a" in name else participants(slug)
    with read_list(FIXTURES / name) as reading:
        found = list(list_rows(reading))
    assert [(row["nik"], row["kpj"], row["name"], row["wage"], row["is_active"]) for row in found] == [
        (one.person.nik, one.kpj, one.person.name.upper(), f"{one.person.wage}.00", one.left_on is None)
        for one in wanted
    ]
    assert not any(row["problems"] for row in found)
    assert reading.summary["header"]["month"] == f"{MONTH:%Y-%m}"
    assert reading.summary["kind"] == ("2a" if "2a" in name else "participants")
    if "2a" in name:
        assert reading.summary["totals"]["stated"] == reading.summary["totals"]["summed"]


def test_trial_has_some_of_every_kind_of_difference(demo, django_db_blocker):
    with django_db_blocker.unblock(), access.acting(access.SYSTEM):
        kinds = Counter(Difference.objects.values_list("kind", flat=True))
        states = set(ParticipantList.objects.values_list("state", flat=True))
    assert states == {ListState.IN_FORCE}
    assert set(kinds) == set(DifferenceKind.values)

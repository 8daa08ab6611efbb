"""What holds for every list and every roster."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from enrolment.models import Difference, Enrolment, ListRow, ParticipantMatch
from tests.enrolment.reconciliation.making import compare, list_in_force
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.django_db

few = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example takes a database: shrinking is long
)

# Few values, so that numbers, names and days meet often.
NIKS = [f"36730112038590{n:02d}" for n in range(1, 9)]
NAMES = ["SITI AMINAH", "AMINAH SITI", "BUDI SANTOSO", "M. YUSUF", "MUHAMMAD YUSUF", "RATU"]
DAYS = [dt.date(1985, 3, 12), dt.date(1985, 12, 3), dt.date(1990, 7, 1), None]

people = st.fixed_dictionaries(
    {
        "nik": st.sampled_from(NIKS),
        "kpj": st.sampled_from(["20000000001", "20000000002", None]),
        "name": st.sampled_from(NAMES),
        "birth_date": st.sampled_from(DAYS),
        "sex": st.sampled_from(["L", "P", None]),
        "wage": st.sampled_from([2_000_000, 3_000_000, None]),
        "gone": st.booleans(),
    }
)
rosters = st.lists(people, max_size=6, unique_by=lambda person: person["nik"])
with_any_state = st.tuples(people, st.sampled_from(["listed", "submitted", "registered", "later"]))
any_rosters = st.lists(with_any_state, max_size=6, unique_by=lambda one: one[0]["nik"])
rows = st.lists(
    st.tuples(people, st.booleans()).map(lambda one: {**one[0], "nik": one[0]["nik"] if one[1] else None}),
    max_size=8,
)
# Everybody by a number of their own, once: what both sides of the mirror can hold.
single_lists = st.lists(people, max_size=6, unique_by=(lambda p: p["nik"], lambda p: p["kpj"] or p["nik"]))

MIRRORED = {
    "not_on_roster": "not_on_list",
    "not_on_list": "not_on_roster",
    "ended_but_active": "active_but_ended",
    "active_but_ended": "ended_but_active",
}


@contextmanager
def world() -> Iterator[Any]:
    """An agency of its own, gone afterwards."""
    with transaction.atomic():
        yield AgencyFactory()
        transaction.set_rollback(True)


def put_on_roster(agency: Any, person: dict, state: str = "registered") -> Any:
    spell: dict[str, Any] = {"listed_on": dt.date(2026, 10 if state == "later" else 1, 1)}
    if state == "submitted":
        spell |= {"state": "submitted", "submitted_on": dt.date(2026, 2, 1)}
    if state == "registered":
        spell |= {"state": "registered", "registered_on": dt.date(2026, 2, 1), "basis": "stated"}
    if person["gone"] and state != "later":
        spell |= {"state": "ended", "ended_on": dt.date(2026, 5, 1), "end_reason": "resigned"}
    values = {name: value for name, value in person.items() if name != "gone"}
    return WorkerFactory(agency=agency, _enrolment=spell, **values)


def as_row(person: dict) -> dict:
    left_on = dt.date(2026, 5, 1) if person["gone"] else None
    values = {name: value for name, value in person.items() if name != "gone"}
    return {**values, "is_active": not person["gone"], "left_on": left_on}


def kept_now() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (Difference, ParticipantMatch)]


def found_for(roster: list[dict], listed: list[dict]) -> Counter:
    """The differences of a roster of registered people and a list, by kind and by who is meant."""
    with world() as agency:
        for person in roster:
            put_on_roster(agency, person)
        list_in_force([as_row(person) for person in listed], agency=agency)
        compare(agency)
        return Counter(
            (d.kind, d.ours.get(field), d.theirs.get(field))
            for d in Difference.objects.filter(agency=agency)
            for field in [d.kind.removesuffix("_differs") if d.kind.endswith("_differs") else "nik"]
        )
    raise AssertionError


@few
@given(roster=any_rosters, listed=rows)
def test_every_row_and_every_registered_worker_ends_in_exactly_one_bucket(roster, listed):
    with world() as agency:
        for person, state in roster:
            put_on_roster(agency, person, state)
        list_in_force([as_row(person) for person in listed], agency=agency)
        found = compare(agency)
        matched = Counter(ParticipantMatch.objects.values_list("row", flat=True))
        differences = Difference.objects.filter(kind__in=["not_on_roster", "twice_on_list"])
        alone = Counter(differences.values_list("row", flat=True))
        # Rows that are in neither have ended with BPJS, and nobody misses them.
        rest = ListRow.objects.exclude(pk__in=[*matched, *alone])
        assert set((matched + alone).values()) <= {1}
        assert all(not row.is_active for row in rest)
        assert found["rows"]["ended"] == rest.count()
        assert sum(found["rows"].values()) == len(listed)
        mine = Counter(ParticipantMatch.objects.values_list("worker", flat=True))
        missed = Counter(Difference.objects.filter(kind="not_on_list").values_list("worker", flat=True))
        registered = Enrolment.objects.filter(state="registered").values_list("worker", flat=True)
        assert all((mine + missed)[worker] == 1 for worker in registered)
        assert found["registered"]["matched"] + found["registered"]["not_on_list"] == len(registered)


@few
@given(roster=single_lists, listed=single_lists)
def test_swapping_the_two_sides_mirrors_the_kinds(roster, listed):
    there = found_for(roster, listed)
    back = found_for(listed, roster)
    assert back == Counter({(MIRRORED.get(k, k), theirs, ours): n for (k, ours, theirs), n in there.items()})


@few
@given(roster=any_rosters)
def test_list_made_from_the_roster_gives_no_difference(roster):
    with world() as agency:
        numbers = iter(range(100))
        made = [({**person, "kpj": f"210000000{next(numbers):02d}"}, state) for person, state in roster]
        for person, state in made:
            put_on_roster(agency, person, state)
        list_in_force([as_row(person) for person, state in made if state != "later"], agency=agency)
        compare(agency)
        assert not Difference.objects.exists()


@few
@given(roster=any_rosters, listed=rows)
def test_comparing_twice_changes_nothing_and_keeps_decisions(roster, listed):
    with world() as agency:
        for person, state in roster:
            put_on_roster(agency, person, state)
        list_in_force([as_row(person) for person in listed], agency=agency)
        first = compare(agency)
        Difference.objects.exclude(kind="not_registered").update(state="decided", decision="keep_ours")
        kept = kept_now()
        assert compare(agency) == first
        assert kept_now() == kept
        next_month = dt.date(2026, 9, 1)
        list_in_force([as_row(person) for person in listed], agency=agency, month=next_month)
        compare(agency, month=next_month)
        again = Difference.objects.filter(month__month=next_month, state="open")
        assert not again.exclude(kind="not_registered").exists()


@few
@given(roster=any_rosters, billed=rows, listed=rows)
def test_the_rows_of_two_lists_of_a_month_end_in_exactly_one_bucket_too(roster, billed, listed):
    with world() as agency:
        for person, state in roster:
            put_on_roster(agency, person, state)
        list_in_force([as_row(person) for person in billed], agency=agency, kind="2a")
        list_in_force([as_row(person) for person in listed], agency=agency, kind="participants")
        found = compare(agency)
        matched = Counter(ParticipantMatch.objects.values_list("row", flat=True))
        alone = Difference.objects.filter(kind__in=["not_on_roster", "twice_on_list"])
        both = matched + Counter(alone.values_list("row", flat=True))
        assert set(both.values()) <= {1}
        beside = found["rows"]["ended"] + found["rows"]["both_lists"]
        assert len(both) + beside == len(billed) + len(listed) == sum(found["rows"].values())
        mine = Counter(ParticipantMatch.objects.values_list("worker", flat=True))
        missed = Counter(Difference.objects.filter(kind="not_on_list").values_list("worker", flat=True))
        registered = Enrolment.objects.filter(state="registered").values_list("worker", flat=True)
        assert all((mine + missed)[worker] == 1 for worker in registered)

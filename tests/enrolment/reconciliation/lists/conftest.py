"""Dishub has a contribution group with an NPP; so has an agency of another branch's region."""

import pytest

from agencies.models import ContributionGroup
from enrolment.reconciliation.lists import receiving
from enrolment.reconciliation.lists.houses import House
from tests.factories import AgencyFactory, region


@pytest.fixture
def dishub_group(dishub) -> ContributionGroup:
    group = dishub.owned_groups.get(is_default=True)
    group.npp = "AB123456"
    group.save()
    return group


@pytest.fixture
def foreign_group(cirebon) -> ContributionGroup:
    other = AgencyFactory(region=region("32.74"), code="32.74/dishub")
    group = other.owned_groups.get(is_default=True)
    group.npp = "CX999999"
    group.save()
    return group


@pytest.fixture
def hand_in():
    """Hand files in and read them at once, as a small batch is: the lists in the order of their names."""

    def hand_in(owner, *contents: bytes, by=None, month=None, names=()):
        house = House(owner)
        files = [
            (names[n] if n < len(names) else f"{n}.xlsx", [content]) for n, content in enumerate(contents)
        ]
        batch = receiving.receive(house=house, files=files, month=month, by=by)
        receiving.read_now_or_later(house=house, batch=batch, by=by)
        return list(house.batch(batch).order_by("file_name", "inside"))

    return hand_in

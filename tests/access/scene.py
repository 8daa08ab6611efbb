"""Who asks, and where: every address of ours, one user of each role, own, foreign and no places."""

import pytest
from django.urls import reverse

from tests.access.walk import addresses
from tests.factories import AgencyFactory, BranchFactory, member

OURS = {a.name: a for a in addresses() if a.ours}
AGENCY = ["agency_operator", "agency_treasurer", "agency_head"]
REGION = ["city_manager", "city_personnel", "city_finance", "city_leader", "viewer", "auditor"]
EVERYWHERE = ["system_operator"]


@pytest.fixture
def places(dishub, serang, cirebon, branch_serang):
    """Own places, foreign ones of the same kinds, and one object of each kind in the own agency."""
    other = AgencyFactory(region=cirebon, code="32.74/dishub")
    return {
        "own": {"agency": dishub.code, "region": serang.code, "branch": branch_serang.code},
        "foreign": {
            "agency": other.code,
            "region": cirebon.code,
            "branch": BranchFactory(code="cirebon", regions=[cirebon]).code,
        },
        "none": {"agency": "99.99/tidak-ada", "region": "99.99", "branch": "tidak-ada"},
    }


@pytest.fixture
def people(dishub, serang, branch_serang):
    """One user of each role, at home in Dishub, Kota Serang or its branch."""
    by_role = {role: member(role, agency=dishub) for role in AGENCY}
    by_role |= {role: member(role, region=serang) for role in REGION}
    by_role["branch_officer"] = member("branch_officer", branch=branch_serang)
    by_role["system_operator"] = member("system_operator")
    return by_role


def url_of(address, place: dict, objects: dict) -> str:
    converters = address.pattern.pattern.converters
    wanted = dict.fromkeys(converters)
    if "code" in wanted:
        kind = address.need.place if address.need.place in place else "branch"
        wanted["code"] = place[kind]
    name = address.name.removeprefix("installation_")
    kept = next((values for key, values in objects.items() if name.startswith(key)), {})
    wanted |= {key: kept[key] for key in wanted.keys() & kept.keys()}
    assert None not in wanted.values(), f"the test knows no object for {address.name}"
    return reverse(address.name, kwargs=wanted)

"""Every address of ours, sent what no page of ours sends, by somebody who may: an answer, never a 500."""

import functools
from urllib.parse import urlencode

import pytest

from tests.access.objects import objects
from tests.access.reading import noting, plain_rendering
from tests.access.scene import OURS, people, places, url_of
from tests.access.walk import groups, taken_back

__all__ = ["noting", "objects", "people", "places", "plain_rendering"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_rendering")]

FIELDS = (
    "act agency alias all answer as_of at back basis before branch category cause check compared contract"
    " contract_until day days decision do effective_on ended_on ends file file_name filter fingerprint format"
    " from go_on header height kept key kind kpj leave leave_out listed_on metric mode moved_on moved_to name"
    " next note number of offset page part pasted per_page place position proposal q reason region registered"
    " registered_on replace roster_date row scan search seen sex sheet show shown side signer_name signer_nip"
    " signer_title size sk_date sk_number sort source spare state status step unit until use user valid_from"
    " month since everybody split again both_sides on valid invalid"
    " valid_to version was which worker wrong_agency column_A 0-name 0-nik 0-agency form-TOTAL_FORMS"
    " by_whom check checked_on place result word-0"
    " amount base below_base due_on employer for_government from_base left legal_source maximum_base"
    " minimum_base not_paid_from percent programme programmes risk sample sector segment settled_until"
    " workers year"
    " accept amount channel code drop for group issued_on like nip penalty paid_on reference sp2d_number"
    " sp2d_on state title to valid year"
    " about answer_by body demand document everybody language letter sample sent_on subject via"
)
NONSENSE = {
    "nothing": [],
    "empty": [""],
    "nul": ["a\0b"],
    "huge": ["9" * 5000],
    "number": ["9" * 30],
    "minus": ["-1"],
    "words": ["' or 1=1 --", "%", "\ufeff\u202e"],
    "day": ["9999-99-99"],
    "digits": ["\u0661\u0662", "\u00b2"],
}
# What leads deeper into a form, in turn, while everything beside it is nonsense.
STEPS = (
    {},
    {"step": "save", "act": "save", "do": "save", "which": "all"},
    {"step": "check", "act": "sheet-2", "do": "paste", "which": "all", "decision": "stays"},
    {"cause": "wage_invalid", "kind": "daily_wage", "act": "from-0", "reason": "other", "seen": ""},
    {"reason": "duplicate", "of": "2", "seen": "", "decision": "transferred", "act": "reset"},
)
WHO = {"agency": "city_manager", "region": "city_manager", "branch": "branch_officer"}


def user_for(address):
    return WHO.get(address.need.place, "system_operator")


NEEDING = [n for n, a in OURS.items() if a.need and a.need.place != "public"]


@pytest.mark.parametrize("names", groups(NEEDING))
def test_nonsense_is_answered(client, places, people, objects, names, noting):
    """A view that did not look at what it was sent would answer the next nonsense as it did the first."""
    assert (
        broken_by(client, places, people, objects, names, lambda number: [STEPS[number % len(STEPS)]]) == []
    )


@pytest.mark.soak
@pytest.mark.parametrize("names", groups(NEEDING))
def test_nonsense_beside_every_step_is_answered(client, places, people, objects, names):
    assert broken_by(client, places, people, objects, names, lambda number: STEPS) == []


def broken_by(client, places, people, objects, names, steps_of) -> list[tuple]:
    """(address, how, what was sent, beside which step) of every answer of 500 and above."""
    client.raise_request_exception = False
    broken = []
    for name in names:
        client.force_login(people[user_for(OURS[name])])
        url, done_with = url_of(OURS[name], places["own"], objects), []
        for number, what in enumerate(NONSENSE):
            asked = [("get", {}), *(("post", step) for step in steps_of(number))]
            for method, step in asked:
                if method in done_with:
                    continue
                status, was_read = answer(client, method, url, encoded(what, *step.items()))
                if status == 405 or not was_read:
                    done_with.append(method)  # whatever it sends
                if status >= 500:
                    broken.append((name, method, what, step))
    return broken


@functools.cache
def encoded(what: str, *step: tuple[str, str]) -> str:
    """That nonsense in every field but those of the step, as it is sent: the same to each address."""
    values = NONSENSE[what]
    sent = dict.fromkeys(FIELDS.split(), values) if values else {}
    return urlencode(sent | dict(step), doseq=True)


def answer(client, method: str, url: str, fields: str) -> tuple[int, bool]:
    """The status, and whether what was sent was looked at; whatever it changed is taken back."""
    with taken_back():
        if method == "get":
            response = client.get(f"{url}?{fields}" if fields else url)
        else:  # not in parts, as a test's client does by itself: taking those apart is slow
            response = client.post(url, fields, content_type="application/x-www-form-urlencoded")
        for close in response._resource_closers:  # response.close() would end the test's connection too
            close()
    return response.status_code, getattr(response.wsgi_request, "was_read", True)

"""What is made final is what was shown: it never changes afterwards."""

import pytest
from django.urls import reverse

from contributions.billing.assessing import finalise
from tests.contributions.billing.money import FEB, assessed, refused, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def draft(dishub):
    terms(dishub)
    workers(dishub)
    return assessed(dishub)


ADDRESSES = ["agency_contribution_final", "agency_contributions_final"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_was_computed_again_since_it_was_shown_is_shown_once_more(english, dishub, draft, name):
    address = reverse(name, args=[dishub.code, FEB] if name == ADDRESSES[0] else [dishub.code])
    sent = {"month": [str(draft.pk)], "seen": english.get(address).context["form"].initial["seen"]}
    workers(dishub)
    assessed(dishub)

    page = english.post(address, sent)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "The sums are others by now" in page.content.decode()

    english.post(address, sent | {"seen": page.context["form"]["seen"].value()})
    draft.refresh_from_db()
    assert (draft.state, draft.workers) == ("final", 2)


def test_sums_that_are_others_under_the_lock_are_refused(dishub, draft):
    workers(dishub)
    assessed(dishub)

    with refused("moved"):
        finalise(assessment=draft, by=None)

"""What the city wrote, on the agency's desk."""

import pytest

from agencies.models import Demand
from contributions.coverage.items import Topic
from contributions.coverage.papers import Papers
from contributions.reminders import actions
from tests.contributions.coverage.test_agency_desk import HOME, opened
from tests.contributions.reminders.letters import DAY, reminded, sent
from tests.factories import DocumentFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings, client):
    settings.LANGUAGE_CODE = "en"
    client.cookies["django_language"] = "en"


def test_documents_and_letters_are_found_when_nothing_waits(client, dishub, city_leader):
    for user in (member("agency_treasurer", agency=dishub), city_leader):
        page = opened(client, user).content.decode()
        assert f'href="{HOME}documents/"' in page
        assert f'href="{HOME}letters/"' in page


def test_who_may_not_answer_the_city_looks(client, dishub, serang):
    sent(serang, dishub, kind="other")
    document = DocumentFactory(region=serang)
    Demand.objects.create(document=document, region=serang, text="Daftarkan semua")
    buttons = {}
    for role in ("agency_head", "agency_treasurer"):
        rows = opened(client, member(role, agency=dishub)).context
        ours = [row.item for row in [*rows["todo"], *rows["more"]] if row.item.topic == Topic.CITY]
        buttons[role] = [one.action for one in ours]
    assert buttons == {"agency_head": ["Read and answer", "Answer it"], "agency_treasurer": ["Look", "Look"]}


def test_what_is_for_others_or_has_not_gone_out_is_not_counted(serang, cirebon, dishub, dlh):
    DocumentFactory(region=serang)
    DocumentFactory(region=serang, agency=dishub)
    DocumentFactory(region=serang, agency=dlh)
    DocumentFactory(region=cirebon)
    reminded(serang, dishub)
    sent(serang, dlh)
    answered = sent(serang, dishub).letters.get()
    actions.answer(letter=answered, text="Sudah", on=DAY, by=None)
    actions.close(reminder=sent(serang, dishub), on=DAY)
    sent(serang, dishub)
    assert Papers.of(dishub) == Papers(documents=2, letters=3, unanswered=1)

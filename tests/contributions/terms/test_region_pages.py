import datetime as dt
import uuid
from decimal import Decimal

import pytest

from agencies import access
from agencies.models import Agency
from contributions.billing.assessing import finalise
from contributions.models import Assessment, GroupTerms
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB, assessed, group_of, workers
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db
URL = "/regions/36.73/contributions/terms/"
FORM = {
    "since": "2020-02",
    "last": "",
    "base_kind": "agreed",
    "amount": "3.000.000",
    "document": "",
    "document_text": "SE 1/2020",
    "from_deduction": "100",
    "rounding": "down",
}


@pytest.fixture(autouse=True)
def signed_in(client, city_manager):
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"


def send(client, step, *agencies: Agency, **more):
    return client.post(
        f"{URL}new/", FORM | {"step": step, "group": [group_of(a).pk for a in agencies]} | more
    )


def test_those_without_terms_come_first(client, dishub, dlh):
    money.terms(dishub)

    page = client.get(URL).content.decode()

    assert "1 of 2 contribution groups has no terms yet" in page
    assert page.index("Dinas Lingkungan Hidup") < page.index("Dinas Perhubungan")
    assert "Rp\N{NO-BREAK SPACE}16,200" in page


def test_the_filter_narrows_the_list_and_the_workbook(client, dishub, dlh):
    money.terms(dishub)

    page = client.get(URL, {"state": "without"}).content.decode()
    book = client.get(f"{URL}export/", {"source": "apbd"})

    assert "Dinas Perhubungan" not in page
    assert book.status_code == 200


def test_the_same_terms_for_many_are_shown_saved_and_taken_back(client, dishub, dlh):
    workers(dishub)
    money.terms(dishub, "1000000")
    draft = assessed(dishub)

    checked = send(client, "check", dishub, dlh).content.decode()
    saved = send(client, "save", dishub, dlh)
    draft.refresh_from_db()

    assert "The draft of February 2020 is computed anew: Rp\N{NO-BREAK SPACE}5,400" in checked
    assert GroupTerms.objects.filter(amount=3_000_000).count() == 2
    assert draft.total == Decimal(16_200)

    client.post(f"{saved.url}undo/")
    draft.refresh_from_db()

    (left,) = GroupTerms.objects.all()
    assert (left.amount, left.period.upper, draft.total) == (1_000_000, None, Decimal(5_400))
    assert "All of it was taken back." in client.get(saved.url).content.decode()


def test_terms_of_a_month_made_final_since_stay_when_the_rest_is_taken_back(client, dishub, dlh):
    workers(dishub)
    saved = send(client, "save", dishub, dlh)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)

    client.post(f"{saved.url}undo/")

    assert list(GroupTerms.objects.values_list("agency", flat=True)) == [dishub.pk]


def test_who_has_terms_from_that_month_keeps_them(client, dishub, dlh):
    money.terms(dishub, "1000000", since=FEB)

    checked = send(client, "check", dishub, dlh).content.decode()
    send(client, "save", dishub, dlh)

    assert "These have terms from February 2020 on already and keep them: Dishub" in checked
    assert set(GroupTerms.objects.values_list("agency__code", "amount")) == {
        ("36.73/dishub", 1_000_000),
        ("36.73/dlh", 3_000_000),
    }


def test_all_of_the_filtered_list_can_be_chosen(client, dishub, dlh):
    money.terms(dishub)

    page = client.post(f"{URL}new/", {"which": "all", "filter": "state=without"}).content.decode()

    assert f'name="group" value="{group_of(dlh).pk}"' in page
    assert f'name="group" value="{group_of(dishub).pk}"' not in page


def test_another_citys_groups_are_never_reached(client, cirebon):
    there = AgencyFactory(region=cirebon)

    send(client, "save", there)

    assert not GroupTerms.objects.exists()


def test_nobody_sets_what_they_only_read(client, viewer_of_serang):
    client.force_login(viewer_of_serang)

    assert client.get(URL).status_code == 200
    assert "Set the same terms" not in client.get(URL).content.decode()
    assert client.post(f"{URL}new/").status_code == 403


@pytest.fixture
def viewer_of_serang(serang):
    return member("city_leader", region=serang, username="sekda")


def test_a_batch_that_never_was_is_not_found(client, serang):
    assert client.get(f"{URL}batches/{uuid.uuid4()}/").status_code == 404


def test_the_page_asks_as_much_for_one_group_as_for_fifty(client, dishub, serang, count_queries):
    money.terms(dishub)
    client.get(URL)
    one = count_queries(lambda: client.get(URL))
    for number in range(49):
        money.terms(AgencyFactory(region=serang, code=f"36.73/opd-{number}"), since=dt.date(2019, 1, 1))

    assert count_queries(lambda: client.get(URL)) == one
    assert not Assessment.objects.exists()

import datetime as dt
from decimal import Decimal

import pytest

from agencies import access
from agencies.models import ContributionGroup
from contributions.billing.assessing import finalise
from contributions.models import GroupTerms
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB, MAR, assessed, group_of, workers
from tests.factories import DocumentFactory, member

pytestmark = pytest.mark.django_db
URL = "/agencies/36.73/dishub/contributions/terms/"
FORM = {
    "since": "2020-02",
    "last": "",
    "base_kind": "agreed",
    "amount": "Rp 1.574.074",
    "wanted": "",
    "document": "",
    "document_text": "Kesepakatan 2020",
    "from_apbd": "",
    "from_deduction": "100",
    "account_jkk": "5.1.02.02.02.0006",
    "treasurer": "Siti",
    "treasurer_nip": "19700101 200003 2 001",
    "rounding": "down",
}


@pytest.fixture(autouse=True)
def signed_in(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"


def send(client, dishub, step, **more):
    return client.post(f"{URL}new/", FORM | {"group": group_of(dishub).pk, "step": step} | more)


def test_an_agency_without_terms_is_told_what_to_do(client):
    page = client.get(URL).content.decode()

    assert "This month has no terms." in page
    assert f"{URL}new/" in page


def test_the_preview_explains_the_sum_and_saves_nothing(client, dishub):
    page = send(client, dishub, "check").content.decode()

    assert "JKK: 1,574,074 × 0.24 % = 3,777.78 (PP 44/2015, Lampiran I)" in page
    assert "<strong>Rp\N{NO-BREAK SPACE}8,500</strong> per worker and month" in page
    assert "the law puts JKK and JKM on the employer" in page
    assert not GroupTerms.objects.exists()


def test_saving_keeps_what_was_typed(client, dishub, dishub_operator):
    send(client, dishub, "save")

    (terms,) = GroupTerms.objects.all()
    assert (terms.amount, terms.from_deduction, terms.from_apbd) == (Decimal(1_574_074), 100, 0)
    assert (terms.period.lower, terms.period.upper) == (FEB, None)
    assert (terms.treasurer_nip, terms.created_by) == ("197001012000032001", dishub_operator)
    assert "Terms set, from February 2020 on" in client.get(URL).content.decode()


def test_the_base_of_a_known_contribution_is_worked_out(client, dishub):
    page = send(client, dishub, "base", wanted="8.500", amount="").content.decode()

    assert (
        "A contribution of Rp\N{NO-BREAK SPACE}8,500 comes from a base of Rp\N{NO-BREAK SPACE}1,574,074"
        in page
    )
    assert 'value="1,574,074"' in page
    assert 'value="Kesepakatan 2020"' in page


def test_going_back_from_the_preview_keeps_the_answers(client, dishub):
    page = send(client, dishub, "form", treasurer="Budi").content.decode()

    assert 'value="Budi"' in page
    assert 'value="2020-02"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "tiga juta", "is no amount in rupiah"),
        ("amount", "", "An agreed base needs its amount."),
        ("from_deduction", "80", "The shares add up to 80 %"),
        ("from_deduction", "-3", "is no percentage"),
        ("document_text", "", "Choose a document"),
        ("since", "0001-01", "This is too far away"),
        ("last", "2020-01", "The last month lies before the first."),
        ("treasurer_nip", "123", "A NIP has 18 digits."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, dishub, field, value, words):
    assert words in send(client, dishub, "save", **{field: value}).content.decode()
    assert not GroupTerms.objects.exists()


def test_shares_of_several_sources_add_up(client, dishub):
    page = send(client, dishub, "check", from_apbd="66,67", from_deduction="33.33").content.decode()

    assert "Regional budget (APBD) 66.67 %: <strong>Rp\N{NO-BREAK SPACE}5,666.95" in page
    assert "2,833 is cut from pay; the difference is Rp\N{NO-BREAK SPACE}0.05" in page


def test_a_document_says_it_in_its_own_words(client, dishub, serang, cirebon):
    here, there = DocumentFactory(region=serang, agency=dishub), DocumentFactory(region=cirebon)

    refused = send(client, dishub, "save", document=there.pk, document_text="")
    send(client, dishub, "save", document=here.pk, document_text="")

    assert "Select a valid choice" in refused.content.decode()
    assert GroupTerms.objects.get().document == here
    assert GroupTerms.objects.get().document_text.endswith(here.number)


def test_unused_terms_are_edited_and_deleted(client, dishub):
    terms = money.terms(dishub)
    workers(dishub)
    draft = assessed(dishub)
    client.post(f"{URL}{terms.pk}/edit/", FORM | {"step": "save", "amount": "1.000.000"})
    draft.refresh_from_db()
    assert draft.total == Decimal(5_400)

    assert "The draft of February 2020" in client.get(f"{URL}{terms.pk}/delete/").content.decode()
    client.post(f"{URL}{terms.pk}/delete/")
    assert not GroupTerms.objects.exists()


def test_terms_of_a_final_month_lead_to_new_ones(client, dishub):
    terms = money.terms(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)

    page = client.get(URL).content.decode()
    assert f"new/?group={terms.group_id}" in page
    assert client.get(f"{URL}{terms.pk}/edit/").url == URL
    assert "never" not in client.get(f"{URL}{terms.pk}/delete/").content.decode()
    client.post(f"{URL}{terms.pk}/delete/")
    assert GroupTerms.objects.exists()


def test_an_end_is_set_and_taken_back(client, dishub):
    terms = money.terms(dishub)
    client.post(f"{URL}{terms.pk}/end/", {"last": "2020-02", "step": "save"})
    terms.refresh_from_db()
    assert terms.period.upper == MAR

    client.post(f"{URL}{terms.pk}/end/", {"last": "", "step": "save"})
    terms.refresh_from_db()
    assert terms.period.upper is None


def test_an_end_says_which_draft_is_dropped_before_it_does_so(client, dishub):
    terms = money.terms(dishub)
    workers(dishub)
    assessed(dishub, MAR)

    page = client.post(f"{URL}{terms.pk}/end/", {"last": "2020-02", "step": "check"}).content.decode()

    assert "The draft of March 2020" in page
    assert "From March 2020 on there are no terms" in page
    terms.refresh_from_db()
    assert terms.period.upper is None


def test_going_back_from_an_end_keeps_the_month(client, dishub):
    terms = money.terms(dishub)

    page = client.post(f"{URL}{terms.pk}/end/", {"last": "2020-02", "step": "form"}).content.decode()

    assert 'value="2020-02"' in page


def test_an_end_that_leaves_a_final_month_without_terms_is_refused_at_once(client, dishub):
    terms = money.terms(dishub)
    finalise(assessment=assessed(dishub, MAR), by=access.SYSTEM)

    page = client.post(f"{URL}{terms.pk}/end/", {"last": "2020-02", "step": "check"}).content.decode()

    assert "March 2020 is final or closed: it cannot be left without terms." in page


def test_new_terms_do_not_take_over_the_document_of_the_old_ones(client, dishub):
    money.terms(dishub)

    page = client.get(f"{URL}new/").content.decode()

    assert "PKS 1/2019" not in page
    assert "3,000,000" in page


def test_terms_of_a_group_kept_by_another_agency_are_only_read(client, dishub, dlh):
    group_of(dlh).agencies.add(dishub)
    terms = money.terms(dlh)

    page = client.get(URL).content.decode()

    assert "This group is kept by DLH" in page
    assert client.get(f"{URL}{terms.pk}/edit/").status_code == 404
    assert send(client, dishub, "save", group=group_of(dlh).pk).status_code == 200
    assert GroupTerms.objects.count() == 1


def test_the_state_gets_no_discount_for_the_self_employed(client, dishub):
    ContributionGroup.objects.filter(pk=group_of(dishub).pk).update(segment="BPU")
    asked = {"since": "2026-05", "amount": "1.000.000", "from_deduction": "", "sector": "other"}

    paid = send(client, dishub, "check", **asked, from_apbd="100").content.decode()
    themselves = send(client, dishub, "check", **asked, from_self="100").content.decode()

    assert "Rp\N{NO-BREAK SPACE}16,800</strong>" in paid
    assert "the relief of PP 50/2025 does not count" in paid
    assert "Rp\N{NO-BREAK SPACE}8,400</strong>" in themselves
    assert "Diskon BPU sektor lain" in themselves


def test_a_leader_reads_and_changes_nothing(client, serang, dishub):
    money.terms(dishub)
    client.force_login(member("city_leader", region=serang, username="sekda"))

    assert "New terms" not in client.get(URL).content.decode()
    assert client.get(f"{URL}new/").status_code == 403


def test_the_page_asks_as_much_for_one_period_as_for_fifty(client, dishub, count_queries):
    money.terms(dishub, until=dt.date(2019, 2, 1))
    client.get(URL)
    one = count_queries(lambda: client.get(URL))
    for n in range(1, 50):
        first, following = dt.date(2019 + n // 12, n % 12 + 1, 1), (n + 1) // 12
        money.terms(dishub, since=first, until=dt.date(2019 + following, (n + 1) % 12 + 1, 1))

    assert count_queries(lambda: client.get(URL)) <= one + 1  # the names of who changed them

"""A month is closed when it is paid, with the figures of all three sides."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from contributions.billing.assessing import finalise
from contributions.matching.closing import unpaid
from contributions.models import Payment
from enrolment.models import AgencyMonth
from enrolment.reconciliation.closing.actions import close, reopen
from enrolment.reconciliation.minutes.content import Signer, minutes_of
from enrolment.reconciliation.minutes.workbook import sheets_of
from tests.contributions.billing.money import FEB, assessed, group_of, pay, terms, workers
from tests.contributions.matching import scene
from tests.contributions.matching.scene import DUE, bill_of, billed
from tests.factories import member

pytestmark = pytest.mark.django_db
URL = "/agencies/36.73/dishub/months/2020-02/"


@pytest.fixture
def open_month(dishub):
    """Computed, billed, compared; of 16,200 10,000 is paid."""
    terms(dishub)
    [worker] = workers(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(worker)])
    pay(dishub, "10000")
    return worker


def test_an_unpaid_month_is_not_closed_and_says_what_is_open(open_month, dishub, branch_officer):
    with pytest.raises(ValidationError) as refused:
        close(agency=dishub, month=FEB, by=branch_officer)

    [words] = refused.value.messages
    assert "6.200" in words and "10.000" in words and "Februari 2020" in words
    assert not AgencyMonth.objects.get(month=FEB).closed_at


def test_the_database_refuses_it_too(open_month, dishub):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyMonth.objects.update(closed_at=timezone.now())


def test_a_paid_month_is_closed_with_its_figures(dishub, branch_officer):
    scene.agreeing(dishub, 2)

    month = close(agency=dishub, month=FEB, by=branch_officer)

    assert month.totals["contributions"] == {
        "matched": {
            "people": 2, "lines": 2, "rows": 2, "ours": "32400.00", "theirs": "32400.00", "paid": "32400.00"
        }
    }  # fmt: skip


def test_a_month_nobody_keeps_contributions_of_is_closed_as_before(dishub, branch_officer):
    [worker] = workers(dishub)
    bill_of(dishub, [billed(worker, None)], kind="participants")

    assert close(agency=dishub, month=FEB, by=branch_officer).totals["contributions"] == {}


def test_an_agency_whose_people_another_pays_for_waits_for_that_payment(dishub, dlh, branch_officer):
    group = group_of(dishub)
    group.agencies.add(dlh)
    terms(dishub)
    [theirs] = workers(dlh, contribution_group=group)
    assessed(dishub)
    bill_of(dishub, [billed(theirs)])

    assert len(unpaid(dlh, FEB)) == 1
    with pytest.raises(ValidationError):
        close(agency=dlh, month=FEB, by=branch_officer)
    pay(dishub, DUE)
    assert close(agency=dlh, month=FEB, by=branch_officer).totals["contributions"]["matched"]["people"] == 1


def test_opened_again_it_keeps_what_it_was_closed_with(dishub, branch_officer):
    scene.agreeing(dishub, 1)
    close(agency=dishub, month=FEB, by=branch_officer)

    month = reopen(agency=dishub, month=FEB, reason="Tagihan baru", by=branch_officer)

    assert "contributions" not in month.totals
    [entry] = month.totals["log"]
    assert entry["totals"]["contributions"]["matched"]["people"] == 1
    close(agency=dishub, month=FEB, by=branch_officer)


def test_the_page_shows_what_is_open_instead_of_a_button(client, open_month, dishub, branch_officer):
    client.cookies["django_language"] = "en"
    client.force_login(branch_officer)

    page = client.get(f"{URL}close/").content.decode()

    assert "This month cannot be closed yet" in page
    assert "is not paid" in page
    assert 'class="form" data-once' not in page
    answer = client.post(f"{URL}close/", {"reason": "x"}, follow=True)
    assert "This month cannot be closed yet" in answer.content.decode()
    assert not AgencyMonth.objects.get(month=FEB).closed_at


def test_pages_of_a_closed_month_offer_nothing_that_is_refused(client, dishub, branch_officer):
    scene.agreeing(dishub, 1)
    close(agency=dishub, month=FEB, by=branch_officer)
    client.cookies["django_language"] = "en"
    client.force_login(branch_officer)

    three = client.get("/agencies/36.73/dishub/contributions/2020-02/matching/").content.decode()
    month = client.get(URL).content.decode()

    assert "month closed" in three and "Agrees and paid" in three
    assert "Agrees and paid" in month and "Lines, bill and payments" in month
    assert "Compare again" not in month and 'href="/agencies/36.73/dishub/months/2020-02/close/"' not in month
    assert client.get(f"{URL}close/").status_code == 302


def test_the_minutes_and_the_workbook_have_the_figures(dishub, dlh, branch_officer):
    scene.agreeing(dishub, 1)
    month = close(agency=dishub, month=FEB, by=branch_officer)

    minutes = minutes_of(month, "Serang", FEB, Signer(), Signer())
    head, rows = next(iter(sheets_of(month).values()))

    assert minutes.tables[-1].rows[-1][1:] == ["1", "Rp\N{NO-BREAK SPACE}16.200"]
    assert (len(head), rows[-1][1:]) == (3, [1, DUE])


def test_a_payment_taken_back_opens_nothing_of_a_closed_month(dishub, branch_officer):
    scene.agreeing(dishub, 1)
    finalise(assessment=dishub.assessments.get(), by=branch_officer)
    close(agency=dishub, month=FEB, by=branch_officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.get().allocations.all().delete()


def test_an_operator_without_the_right_gets_no_closing_page(client, open_month, dishub):
    client.force_login(member("agency_treasurer", agency=dishub))

    assert client.get(f"{URL}close/").status_code == 403

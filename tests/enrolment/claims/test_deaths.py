"""A death opens a claim in the transaction that ends the spell; taking the end back closes it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from agencies import access
from enrolment.claims import opening
from enrolment.claims.opening import Event
from enrolment.models import BenefitClaim
from enrolment.workers import actions
from tests.enrolment.claims.conftest import DAY
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
TOMORROW = DAY + dt.timedelta(days=1)
END = {"reason": "died", "ended_on": "2020-03-02"}
TOLD = {"kind": "death", "happened_on": "2020-03-01", "known_on": "2020-03-01", "place": "Serang"}


def end(worker, **death):
    event = Event(**{"kind": "death", "happened_on": DAY, "known_on": DAY, **death}) if death else None
    return actions.end_enrolment(
        enrolment=worker.enrolments.get(), ended_on=TOMORROW, reason="died", by=access.SYSTEM, death=event
    )


def test_who_died_leaves_the_list_with_a_claim(worker):
    end(worker, place="RSUD")
    claim = BenefitClaim.objects.get()
    assert (claim.worker, claim.kind, claim.state, claim.place) == (worker, "death", "reported", "RSUD")
    assert (claim.agency, claim.region) == (worker.agency, worker.agency.region)


def test_a_death_that_nothing_is_told_of_ends_nothing(worker):
    with pytest.raises(ValidationError, match="one by one"):
        end(worker)
    assert worker.enrolments.open().exists()
    assert not BenefitClaim.objects.exists()


def test_a_death_after_the_end_is_refused(worker):
    with pytest.raises(ValidationError, match="before the death"):
        end(worker, happened_on=TOMORROW + dt.timedelta(days=1), known_on=TOMORROW + dt.timedelta(days=2))
    assert worker.enrolments.open().exists()


def test_a_claim_that_is_open_already_is_the_one(worker, death):
    end(worker)
    assert BenefitClaim.objects.get() == death


def test_one_death_a_worker(worker, death):
    with pytest.raises(ValidationError, match="reported already"):
        opening.open_claim(worker=worker, event=Event("work_death", DAY, DAY), by=access.SYSTEM)


@pytest.mark.parametrize(("happened", "known"), [(dt.date(2999, 1, 1), dt.date(2999, 1, 1)), (TOMORROW, DAY)])
def test_days_to_come_or_out_of_order_are_refused(worker, happened, known):
    with pytest.raises(ValidationError):
        opening.open_claim(worker=worker, event=Event("accident", happened, known), by=access.SYSTEM)


def test_the_end_page_asks_for_the_claim_first(page, worker):
    asked = page("worker_end", worker.pk, data=END)
    assert asked.templates[0].name == "enrolment/claims/death.html"
    assert "Do not deactivate" in asked.content.decode()
    checked = page("worker_end", worker.pk, data=END | TOLD)
    assert "A claim is opened: Death, not at work" in checked.content.decode()
    saved = page("worker_end", worker.pk, data=END | TOLD | {"step": "save"})
    assert saved["Location"].endswith(f"/claims/{BenefitClaim.objects.get().pk}/")
    assert not worker.enrolments.open().exists()


def test_a_save_without_the_claim_is_asked_for_it(page, worker):
    page("worker_end", worker.pk, data=END | {"step": "save"})
    page("worker_end", worker.pk, data=END | TOLD | {"step": "save", "kind": "accident"})
    assert worker.enrolments.open().exists()


def test_taking_the_end_back_asks_to_close_the_claim(page, worker):
    end(worker, place="Serang")
    asked = page("worker_reopen", worker.pk, data={})
    assert "Close the claim, too?" in asked.content.decode()
    assert not worker.enrolments.open().exists()
    page("worker_reopen", worker.pk, data={"close_claim": "yes"})
    claim = BenefitClaim.objects.get()
    assert worker.enrolments.open().exists()
    assert (claim.state, claim.closing_reason) == ("closed", "mistake")


def test_who_was_paid_for_does_not_come_back(page, worker):
    end(worker, place="Serang")
    BenefitClaim.objects.update(state="paid", filed_on=TOMORROW, paid_on=TOMORROW, amount=42000000)
    said = page("worker_reopen", worker.pk, data={"close_claim": "yes"}, follow=True)
    assert "has been paid" in said.content.decode()
    assert not worker.enrolments.open().exists()
    with pytest.raises(ValidationError):
        actions.return_worker(worker=worker, listed_on=dt.date(2020, 4, 1), by=access.SYSTEM)


def test_a_new_claim_after_a_mistake(worker):
    end(worker, place="Serang")
    actions.reopen_enrolment(enrolment=worker.enrolments.get(), by=access.SYSTEM, close_claim=True)
    end(worker, kind="work_death")
    assert set(BenefitClaim.objects.values_list("kind", "state")) == {
        ("death", "closed"),
        ("work_death", "reported"),
    }


def test_whoever_an_undone_upload_took_away_gets_no_claim(worker):
    with pytest.raises(ValidationError, match="no longer there"):
        opening.open_claim(
            worker=WorkerFactory.build(pk=10**9, agency=worker.agency, contribution_group=None),
            event=Event("accident", DAY, DAY),
            by=access.SYSTEM,
        )

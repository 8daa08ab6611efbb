"""What the operator is told: of each kind of record what is true of it."""

import pytest
from django.urls import reverse
from django.utils import translation

from contributions.models import DueDate, PenaltyRate, Rate
from tests.contributions.billing.money import final, terms, workers

pytestmark = pytest.mark.django_db
MOVED = {"month": "2020-02", "segment": "PU", "due_on": "2020-03-30", "legal_source": "PP 9/2020"}


@pytest.fixture
def operator(client, system_operator):
    client.force_login(system_operator)
    client.cookies["django_language"] = "en"
    return client


def test_a_used_rate_is_never_said_to_be_unused(operator, dishub):
    terms(dishub)
    workers(dishub)
    final(dishub)
    rate = Rate.objects.get(programme="JKM", segment="PU")

    shown = operator.get(reverse("rate_delete", args=[rate.pk]), follow=True)

    assert shown.redirect_chain == [(reverse("rate_list"), 302)]
    assert "stays as it is" in shown.content.decode()


def test_a_moved_due_date_says_that_months_follow_at_once(operator):
    shown = operator.post(reverse("due_date_add"), MOVED).content.decode()
    saved = operator.post(reverse("due_date_add"), {**MOVED, "step": "save"}, follow=True).content.decode()

    assert "follows at once, final ones too" in shown
    assert "when they are computed again" not in shown
    assert "Months that are not closed are due on that day." in saved


def test_a_due_date_by_the_calendar_cannot_be_taken_back(operator, dishub):
    operator.post(reverse("due_date_add"), {**MOVED, "step": "save"})
    of_bpu = DueDate.objects.create(month="2031-01-01", segment="BPU", due_on="2031-01-15")

    assert operator.get(reverse("due_date_delete", args=[of_bpu.pk])).status_code == 404
    assert operator.post(reverse("due_date_delete", args=[of_bpu.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["rate", "due_date"])
def test_wage_recipients_are_proposed(operator, kind):
    form = operator.get(reverse(f"{kind}_add")).context["form"]

    assert form["segment"].value() == "PU"


def test_a_penalty_is_not_told_to_be_unused(operator):
    assert PenaltyRate.objects.exists()
    page = operator.get(reverse("rate_list")).content.decode()

    penalties = page[page.index("penalty-sort") :]
    assert "not used yet" not in penalties


def test_a_month_that_is_none_says_how_to_write_it(operator):
    errors = operator.post(reverse("due_date_add"), {**MOVED, "month": "Februari"}).context["form"].errors

    with translation.override("en"):
        assert errors["month"] == ["This is no month. Write it like 2026-01."]


def test_who_moved_a_due_date_or_entered_a_wage_stays_known(operator, system_operator):
    operator.post(reverse("due_date_add"), {**MOVED, "step": "save"})

    moved = DueDate.objects.get(legal_source=MOVED["legal_source"]).events.latest("pgh_id")
    assert moved.pgh_context.metadata["user"] == system_operator.pk

"""What changed in final months: shown, taken over into a draft, and out of it again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies import access
from contributions.billing import corrections
from contributions.billing.assessing import finalise
from contributions.models import Assessment, BaseKind
from contributions.months import keeping
from enrolment.figures import recount
from enrolment.models import Enrolment, Worker
from tests.contributions.billing.money import APR, FEB, MAR, assessed, group_of, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def send(client, agency, name, of_month=FEB, **values):
    return client.post(reverse(name, args=[agency.code, of_month]), values, follow=True).content.decode()


def corrected_case(dishub) -> Assessment:
    """February is final; then one more person turns out to have been registered since. March is a draft."""
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=None)
    workers(dishub, name="Terlambat")
    return assessed(dishub, MAR)


def test_what_changed_is_taken_over_and_out_again(english, dishub):
    draft = corrected_case(dishub)
    url = reverse("agency_contribution_corrections", args=[dishub.code, MAR])
    key = f"{draft.group_id}-2020-02"

    assert "Terlambat" in english.get(url).content.decode()
    shown = send(english, dishub, "agency_contribution_corrections", MAR, month=key, note="SK 12")
    draft.refresh_from_db()
    assert draft.total == Decimal("48600.00")
    assert "Taken over into this month: 1 line." in shown
    assert "Correction · February 2020" in shown
    assert "Nothing differs" in english.get(url).content.decode()
    send(english, dishub, "agency_contribution_corrections_drop", MAR)
    draft.refresh_from_db()

    assert draft.total == Decimal("32400.00")


def test_a_correction_says_what_the_month_was_charged_before_and_since(english, dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    (worker,) = workers(dishub, wage=2_000_000)
    finalise(assessment=assessed(dishub), by=None)
    for month, wage in ((MAR, Decimal("2430780.83")), (APR, 2_000_000)):
        Worker.objects.filter(pk=worker.pk).update(wage=wage)
        corrections.take_over(draft=assessed(dishub, month), months=[FEB], note="SK 12", by=access.SYSTEM)
        finalise(assessment=Assessment.objects.get(month=month), by=None)

    own = english.get(reverse("worker_contributions", args=[dishub.code, worker.pk])).content.decode()
    for month, words in ((MAR, "10,800.00 → 13,126.21"), (APR, "13,126.21 → 10,800.00")):
        page = english.get(reverse("agency_contribution_month", args=[dishub.code, month])).content.decode()
        assert f"{words} · SK 12" in page
        assert words in own


def test_before_a_month_is_final_its_corrections_are_pointed_at(english, dishub):
    corrected_case(dishub)

    shown = english.get(reverse("agency_contribution_final", args=[dishub.code, MAR])).content.decode()

    assert reverse("agency_contribution_corrections", args=[dishub.code, MAR]) in shown


def test_months_that_were_not_offered_are_not_taken(english, dishub):
    draft = corrected_case(dishub)

    for month in ("", "x", f"{draft.group_id}-2020-04", "0-2020-02"):
        send(english, dishub, "agency_contribution_corrections", MAR, month=month)
    draft.refresh_from_db()

    assert draft.total == Decimal("32400.00")


def test_corrections_need_a_draft(english, dishub):
    terms(dishub)
    url = reverse("agency_contribution_corrections", args=[dishub.code, FEB])

    assert "This month is no draft" in english.get(url).content.decode()
    assert "This month is no draft" in send(english, dishub, "agency_contribution_corrections", FEB)


def test_a_draft_that_its_corrections_would_turn_negative_is_not_computed(english, dishub):
    terms(dishub)
    (first, second) = workers(dishub, 2)
    finalise(assessment=assessed(dishub), by=None)
    Enrolment.objects.filter(worker=second).update(
        state="ended", ended_on=dt.date(2020, 2, 1), end_reason="error"
    )
    draft = assessed(dishub, MAR)
    corrections.take_over(draft=draft, months=[FEB], note="", by=None)
    Enrolment.objects.filter(worker=first).update(
        state="ended", ended_on=dt.date(2020, 3, 1), end_reason="resigned"
    )

    shown = send(english, dishub, "agency_contribution_compute", MAR)

    assert "Take them out, then compute." in shown
    recount([dishub.pk])
    assert keeping.assess_waiting(region=dishub.region_id, month=MAR) == 0


def served_case(dishub, dlh) -> Assessment:
    """As `corrected_case`, but who turns out to have been registered is of another agency in the group."""
    terms(dishub)
    workers(dishub)
    group_of(dishub).agencies.add(dlh)
    finalise(assessment=assessed(dishub), by=None)
    workers(dlh, name="Orang DLH", contribution_group=group_of(dishub))
    return assessed(dishub, MAR)


def test_of_other_agencies_people_only_the_sum_is_shown(english, dishub, dlh):
    draft = served_case(dishub, dlh)
    url = reverse("agency_contribution_corrections", args=[dishub.code, MAR])

    shown = english.get(url).content.decode()

    assert "And 1 worker of another agency in this group: Rp\N{NO-BREAK SPACE}16,200." in shown
    assert "Orang DLH" not in shown
    assert f"{draft.group_id}-2020-02" in shown


def test_corrections_about_other_agencies_people_go_in_and_out(english, dishub, dlh):
    draft = served_case(dishub, dlh)

    send(english, dishub, "agency_contribution_corrections", MAR, month=f"{draft.group_id}-2020-02")
    draft.refresh_from_db()
    assert draft.total == Decimal("48600.00")
    assert "1 correction stands in this month" in send(
        english, dishub, "agency_contribution_corrections", MAR
    )
    send(english, dishub, "agency_contribution_corrections_drop", MAR)
    draft.refresh_from_db()

    assert draft.total == Decimal("32400.00")


def test_looking_for_changes_reads_only_the_months_that_hold_lines_about_it(dishub):
    draft = corrected_case(dishub)
    corrections.take_over(draft=draft, months=[FEB], note="", by=access.SYSTEM)

    (keys,) = corrections._keys(draft.group_id, [FEB])

    assert sorted(keys["holders"]) == sorted(Assessment.objects.values_list("pk", flat=True))
    assert corrections.changes(draft.group, MAR) == []

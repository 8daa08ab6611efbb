import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from agencies import access
from agencies.models import ContributionGroup
from contributions.models import BaseKind, MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates.actions import delete_record, end_record, save_record
from contributions.rates.use import Use, use_of, uses
from tests.contributions.billing.money import FEB, MAR, assessed, final, group_of, terms, workers
from tests.factories import region

pytestmark = pytest.mark.django_db
AUGUST = dt.date(2020, 8, 1)


def wage(place):
    return MinimumWage.objects.create(
        region=place, amount=3_000_000, legal_source="SK", period=(dt.date(2020, 1, 1), None)
    )


def refused(act, **values):
    with pytest.raises(ValidationError) as caught:
        act(by=access.SYSTEM, **values)
    return " ".join(caught.value.messages)


def test_a_rate_is_used_for_its_risk_group_and_programmes_alone(dishub):
    terms(dishub)
    workers(dishub)
    final(dishub), final(dishub, MAR)

    found = uses(Rate, Rate.objects.values_list("pk", flat=True))

    assert {(rate.programme, rate.segment, rate.risk) for rate in Rate.objects.filter(pk__in=found)} == {
        ("JKK", "PU", 1),
        ("JKM", "PU", 0),
    }
    assert set(found.values()) == {Use(FEB, MAR)}


def test_a_relief_that_months_were_assessed_with_is_ended_only(dishub):
    terms(dishub, "1574074")
    workers(dishub, since=AUGUST)
    assert final(dishub, AUGUST).relief is not None
    relief = Relief.objects.get(legal_source="PP 49/2020")

    assert use_of(relief) == Use(AUGUST, AUGUST)
    refused(delete_record, record=relief)
    refused(save_record, record=relief)
    refused(end_record, record=Relief.objects.get(pk=relief.pk), until=AUGUST)
    end_record(record=relief, until=dt.date(2020, 9, 1), by=access.SYSTEM)


@pytest.mark.parametrize(("kind", "code"), [(BaseKind.UMK, "36.73"), (BaseKind.UMP, "36")])
def test_a_minimum_wage_that_is_a_base_is_ended_only(dishub, kind, code):
    used, other = wage(region(code)), wage(region("32.74"))
    terms(dishub, None, base_kind=kind)
    workers(dishub)
    final(dishub)

    assert use_of(used) == Use(FEB, FEB)
    refused(delete_record, record=used)
    delete_record(record=other, by=access.SYSTEM)


def test_what_the_database_refuses_is_said_in_words():
    first = wage(region("36.73"))
    again = MinimumWage(region=first.region, amount=1, legal_source="SK", period=first.period)
    assert refused(save_record, record=again)

    penalty = PenaltyRate(percent=1, legal_source="PP", period=(dt.date(2022, 1, 1), None))
    assert refused(save_record, record=penalty)


def test_the_self_employed_use_rates_of_their_own(dishub):
    ContributionGroup.objects.filter(pk=group_of(dishub).pk).update(segment="BPU")
    terms(dishub, "1000000")
    workers(dishub)
    final(dishub)

    assert use_of(Rate.objects.get(segment="BPU", programme="JKM")) == Use(FEB, FEB)
    assert use_of(Rate.objects.get(segment="PU", programme="JKM")) is None


def test_drafts_use_nothing_they_follow(dishub):
    terms(dishub, "1574074")
    workers(dishub, since=AUGUST)
    assert assessed(dishub, AUGUST).relief is not None

    assert uses(Relief, Relief.objects.values_list("pk", flat=True)) == {}
    assert uses(Rate, Rate.objects.values_list("pk", flat=True)) == {}

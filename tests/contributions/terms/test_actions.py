import datetime as dt
import uuid
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from agencies.models import ContributionGroup
from contributions.billing.assessing import finalise
from contributions.models import Assessment, GroupTerms
from contributions.terms import actions
from contributions.terms.effects import effect_of
from enrolment.models import AgencyMonth
from tests.contributions.billing import money
from tests.contributions.billing.money import APR, FEB, MAR, assessed, group_of, workers

pytestmark = pytest.mark.django_db


def new(agency, amount, since, until=None) -> GroupTerms:
    values = {
        "base_kind": "agreed",
        "amount": Decimal(amount),
        "document_text": "SE 1",
        "from_deduction": 100,
    }
    return GroupTerms(group=group_of(agency), agency=agency, period=DateRange(since, until), **values)


def set_from(agency, amount, since, until=None) -> GroupTerms:
    terms = new(agency, amount, since, until)
    actions.set_terms(terms=[terms], by=access.SYSTEM)
    return terms


@contextmanager
def refused(code: str):
    with pytest.raises(ValidationError) as found:
        yield
    assert [one.code for one in found.value.error_list] == [code]


def in_force() -> list[tuple]:
    found = GroupTerms.objects.order_by("period")
    return [(one.period.lower, one.period.upper, int(one.amount)) for one in found]


def test_new_terms_end_the_former_and_run_until_the_next(dishub):
    set_from(dishub, 1_000_000, FEB)
    set_from(dishub, 3_000_000, APR)

    set_from(dishub, 2_000_000, MAR)

    assert in_force() == [(FEB, MAR, 1_000_000), (MAR, APR, 2_000_000), (APR, None, 3_000_000)]


def test_a_month_in_which_terms_begin_already_is_refused(dishub):
    set_from(dishub, 1_000_000, FEB)

    with refused("same_month"):
        set_from(dishub, 2_000_000, FEB)


def test_drafts_are_computed_anew_and_final_months_stay(dishub):
    money.terms(dishub, "1000000")
    workers(dishub)
    final, draft = assessed(dishub, FEB), assessed(dishub, MAR)
    finalise(assessment=final, by=access.SYSTEM)

    set_from(dishub, 3_000_000, FEB)

    final.refresh_from_db()
    draft.refresh_from_db()
    assert (final.total, draft.total) == (Decimal(5_400), Decimal(16_200))


def test_terms_of_a_final_month_are_neither_changed_nor_deleted(dishub):
    terms = money.terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    terms.amount = Decimal(1_000_000)

    for act in (
        lambda: actions.edit_terms(terms=terms, by=access.SYSTEM),
        lambda: actions.delete_terms(terms=[terms], by=access.SYSTEM),
    ):
        with refused("used"):
            act()


def test_terms_of_a_closed_draft_are_not_changed(dishub):
    terms = money.terms(dishub)
    assessed(dishub)
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at="2020-03-01T00:00Z")

    with refused("used"):
        actions.edit_terms(terms=terms, by=access.SYSTEM)


def test_an_end_before_a_final_month_is_refused(dishub):
    terms = money.terms(dishub)
    finalise(assessment=assessed(dishub, MAR), by=access.SYSTEM)

    with refused("final"):
        actions.end_terms(terms=terms, until=MAR, by=access.SYSTEM)


def test_a_draft_without_terms_is_no_draft_any_more(dishub):
    terms = money.terms(dishub)
    workers(dishub)
    draft = assessed(dishub, MAR)

    actions.end_terms(terms=terms, until=MAR, by=access.SYSTEM)

    draft.refresh_from_db()
    assert (draft.state, draft.total, draft.workers, draft.terms) == ("missing", 0, 0, None)


def test_deleting_lets_the_former_terms_go_on(dishub):
    set_from(dishub, 1_000_000, FEB)
    later = set_from(dishub, 3_000_000, MAR)
    workers(dishub)
    draft = assessed(dishub, MAR)

    actions.delete_terms(terms=[later], by=access.SYSTEM)

    draft.refresh_from_db()
    assert in_force() == [(FEB, None, 1_000_000)]
    assert draft.total == Decimal(5_400)


def test_the_end_can_be_taken_back_until_others_begin(dishub):
    first = set_from(dishub, 1_000_000, FEB, MAR)
    set_from(dishub, 3_000_000, APR)

    with refused("overlap"):
        actions.end_terms(terms=first, until=None, by=access.SYSTEM)
    first.refresh_from_db()
    actions.end_terms(terms=first, until=APR, by=access.SYSTEM)

    assert in_force()[0] == (FEB, APR, 1_000_000)


def test_what_the_preview_shows_is_what_saving_does(dishub):
    money.terms(dishub, "1000000")
    workers(dishub, 2)
    assessed(dishub, MAR)

    def act():
        actions.set_terms(terms=[new(dishub, 3_000_000, MAR)], by=access.SYSTEM)

    seen = effect_of(act, [group_of(dishub).pk], MAR)
    before = Assessment.objects.get().total
    act()

    assert before == Decimal(10_800)
    assert [(one.before, one.after) for one in seen.drafts] == [(before, Assessment.objects.get().total)]
    assert seen.charge.total == Decimal(16_200)
    assert seen.charge.parts[0].startswith("JKK: 3.000.000 × 0,24 % = 7.200,00")


def test_the_preview_names_months_that_stay_and_months_without_terms(dishub):
    money.terms(dishub, "1000000")
    finalise(assessment=assessed(dishub, FEB), by=access.SYSTEM)
    finalise(assessment=assessed(dishub, APR), by=access.SYSTEM)

    def act(until):
        return lambda: actions.set_terms(terms=[new(dishub, 2_000_000, FEB, until)], by=access.SYSTEM)

    assert effect_of(act(None), [group_of(dishub).pk], FEB).fixed == [FEB, APR]
    with refused("final"):
        effect_of(act(MAR), [group_of(dishub).pk], FEB)


def test_drafts_follow_for_people_whom_the_operator_does_not_see(dishub, dlh, dishub_operator):
    group_of(dishub).agencies.add(dlh)
    money.terms(dishub)
    workers(dlh, contribution_group=group_of(dishub))
    assessed(dishub, MAR)

    with access.acting(dishub_operator):
        actions.set_terms(terms=[new(dishub, 1_000_000, MAR)], by=dishub_operator)

    assert Assessment.objects.get(month=MAR).lines.get().total == Decimal("5400.00")


def test_many_groups_take_as_many_statements_as_one(dishub, dlh, count_queries):
    workers(dishub)
    workers(dlh)

    def act(agencies):
        terms = [new(one, 3_000_000, dt.date(2020, 1, 1)) for one in agencies]
        return lambda: actions.set_terms(terms=terms, by=access.SYSTEM, batch=uuid.uuid4())

    one = count_queries(act([dishub]))
    GroupTerms.objects.all().delete()

    assert count_queries(act([dishub, dlh])) == one
    assert ContributionGroup.objects.filter(terms__isnull=False).count() == 2


def test_terms_by_which_a_draft_cannot_be_computed_are_refused_with_the_month(dishub):
    """No minimum wage is known here: the draft would silently stay with the former base."""
    set_from(dishub, 3_000_000, FEB)
    workers(dishub)
    assessed(dishub)
    terms = GroupTerms.objects.get()
    terms.base_kind, terms.amount = "umk", None

    with refused("hindered"):
        actions.edit_terms(terms=terms, by=access.SYSTEM)

import datetime as dt

import pytest

from agencies import access
from contributions.models import Reminder
from contributions.reminders import actions
from contributions.reminders.choosing import choice_of
from contributions.reminders.states import LetterState, with_counts, with_states
from tests.contributions.billing.money import refused
from tests.contributions.coverage.stories import enrol
from tests.contributions.reminders.letters import DAY, reminded, sent
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def made(region, units):
    values = {"kind": "other", "subject": "Hal", "body": "Isi", "as_of": DAY}
    return actions.make_reminder(region=region, values=values, units=units, by=access.SYSTEM)


def test_three_hundred_letters_take_as_many_statements_as_one(serang, dishub, count_queries):
    one = choice_of(serang, DAY).units
    once = count_queries(lambda: made(serang, one))
    for _ in range(299):
        AgencyFactory(region=serang)
    many = choice_of(serang, DAY).units
    assert len(many) == 300
    assert count_queries(lambda: made(serang, many)) == once


def test_a_reminder_to_nobody_is_refused(serang):
    with refused("nobody"):
        made(serang, [])
    assert not Reminder.objects.exists()


def test_letters_marked_twice_keep_how_they_went_out_first(serang, dishub, dlh, city_manager):
    reminder = reminded(serang, dishub, dlh)
    first, second = reminder.letters.order_by("agency__code")
    values = {"reminder": reminder, "by": city_manager}
    assert actions.mark_sent(letters=[first.pk], via="whatsapp", on=DAY, **values) == 1
    later = DAY + dt.timedelta(1)
    both = [first.pk, second.pk]
    assert actions.mark_sent(letters=both, via="letter", on=later, number="5/X", **values) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.sent_via, first.sent_on, first.number, first.sent_by) == ("whatsapp", DAY, "", city_manager)
    assert (second.sent_via, second.number) == ("letter", "5/X")


def test_letters_of_another_reminder_are_not_marked(serang, dishub, dlh):
    mine, other = reminded(serang, dishub), reminded(serang, dlh)
    pk = other.letters.get().pk
    assert actions.mark_sent(reminder=mine, letters=[pk], via="letter", on=DAY, by=None) == 0
    assert other.letters.get().sent_on is None


def test_marking_is_undone_unless_it_was_answered(serang, dishub, dlh):
    reminder = sent(serang, dishub, dlh)
    answered, silent = reminder.letters.order_by("agency__code")
    actions.answer(letter=answered, text="Sudah", on=DAY, by=None)
    assert actions.unmark_sent(reminder=reminder, letters=[answered.pk, silent.pk]) == 1
    silent.refresh_from_db()
    assert (silent.sent_on, silent.sent_via, silent.sent_by) == (None, "", None)


def test_every_letter_is_in_exactly_one_state(serang, dishub, dlh):
    reminder = sent(serang, dishub, dlh, answer_by=DAY)
    answered, silent = reminder.letters.order_by("agency__code")
    actions.answer(letter=answered, text="Sudah", on=DAY, by=None)

    def state(day):
        return with_states(reminder.letters.all(), day).get(pk=silent.pk).state

    assert state(DAY) == LetterState.SENT
    assert state(DAY + dt.timedelta(1)) == LetterState.OVERDUE
    actions.close(reminder=reminder, on=DAY)
    assert state(DAY + dt.timedelta(1)) == LetterState.CLOSED
    actions.reopen(reminder=reminder)
    actions.unmark_sent(reminder=reminder, letters=[silent.pk])
    assert state(DAY) == LetterState.UNSENT
    states = with_states(reminder.letters.all(), DAY)
    assert states.get(pk=answered.pk).state == LetterState.ANSWERED


def test_counts_add_up(serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh, answer_by=DAY)
    first, _second = reminder.letters.order_by("agency__code")
    actions.mark_sent(reminder=reminder, letters=[first.pk], via="visit", on=DAY, by=None)
    one = with_counts(Reminder.objects.all(), DAY + dt.timedelta(1)).get()
    assert (one.n, one.sent, one.answered, one.waiting, one.overdue) == (2, 1, 0, 1, 1)


def test_a_reminder_is_withdrawn_only_before_anything_was_sent(serang, dishub):
    actions.withdraw(reminder=reminded(serang, dishub))
    assert not Reminder.objects.exists()
    with refused("sent"):
        actions.withdraw(reminder=sent(serang, dishub))
    assert Reminder.objects.get().letters.count() == 1


def test_letters_keep_the_figures_of_the_day_they_were_made(serang, dishub):
    enrol(dishub, 2)
    reminder = reminded(serang, dishub)
    enrol(dishub, 3)
    assert reminder.letters.get().figures["listed"] == 2

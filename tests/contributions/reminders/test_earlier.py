"""Nobody is reminded twice of one matter without meaning it."""

import pytest
from django.urls import reverse

from contributions.models import Reminder
from contributions.reminders import actions
from tests.contributions.coverage.stories import enrol
from tests.contributions.reminders.letters import URL, reminded, sent, words

pytestmark = pytest.mark.django_db


def notes(page) -> dict[int, str]:
    return {row.unit.pk: row.earlier for row in page.context["rows"] if row.earlier}


def test_an_open_letter_about_the_same_matter_is_told(city, serang, dishub, dlh):
    enrol(dishub, 2)
    enrol(dlh, 1)
    sent(serang, dishub)
    reminded(serang, dishub)
    reminded(serang, dlh)

    page = city.get(URL + "?about=uncovered")
    assert notes(page) == {
        dishub.pk: "letter of 26 Feb 2020 not answered yet",
        dlh.pk: "letter made on 26 Feb 2020 not sent yet",
    }
    assert b"2 of the agencies ticked have a letter" in page.content
    assert notes(city.get(URL + "?about=no_roster")) == notes(city.get(URL + "?about=other")) == {}


def test_those_with_an_open_letter_are_unticked_at_once(city, serang, dishub, dlh):
    sent(serang, dishub)

    page = city.post(URL, words(dishub, dlh, act="once", subject=""))
    assert page.status_code == 200
    assert page.context["draft"].ticked == {dlh.pk}


def test_an_answered_or_closed_letter_is_open_no_more(city, serang, dishub, dlh):
    letter = sent(serang, dishub).letters.get()
    actions.answer(letter=letter, text="Sudah.", on=letter.sent_on, by=None)
    actions.close(reminder=sent(serang, dlh), on=letter.sent_on)

    assert notes(city.get(URL + "?about=uncovered")) == {}


def test_going_back_and_making_the_same_letters_makes_none_again(city, dishub, dlh):
    first = city.post(URL, words(dishub, dlh, act="make"))
    again = city.post(URL, words(dlh, dishub, act="make"), follow=True)

    made = Reminder.objects.get()
    assert first.url == again.redirect_chain[0][0] == reverse("region_reminder", args=["36.73", made.pk])
    assert b"nothing was made a second time" in again.content


@pytest.mark.parametrize("other", [{"body": "Lain."}, {"about": "no_roster"}])
def test_other_words_or_another_matter_are_another_reminder(city, dishub, other):
    city.post(URL, words(dishub, act="make"))
    city.post(URL, words(dishub, act="make", **other))

    assert Reminder.objects.count() == 2

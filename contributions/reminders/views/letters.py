"""One letter as the city sees it: its text, WhatsApp, number, answer; and letters as files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.downloads import DOCX, PDF, ZIP, attachment, file_name
from contributions.models import Reminder, ReminderLetter, SentBy
from contributions.reminders import actions, frame, printing, sharing
from contributions.reminders.filters import LetterFilter
from contributions.reminders.forms import AnswerForm, NumberForm, SentForm
from contributions.reminders.letter import letter_of
from contributions.reminders.views import city

P = access.P


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminder_letter(request: HttpRequest, region: Region, pk: int, letter: int) -> HttpResponse:
    reminder = frame.one(region, pk)
    return _shown(request, reminder, frame.letter(reminder, letter))


def _shown(
    request: HttpRequest, reminder: Reminder, one: ReminderLetter, form: AnswerForm | None = None
) -> HttpResponse:
    today, region = timezone.localdate(), reminder.region
    may_remind = access.may(request.user, P.REMIND, region)
    context: dict[str, Any] = {
        "nav": frame.nav_of(request, reminder, one.figures.get("name", "")),
        "region": region,
        "reminder": reminder,
        "one": one,
        "letter": letter_of(one, reminder),
        "may_remind": may_remind,
        "next": next_unsent(reminder, one),
        "earlier": actions.earlier_answers(one),
        "back_url": reverse("region_reminder_letter_edit", args=[region.code, reminder.pk, one.pk]),
    }
    if may_remind:
        phone = sharing.phone_of(one.agency)
        context |= {
            "text": sharing.message(one, reminder, request, phone),
            "phone": phone,
            "sent_form": SentForm(initial={"via": SentBy.LETTER, "on": today, "number": one.number}),
            "number_form": NumberForm(initial={"number": one.number}),
            "answer_form": form or AnswerForm(initial={"on": one.answered_on or today, "answer": one.answer}),
            "today": today.isoformat(),
        }
    return render(request, "contributions/reminders/one_letter.html", context, status=400 if form else 200)


def next_unsent(reminder: Reminder, one: ReminderLetter) -> str:
    """The page of the next letter, by code, that has not gone out; from the last one back to the first."""
    waiting = reminder.letters.filter(sent_on=None, answered_on=None).exclude(pk=one.pk)
    waiting = waiting.order_by("agency__code")
    found = waiting.filter(agency__code__gt=one.agency.code).first() or waiting.first()
    if found is None:
        return ""
    return reverse("region_reminder_letter", args=[reminder.region.code, reminder.pk, found.pk])


@access.region_view(P.REMIND)
@require_http_methods(["POST"])
def region_reminder_letter_edit(request: HttpRequest, region: Region, pk: int, letter: int) -> HttpResponse:
    """Its number, its answer, or that there is no answer after all."""
    reminder = frame.one(region, pk)
    one = frame.letter(reminder, letter)
    act, form = request.POST.get("act"), AnswerForm(request.POST)
    if act == "number":
        typed = NumberForm(request.POST)
        if typed.is_valid():
            actions.write_number(letter=one, number=typed.cleaned_data["number"])
            messages.success(request, _("The number is written down; the letter is printed with it."))
    elif not undone(request, one):
        if not form.is_valid():
            return _shown(request, reminder, one, form)
        said = form.cleaned_data
        actions.answer(letter=one, text=said["answer"], on=said["on"], by=request.user)
        messages.success(request, _("The answer is written down."))
    return redirect("region_reminder_letter", region.code, pk, letter)


def undone(request: HttpRequest, one: ReminderLetter) -> bool:
    """Take the answer back, or bring the former one back, and say so; False where neither is asked."""
    act = request.POST.get("act")
    if act == "unanswered":
        actions.take_answer_back(letter=one)
        messages.success(request, _("The answer is taken back."))
    elif act == "back" and actions.bring_back(letter=one):
        messages.success(request, _("The former answer is back."))
    elif act == "back":
        messages.warning(request, _("There is nothing left to take back."))
    return act in ("unanswered", "back")


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminder_letter_file(
    request: HttpRequest, region: Region, pk: int, letter: int, kind: str
) -> HttpResponse:
    reminder = frame.one(region, pk)
    one = frame.letter(reminder, letter)
    made = letter_of(one, reminder)
    content = printing.pdf([made]) if kind == "pdf" else printing.word(made)
    return attachment(content, name_of(one, reminder, kind), PDF if kind == "pdf" else DOCX)


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminder_files(request: HttpRequest, region: Region, pk: int, kind: str) -> HttpResponse:
    """Those of the filter: all in one PDF, or a zip of Word files. Nothing chosen: back to the page."""
    reminder = frame.one(region, pk)
    letters = list(LetterFilter(request.GET, city.letters_of(reminder)).qs)
    if not letters:
        messages.info(request, _("No letter fits this selection."))
        return redirect(frame.address_of(reminder))
    name = file_name(_("reminder"), region.name, reminder.subject, reminder.as_of.isoformat(), extension=kind)
    if kind == "pdf":
        return attachment(printing.pdf([letter_of(one, reminder) for one in letters]), name, PDF)
    named = [(name_of(one, reminder, "docx"), letter_of(one, reminder)) for one in letters]
    return attachment(printing.words(named), name, ZIP)


def name_of(one: ReminderLetter, reminder: Reminder, extension: str) -> str:
    """`36-73-dishub-surat-pengingat-2026-11-22.pdf`: sorted by agency in a folder."""
    return file_name(one.agency.code, _("reminder"), reminder.as_of.isoformat(), extension=extension)

"""An agency's letters from its city: read, printed, answered."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import PDF, attachment
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from contributions.models import ReminderLetter
from contributions.reminders import actions, printing, sharing
from contributions.reminders.forms import OwnAnswerForm
from contributions.reminders.letter import letter_of
from contributions.reminders.states import with_states
from contributions.reminders.tables import OwnLetterTable
from contributions.reminders.views.letters import name_of, undone

P = access.P


def letters_of(agency: Agency) -> QuerySet[ReminderLetter]:
    """Those that have gone out to it, the newest first."""
    sent = agency.reminder_letters.filter(sent_on__isnull=False)
    found = with_states(sent, timezone.localdate()).order_by("-sent_on", "-pk")
    return found.select_related("reminder__region", "reminder__document", "agency", "answered_by")


def nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    url = reverse("agency_letters", args=[agency.code]) if deeper else ""
    return agency_frame(request, agency, "agency_home", Link(_("Letters from the city"), url), *deeper)


@access.agency_view(P.SEE_RECORDS)
@require_safe
def agency_letters(request: HttpRequest, agency: Agency) -> HttpResponse:
    context = {
        "nav": nav(request, agency),
        "agency": agency,
        "table": paged(request, OwnLetterTable(letters_of(agency), agency=agency.code)),
    }
    return render(request, "contributions/reminders/agency_list.html", context)


@access.agency_view(P.SEE_RECORDS)
@require_safe
def agency_letter(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    return _shown(request, agency, get_object_or_404(letters_of(agency), pk=pk))


def _shown(
    request: HttpRequest, agency: Agency, one: ReminderLetter, form: OwnAnswerForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "nav": nav(request, agency, Link(one.reminder.subject)),
        "agency": agency,
        "one": one,
        "letter": letter_of(one, one.reminder),
        "do_url": sharing.where_to_do_it(one.reminder.kind, agency, request.user),
        "may_answer": access.may(request.user, P.ANSWER_CITY, agency),
        "form": form or OwnAnswerForm(initial={"answer": one.answer}),
        "earlier": actions.earlier_answers(one),
        "back_url": reverse("agency_letter_answer", args=[agency.code, one.pk]),
    }
    return render(request, "contributions/reminders/agency_letter.html", context, status=400 if form else 200)


@access.agency_view(P.ANSWER_CITY)
@require_POST
def agency_letter_answer(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    one, form = get_object_or_404(letters_of(agency), pk=pk), OwnAnswerForm(request.POST)
    if not undone(request, one):
        if not form.is_valid():
            return _shown(request, agency, one, form)
        text = form.cleaned_data["answer"]
        actions.answer(letter=one, text=text, on=timezone.localdate(), by=request.user)
        messages.success(request, _("The answer is with the city now."))
    return redirect("agency_letter", agency.code, pk)


@access.agency_view(P.SEE_RECORDS)
@require_safe
def agency_letter_pdf(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    one = get_object_or_404(letters_of(agency), pk=pk)
    content = printing.pdf([letter_of(one, one.reminder)])
    return attachment(content, name_of(one, one.reminder, "pdf"), PDF)

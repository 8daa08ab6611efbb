"""A city's reminders, and one with the state of its letters."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.tables import paged
from contributions.models import Reminder, ReminderLetter, SentBy
from contributions.reminders import exports, frame, sharing
from contributions.reminders.filters import LetterFilter
from contributions.reminders.forms import SentForm
from contributions.reminders.states import LetterState, with_counts, with_states
from contributions.reminders.tables import LetterTable, ReminderTable

P = access.P
TONES = {"unsent": "none", "sent": "waiting", "overdue": "bad", "answered": "active", "closed": "none"}


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminders(request: HttpRequest, region: Region) -> HttpResponse:
    reminders = with_counts(Reminder.objects.filter(region=region), timezone.localdate())
    context = {
        "nav": frame.nav(request, region),
        "region": region,
        "table": paged(request, ReminderTable(reminders.select_related("region", "made_by"))),
        "may_remind": access.may(request.user, P.REMIND, region),
    }
    return render(request, "contributions/reminders/list.html", context)


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminder(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return shown(request, frame.one(region, pk))


def shown(request: HttpRequest, reminder: Reminder, form: SentForm | None = None) -> HttpResponse:
    """The page of one reminder; `form`: what was wrong about marking letters."""
    region = reminder.region
    may_remind = access.may(request.user, P.REMIND, region)
    chosen = LetterFilter(request.GET, letters_of(reminder))
    hidden = () if may_remind else ("tick",)
    table = LetterTable(chosen.qs, kind=reminder.kind, region=region.code, exclude=hidden)
    context = {
        "nav": frame.nav_of(request, reminder),
        "region": region,
        "reminder": reminder,
        "filter": chosen,
        "table": paged(request, table),
        "found": chosen.qs.count(),
        "tiles": tiles(request, reminder),
        "may_remind": may_remind,
        "form": form or SentForm(initial={"via": SentBy.LETTER, "on": timezone.localdate()}),
        "summary": sharing.overview(reminder, region),
    }
    status = 400 if form else 200
    return render(request, "contributions/reminders/one.html", context, status=status)


def letters_of(reminder: Reminder) -> QuerySet[ReminderLetter]:
    """With their states, by the code of the agency."""
    letters = with_states(reminder.letters.all(), timezone.localdate())
    return letters.select_related("agency", "sent_by", "answered_by").order_by("agency__code")


def tiles(request: HttpRequest, reminder: Any) -> list[dict[str, Any]]:
    """How many letters are in each state; each leads to them. `reminder` comes from `with_counts`."""
    counts = {
        "unsent": reminder.letters.filter(sent_on=None, answered_on=None).count(),
        "sent": reminder.waiting - reminder.overdue,
        "overdue": reminder.overdue,
        "answered": reminder.answered,
    }
    if reminder.closed_on:
        unanswered = reminder.letters.filter(sent_on__isnull=False, answered_on=None)
        counts = {**counts, "closed": unanswered.count()}
        del counts["sent"], counts["overdue"]
    here = reverse("region_reminder", args=[reminder.region.code, reminder.pk])
    return [
        {
            "label": LetterState(state).label,
            "value": value,
            "tone": TONES[state] if value else "plain",
            "url": f"{here}?state={state}",
            "current": request.GET.get("state") == state,
            "note": _("of %(n)s letters") % {"n": reminder.n},
        }
        for state, value in counts.items()
    ]


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_reminder_xlsx(request: HttpRequest, region: Region, pk: int) -> FileResponse:
    """The state of its letters, those of the filter."""
    reminder = frame.one(region, pk)
    letters = LetterFilter(request.GET, letters_of(reminder)).qs
    name = file_name(_("reminder"), region.name, reminder.subject, reminder.as_of.isoformat())
    sheet = (exports.headers(), exports.rows(reminder, letters))
    return workbook_response({_("Letters"): sheet}, name)

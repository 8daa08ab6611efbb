"""What became of letters, as the city writes it down: sent, not sent after all, closed, withdrawn."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Region
from agencies.pages.figures import number
from contributions.models import Reminder
from contributions.reminders import actions, frame
from contributions.reminders.filters import LetterFilter
from contributions.reminders.forms import SentForm, letters_ticked
from contributions.reminders.views import city

P = access.P


@access.region_view(P.REMIND)
@require_POST
def region_reminder_mark(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """The letters ticked, or all that the filter in the address shows (`everybody`)."""
    reminder = frame.one(region, pk)
    letters = _meant(request, reminder)
    if not letters:
        messages.warning(request, _("Tick at least one letter."))
        return redirect(_back(request, reminder))
    if request.POST.get("act") == "unsent":
        count = actions.unmark_sent(reminder=reminder, letters=letters)
        text = ngettext(
            "%(count)s letter counts as not sent again.", "%(count)s letters count as not sent again.", count
        )
        messages.success(request, text % {"count": number(count)})
        return redirect(_back(request, reminder))
    form = SentForm(request.POST)
    if not form.is_valid():
        return city.shown(request, reminder, form)
    count = actions.mark_sent(reminder=reminder, letters=letters, by=request.user, **form.cleaned_data)
    _say(request, count, len(letters))
    return redirect(_back(request, reminder))


def _meant(request: HttpRequest, reminder: Reminder) -> frozenset[int]:
    if request.POST.get("everybody"):
        chosen = LetterFilter(request.GET, city.letters_of(reminder)).qs
        return frozenset(chosen.order_by().values_list("pk", flat=True))
    return letters_ticked(request.POST.getlist("letter"), reminder.letters.all())


def _say(request: HttpRequest, count: int, meant: int) -> None:
    text = ngettext("%(count)s letter is marked as sent.", "%(count)s letters are marked as sent.", count)
    said = text % {"count": number(count)}
    if count < meant:
        rest = _("%(count)s had been sent before and stay as they are.") % {"count": number(meant - count)}
        said = f"{said} {rest}"
    messages.success(request, said)


def _back(request: HttpRequest, reminder: Reminder) -> str:
    """Where it was asked: the letter's own page, or the list with its filter."""
    here = frame.address_of(reminder)
    letter = request.POST.get("of", "")
    if letter.isascii() and letter.isdigit() and len(letter) < 12:
        return f"{here}letters/{letter}/"
    query = request.GET.urlencode()
    return f"{here}?{query}" if query else here


@access.region_view(P.REMIND)
@require_POST
def region_reminder_close(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Close it, or open it again."""
    reminder = frame.one(region, pk)
    if request.POST.get("act") == "reopen":
        actions.reopen(reminder=reminder)
        messages.success(request, _("Answers are waited for again."))
    else:
        actions.close(reminder=reminder, on=timezone.localdate())
        messages.success(request, _("The reminder is closed: nobody waits for answers any more."))
    return redirect("region_reminder", region.code, pk)


@access.region_view(P.REMIND)
@require_http_methods(["GET", "HEAD", "POST"])
def region_reminder_withdraw(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Delete it while no letter has gone out."""
    reminder = frame.one(region, pk)
    if request.method == "POST":
        return _withdrawn(request, reminder)
    context = {
        "nav": frame.nav_of(request, reminder, _("Withdraw")),
        "region": region,
        "reminder": reminder,
    }
    return render(request, "contributions/reminders/withdraw.html", context)


def _withdrawn(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    code = reminder.region.code
    try:
        actions.withdraw(reminder=reminder)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect(frame.address_of(reminder))
    messages.success(request, _("The reminder is withdrawn; its letters are deleted."))
    return redirect("region_reminders", code)

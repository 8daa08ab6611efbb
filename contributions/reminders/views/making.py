"""Writing a reminder: whom, what, a look at one real letter, then all of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Region
from agencies.pages.figures import number
from contributions.reminders import actions
from contributions.reminders.composing import Draft, draft_of
from contributions.reminders.earlier import made_already
from contributions.reminders.frame import nav

P = access.P


@access.region_view(P.REMIND)
@require_http_methods(["GET", "HEAD", "POST"])
def region_reminder_new(request: HttpRequest, region: Region) -> HttpResponse:
    act = request.POST.get("act", "")
    draft = draft_of(request, region).ticking(act)
    if act not in ("preview", "make"):
        if request.method == "POST":
            draft.form.errors.clear()  # whoever only searches is not told yet what is missing
        return _form(request, draft)
    if not draft.form.is_valid() or not draft.ticked:
        return _form(request, draft, nobody=not draft.ticked)
    if act == "preview":
        return _preview(request, draft)
    return _make(request, draft)


def _make(request: HttpRequest, draft: Draft) -> HttpResponse:
    region, values, by = draft.region, draft.values(), request.user
    if made := made_already(region=region, values=values, units=draft.ticked, by=by):
        messages.info(request, _("These letters were made already; nothing was made a second time."))
        return redirect("region_reminder", region.code, made.pk)
    made = actions.make_reminder(region=region, values=values, units=draft.units, by=by)
    text = ngettext("%(count)s letter is made.", "%(count)s letters are made.", len(draft.units))
    messages.success(request, text % {"count": number(len(draft.units))})
    return redirect("region_reminder", region.code, made.pk)


def _form(request: HttpRequest, draft: Draft, *, nobody: bool = False) -> HttpResponse:
    context = {
        "nav": nav(request, draft.region, _("New reminder")),
        "region": draft.region,
        "draft": draft,
        "rows": draft.shown,
        "nobody": nobody,
    }
    bad = nobody or bool(draft.form.errors)
    return render(request, "contributions/reminders/new.html", context, status=400 if bad else 200)


def _preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    unit, letter = draft.sample(request.POST.get("sample", ""))
    context = {
        "nav": nav(request, draft.region, _("New reminder")),
        "region": draft.region,
        "draft": draft,
        "letter": letter,
        "unit": unit,
        "typed": [(name, request.POST.get(name, "")) for name in draft.form.fields],
    }
    return render(request, "contributions/reminders/preview.html", context)

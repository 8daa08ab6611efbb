"""Nihil: saying that the list still holds, and taking that back."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import day as day_in_words
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import Upload, UploadKind
from enrolment.rosters import nil
from enrolment.rosters.views.frame import address, nav


class NilForm(forms.Form):
    """On which day the list held; days that cannot be said (any more) are not offered."""

    day = forms.TypedChoiceField(label=gettext_lazy("The list holds on"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("%(day)s: %(n)s people")
        self.choices = [
            (day.isoformat(), words % {"day": day_in_words(day), "n": number(count)})
            for day in nil.days(timezone.localdate())
            if (count := nil.listed_on(agency, day)) and not nil.said_for(agency, day)
        ]
        day_field = cast(forms.TypedChoiceField, self.fields["day"])
        day_field.choices = self.choices
        day_field.coerce = dt.date.fromisoformat  # only what is offered gets here
        day_field.initial = self.choices[0][0] if self.choices else None


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_nil(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = NilForm(request.POST if request.method == "POST" else None, agency=agency)
    if request.method == "POST" and form.is_valid():
        return _say(request, agency, form)
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("Nothing changed"))),
        "form": form,
        "said": nil.said_for(agency, timezone.localdate()),
    }
    bad = request.method == "POST"
    return render(request, "enrolment/rosters/nil.html", context, status=400 if bad else 200)


def _say(request: HttpRequest, agency: Agency, form: NilForm) -> HttpResponse:
    on_behalf = not access.scope_of(request.user).belongs_to(agency)
    day = form.cleaned_data["day"]
    try:
        upload = nil.confirm_unchanged(agency=agency, day=day, by=request.user, on_behalf=on_behalf)
    except nil.AlreadySaid as before:
        messages.info(request, _("This was said for that month already."))
        return redirect(address(before.upload, agency))
    except nil.NoList:
        messages.warning(request, _("Nobody was on the list on that day."))
        return redirect("upload_nil", agency.code)
    messages.success(request, _("It is noted that nothing changed; this counts as the list of its month."))
    return redirect(address(upload, agency))


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_nil_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    uploads = Upload.objects.for_agency(agency).filter(kind=UploadKind.NIL)
    upload = get_object_or_404(uploads, pk=pk)
    if nil.take_back(upload=upload, by=request.user):
        messages.success(request, _("Taken back: it is not said any more that nothing changed."))
    return redirect(address(upload, agency))


def show(request: HttpRequest, agency: Agency, upload: Upload) -> HttpResponse:
    """The page of a month without a change: it has no file and no rows."""
    context = {
        "agency": agency,
        "upload": upload,
        "nav": nav(request, agency, Link(upload.file_name)),
        "may_edit": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    return render(request, "enrolment/rosters/nil_said.html", context)

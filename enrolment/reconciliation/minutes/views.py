"""The result of an agency's month on paper: the workbook, and the minutes for both parties to sign."""

import datetime as dt
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import DOCX, PDF, attachment, file_name
from agencies.pages.exports import workbook_response
from agencies.pages.forms import DayInput
from agencies.pages.navigation import Link
from enrolment.letters.signers import place_of, read_nip
from enrolment.models import AgencyMonth, RosterStatement
from enrolment.reconciliation.deciding.frame import month_of, nav_of_month
from enrolment.reconciliation.minutes import printing
from enrolment.reconciliation.minutes.content import Signer, minutes_of
from enrolment.reconciliation.minutes.workbook import sheets_of


class MinutesForm(forms.Form):
    """Who signs, where and when; empty fields become dots. The number stays empty: the office gives it."""

    place = forms.CharField(label=gettext_lazy("Place of signing"), max_length=80, required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    branch_name = forms.CharField(label=gettext_lazy("Signs for BPJS"), max_length=160, required=False)
    branch_title = forms.CharField(label=gettext_lazy("Position at BPJS"), max_length=160, required=False)
    agency_name = forms.CharField(label=gettext_lazy("Signs for the agency"), max_length=160, required=False)
    agency_title = forms.CharField(
        label=gettext_lazy("Position at the agency"), max_length=160, required=False
    )
    agency_nip = forms.CharField(label=gettext_lazy("NIP"), max_length=30, required=False)

    def clean_agency_nip(self) -> str:
        return read_nip(self.cleaned_data["agency_nip"])

    def minutes(self, month: AgencyMonth) -> Any:
        data = self.cleaned_data
        ours = Signer(data["agency_name"], data["agency_title"], data["agency_nip"])
        theirs = Signer(data["branch_name"], data["branch_title"])
        return minutes_of(month, data["place"], data["day"], ours, theirs)


def _found(agency: Agency, month: dt.date) -> AgencyMonth:
    found = month_of(agency, month)
    if found is None:
        raise Http404
    found.agency = agency
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_month_minutes(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Asks who signs; POST gives the document, as `format` says."""
    found = _found(agency, month)
    form = MinutesForm(request.POST or None, initial=_remembered(agency))
    if request.method == "POST" and form.is_valid():
        return _document(request, found, form)
    context = {"agency": agency, "month": month, "form": form}
    context["nav"] = nav_of_month(request, agency, month, Link(_("Minutes")))
    status = 400 if form.errors else 200
    return render(request, "enrolment/reconciliation/minutes.html", context, status=status)


def _document(request: HttpRequest, found: AgencyMonth, form: MinutesForm) -> HttpResponse:
    minutes = form.minutes(found)
    is_word = request.POST.get("format") == "word"
    content = printing.word(minutes) if is_word else printing.pdf(minutes)
    extension, kind = ("docx", DOCX) if is_word else ("pdf", PDF)
    name = file_name(
        _("minutes of reconciliation"), found.agency.slug, f"{found.month:%Y-%m}", extension=extension
    )
    return attachment(content, name, kind)


def _remembered(agency: Agency) -> dict[str, Any]:
    """The signer of the agency's last statement; at first only the place."""
    last = RosterStatement.objects.for_agency(agency).first()
    place = place_of(agency)
    found: dict[str, Any] = {"place": place, "day": timezone.localdate()}
    if last:
        found |= {"agency_name": last.signer_name, "agency_title": last.signer_title}
        found |= {"agency_nip": last.signer_nip, "place": last.place or place}
    return found


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_month_export(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    """Everything that differs, a sheet per kind."""
    found = _found(agency, month)
    name = file_name(_("reconciliation"), agency.slug, f"{month:%Y-%m}")
    return workbook_response(sheets_of(found), name)

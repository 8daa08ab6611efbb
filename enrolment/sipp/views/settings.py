"""What the sheets need beside the roster: the portal's forms and codes, and who is married."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import SheetCode, SheetTemplate
from enrolment.sipp import portal_forms
from enrolment.sipp.forms import CodesForm, TemplateForm, codes_asked
from enrolment.sipp.frame import nav_of
from enrolment.sipp.portal_forms import Recognised
from enrolment.sipp.settling import set_codes, set_married, without_detail
from enrolment.sipp.wording import refused_file
from enrolment.spreadsheets.refusals import Unreadable

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SUBMIT)
def template_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    form, found = TemplateForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid() and (found := _kept(request, agency, form)):
        form = TemplateForm()
    in_use = SheetTemplate.objects.filter(agency=agency, retired_at=None)
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("Forms of the portal"))),
        "form": form,
        "found": found,
        "templates": in_use.select_related("uploaded_by"),
    }
    return render(request, "enrolment/sipp/templates.html", context, status=400 if form.errors else 200)


def _kept(request: HttpRequest, agency: Agency, form: TemplateForm) -> Recognised | None:
    """What was recognised in the form that is kept from now on; None, and said, where it cannot be used."""
    file = form.cleaned_data["file"]
    try:
        kept, found = portal_forms.keep(agency=agency, name=file.name, content=file.read(), by=request.user)
    except Unreadable as refusal:
        form.add_error("file", refused_file(refusal))
        return None
    words = {"kind": kept.kind, "count": len(found.columns)}
    messages.success(request, _("Recognised as %(kind)s with %(count)s columns.") % words)
    return found


@require_POST
@access.agency_view(access.P.SUBMIT)
def template_retire(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    portal_forms.retire(template=get_object_or_404(SheetTemplate, agency=agency, pk=pk))
    messages.success(request, _("From now on this sheet is made in our own form."))
    return redirect("agency_sheets_templates", agency.code)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.MANAGE_GROUPS)
def codes(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Only of groups that the agency owns: one that serves it is kept by its owner."""
    groups = list(agency.owned_groups.all())
    known: dict[int, dict[tuple[str, str], str]] = {}
    for code in SheetCode.objects.filter(group__in=groups):
        known.setdefault(code.group_id, {})[code.header, code.value] = code.code
    data = request.POST if request.method == "POST" else None
    forms = [CodesForm(data, group=group, known=known.get(group.pk, {})) for group in groups]
    valid = [form.is_valid() for form in forms]  # each one, so that each shows its errors
    if data is not None and all(valid):
        for form in forms:
            set_codes(group=form.group, codes=form.codes, headers={h for h, _v, _c in codes_asked()})
        messages.success(request, _("The codes are kept."))
        return redirect("agency_sheets_codes", agency.code)
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("Codes of the portal"))),
        "forms": forms,
    }
    return render(request, "enrolment/sipp/codes.html", context, status=400 if data else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def details(request: HttpRequest, agency: Agency) -> HttpResponse:
    if request.method == "POST":
        count = set_married(agency=agency, married=_married(request.POST))
        messages.success(request, _("Noted for %(count)s people.") % {"count": count})
        return redirect("agency_sheets_details", agency.code)
    asked = without_detail(agency).order_by("name", "pk")
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("Married or not"))),
        "page": page,
        "choices": (PER_PAGE,),
    }
    return render(request, "enrolment/sipp/married.html", context)


def _married(said: QueryDict) -> dict[int, bool]:
    """Worker id -> whether married, of those of whom something was said."""
    found = {
        name.removeprefix("married-"): value == "y"
        for name, value in said.items()
        if name.startswith("married-") and value in ("y", "n")
    }
    return {int(pk): value for pk, value in found.items() if pk.isascii() and pk.isdigit() and len(pk) < 19}

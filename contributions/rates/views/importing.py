"""Records from a file and into one: upload, preview, take over; xlsx and CSV of what is there."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.members.workbook import BadWorkbook, Sheet, seal, unseal
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from agencies.pages.navigation import Link, address
from contributions.rates import importing
from contributions.rates.columns import COLUMNS
from contributions.rates.forms import RatesFileForm
from contributions.rates.kinds import KINDS
from contributions.rates.views.lists import nav_of


def titles() -> dict[str, str]:
    return {
        "rate": _("Contribution rates"),
        "relief": _("Reliefs"),
        "minimum_wage": _("Minimum wages"),
        "due_date": _("Moved due dates"),
    }


def page_of(request: HttpRequest, kind: str) -> dict[str, object]:
    page = KINDS[kind].page
    return {
        "nav": nav_of(request, page, Link(_("From a file"))),
        "name": titles()[kind],
        "back": address(page),
        "again": address(f"{kind}_import"),
        "example": address(f"{kind}_xlsx"),
    }


@access.installation_view(access.P.ADMINISTER)
def records_import(request: HttpRequest, kind: str) -> HttpResponse:
    form = RatesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = importing.read_file(form.cleaned_data["file"], kind)
        except BadWorkbook as bad:
            form.add_error("file", str(bad))
        else:
            return _preview(request, kind, sheet)
    context = {**page_of(request, kind), "form": form, "columns": COLUMNS[kind]}
    return render(request, "contributions/rates/import.html", context)


def _salt(request: HttpRequest, kind: str) -> str:
    return f"rates:{kind}:{request.user.pk}"


def _preview(request: HttpRequest, kind: str, sheet: Sheet) -> HttpResponse:
    lines = importing.try_out(sheet=sheet, key=kind, by=request.user)
    counts = {sign: sum(line.sign == sign for line in lines) for sign in importing.WORDS}
    context = {
        **page_of(request, kind),
        "lines": sorted(lines, key=lambda line: line.sign != "needs_fix"),
        "tiles": [(word, counts[sign]) for sign, word in importing.WORDS.items()],
        "to_save": counts["new"] + counts["changed"],
        "save_url": address(f"{kind}_take_over"),
        "sheet": seal(sheet, _salt(request, kind)),
    }
    return render(request, "contributions/rates/import_preview.html", context)


@access.installation_view(access.P.ADMINISTER)
@require_POST
def records_take_over(request: HttpRequest, kind: str) -> HttpResponse:
    try:
        sheet, _more = unseal(request.POST.get("sheet", ""), _salt(request, kind))
    except BadWorkbook as bad:
        messages.error(request, str(bad))
        return redirect(f"{kind}_import")
    lines = importing.take_over(sheet=sheet, key=kind, by=request.user)
    saved = sum(line.sign in ("new", "changed") for line in lines)
    words = ngettext("%(count)s row saved.", "%(count)s rows saved.", saved)
    messages.success(request, words % {"count": saved})
    return redirect(KINDS[kind].page)


@access.member_view
@require_safe
def records_export(request: HttpRequest, kind: str, extension: str) -> HttpResponse:
    """What is there, in the columns that the import takes back."""
    title = titles()[kind]
    name = file_name(title, timezone.localdate(), extension=extension)
    head, rows = importing.headings(kind), importing.rows(kind)
    if extension == "csv":
        return csv_response(head, ([_comma(cell) for cell in row] for row in rows), name)
    return workbook_response({title: (head, rows)}, name)


def _comma(cell: object) -> object:
    """A number as an Excel with Indonesian settings reads it."""
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else cell

"""The ceilings of an agency's budget: what is used, what is left, until when it is enough."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.models import ACCOUNTS, BudgetCeiling, GroupTerms
from contributions.treasury import actions, ceiling_books
from contributions.treasury.ceilings import AgencyCeilings, accounts_of, ceilings_on, day_of
from contributions.treasury.forms import CeilingForm
from contributions.treasury.frame import frame
from contributions.treasury.tables import AccountTable
from contributions.treasury.years import asked_year, years_beside


def together(agency: Agency, year: int) -> AgencyCeilings:
    return AgencyCeilings(
        agency.code, agency.name, "", accounts_of([agency], year, timezone.localdate())[agency.pk]
    )


@access.agency_view(access.P.SEE_FIGURES)
@require_safe
def agency_ceilings(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The accounts of a year, and every row that was entered for them."""
    year = asked_year(request)
    before, following = years_beside(year)
    found = together(agency, year)
    context = {
        "nav": frame(request, agency, Link(_("Ceilings"))),
        "agency": agency,
        "year": str(year),
        "before": before and str(before),
        "following": following and str(following),
        "found": found,
        "table": paged(request, AccountTable(list(found.accounts))),
        "history": _rows(agency, year),
        "terms_url": address("agency_terms", agency.code),
        "may_set": access.may(request.user, access.P.SET_BUDGET, agency),
    }
    return render(request, "contributions/treasury/ceilings.html", context)


def _rows(agency: Agency, year: int) -> list[BudgetCeiling]:
    rows = BudgetCeiling.objects.filter(agency=agency, year=year).select_related("entered_by")
    return list(rows.order_by("-since", "account"))


def _accounts(agency: Agency, year: int) -> list[tuple[str, Decimal | None]]:
    """The accounts that the agency has, by its terms or by an earlier ceiling, with what they hold now."""
    today = timezone.localdate()
    held = {account: amount for (_pk, account), amount in ceilings_on([agency.pk], year, today).items()}
    terms = GroupTerms.objects.filter(agency=agency, period__contains=day_of(year, today)).order_by("group")
    named = [account for row in terms.values_list(*ACCOUNTS) for account in row if account]
    found = dict.fromkeys([*(named or ACCOUNTS.values()), *sorted(held)])
    return [(account, held.get(account)) for account in found]


@access.agency_view(access.P.SET_BUDGET)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_ceilings_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The ceilings of one budget document."""
    year = asked_year(request)
    accounts = _accounts(agency, year)
    is_first = all(held is None for _account, held in accounts)
    initial = {
        "since": f"{year}-01-01" if is_first else None,
        "document_text": f"DPA {year}" if is_first else "",
    }
    sent = request.POST if request.method == "POST" else None
    form = CeilingForm(sent, year=year, accounts=accounts, initial=initial)
    if form.is_bound and form.is_valid() and _saved(request, agency, year, form):
        return redirect(f"{reverse('agency_ceilings', args=[agency.code])}?year={year}")
    here = f"{reverse('agency_ceilings', args=[agency.code])}?year={year}"
    nav = frame(request, agency, Link(_("Ceilings"), here), Link(_("Enter ceilings")))
    context = {"nav": nav, "agency": agency, "year": str(year), "form": form, "here": here}
    status = 400 if form.errors else 200
    return render(request, "contributions/treasury/ceilings_new.html", context, status=status)


def _saved(request: HttpRequest, agency: Agency, year: int, form: CeilingForm) -> bool:
    data = form.cleaned_data
    values = {name: data[name] for name in ("since", "document_text", "amounts")}
    try:
        actions.set_ceilings(agency=agency, year=year, by=request.user, **values)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("The ceilings are kept."))
    return True


@access.agency_view(access.P.SET_BUDGET)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_ceilings_remove(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Asks first: the row goes, the one before it holds again."""
    ceiling = get_object_or_404(BudgetCeiling.objects.filter(agency=agency), pk=pk)
    here = f"{reverse('agency_ceilings', args=[agency.code])}?year={ceiling.year}"
    if request.method == "POST":
        actions.take_back(ceiling=ceiling, by=request.user)
        messages.success(request, _("The ceiling is taken back."))
        return redirect(here)
    before = BudgetCeiling.objects.filter(agency=agency, year=ceiling.year, account=ceiling.account)
    before = before.filter(since__lt=ceiling.since).order_by("-since").first()
    nav = frame(request, agency, Link(_("Ceilings"), here), Link(_("Take back")))
    context = {"nav": nav, "agency": agency, "ceiling": ceiling, "before": before, "here": here}
    return render(request, "contributions/treasury/ceilings_remove.html", context)


@access.agency_view(access.P.SEE_FIGURES)
@require_safe
def agency_ceilings_xlsx(request: HttpRequest, agency: Agency) -> FileResponse:
    year = asked_year(request)
    return ceiling_books.workbook([together(agency, year)], year, agency.slug, _rows(agency, year))

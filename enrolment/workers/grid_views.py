"""The page of the quick grid."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.workers import actions
from enrolment.workers.frame import nav_of
from enrolment.workers.grid import ROWS, Grid, GridHead
from enrolment.workers.pasting import pasted_rows


@access.agency_view(access.P.EDIT_ROSTER)
def worker_grid(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Good rows are saved together; bad ones stay with their text. Pasting and more rows need no script."""
    sent = request.method == "POST"
    head = GridHead(request.POST if sent else None, agency=agency)
    grid = Grid.sent(request.POST) if sent else Grid.blank()
    wish = request.POST.get("do")
    if wish == "paste":
        grid = grid.with_pasted(pasted_rows(request.POST.get("pasted", "")))
    elif wish == "more":
        wanted, grid = len(grid.rows) + ROWS, grid.with_pasted([])
        grid = grid.filled_up(grid.rows, wanted)
    elif sent:
        grid.check(agency)
        if head.is_valid() and saved(request, agency, head, grid) and not grid.bad:
            return redirect("agency_workers", agency.code)
        grid = grid.filled_up(grid.bad if head.is_valid() else grid.rows)
    context = {
        "nav": nav_of(request, agency, Link(_("Quick grid"))),
        "agency": agency,
        "head": head,
        "grid": grid,
    }
    return render(request, "enrolment/workers/grid.html", context)


def saved(request: HttpRequest, agency: Agency, head: GridHead, grid: Grid) -> bool:
    """Put the good rows on the list and say so; False where there was none."""
    people = [{**row.values, **head.shared} for row in grid.good]
    if people:
        day = head.cleaned_data["listed_on"]
        try:
            actions.add_workers(agency=agency, people=people, listed_on=day, by=request.user)
        except ValidationError as taken:
            head.add_error(None, taken)
            return False
        said = ngettext("%(n)s worker is on the list.", "%(n)s workers are on the list.", len(people))
        messages.success(request, said % {"n": len(people)})
    elif not grid.bad:
        messages.warning(request, _("Nothing was filled in."))
    if grid.bad:
        said = ngettext("%(n)s row needs another look.", "%(n)s rows need another look.", len(grid.bad))
        messages.warning(request, said % {"n": len(grid.bad)})
    return bool(people)

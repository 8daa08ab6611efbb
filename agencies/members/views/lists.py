"""Who acts here, how far the units are, which invitations are open."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.members import rules, sharing
from agencies.members.exports import LINK_HEADERS, link_row
from agencies.members.filters import MemberFilter, UnitFilter
from agencies.members.houses import House
from agencies.members.progress import Step, units_of
from agencies.members.tables import LinkTable, MemberTable, UnitTable
from agencies.models import Membership, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.navigation import Link
from agencies.pages.tables import paged

FOUND_AT_MOST = 200


@access.region_view(access.P.MANAGE_MEMBERS)
def region_members(request: HttpRequest, region: Region) -> HttpResponse:
    return _members(request, House(region))


@access.installation_view(access.P.ADMINISTER)
def installation_members(request: HttpRequest) -> HttpResponse:
    return _members(request, House())


def _members(request: HttpRequest, house: House) -> HttpResponse:
    # A name is looked for by POST: names do not belong into addresses and logs.
    sought = request.POST.get("q", "").replace("\0", " ").strip()
    chosen = MemberFilter(request.GET or None, _found(house.memberships(), sought))
    reachable = set(rules.manageable(request.user).values_list("pk", flat=True)) if house.region else None
    table = paged(request, MemberTable(chosen.qs, house=house, reachable=reachable))
    if sought:
        # Page links are GET and would lose what was looked for.
        table.paginate(per_page=FOUND_AT_MOST)
    context = {
        "nav": house.nav(request),
        "house": house,
        "filter": chosen,
        "sought": sought,
        "table": table,
        "links": _links(house),
    }
    return render(request, "agencies/members/member_list.html", context)


def _links(house: House) -> dict[str, str]:
    pages = ("members", "member_invite", "member_add", "open_invitations")
    found = {page: house.url(page) for page in pages}
    if house.region:
        found |= {page: house.url(page) for page in ("member_units", "members_workbook")}
    return found


def _found(memberships: QuerySet[Membership], sought: str) -> QuerySet[Membership]:
    if not sought:
        return memberships
    return memberships.filter(
        Q(user__name__icontains=sought)
        | Q(user__username__icontains=sought)
        | Q(user__email__iexact=sought)
        | Q(user__nip=sought)
    )


@access.region_view(access.P.MANAGE_MEMBERS)
def member_units(request: HttpRequest, region: Region) -> HttpResponse:
    house = House(region)
    units = units_of(region, timezone.localdate())
    form = UnitFilter(request.GET)
    table = UnitTable(form.chosen(units), house=house, order_by=request.GET.get("sort", "step"))
    step_now = request.GET.get("step", "")
    tiles = [
        (step.label, sum(unit.step == step for unit in units), f"?step={step}", step == step_now)
        for step in Step
    ]
    context = {
        "nav": house.nav(request, Link(_("Units"))),
        "region": region,
        "form": form,
        "table": paged(request, table),
        "tiles": tiles,
    }
    return render(request, "agencies/members/unit_list.html", context)


@access.region_view(access.P.MANAGE_MEMBERS)
def open_invitations(request: HttpRequest, region: Region) -> HttpResponse:
    return _open(request, House(region))


@access.installation_view(access.P.ADMINISTER)
def installation_open_invitations(request: HttpRequest) -> HttpResponse:
    return _open(request, House())


def _open(request: HttpRequest, house: House) -> HttpResponse:
    waiting = sharing.open_invitations(house, request)
    if "xlsx" in request.GET:
        name = file_name(_("invitations"), house.name, timezone.localdate().isoformat())
        rows = [link_row(one) for one in waiting]
        return workbook_response({_("Invitations"): ([str(h) for h in LINK_HEADERS], rows)}, name)
    context = {
        "nav": house.nav(request, Link(_("Open invitations"))),
        "house": house,
        "table": paged(request, LinkTable(waiting)),
        "any": bool(waiting),
    }
    response = render(request, "agencies/members/link_list.html", context)
    response["Cache-Control"] = "no-store"
    return response

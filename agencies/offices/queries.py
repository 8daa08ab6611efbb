"""Regions and agencies with what their lists show beside the name."""

import datetime as dt

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from agencies import access
from agencies.models import Agency, Membership, Region


def regions_with_counts() -> QuerySet[Region]:
    """All regions with their province and the number of their agencies (`agency_count`), most first."""
    counted = Agency.objects.filter(region=OuterRef("pk")).order_by().values("region").annotate(n=Count("pk"))
    agency_count = Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
    found = Region.objects.select_related("parent").annotate(agency_count=agency_count)
    return found.order_by("-agency_count", "code")


def agencies_of(region: Region, day: dt.date) -> QuerySet[Agency]:
    """A region's agencies with parent, region, `state` on the day (open, closed, planned) and `in_charge`:
    the memberships of those who keep its list.
    """
    held = Membership.objects.on(day).select_related("user").order_by("user__name")
    return (
        Agency.objects.of_region(region)
        .select_related("parent", "region")
        .annotate(state=_state(day))
        .prefetch_related(Prefetch("memberships", access.list_keepers(held), to_attr="in_charge"))
    )


def _state(day: dt.date) -> Case:
    return Case(
        When(Q(valid_to__lt=day), Value("closed")),
        When(Q(valid_from__gt=day), Value("planned")),
        default=Value("open"),
        output_field=CharField(),
    )


def below(agency: Agency) -> set[int]:
    """The agency and all that are part of it, down to the last (ids): none of them can be its parent."""
    found, level = {agency.pk}, {agency.pk}
    while level:
        level = set(Agency.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found

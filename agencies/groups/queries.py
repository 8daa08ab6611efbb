"""The contribution groups of an agency."""

from django.db.models import Count, Q, QuerySet

from agencies import access
from agencies.models import Agency, ContributionGroup


def groups_of(agency: Agency) -> QuerySet[ContributionGroup]:
    """Those that the agency owns, and those of others that serve it; its own default first."""
    serving = agency.contribution_groups.values("pk")
    found = ContributionGroup.objects.filter(Q(agency=agency) | Q(pk__in=serving))
    return found.select_related("agency").order_by("-is_default", "name", "pk")


def with_people(groups: QuerySet[ContributionGroup], agency: Agency) -> QuerySet[ContributionGroup]:
    """Each with `people`: how many of the agency's workers are in it, also who left. For those who see
    people; row-level security shows others a zero."""
    return groups.annotate(people=Count("workers", filter=Q(workers__agency=agency)))


def may_be_served(agency: Agency, user: object) -> QuerySet[Agency]:
    """The other agencies of the region for which the user keeps contribution groups: one NPP for all."""
    kept = access.visible_agencies(user, access.P.MANAGE_GROUPS)
    return kept.filter(region=agency.region_id).exclude(pk=agency.pk).order_by("name", "code")

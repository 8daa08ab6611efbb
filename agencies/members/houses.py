"""Where members are managed: in one region, or for the whole installation. The pages are the same."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Prefetch, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.members import links
from agencies.models import Membership, Region
from agencies.pages.frame import country_frame, region_frame
from agencies.pages.navigation import Link, Nav


@dataclass(frozen=True)
class House:
    """`region` is None for the installation."""

    region: Region | None = None

    def url(self, page: str, *args: object) -> str:
        """The address of one of the pages: members, member_detail, member_invite …"""
        if self.region:
            name = "region_members" if page == "members" else page
            return reverse(name, args=[self.region.code, *args])
        return reverse(f"installation_{page}", args=args)

    def nav(self, request: HttpRequest, *deeper: Link) -> Nav:
        users = Link(_("Users"), self.url("members"))
        below = (users, *deeper) if deeper else ()
        if self.region:
            return region_frame(request, self.region, "region_members", *below)
        return country_frame(request, "installation_members", *below)

    @property
    def name(self) -> str:
        return self.region.name if self.region else _("the whole installation")

    def memberships(self) -> QuerySet[Membership]:
        """The memberships of this house with person, place, `state` today and the person's `open_links`."""
        found = Membership.objects.all()
        if self.region:
            found = found.filter(Q(region=self.region) | Q(agency__region=self.region))
        return (
            found.select_related("user", "agency__region", "region", "branch")
            .annotate(state=_state())
            .prefetch_related(Prefetch("user__access_links", links.usable(), to_attr="open_links"))
        )


def _state() -> Case:
    today = timezone.localdate()
    return Case(
        When(Q(valid_to__lt=today), Value("role_ended")),
        When(Q(valid_from__gt=today), Value("role_planned")),
        default=Value("in_force"),
        output_field=CharField(),
    )

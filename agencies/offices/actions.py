"""Writing agencies and branches. The caller has checked that `by` may manage them in the region."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.directory import create_agencies
from agencies.models import Agency, Branch, Region
from agencies.offices import districts

# What every agency has from its first day and takes along when it is deleted.
ITS_OWN = {"owned_groups", "contribution_groups"}
THINGS = {
    "worker": gettext_lazy("people on its list"),
    "enrolment": gettext_lazy("people on its list"),
    "upload": gettext_lazy("uploads"),
    "membership": gettext_lazy("users"),
    "statedfigure": gettext_lazy("figures by source"),
    "document": gettext_lazy("documents"),
    "agency": gettext_lazy("units that are part of it"),
}
OTHER = gettext_lazy("other records")


class Refused(ValidationError):
    """The action would break something; the message says what and what to do instead."""


@transaction.atomic
def add_agency(*, agency: Agency, by: object) -> Agency:
    """Store a new agency with its default contribution group."""
    return create_agencies(agencies=[agency], by=by)[0]


@transaction.atomic
def edit_agency(*, agency: Agency, by: object) -> Agency:
    """Store a changed agency; who answers for whom may have moved, so the scope is taken anew."""
    agency.save()
    access.renew(by)
    return agency


@transaction.atomic
def close_agency(*, agency: Agency, last_day: dt.date | None, by: object) -> Agency:
    """Set the agency's last day, or open it again with None. Its rows and its history stay."""
    agency.valid_to = last_day
    agency.save(update_fields=["valid_to"])
    return agency


@transaction.atomic
def delete_agency(*, agency: Agency, by: object) -> None:
    """Delete an agency that has nothing but its default contribution group; raises Refused otherwise.

    Looked at as the system: somebody who may not see people must not delete an agency that has some.
    """
    with access.acting(access.SYSTEM):
        held = what_it_has(agency)
        if held:
            raise Refused(
                _("%(agency)s cannot be deleted: it has %(things)s. Close it instead.")
                % {"agency": agency, "things": ", ".join(held)}
            )
        agency.owned_groups.all().delete()
        agency.delete()
    access.renew(by)


def what_it_has(agency: Agency) -> list[str]:
    """The kinds of rows that name the agency, besides its own contribution group, in words."""
    words = {
        THINGS.get(relation.related_model._meta.model_name, OTHER)
        for relation in agency._meta.related_objects
        if relation.get_accessor_name() not in ITS_OWN
        and relation.related_model._base_manager.filter(**{relation.field.name: agency}).exists()
    }
    return sorted(str(word) for word in words)


@transaction.atomic
def add_districts(*, region: Region, by: object) -> dict[str, int]:
    """Add the kecamatan and kelurahan that the region does not have yet.

    Returns how many of each were `added` and how many there are in the list: `kecamatan`, `kelurahan`.
    Repeatable: what exists, also under another name by now, is left as it is.
    """
    if region.is_province:
        raise Refused(
            _("%(region)s is a province. Name one of its regencies or cities.") % {"region": region}
        )
    wanted = districts.kecamatan_of(region)
    added = _add_missing(region, wanted, by)
    stored = {agency.code: agency for agency in Agency.objects.filter(region=region)}
    below = districts.kelurahan_of(region, stored)
    return {
        "kecamatan": len(wanted),
        "kelurahan": len(below),
        "added": added + _add_missing(region, below, by),
    }


def _add_missing(region: Region, wanted: Sequence[Agency], by: object) -> int:
    known = set(Agency.objects.filter(region=region).values_list("code", flat=True))
    missing = [agency for agency in wanted if agency.code not in known]
    create_agencies(agencies=missing, by=by)
    return len(missing)


@transaction.atomic
def save_branch(*, branch: Branch, regions: Sequence[Region], by: object) -> Branch:
    """Store a branch and the regions it serves."""
    branch.save()
    branch.regions.set(regions)
    return branch

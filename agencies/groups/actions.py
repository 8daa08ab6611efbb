"""Writing contribution groups."""

from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ContributionGroup


@transaction.atomic
def save_group(*, group: ContributionGroup, serves: Iterable[Agency] | None, by: object) -> ContributionGroup:
    """Store a new or changed group and the other agencies that it serves (None: leave them).

    ValidationError where an agency would no longer be served whose workers are in the group.
    """
    with pghistory.context(user=getattr(by, "pk", None), action="group"):
        group.save()
    if serves is not None:
        wanted = list(serves)
        dropped = group.agencies.exclude(pk__in=[agency.pk for agency in wanted])
        stuck = dropped.filter(workers__contribution_group=group).distinct()
        if names := ", ".join(str(agency) for agency in stuck):
            raise ValidationError(
                _("Workers of %(names)s are in this group. Move them to another one first.")
                % {"names": names},
                code="people",
            )
        group.agencies.set(wanted)
    return group

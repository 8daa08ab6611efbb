"""Making agencies: with the default contribution group that every agency has from its first day."""

from collections.abc import Sequence

from django.db import transaction

from agencies import access
from agencies.models import Agency, ContributionGroup


@transaction.atomic
def create_agencies(*, agencies: Sequence[Agency], by: object) -> list[Agency]:
    """Store new agencies, each with its default contribution group, and let `by` act for them at once.

    The caller has checked that `by` may manage agencies in their region. Raises IntegrityError on a code
    that exists.
    """
    made = Agency.objects.bulk_create(agencies)
    access.renew(by)
    ContributionGroup.objects.bulk_create(
        ContributionGroup(agency=agency, is_default=True, name=agency.name[:120]) for agency in made
    )
    return made

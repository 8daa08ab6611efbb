"""The way from an agency's desk to what its city wrote: documents with their demands, and letters."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Q

from agencies.models import Agency, Document


@dataclass(frozen=True)
class Papers:
    """Documents of the region that are for all its agencies or about this one; letters that went out to it,
    and of them those that nobody has answered and the city still waits for."""

    documents: int
    letters: int
    unanswered: int

    @classmethod
    def of(cls, agency: Agency) -> Self:
        """Two statements."""
        mine = Q(agency=None) | Q(agency=agency)
        waiting = Q(answered_on=None, reminder__closed_on=None)
        letters = agency.reminder_letters.filter(sent_on__isnull=False)
        return cls(
            documents=Document.objects.filter(mine, region=agency.region_id).count(),
            **letters.aggregate(letters=Count("pk"), unanswered=Count("pk", filter=waiting)),
        )

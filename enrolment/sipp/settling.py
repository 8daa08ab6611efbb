"""What the sheets need and the roster does not tell: the portal's codes, and who is married."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import Agency, ContributionGroup
from enrolment.models import Enrolment, SheetCode, SheetDetail, Worker


@transaction.atomic
def set_codes(
    *, group: ContributionGroup, codes: Mapping[tuple[str, str], str], headers: Iterable[str]
) -> None:
    """From now on the group writes these codes: (heading, our value) -> the portal's. What is not given for
    one of the `headers` is forgotten."""
    ContributionGroup.objects.select_for_update().get(pk=group.pk)  # two at once would write a code twice
    SheetCode.objects.filter(group=group, header__in=list(headers)).delete()
    SheetCode.objects.bulk_create(
        SheetCode(group=group, agency_id=group.agency_id, header=header, value=value, code=code)
        for (header, value), code in codes.items()
    )


def without_detail(agency: Agency) -> QuerySet[Worker]:
    """Those who are listed and not submitted yet, and of whom nobody said whether they are married."""
    listed = Enrolment.objects.for_agency(agency).open().filter(state="listed")
    return Worker.objects.for_agency(agency).filter(
        pk__in=listed.values("worker"), sheet_detail=None, guarantor="bpjs"
    )


@transaction.atomic
def set_married(*, agency: Agency, married: Mapping[int, bool]) -> int:
    """Note of these workers (ids) of the agency whether they are married; others are left out. How many."""
    mine = Worker.objects.for_agency(agency).filter(pk__in=list(married)).values_list("pk", flat=True)
    details = [SheetDetail(worker_id=pk, agency=agency, married=married[pk]) for pk in mine]
    SheetDetail.objects.bulk_create(
        details, update_conflicts=True, unique_fields=["worker"], update_fields=["married"]
    )
    return len(details)

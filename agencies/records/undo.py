"""Taking back a deletion: the row's values wait in the session until the next deletion."""

from typing import Any

from django.core import serializers
from django.db import transaction
from django.http import HttpRequest

from agencies.models import Agency, Compliance, Document, Region, StatedFigure
from agencies.records import files
from agencies.records.demands import removed
from agencies.records.wording import named

KEY = "deleted_record"


def delete(request: HttpRequest, record: StatedFigure | Document, place: Region | Agency) -> None:
    """Delete a record, keeping what `restore` needs in the session of whoever deleted it. What a document
    demanded, and the answers, go with it and are in their history. ProtectedError where letters refer to it.

    `place` is where it was deleted, and where alone it can be put back.
    """
    kept = {"place": place.code, "label": named(record), "row": serializers.serialize("json", [record])}
    with transaction.atomic():
        if isinstance(record, Document):
            removed.let_go(Compliance.objects.filter(demand__document=record))
        files.let_go(record.stored_name)
        record.delete()
    request.session[KEY] = kept


def waiting(request: HttpRequest, place: Region | Agency) -> dict[str, Any] | None:
    """The last deletion of this user in this place, if it can still be taken back."""
    kept = request.session.get(KEY)
    return kept if kept and kept["place"] == place.code else None


def restore(request: HttpRequest, place: Region | Agency) -> StatedFigure | Document | None:
    """Put the last deleted record of this place back as it was, with who entered it and when.

    A denominator comes back as an ordinary figure when another was chosen meanwhile. None if nothing waits.
    """
    kept = waiting(request, place)
    if kept is None:
        return None
    (found,) = serializers.deserialize("json", kept["row"])
    record = found.object
    if isinstance(record, StatedFigure) and record.is_denominator:
        others = StatedFigure.objects.filter(region=record.region_id, metric=record.metric)
        record.is_denominator = not others.filter(is_denominator=True).exists()
    with transaction.atomic():
        found.save()
        if isinstance(record, Document):
            removed.restore_demands(record)
    del request.session[KEY]
    return record

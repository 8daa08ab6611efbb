"""Reading an upload's file again the way somebody matched its columns."""

from collections.abc import Mapping

from django.db import connection, transaction

from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters import receiving
from enrolment.rosters.applying import NotApplicable, compare_again
from enrolment.rosters.city.placing import place
from enrolment.rosters.matching import drafts, profiles, values
from enrolment.rosters.matching.places import owner_of

MATCHABLE_STATES = (UploadState.UNMATCHED, UploadState.CHECKED)
OWN_KINDS = (UploadKind.LIST, UploadKind.CITY_LISTS, UploadKind.COMPARISON)
_OWN = "upload_id = %(upload)s and (%(agency)s::bigint is null or agency_id = %(agency)s)"
_FORGET_KINDS = f"delete from enrolment_stagedkind where {_OWN}"
_FORGET_ROWS = f"delete from enrolment_stagedrow where {_OWN}"


class NothingRead(Exception):
    """Read like this the file has no person in it; everything stays as it was."""


def is_matchable(upload: Upload) -> bool:
    """Whether the columns can be matched: a list of an agency or a file of a city, with its file, that has
    not taken effect yet."""
    own = upload.kind in OWN_KINDS and upload.parent_id is None and bool(upload.stored_name)
    return own and upload.state in MATCHABLE_STATES


@transaction.atomic
def use_draft(*, upload: Upload, by: object) -> Upload:
    """Read the file anew as its draft says, compare it, and keep how it was matched for the next file.

    Rows that were mended or dropped on the page come in again as the file has them. A large file goes to the
    worker. Raises NotApplicable when the upload was saved or discarded meanwhile, NothingRead when no person
    would be left, Unreadable when the file can no longer be read; then nothing is changed.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not is_matchable(upload):
        raise NotApplicable
    seen = drafts.look(upload)
    if not any(sheet["people"] for sheet in seen["sheets"]):
        raise NothingRead
    draft = {sheet["name"]: _settled(drafts.of_upload(upload), sheet) for sheet in seen["sheets"]}
    upload.matching = {**upload.matching, "sheets": {name: kept for name, kept in draft.items() if kept}}
    upload.matching.pop("draft", None)
    for sheet in seen["sheets"]:
        if kept := draft[sheet["name"]]:
            _remember(upload, sheet, kept, by)
    read_again(upload=upload, by=by)
    if upload.state == UploadState.REFUSED:
        raise NothingRead
    return upload


def _settled(draft: dict[str, drafts.Answers], sheet: dict) -> drafts.Answers | None:
    """What was said of a sheet; where only rows were clicked, with the columns shown."""
    kept = draft.get(sheet["name"])
    if kept and "rows" in kept and "columns" not in kept:
        return {**kept, "columns": sheet["fields"]}
    return kept


def _remember(upload: Upload, sheet: dict, kept: drafts.Answers, by: object) -> None:
    if sheet["people"] and kept.get("rows"):
        profiles.remember(
            upload=upload, headings=sheet["headings"], columns=kept["columns"], rows=kept["rows"], by=by
        )


@transaction.atomic
def read_again(*, upload: Upload, by: object) -> None:
    """Forget what was read of an upload that is not saved, and read its file once more."""
    keys = {"upload": upload.pk, "agency": upload.agency_id}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_KINDS, keys)
        cursor.execute(_FORGET_ROWS, keys)
    upload.state, upload.refusal = UploadState.RECEIVED, None
    upload.summary, upload.counts, upload.seconds = {}, {}, {}
    upload.save()
    receiving.check_now_or_later(upload=upload, by=by)


@transaction.atomic
def answer(*, upload: Upload, given: Mapping[str, Mapping[str, str]], by: object) -> Upload:
    """Keep what texts mean for the agency or city (`values.py`), give it to the upload's rows, compare anew.

    A spelling taken back counts from the next file on. Raises NotApplicable when the upload was saved or
    discarded meanwhile.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != UploadState.CHECKED:
        raise NotApplicable
    values.remember(owner=owner_of(upload), given=given, by=by)
    upload.counts |= values.take_over(upload)
    if upload.agency_id is not None:
        return compare_again(upload=upload)
    place(upload, by)
    upload.save(update_fields=["counts"])
    return upload

"""The context of an upload's page, for each of its states."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from agencies import access
from agencies.models import Agency
from agencies.pages.tables import paged
from enrolment.models import ProposedExit, RowKind, Upload, UploadState
from enrolment.problems import refusal_sentence
from enrolment.rosters import applying, previews, receiving, undone
from enrolment.rosters.background import pages as background
from enrolment.rosters.background import wording
from enrolment.rosters.forms import SaveForm, WorkbookForm
from enrolment.rosters.matching.places import links
from enrolment.rosters.tables import RowTable, SkippedTable
from enrolment.rosters.waiting import answering
from enrolment.rosters.waiting.cards import cards
from enrolment.rosters.waiting.tables import DroppedTable
from enrolment.rosters.wording import sheets_of
from enrolment.rosters.workbooks.form import own_sheets


def detail_context(request: HttpRequest, agency: Agency, upload: Upload, form: SaveForm) -> dict[str, Any]:
    """What the page of an upload needs; nothing is counted for states that show no rows."""
    context: dict[str, Any] = {"agency": agency, "upload": upload, "form": form}
    context["here"] = links(agency, upload)
    if upload.state in (UploadState.REFUSED, UploadState.UNMATCHED):
        context["refusal"] = capfirst(refusal_sentence(upload.refusal["code"], upload.refusal["params"]))
    if upload.state in background.WORKING:
        context["waiting"] = background.waiting_of(upload)
        context["words"] = wording.words_of(upload)
        return context
    if upload.state in (UploadState.CHECKED, UploadState.APPLIED):
        context |= _rows_context(request, agency, upload)
    if upload.state == UploadState.CHECKED:
        context["same"] = receiving.earlier_with_same_bytes(upload)
    if upload.state == UploadState.APPLIED:
        context["can_save_fixed"] = applying.has_pending(upload)
        context["proposed_exits"] = ProposedExit.objects.filter(upload=upload, decided_at=None).count()
    context["nothing_came"] = wording.nothing_came(upload)
    if upload.undo_result:
        context |= undone.of_upload(request, agency, upload)
    return context


def _rows_context(request: HttpRequest, agency: Agency, upload: Upload) -> dict[str, Any]:
    show = previews.shown(upload, request.GET.get("show"))
    compared, attention = previews.tiles(upload, show)
    causes, reasons = previews.causes(upload, show), []
    if show == RowKind.DROPPED:
        reasons = previews.drop_reasons(upload)
    asked, known = request.GET.get("cause"), {c.code for c in causes} | {reason for reason, *_rest in reasons}
    cause = asked if asked in known else None
    may_edit = access.may(request.user, access.P.EDIT_ROSTER, agency)
    return {
        "show": show,
        "tiles": compared,
        "attention": attention,
        "cards": cards(agency, upload, causes, show, may_edit=may_edit),
        "reasons": reasons,
        "answers": answering.standing(upload) if may_edit else [],
        "cause": cause,
        "table": _table(request, agency, upload, show, cause),
        "sheets": (sheets := sheets_of(upload)),
        "unread_sheets": [s["name"] for s in sheets if s["unclear"] and s["name"] not in own_sheets()],
        "correction_form": WorkbookForm(),
        "changes": upload.counts.get(RowKind.NEW, 0) + upload.counts.get(RowKind.CHANGED, 0),
    }


def _table(request: HttpRequest, agency: Agency, upload: Upload, show: str, cause: str | None):
    if show == previews.SKIPPED:
        return paged(request, SkippedTable(previews.skipped(upload)))
    may_edit = access.may(request.user, access.P.EDIT_ROSTER, agency)
    rows = previews.rows(upload, show, cause)
    if show == RowKind.DROPPED:
        return paged(request, DroppedTable(rows, may_edit=may_edit))
    return paged(request, RowTable(rows, upload=upload, show=show, full_nik=may_edit, fix=may_edit))

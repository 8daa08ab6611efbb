"""What the pages of undoing show: how many are put back, who stays as they are, and why."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.tables import BaseTable, paged
from enrolment.models import Upload, UploadState
from enrolment.rosters.hindrances import Hindrance

# Their worker has no page any more, or is not the one that the upload meant.
WITHOUT_PAGE = frozenset({Hindrance.GONE, Hindrance.LISTED_AGAIN})


class HeldTable(BaseTable):
    """Who stays as they are. The rows are those of an upload's `undo_result`."""

    noun = _("workers")
    caption = _("Who stays as they are")

    name = tables.Column(verbose_name=_("Name"))
    reason = tables.Column(verbose_name=_("Why"), default="–")
    who = tables.Column(verbose_name=_("By"), empty_values=())
    when = tables.Column(verbose_name=_("When"), default="–")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_name(self, value: str, record: dict[str, Any]) -> SafeString | str:
        if record.get("reason") in WITHOUT_PAGE:
            return value
        address = reverse("worker_detail", args=[self.agency.code, record["worker"]])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_reason(self, value: str) -> str:
        return capfirst(str(Hindrance(value).label))

    def render_who(self, value: str | None) -> str:
        return value or str(_("the system"))

    def render_when(self, value: str) -> str:
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "j M Y H.i")


def shown(request: HttpRequest, agency: Agency, result: dict[str, Any]) -> dict[str, Any]:
    """The context of a result, or of an outlook that reads like one: counts, and one table each of those
    kept and of those that could not be moved."""
    found: dict[str, Any] = {"result": result}
    for key in ("kept", "failed"):
        if result.get(key):
            table = HeldTable(result[key], agency=agency, prefix=f"{key}-")
            found[f"{key}_table"] = paged(request, table)
    return found


def of_upload(request: HttpRequest, agency: Agency, upload: Upload) -> dict[str, Any]:
    """What undoing an upload did, or taking that back when that came last."""
    result = upload.undo_result or {}
    if upload.state == UploadState.APPLIED:
        result = result.get("redone", {})
    return shown(request, agency, result) if result else {}

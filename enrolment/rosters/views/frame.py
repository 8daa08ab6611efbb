"""What the pages of uploads share: the frame around them and the way to one upload."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from enrolment.models import Upload, UploadKind


def nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    """The agency's frame with the history tab."""
    return agency_frame(request, agency, "agency_uploads", *deeper)


def one(agency: Agency, pk: UUID, *, lock: bool = False) -> Upload:
    """The agency's upload, or 404; locked until the request ends where it is about to be changed."""
    uploads = Upload.objects.for_agency(agency)
    if lock:
        uploads = uploads.select_for_update(of=("self",))
    people = ("uploaded_by", "applied_by", "undone_by", "redone_by")
    return get_object_or_404(uploads.select_related(*people), pk=pk)


def one_list(agency: Agency, pk: UUID, *, lock: bool = False) -> Upload:
    """As `one`, but a list alone: corrected rows and a month without a change have no rows of their own to be
    mended, saved or undone."""
    upload = one(agency, pk, lock=lock)
    if upload.kind != UploadKind.LIST:
        raise Http404
    return upload


def address(upload: Upload, agency: Agency) -> str:
    return reverse("upload_detail", args=[agency.code, upload.pk])

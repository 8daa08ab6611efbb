"""What the pages of a city's files share: the frame around them, the way to one, what is allowed with it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Region
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav
from enrolment.models import Upload, UploadKind


def nav(request: HttpRequest, region: Region, *deeper: Link) -> Nav:
    """The region's frame below its agencies, on the way to a file."""
    files = reverse("region_uploads", args=[region.code]) if deeper else ""
    return region_frame(request, region, "region_agencies", Link(_("Files of the city"), files), *deeper)


def city(region: Region) -> Region:
    """The region, or 404 for a province: it has no agencies of its own."""
    if region.is_province:
        raise Http404
    return region


def files_of(region: Region) -> QuerySet[Upload]:
    """The files of a whole city, newest first."""
    uploads = Upload.objects.filter(region=city(region), agency=None)
    return uploads.select_related("region", "uploaded_by", "applied_by", "undone_by")


def one(region: Region, pk: UUID, *, lock: bool = False) -> Upload:
    """A file of the city, or 404; locked until the request ends where it is about to be changed."""
    files = files_of(region)
    return get_object_or_404(files.select_for_update(of=("self",)) if lock else files, pk=pk)


def may_use(request: HttpRequest, upload: Upload) -> bool:
    """Whether the user may act on a file: comparing lists and handing them out are two permissions."""
    lists = upload.kind == UploadKind.CITY_LISTS
    return access.may(request.user, access.P.EDIT_ROSTER if lists else access.P.COMPARE_LISTS, upload.region)


def usable(request: HttpRequest, region: Region, pk: UUID, *, lock: bool = False) -> Upload:
    """A file the user may act on: 404 for none, 403 where its use is not theirs."""
    upload = one(region, pk, lock=lock)
    if not may_use(request, upload):
        raise PermissionDenied
    return upload


def address(upload: Upload) -> str:
    return reverse("region_upload", args=[upload.region.code, upload.pk])

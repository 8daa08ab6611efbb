"""What is downloaded: the files under the portal's own names inside a zip, with a word on how to upload."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.downloads import file_name
from enrolment.models import OfficialSheet
from enrolment.sipp import portal_forms, workbook
from enrolment.sipp.layout import of_version

README = "BACA-DULU.txt"


def content_of(sheet: OfficialSheet) -> bytes:
    """The sheet's workbook, the same bytes at every download."""
    rows = list(sheet.people.order_by("ordinal").values_list("values", flat=True))
    if sheet.template is None:
        return workbook.from_layout(of_version(sheet.kind, sheet.layout), rows, sheet.made_at)
    form = sheet.template
    path = portal_forms.path_of(form)
    return workbook.from_template(path, form.sheet, form.header_row, sheet.kind, rows, sheet.made_at)


def archive_of(sheets: Sequence[OfficialSheet]) -> bytes:
    """The sheets of one batch. Browsers rename a second download, and the portal refuses renamed files: in
    the zip each keeps its name, several of them in a folder each."""
    files = {README: read_me(sheets).encode("utf-8-sig")}
    for sheet in sheets:
        folder = "" if len(sheets) == 1 else f"{sheet.number}-{sheet.group.npp or sheet.group_id}/"
        files[f"{folder}{sheet.file_name}"] = content_of(sheet)
    return workbook.zipped(files, sheets[0].made_at)


def archive_name(sheets: Sequence[OfficialSheet]) -> str:
    first = sheets[0]
    day = timezone.localtime(first.made_at).strftime("%Y-%m-%d-%H%M")
    return file_name("sipp", first.kind, first.agency.slug, day, extension="zip")


def read_me(sheets: Sequence[OfficialSheet]) -> str:
    """How to upload; names nobody."""
    lines = [
        _("Take the file out of this zip and do not rename it: the portal refuses renamed files."),
        _("1. Sign in to SIPP Online with the NPP that stands beside the file."),
        _("2. Open Mutasi Data, choose the upload of the same name, and choose the file."),
        _("3. Note the totals, Total Valid and Total Tidak Valid, and download the list of failures if any."),
        _("4. Say in Lindungi that the sheet is uploaded, and upload the list of failures there."),
        "",
    ]
    for sheet in sheets:
        where = f"{sheet.number}-{sheet.group.npp or sheet.group_id}/" if len(sheets) > 1 else ""
        words = {"file": f"{where}{sheet.file_name}", "npp": sheet.group.npp or "-", "rows": sheet.rows}
        lines.append(_("%(file)s: NPP %(npp)s, %(rows)s rows") % words)
    return "\r\n".join(lines) + "\r\n"

"""Agencies out of a workbook, through django-import-export, held to one region.

A row is matched by its code among this region's agencies only (`get_queryset`), and a code of another region
is refused: otherwise a row could rewrite another city's agency.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import fields, resources, widgets
from tablib import Dataset

from agencies.directory import create_agencies
from agencies.members.workbook import Sheet, header_word
from agencies.models import Agency, AgencyKind, Region
from agencies.offices.queries import below

# Field → words of its heading; the first of each is what our own export writes.
FIELDS: dict[str, Sequence[str]] = {
    "code": ("kode", "code", "kode opd", "kode unit"),
    "kind": ("jenis", "kind"),
    "name": ("nama resmi", "official name", "nama", "name", "nama opd", "unit kerja", "opd"),
    "short_name": ("nama singkat", "short name", "singkatan"),
    "aliases": ("nama lain", "other names", "alias"),
    "parent": ("bagian dari kode", "part of code", "induk", "kode induk"),
    "answered_by_parent": ("dijawab induk", "induk yang menjawab", "the parent answers for it"),
    "valid_from": ("ada sejak", "exists from", "berlaku dari", "berdiri sejak"),
    "valid_to": ("ada sampai", "exists until", "berlaku sampai"),
    "verified": ("terverifikasi", "verified"),
}
NEEDED = ("code", "name")
YES = ("ya", "yes", "y", "1", "true", "benar")
NO = ("", "tidak", "no", "n", "0", "false", "t", "salah")


class KindWidget(widgets.Widget):
    """A kind by its key or by the word for it, in either language."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        kinds = _kinds()
        found = kinds.get(header_word(str(value or "")))
        if found is None:
            words = _("“%(text)s” is no kind. Write one of: %(kinds)s.")
            raise ValueError(words % {"text": value or "", "kinds": ", ".join(AgencyKind.values)})
        return found


def _kinds() -> dict[str, str]:
    known = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for kind in AgencyKind:
                known |= {header_word(kind.value): kind.value, header_word(str(kind.label)): kind.value}
    return known


class YesWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        text = str(value or "").strip().casefold()
        if text not in (*YES, *NO):
            raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": value})
        return text in YES


class NamesWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [name.strip() for name in str(value or "").split(",") if name.strip()]


class ParentWidget(widgets.Widget):
    """Another agency of the region, by its code; it may stand in a row above."""

    def __init__(self, region: Region) -> None:
        self.region = region

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Agency | None:
        if not value:
            return None
        found = Agency.objects.filter(region=self.region, code=value).first()
        if found is None:
            raise ValueError(_("No agency of this region has the code %(code)s.") % {"code": value})
        return found


def _day() -> widgets.DateWidget:
    return widgets.DateWidget(format="%Y-%m-%d")


class AgencyResource(resources.ModelResource):
    """Adds and changes agencies of `region`; columns that the workbook lacks stay as they are."""

    kind = fields.Field(attribute="kind", column_name="kind", widget=KindWidget())
    aliases = fields.Field(attribute="aliases", column_name="aliases", widget=NamesWidget())
    answered_by_parent = fields.Field(
        attribute="answered_by_parent", column_name="answered_by_parent", widget=YesWidget()
    )
    verified = fields.Field(attribute="verified", column_name="verified", widget=YesWidget())
    valid_from = fields.Field(attribute="valid_from", column_name="valid_from", widget=_day())
    valid_to = fields.Field(attribute="valid_to", column_name="valid_to", widget=_day())

    class Meta:
        model = Agency
        fields = tuple(FIELDS)
        import_id_fields = ("code",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def __init__(self, region: Region, by: object) -> None:
        super().__init__()
        self.region, self.by = region, by
        self.fields["parent"] = fields.Field(
            attribute="parent", column_name="parent", widget=ParentWidget(region)
        )

    def get_queryset(self) -> Any:
        return Agency.objects.filter(region=self.region)

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        prefix = f"{self.region.code}/"
        if not str(row.get("code") or "").startswith(prefix):
            words = _("Codes of %(region)s begin with %(prefix)s.")
            raise ValidationError(words % {"region": self.region, "prefix": prefix})

    def init_instance(self, row: Any = None) -> Agency:
        return Agency(region=self.region, kind=AgencyKind.DINAS)

    def before_save_instance(self, instance: Agency, row: Any, **kwargs: Any) -> None:
        if instance.pk and instance.parent_id in below(instance):
            raise ValidationError(_("An agency cannot be part of itself or of one that is part of it."))

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """Sequences need no resetting: no primary key comes out of a file."""

    @transaction.atomic
    def do_instance_save(self, instance: Agency, is_create: bool) -> None:
        """New agencies get their default contribution group."""
        if is_create:
            create_agencies(agencies=[instance], by=self.by)
        else:
            instance.save()


def dataset(sheet: Sheet) -> Dataset:
    """The sheet's rows as import-export takes them; the sheet's own row numbers are kept beside it."""
    columns = list(sheet.columns)
    rows = [[row.values[column].lstrip("~") for column in columns] for row in sheet.rows]
    return Dataset(*rows, headers=columns)

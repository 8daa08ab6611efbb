"""Agencies as a workbook: the same columns that the import takes back."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from agencies.models import AgencyKind
from agencies.pages.exports import ValuesResource

COLUMNS = (
    "code",
    "kind",
    "name",
    "short_name",
    "aliases",
    "parent__code",
    "answered_by_parent",
    "valid_from",
    "valid_to",
    "verified",
)


class AgencyListResource(ValuesResource):
    code = Field(attribute="code", column_name=_("Code"))
    kind = Field(attribute="kind", column_name=_("Kind"))
    name = Field(attribute="name", column_name=_("Official name"))
    short_name = Field(attribute="short_name", column_name=_("Short name"))
    aliases = Field(attribute="aliases", column_name=_("Other names"))
    parent = Field(attribute="parent__code", column_name=_("Part of (code)"))
    answered_by_parent = Field(attribute="answered_by_parent", column_name=_("The parent answers for it"))
    valid_from = Field(attribute="valid_from", column_name=_("Exists from"))
    valid_to = Field(attribute="valid_to", column_name=_("Exists until"))
    verified = Field(attribute="verified", column_name=_("Verified"))

    def dehydrate_kind(self, record: dict[str, Any]) -> str:
        return str(AgencyKind(record["kind"]).label)

    def dehydrate_aliases(self, record: dict[str, Any]) -> str:
        return ", ".join(record["aliases"])

    def dehydrate_answered_by_parent(self, record: dict[str, Any]) -> str:
        return _yes(record["answered_by_parent"])

    def dehydrate_verified(self, record: dict[str, Any]) -> str:
        return _yes(record["verified"])


def _yes(value: bool) -> str:
    return str(_("yes")) if value else str(_("no"))


def values(agencies: QuerySet) -> QuerySet:
    """Only the columns that the workbook shows."""
    return agencies.prefetch_related(None).values(*COLUMNS)

"""Stated figures and documents as files. They hold no personal data, so CSV is allowed beside xlsx."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from agencies.models import DocumentKind, Metric
from agencies.pages.exports import ValuesResource


class FigureResource(ValuesResource):
    region = Field(attribute="region_name", column_name=_("Region"))
    agency = Field(attribute="agency_name", column_name=_("Agency"))
    metric = Field(attribute="metric", column_name=_("What is counted"))
    value = Field(attribute="value", column_name=_("Value"))
    value_text = Field(attribute="value_text", column_name=_("The words as printed"))
    unit_note = Field(attribute="unit_note", column_name=_("What it covers"))
    as_of = Field(attribute="as_of", column_name=_("As of"))
    date_as_printed = Field(attribute="date_as_printed", column_name=_("Date as printed"))
    speaker = Field(attribute="speaker", column_name=_("Who said it"))
    source = Field(attribute="source", column_name=_("Source"))
    caution = Field(attribute="caution", column_name=_("Caution"))
    is_denominator = Field(attribute="is_denominator", column_name=_("Measured by"))

    def dehydrate_metric(self, record: dict[str, Any]) -> str:
        return str(Metric(record["metric"]).label)

    def dehydrate_is_denominator(self, record: dict[str, Any]) -> str:
        return str(_("yes")) if record["is_denominator"] else ""


class DocumentResource(ValuesResource):
    region = Field(attribute="region_name", column_name=_("Region"))
    agency = Field(attribute="agency_name", column_name=_("Agency"))
    kind = Field(attribute="kind", column_name=_("Kind"))
    number = Field(attribute="number", column_name=_("Number"))
    date = Field(attribute="date", column_name=_("Date"))
    date_as_printed = Field(attribute="date_as_printed", column_name=_("Date as printed"))
    title = Field(attribute="title", column_name=_("Title"))
    note = Field(attribute="note", column_name=_("Note"))

    def dehydrate_kind(self, record: dict[str, Any]) -> str:
        return str(DocumentKind(record["kind"]).label)


def values(resource: ValuesResource, queryset: QuerySet) -> QuerySet:
    """Only the columns that the resource writes."""
    named = queryset.annotate(region_name=F("region__name"), agency_name=F("agency__name"))
    return named.values(*(field.attribute for field in resource.get_export_fields()))

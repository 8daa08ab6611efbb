"""What a figure's page shows besides the figure itself."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies.models import StatedFigure
from agencies.records import files
from agencies.records.contradictions import Kind, findings_of
from agencies.records.files import RECORDS
from agencies.records.forms import FileForm
from agencies.records.history import steps_of
from agencies.records.wording import what_is_counted, written_value
from contributions.stated.ours import ours_of
from contributions.stated.wording import difference_sign, no_counterpart


def figure_page(figure: StatedFigure, figures: QuerySet[StatedFigure]) -> dict[str, Any]:
    """The context of one figure among those of its place (`figures`, cut to the user)."""
    beside = figures.filter(agency=figure.agency_id).order_by("-as_of", "pk")
    found = findings_of(figure, beside)
    ours = ours_of([figure]).get(figure.pk)
    return {
        "figure": figure,
        "title": what_is_counted(figure),
        "written": written_value(figure),
        "weekday": next((one for one in found if one.kind == Kind.WEEKDAY), None),
        "findings": [one for one in found if one.kind != Kind.WEEKDAY],
        "ours": ours,
        "difference": difference_sign(ours) if ours else "",
        "no_counterpart": no_counterpart(figure.metric),
        "day_url": _day_url(figure),
        "steps": steps_of(figure),
        "file_lost": bool(figure.stored_name) and not RECORDS.holds(figure.stored_name),
        "former": files.former_of(figure),
        "file_form": FileForm(),
    }


def _day_url(figure: StatedFigure) -> str:
    """Where ours of that day can be read, with the list behind it."""
    query = {"as_of": figure.as_of.isoformat()}
    if figure.agency:
        return reverse("agency_home", args=[figure.agency.code], query=query)
    return reverse("region_detail", args=[figure.region.code], query=query)

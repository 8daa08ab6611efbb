"""Stated figures out of a workbook: every row goes through the form, so both ways have the same rules.

All rows or none: what is wrong is said row by row, and nothing is saved until every row is in order. Rows
that are there already, word for word, are left alone: a workbook can be handed in again when it has grown.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.forms.models import construct_instance
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.members.workbook import Row, Sheet, header_word
from agencies.models import Agency, Metric, Region, StatedFigure
from agencies.records.contradictions import findings_of
from agencies.records.forms import RecordForm, StatedFigureForm

# Field → words of its heading, small; the first are those of the template, in both languages.
FIELDS: dict[str, Sequence[str]] = {
    "metric": ("yang dihitung", "what is counted", "ukuran", "metric"),
    "value": ("nilai", "value", "angka", "jumlah"),
    "value_text": ("bunyi seperti tercetak", "the words as printed", "kutipan", "words as printed"),
    "unit_note": ("cakupannya", "what it covers", "cakupan", "keterangan satuan"),
    "as_of": ("posisi per", "as of", "per tanggal", "tanggal"),
    "date_as_printed": ("tanggal seperti tercetak", "date as printed"),
    "speaker": ("yang menyatakan", "who said it", "narasumber", "pembicara"),
    "source": ("sumber", "source"),
    "caution": ("catatan kehati hatian", "caution", "catatan", "peringatan"),
    "agency": ("kode opd", "code of the agency", "opd", "agency", "kode"),
    "letter_number": ("nomor surat", "number of the letter"),
    "letter_date": ("tanggal surat", "date of the letter"),
}
NEEDED = ("metric", "as_of", "source")
SAME = ("agency_id", "metric", "value", "value_text", "unit_note", "as_of", "speaker", "source")
"""Two rows that agree in these are one statement."""
DAYS = ("as_of", "letter_date")
MAX_ROWS = 500


class SheetForm(StatedFigureForm):
    """The form without its file; the agencies are those of the region, asked for once."""

    file = None

    def __init__(self, *args: Any, agencies: dict[str, Agency], **kwargs: Any) -> None:
        super(RecordForm, self).__init__(*args, **kwargs)
        del self.fields["agency"]
        self.agencies = agencies

    def clean(self) -> dict[str, Any]:
        word = str(self.data.get("agency", "")).strip()
        if word and (found := self.agencies.get(word.casefold())) is None:
            words = _("No agency of this region is called “%(word)s”. Write its code, or leave it empty.")
            self.add_error(None, words % {"word": word})
        elif word:
            self.instance.agency = found
        cleaned = super().clean()
        if "value" not in self.errors and cleaned.get("value") is None and not cleaned.get("value_text"):
            self.add_error(None, _("Give the value, the words as printed, or both."))
        return cleaned

    def _post_clean(self) -> None:
        """Without Django's own look at the instance, which asks the database for each of its rules, a dozen
        times a row. What they say of a new row is said above; the database holds them all the same."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)


@dataclass(frozen=True)
class Line:
    """One row: its number in the sheet, what it says, what happens with it, and what is wrong if anything."""

    row: int
    figure: StatedFigure
    metric: str
    sign: str  # new, unchanged, needs_fix: a badge
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what it disagrees with: said, never in the way


def try_out(*, sheet: Sheet, region: Region) -> list[Line]:
    """What taking the sheet over would do, row by row. Nothing is written; three queries."""
    figures = list(StatedFigure.objects.filter(region=region))
    there = {_key(figure) for figure in figures}
    agencies, metrics = _agencies(region), _metrics()
    lines = []
    for row in sheet.rows:
        line = _line(row, region, agencies, metrics)
        if line.sign == "new" and _key(line.figure) in there:
            line = replace(line, sign="unchanged")
        there.add(_key(line.figure))
        lines.append(line)
    new = [line.figure for line in lines if line.sign == "new"]
    return [_noted(line, [*figures, *new]) if line.sign == "new" else line for line in lines]


def _noted(line: Line, figures: list[StatedFigure]) -> Line:
    return replace(line, notes=tuple(found.words for found in findings_of(line.figure, figures)))


@transaction.atomic
def take_over(*, sheet: Sheet, region: Region, by: Any) -> tuple[list[StatedFigure], list[Line]]:
    """Add the new rows of the sheet and return them, with all lines; none at all where any row is wrong."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)  # two who hand in the same workbook
    lines = try_out(sheet=sheet, region=region)
    if any(line.problems for line in lines):
        return [], lines
    new = [line.figure for line in lines if line.sign == "new"]
    for figure in new:
        figure.created_by_id = getattr(by, "pk", None)
    with pghistory.context(user=getattr(by, "pk", None), action="import figures"):
        StatedFigure.objects.bulk_create(new)
    return new, lines


@transaction.atomic
def take_back(*, figures: Iterable[int], region: Region) -> tuple[int, int]:
    """Delete what an import added; who was edited or chosen since stays: (deleted, kept)."""
    rows = StatedFigure.objects.select_for_update(of=("self",)).filter(region=region, pk__in=list(figures))
    found = {figure.pk for figure in rows}
    events = StatedFigure.pgh_event_model.objects.filter(pgh_obj__in=found)  # type: ignore[attr-defined]
    times = Counter(events.values_list("pgh_obj", flat=True))
    untouched = [pk for pk in found if times[pk] <= 1]
    StatedFigure.objects.filter(pk__in=untouched).delete()
    return len(untouched), len(found) - len(untouched)


def _line(row: Row, region: Region, agencies: dict[str, Agency], metrics: dict[str, str]) -> Line:
    values = {field: text.lstrip("~") for field, text in row.values.items()}
    metric = metrics.get(header_word(values.get("metric", "")), "")
    data = values | {"metric": metric} | {name: _day(values.get(name, "")) for name in DAYS}
    form = SheetForm(data, instance=StatedFigure(region=region), agencies=agencies)
    problems = list(_problems(form, values, bool(metric)))
    shown = str(Metric(metric).label) if metric else values.get("metric", "")
    return Line(row.number, form.instance, shown, "needs_fix" if problems else "new", tuple(problems))


def _problems(form: SheetForm, values: dict[str, str], known: bool) -> Iterable[str]:
    """Each with the name of its column and what was read."""
    for name, errors in form.errors.items():
        if name == "metric" and not known:
            labels = ", ".join(f"“{label}”" for label in Metric.labels)
            words = _("“%(text)s” is not among what can be counted. Write one of: %(labels)s.")
            yield words % {"text": values.get("metric", ""), "labels": labels}
            continue
        label = form.fields[name].label if name in form.fields else ""
        read = values.get(name, "")
        said = " ".join(str(error) for error in errors)
        yield f"{label}, “{read}”: {said}" if read and label else f"{label}: {said}" if label else said


def _key(figure: StatedFigure) -> tuple:
    return tuple(getattr(figure, name) for name in SAME)


def _agencies(region: Region) -> dict[str, Agency]:
    """By code, with and without the region's; by names where only one agency has them."""
    found: dict[str, Agency] = {}
    names: dict[str, list[Agency]] = {}
    for agency in Agency.objects.filter(region=region):
        found[agency.code.casefold()] = found[agency.slug.casefold()] = agency
        for name in {agency.name, agency.short_name} - {""}:
            names.setdefault(name.casefold(), []).append(agency)
    return {name: agencies[0] for name, agencies in names.items() if len(agencies) == 1} | found


def _metrics() -> dict[str, str]:
    """What can be counted, by its key and by its words in either language."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for metric in Metric:
                known |= {
                    header_word(metric.value): metric.value,
                    header_word(str(metric.label)): metric.value,
                }
    return known


def _day(text: str) -> str:
    """ISO, from what people type; anything else as it is, for the form to refuse."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, pattern).date().isoformat()
        except ValueError:
            continue
    return text

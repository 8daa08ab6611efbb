"""The figures of a city month by month: frozen ones, and the day that is looked at. A picture and a table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.pages.figures import number, short_day
from contributions.billing.due import month_of, months_between
from contributions.coverage.funnel import PlaceCoverage
from contributions.desk.changes import short_month
from contributions.models import Snapshot
from contributions.snapshots.taking import month_end

Text = str | Promise


@dataclass(frozen=True)
class Row:
    """One point on the horizontal axis: its words, a figure for each series (None: no data), a remark."""

    label: str
    values: tuple[int | None, ...]
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """What `contributions/desk/chart.html` shows: a picture drawn by `charts.js` from the table beneath it.

    `kind` is "line" or "bar". `unit` is what the figures count, `across` what the rows are, `says` the
    sentence that tells what is to be seen.
    """

    key: str
    title: Text
    unit: Text
    across: Text
    series: tuple[Text, ...]
    rows: tuple[Row, ...]
    says: str
    kind: str = "line"

    @property
    def drawn(self) -> bool:
        """A line needs two points; the table shows what there is."""
        return self.kind != "line" or sum(any(v is not None for v in row.values) for row in self.rows) > 1

    @property
    def remarked(self) -> bool:
        return any(row.note for row in self.rows)


SERIES = (gettext_lazy("Listed"), gettext_lazy("Registered"), gettext_lazy("Active"))


def trend_of(snapshots: Sequence[Snapshot], place: PlaceCoverage) -> Chart:
    """Month-ends as frozen, months that nobody froze as gaps, and the day of the page as its last point."""
    frozen = {one.month: one for one in snapshots if month_end(one.month) < place.as_of}
    last = month_of(place.as_of)
    months = months_between(min(frozen), last)[:-1] if frozen else []
    rows = [_row(month, frozen.get(month)) for month in months]
    staff = place.staff
    now = (staff.listed, staff.registered if staff.known else None, staff.active)
    rows.append(Row(short_day(place.as_of), now, _("as known today")))
    return Chart(
        "trend",
        _("Month by month"),
        _("people"),
        _("End of month"),
        SERIES,
        tuple(rows),
        says(rows),
    )


def _row(month: dt.date, one: Snapshot | None) -> Row:
    label = short_month(month)
    if one is None:
        return Row(label, (None,) * len(SERIES), _("not frozen"))
    told = one.active if one.registered > one.unknown else None
    registered = None if one.listed is None else one.registered
    note = ""
    if one.version > 1:
        note = _("taken again (version %(version)s): %(reason)s") % {
            "version": number(one.version),
            "reason": one.reason,
        }
    return Row(label, (one.listed, registered, told), note)


def says(rows: Sequence[Row]) -> str:
    """How each series moved from its first known point to its last, in one sentence each."""
    sentences = []
    for at, name in enumerate(SERIES):
        known = [(row.label, row.values[at]) for row in rows if row.values[at] is not None]
        if len(known) > 1:
            (first, before), (last, now) = known[0], known[-1]
            sentences.append(_moved(str(name), first, before or 0, last, now or 0))
    if not sentences:
        return _("There is no frozen month to compare with yet, so no movement can be shown.")
    return " ".join(sentences)


def _moved(name: str, first: str, before: int, last: str, now: int) -> str:
    words = {"name": name, "first": first, "before": number(before), "last": last, "now": number(now)}
    if now == before:
        return _("%(name)s: %(now)s (%(last)s), unchanged since %(first)s.") % words
    words["by"] = number(abs(now - before))
    if now > before:
        return _("%(name)s: from %(before)s (%(first)s) up by %(by)s to %(now)s (%(last)s).") % words
    return _("%(name)s: from %(before)s (%(first)s) down by %(by)s to %(now)s (%(last)s).") % words

"""Tables of frozen figures: months of a city, agencies of a month, months of an agency, two months."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import date as date_filter
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyKind, Region
from agencies.pages import figures, markup
from agencies.pages.tables import NUMBER, BaseTable, NumberColumn, RupiahColumn
from contributions.coverage.tables import NOTE, ListedColumn, in_parts, no_data, with_day
from contributions.snapshots.frozen import Frozen, Month, Unit
from contributions.snapshots.pages import Line
from contributions.snapshots.taking import month_end
from contributions.snapshots.told import unpaid
from contributions.snapshots.words import taken_words
from enrolment.workers.wording import month_name

LATER = {AgencyKind.KECAMATAN: 1, AgencyKind.KELURAHAN: 2}


def share_cell(registered: int, whole: int | None) -> str:
    if not whole:
        return "–"
    return format_html(NOTE, figures.percent(registered, whole), in_parts(registered, whole))


def noted(text: str, note: str) -> str:
    return format_html(NOTE, text, note) if note else text


def arrears_note(arrears: int) -> str:
    return markup.badge("in_arrears", figures.number(arrears)) if arrears else ""


def months_words(months: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": figures.number(months)}


def now_note(text: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, gettext("now %(count)s") % {"count": text})


class MonthTable(BaseTable):
    """A city's frozen months; the change is from the end of the month before."""

    caption = _("Frozen months")
    noun = _("months")
    per_page_choices = (25, 50, 100)

    month = tables.Column(verbose_name=_("Month"), attrs={"td": {"class": "agency-name"}})
    listed = ListedColumn(verbose_name=_("Listed"), accessor="snapshot__listed")
    registered = NumberColumn(verbose_name=_("Registered"), accessor="snapshot__registered")
    grown = NumberColumn(verbose_name=_("Change since the month before"))
    rate = NumberColumn(verbose_name=_("Rate by worker"), accessor="share", empty_values=())
    active = NumberColumn(verbose_name=_("Active"), accessor="snapshot__active")
    gap = NumberColumn(verbose_name=_("Not protected yet"))
    unpaid = RupiahColumn(verbose_name=_("Unpaid"), accessor="snapshot__unpaid")
    taken = tables.Column(
        verbose_name=_("Frozen"), accessor="snapshot__taken_at", attrs={"td": {"class": "taken"}}
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        kwargs.setdefault("order_by", "-month")
        super().__init__(*args, **kwargs)
        self.region = region

    def render_month(self, value: dt.date) -> SafeString:
        url = reverse("region_snapshot", args=[self.region.code, value])
        return format_html('<a href="{}">{}</a>', url, month_name(value))

    def render_registered(self, value: int, record: Line) -> str:
        if record.snapshot.listed is None:
            return "–"
        if not record.differs or record.now is None:
            return figures.number(value)
        url = with_day("region_detail", self.region.code, month_end(record.month))
        return noted(figures.number(value), now_note(figures.number(record.now.registered), url))

    def render_grown(self, value: int) -> str:
        return figures.number(value) if value <= 0 else f"+{figures.number(value)}"

    def render_rate(self, record: Line) -> str:
        return share_cell(record.snapshot.registered, record.whole) if record.share is not None else "–"

    def render_gap(self, value: int, record: Line) -> str:
        measured = record.whole == record.snapshot.declared
        return noted(figures.number(value), "" if measured else gettext("of the listed"))

    def render_active(self, value: int, record: Line) -> str:
        snapshot = record.snapshot
        if snapshot.registered == snapshot.unknown:
            return no_data() if snapshot.registered else "–"
        return noted(figures.number(value), arrears_note(snapshot.arrears))

    def render_unpaid(self, record: Line) -> str:
        return figures.rupiah(unpaid(record.snapshot))

    def render_listed(self, value: int | None, record: Line) -> str:
        if value is None:
            return no_data()
        words = gettext("%(with)s of %(total)s agencies") % {
            "with": figures.number(record.snapshot.with_roster),
            "total": figures.number(record.snapshot.agencies),
        }
        return noted(figures.number(value), words)

    def render_taken(self, record: Line) -> str:
        snapshot = record.snapshot
        day, who = taken_words(snapshot)
        again = gettext("version %(version)s") % {"version": snapshot.version} if snapshot.version > 1 else ""
        day = format_html('<span class="text-nowrap">{}</span>', day)
        return noted(day, " · ".join(filter(None, (who, again))))


class FrozenColumns(BaseTable):
    """What the rows of agencies and the months of one agency share; `staff` is a `Frozen`."""

    listed = ListedColumn(verbose_name=_("Listed"), accessor="staff__listed")
    registered = NumberColumn(verbose_name=_("Registered"), accessor="staff__registered")
    active = NumberColumn(verbose_name=_("Active"), accessor="staff__active")
    rate = NumberColumn(verbose_name=_("Rate by worker"), accessor="staff__share", empty_values=())
    gap = NumberColumn(verbose_name=_("Not protected yet"), accessor="staff__gap")
    unpaid = RupiahColumn(verbose_name=_("Unpaid"), accessor="staff__unpaid")
    roster = tables.Column(
        verbose_name=_("List as of"), accessor="staff__roster_date", attrs={"td": NUMBER["td"]}
    )

    def render_registered(self, value: int, record: Any) -> str:
        return figures.number(value) if record.staff.known else "–"

    def render_active(self, value: int, record: Any) -> str:
        return active_cell(record.staff)

    def render_rate(self, record: Any) -> str:
        staff = record.staff
        return share_cell(staff.registered, staff.whole) if staff.share is not None else "–"

    def render_unpaid(self, value: Any, record: Any) -> str:
        months = record.staff.unpaid_months
        if not months:
            return figures.rupiah(unpaid(record.staff))
        return noted(figures.rupiah(value), months_words(months))

    def render_roster(self, value: dt.date) -> str:
        return figures.short_day(value)


def active_cell(staff: Frozen) -> str:
    """A number where it is known of anybody; beneath it who is in arrears."""
    if not staff.told:
        return no_data() if staff.registered else "–"
    return noted(figures.number(staff.active), arrears_note(staff.arrears))


class UnitTable(FrozenColumns):
    """The agencies of a frozen month; the largest gap in people first."""

    caption = _("Agencies")
    noun = _("agencies")
    empty = _("No agency matches.")
    per_page_choices = (50, 100)

    name = tables.Column(
        verbose_name=_("Agency"), accessor="agency__name", attrs={"td": {"class": "agency-name"}}
    )

    class Meta:
        sequence = ("name", "...")

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("order_by", "-gap")
        rows = {"class": lambda record: "" if record.has_roster else "is-silent"}
        first = sorted(units, key=lambda unit: (LATER.get(unit.agency.kind, 0), unit.agency.code))
        super().__init__(first, *args, row_attrs=rows, **kwargs)

    def render_name(self, value: str, record: Unit) -> str:
        url = reverse("agency_snapshots", args=[record.agency.code])
        notes = [str(AgencyKind(record.agency.kind).label)]
        if record.units:
            words = ngettext("with %(count)s unit", "with %(count)s units", record.units)
            notes.append(words % {"count": figures.number(record.units)})
        if record.staff.declared is not None:
            notes.append(gettext("declares %(count)s") % {"count": figures.number(record.staff.declared)})
        return format_html(NOTE, format_html('<a href="{}">{}</a>', url, value), " · ".join(notes))


class AgencyMonthTable(FrozenColumns):
    """The frozen months of one agency, and what is known of them now where that is something else."""

    caption = _("Frozen months")
    noun = _("months")
    per_page_choices = (25, 50, 100)

    month = tables.Column(verbose_name=_("Month"), attrs={"td": {"class": "agency-name"}})
    taken = tables.Column(
        verbose_name=_("Frozen"), accessor="taken_at", attrs={"td": {"class": "text-nowrap"}}
    )

    class Meta:
        sequence = ("month", "...", "taken")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        kwargs.setdefault("order_by", "-month")
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_month(self, value: dt.date) -> SafeString:
        url = with_day("agency_home", self.agency.code, month_end(value))
        return format_html('<a href="{}">{}</a>', url, month_name(value))

    def render_registered(self, value: int, record: Month) -> str:
        text = figures.number(value) if record.staff.known else "–"
        if not record.differs or record.now is None:
            return text
        url = with_day("agency_home", self.agency.code, month_end(record.month))
        return noted(text, now_note(figures.number(record.now.registered), url))

    def render_taken(self, value: dt.datetime, record: Month) -> str:
        day = figures.short_day(timezone.localtime(value).date())
        again = gettext("version %(version)s") % {"version": record.version} if record.version > 1 else ""
        return noted(day, again)


class SignedColumn(NumberColumn):
    """A difference with its sign; rise and fall are told apart by it, not by a colour."""

    def render(self, value: int) -> str:
        return f"+{figures.number(value)}" if value > 0 else figures.number(value)


class PairTable(BaseTable):
    """Agencies in two months; as they come, those that changed most first."""

    caption = _("Agencies in both months")
    noun = _("agencies")
    empty = _("No agency matches.")
    per_page_choices = (50, 100)

    name = tables.Column(
        verbose_name=_("Agency"), accessor="agency__name", attrs={"td": {"class": "agency-name"}}
    )
    before = ListedColumn(verbose_name=_("Registered"), accessor="before__registered")
    later = ListedColumn(verbose_name=_("Registered"), accessor="after__registered")
    registered = SignedColumn(verbose_name=_("Change, registered"))
    listed = SignedColumn(verbose_name=_("Change, listed"))
    active = SignedColumn(verbose_name=_("Change, active"))
    gap = SignedColumn(verbose_name=_("Change, not protected yet"))

    def __init__(self, pairs: Any, *args: Any, first: dt.date, last: dt.date, **kwargs: Any) -> None:
        super().__init__(pairs, *args, **kwargs)
        for name, month in (("before", first), ("later", last)):
            self.columns[name].column.verbose_name = gettext("Registered, %(month)s") % {
                "month": date_filter(month, "M Y")
            }

    def render_name(self, value: str, record: Any) -> str:
        url = reverse("agency_snapshots", args=[record.agency.code])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_before(self, record: Any) -> str:
        return figures.number(record.before.registered) if record.before.known else no_data()

    def render_later(self, record: Any) -> str:
        return figures.number(record.after.registered) if record.after.known else no_data()

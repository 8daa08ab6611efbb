"""Lists of what the law sets. What is in use says since when, and offers no change."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.models.groups import JkkRisk, Programme, Segment
from agencies.pages import figures
from agencies.pages.tables import BaseTable, NumberColumn, RupiahColumn
from contributions.models import MinimumWage, PenaltyRate, Rate, Relief, Source
from contributions.rates.use import Use
from enrolment.workers.wording import month_name

NOTE = '{}<span class="cell-note">{}</span>'
ACT = '<a class="btn btn-ghost-secondary btn-sm" href="{}">{}</a>'
ROMAN = {JkkRisk.I: "I", JkkRisk.II: "II", JkkRisk.III: "III", JkkRisk.IV: "IV", JkkRisk.V: "V"}


def percent(value: Any) -> str:
    """`0,24 %`, without the zeros that only fill places."""
    if value is None:
        return "–"
    plain = f"{value.normalize():f}"
    whole, _point, places = plain.partition(".")
    space = "" if figures.separators()[0] == "," else "\N{NO-BREAK SPACE}"
    return f"{figures.number(value, len(places) if places else 0)}{space}%" if whole else plain


def period_words(period: Any) -> str:
    """`Juli 2015 –` or `Agustus 2020 – Januari 2021`: both months are in force."""
    if period.upper is None:
        return gettext("since %(month)s") % {"month": month_name(period.lower)}
    last = period.upper.replace(day=1)
    last = last.replace(year=last.year - (last.month == 1), month=last.month - 1 or 12)
    return f"{month_name(period.lower)} – {month_name(last)}"


class DatedTable(BaseTable):
    """Columns that every kind has. `key` begins the URL names; `uses` by id; without `editable` no acts."""

    key = ""
    is_assessed_with = True
    in_force = tables.Column(
        verbose_name=_("In force"), accessor="period", order_by="period", attrs={"td": {"class": "months"}}
    )
    source = tables.Column(verbose_name=_("Legal source"), accessor="legal_source", orderable=False)
    acts = tables.Column(
        verbose_name=_("Actions"), empty_values=(), orderable=False, attrs={"td": {"class": "acts"}}
    )

    def __init__(
        self, *args: Any, editable: bool = False, uses: Mapping[int, Use] | None = None, **kwargs: Any
    ) -> None:
        self.uses, self.editable = uses or {}, editable
        hidden = () if editable else ("acts",)
        super().__init__(*args, exclude=hidden, prefix=f"{self.key}-", **kwargs)

    def render_in_force(self, value: Any, record: Any) -> str:
        """The months in force, and for who may change them those that were assessed with it."""
        if not self.editable or not self.is_assessed_with:
            return period_words(value)
        return format_html(NOTE, period_words(value), self.use_words(record))

    def use_words(self, record: Any) -> str:
        found = self.uses.get(record.pk)
        if found is None:
            return gettext("not used yet")
        first, last = month_name(found.first), month_name(found.last)
        months = first if first == last else f"{first} – {last}"
        return gettext("used for %(months)s") % {"months": months}

    def render_source(self, value: str, record: Any) -> str:
        note = getattr(record, "note", "")
        return format_html(NOTE, value, note) if note else value

    def render_acts(self, record: Any) -> SafeString:
        ended = record.period.upper is not None
        wanted = [("end", gettext("Change the end") if ended else gettext("End it"))]
        if record.pk not in self.uses:
            wanted = [("change", gettext("Edit")), *wanted, ("delete", gettext("Delete"))]
        links = ((reverse(f"{self.key}_{act}", args=[record.pk]), word) for act, word in wanted)
        return format_html_join(" ", ACT, links)


class RateTable(DatedTable):
    caption = _("Contribution rates")
    noun = _("rates")
    key = "rate"
    per_page_choices = (50, 100)

    programme = tables.Column(verbose_name=_("Programme"), attrs={"td": {"class": "programme"}})
    risk = tables.Column(verbose_name=_("Risk group"))
    employer = NumberColumn(verbose_name=_("Employer's share"))
    worker = NumberColumn(verbose_name=_("Worker's share"))
    bases = tables.Column(verbose_name=_("Bases"), orderable=False)

    class Meta:
        sequence = ("programme", "risk", "employer", "worker", "bases", "...")

    def render_programme(self, record: Rate) -> str:
        return format_html(NOTE, Programme(record.programme).label, Segment(record.segment).label)

    def render_risk(self, record: Rate) -> str:
        return ROMAN.get(record.risk, "–")

    def render_employer(self, value: Any) -> str:
        return percent(value)

    def render_worker(self, value: Any) -> str:
        return percent(value)

    def render_bases(self, record: Rate) -> str:
        words = []
        if record.amount is not None:
            words.append(gettext("%(amount)s a month") % {"amount": figures.rupiah(record.amount)})
        if record.minimum_base is not None:
            words.append(gettext("at least %(amount)s") % {"amount": figures.rupiah(record.minimum_base)})
        if record.maximum_base is not None:
            words.append(gettext("at most %(amount)s") % {"amount": figures.rupiah(record.maximum_base)})
        if record.bases.lower is not None:
            words.append(gettext("from %(amount)s") % {"amount": figures.rupiah(record.bases.lower)})
        if record.bases.upper is not None:
            words.append(gettext("below %(amount)s") % {"amount": figures.rupiah(record.bases.upper)})
        return ", ".join(words) or gettext("every base")


class ReliefTable(DatedTable):
    caption = _("Reliefs")
    noun = _("reliefs")
    empty = _("No relief is entered.")
    key = "relief"

    name = tables.Column(verbose_name=_("Name"))
    left = NumberColumn(verbose_name=_("What is left"), accessor="factor")
    who = tables.Column(verbose_name=_("For whom"), empty_values=(), orderable=False)

    class Meta:
        sequence = ("name", "left", "who", "...")

    def render_left(self, record: Relief) -> str:
        words = gettext("of %(programmes)s") % {"programmes": ", ".join(record.programmes)}
        return format_html(NOTE, percent(record.factor * 100), words)

    def render_who(self, record: Relief) -> str:
        words = [
            str(Segment(record.segment).label) if record.segment else gettext("every segment"),
            str(record.get_sector_display()) if record.sector else "",
        ]
        if record.not_paid_from:
            names = ", ".join(str(Source(one).label) for one in record.not_paid_from)
            words.append(gettext("not where paid from %(sources)s") % {"sources": names})
        if record.settled_until:
            month = month_name(record.settled_until)
            words.append(gettext("everything paid up to %(month)s") % {"month": month})
        return "; ".join(filter(None, words))


class PenaltyTable(DatedTable):
    caption = _("Late penalty")
    noun = _("penalty rates")
    key = "penalty"
    is_assessed_with = False  # an estimate: nothing is kept of it

    percent = NumberColumn(verbose_name=_("A month"))
    for_government = tables.Column(verbose_name=_("For local governments"))

    class Meta:
        sequence = ("percent", "for_government", "...")

    def render_percent(self, record: PenaltyRate) -> str:
        return percent(record.percent)

    def render_for_government(self, value: bool) -> str:
        return gettext("yes, as an estimate") if value else gettext("no")


class MinimumWageTable(DatedTable):
    caption = _("Minimum wages")
    noun = _("minimum wages")
    empty = _("No minimum wage matches.")
    key = "minimum_wage"
    per_page_choices = (50, 100)

    region = tables.Column(verbose_name=_("Region"), order_by="region__name")
    code = tables.Column(verbose_name=_("Code"), accessor="region__code")
    kind = tables.Column(verbose_name=_("Kind"), empty_values=(), orderable=False)
    amount = RupiahColumn(verbose_name=_("A month"))

    class Meta:
        sequence = ("region", "code", "kind", "amount", "...")

    def render_region(self, value: Region) -> str:
        above = value.parent.name if value.parent else ""
        return format_html(NOTE, value.name, above) if above else value.name

    def render_kind(self, record: MinimumWage) -> str:
        return "UMP" if record.region.is_province else "UMK"

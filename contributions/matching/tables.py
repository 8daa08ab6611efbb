"""The entries of an agency's month, and the agencies of a place, as tables."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.tables import NUMBER, BaseTable, NikColumn, NumberColumn, RupiahColumn
from contributions.matching.buckets import Bucket
from contributions.matching.reading import Entry, Summary
from contributions.matching.wording import amount_of, note_of

PAID = {"full": "money_paid", "part": "money_partly_paid", "none": "money_billed"}


class EntryTable(BaseTable):
    """Entries of one agency. NIKs are masked; a name leads to the worker."""

    caption = _("Lines, bill and payments")
    noun = _("people")
    empty = _("Nobody is in this group.")
    phone = "cards"

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    bucket = tables.Column(verbose_name=_("Result"))
    ours = RupiahColumn(verbose_name=_("Ours (Rp)"))
    theirs = RupiahColumn(verbose_name=_("BPJS (Rp)"))
    difference = RupiahColumn(verbose_name=_("Difference (Rp)"), empty_values=())
    paid = tables.Column(verbose_name=_("Month"))
    note = tables.Column(verbose_name=_("Note"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, one_bucket: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=("bucket",) if one_bucket else (), **kwargs)
        self.agency = agency

    def render_name(self, value: str, record: Entry) -> SafeString | str:
        if record.worker is None:
            return value
        url = reverse("worker_detail", args=[self.agency.code, record.worker])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_bucket(self, value: str) -> str:
        return str(Bucket(value).label)

    def render_ours(self, value: Any, record: Entry) -> SafeString:
        return _beneath(value, record.base)

    def render_theirs(self, value: Any, record: Entry) -> SafeString:
        return _beneath(value, record.wage)

    def render_difference(self, record: Entry) -> str:
        unknown = record.ours is None or record.theirs is None
        return "–" if unknown else figures.rupiah(record.difference)

    def render_paid(self, value: str, record: Entry) -> SafeString | str:
        return markup.badge(PAID[value]) if record.is_paid_for else "–"

    def render_note(self, record: Entry) -> str:
        return note_of(record) or "–"


def _beneath(amount: Decimal, base: Decimal | None) -> SafeString:
    """A contribution, and small beneath it the base or wage that it is of."""
    note = gettext("base %(base)s") % {"base": figures.rupiah(base)} if base else ""
    return format_html('{}<span class="cell-note">{}</span>', figures.rupiah(amount), note)


class PlaceRow:
    """An agency's month on the page of its city or branch."""

    def __init__(self, agency: Agency, name: str, summary: Summary) -> None:
        self.agency, self.name, self.summary = agency, name, summary
        self.people = summary.whole.people

    def __getattr__(self, name: str) -> int:
        """The number of people in the bucket of that name, for columns and their order."""
        if name not in Bucket.values:
            raise AttributeError(name)
        return self.summary.of(name).people


class BucketColumn(NumberColumn):
    """People in a bucket and, small beneath them, the rupiah that it is about."""

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(verbose_name=bucket.label, accessor=bucket.value, attrs=NUMBER)
        self.bucket = bucket

    def render(self, value: int, record: PlaceRow) -> SafeString | str:
        if not value:
            return "0"
        amount = amount_of(self.bucket, record.summary.of(self.bucket))
        note = figures.rupiah(amount) if amount else ""
        return format_html('{}<span class="cell-note">{}</span>', figures.number(value), note)


class PlaceTable(BaseTable):
    """Agencies, each bucket a column, save the `empty` ones; a name leads to the people for those who may see
    them (`opened`, ids)."""

    caption = _("Three-way reconciliation by agency")
    noun = _("agencies")
    empty = _("No agency fits these filters.")
    phone = "scroll"
    per_page_choices = (50, 100, 25)

    name = tables.Column(verbose_name=_("Agency"))
    people = NumberColumn(verbose_name=_("People"))
    matched = BucketColumn(Bucket.MATCHED)
    unpaid = BucketColumn(Bucket.UNPAID)
    differs = BucketColumn(Bucket.DIFFERS)
    ended = BucketColumn(Bucket.ENDED)
    twice = BucketColumn(Bucket.TWICE)
    not_billed = BucketColumn(Bucket.NOT_BILLED)
    not_ours = BucketColumn(Bucket.NOT_OURS)
    not_assessed = BucketColumn(Bucket.NOT_ASSESSED)
    unchecked = BucketColumn(Bucket.UNCHECKED)

    def __init__(
        self,
        *args: Any,
        month: dt.date,
        opened: Collection[int],
        empty: Collection[Bucket] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, exclude=[one.value for one in empty], **kwargs)
        self.month, self.opened = month, opened

    def render_name(self, value: str, record: PlaceRow) -> SafeString | str:
        if record.agency.pk not in self.opened:
            return value
        url = reverse("agency_money_matching", args=[record.agency.code, self.month])
        return format_html('<a href="{}">{}</a>', url, value)

"""A branch's payments, the lists handed in, the rows of one list."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Branch
from agencies.pages import figures, markup
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn, RupiahColumn
from contributions.models import Payment, PaymentList, PaymentRow
from contributions.payments.lists.houses import House
from contributions.payments.lists.kinds import RowKind
from contributions.payments.lists.wording import PAID_BEFORE, ROW_SIGNS, group_words, remarks, sign_of, told
from enrolment.workers.wording import month_name

BELOW = '<div class="text-secondary">{}</div>'


class PaymentTable(BaseTable):
    """Payments of a branch's regions, those that nobody has placed first."""

    caption = _("Payments")
    noun = _("payments")
    empty = _("No payment fits these filters.")
    per_page_choices = (50, 100, 25)

    group = tables.Column(verbose_name=_("Agency"), empty_values=(), order_by=("agency__name", "-paid_on"))
    paid_on = DayColumn(verbose_name=_("Paid on"))
    code = tables.Column(verbose_name=_("Kode iuran"))
    amount = RupiahColumn(verbose_name=_("Amount"))
    allocated = RupiahColumn(verbose_name=_("Used for months"))
    free = RupiahColumn(verbose_name=_("Credit"))
    channel = tables.Column(verbose_name=_("Channel"))
    origin = tables.Column(verbose_name=_("Origin"))

    def __init__(self, *args: Any, branch: Branch, may_pay: bool, may_see: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.branch, self.may_pay, self.may_see = branch, may_pay, may_see

    def render_group(self, record: Payment) -> SafeString:
        if record.agency is None:
            return self._unplaced(record)
        url = address("agency_payment", record.agency.code, str(record.pk))
        name = format_html('<a href="{}">{}</a>', url, record.agency.name) if url else record.agency.name
        npp = record.group.npp if record.group else ""
        sign = format_html(" {}", markup.badge("payment_void")) if record.voided_at else ""
        return format_html("{}{}{}", name, sign, format_html(BELOW, npp) if npp else "")

    def _unplaced(self, record: Payment) -> SafeString:
        row = getattr(record, "list_row", None) if self.may_see else None
        said = " · ".join(filter(None, (row.npp, row.payer))) if row else ""
        sign = markup.badge("payment_void" if record.voided_at else "payment_unplaced")
        if self.may_pay:
            url = reverse("branch_payment_place", args=[self.branch.code, record.pk])
            words = _("Bring it back") if record.voided_at else _("Say whose it is")
            sign = format_html('{} <a class="text-nowrap" href="{}">{}</a>', sign, url, words)
        return format_html("{}{}", sign, format_html(BELOW, said) if said else "")

    def render_amount(self, value: Any, record: Payment) -> SafeString | str:
        if not record.moved_out:
            return figures.rupiah(value)
        moved = _("%(amount)s moved or paid back") % {"amount": figures.rupiah(record.moved_out)}
        below = format_html('<div class="text-secondary text-wrap">{}</div>', moved)
        return format_html("{}{}", figures.rupiah(value), below)

    def render_code(self, value: str, record: Payment) -> SafeString:
        below = format_html(BELOW, record.reference) if record.reference else ""
        return format_html('<span class="nik">{}</span>{}', value or "–", below)

    def render_free(self, value: Any, record: Payment) -> str:
        """Only what is somebody's can be their credit."""
        return figures.rupiah(value) if record.group_id else "–"

    def render_origin(self, value: str, record: Payment) -> SafeString | str:
        if record.list_id is None or record.branch_id != self.branch.pk:
            return value
        url = reverse("branch_payment_list", args=[self.branch.code, record.list_id])
        return format_html('<a href="{}">{}</a>', url, value) if self.may_see else value


class ListTable(BaseTable):
    """One line per list: what came of it."""

    caption = _("Lists of payments")
    noun = _("lists")
    empty = _("No list was handed in yet.")

    file_name = tables.Column(verbose_name=_("File"))
    state = tables.Column(verbose_name=_("State"))
    rows = NumberColumn(verbose_name=_("Payments"), empty_values=(), orderable=False)
    total = RupiahColumn(verbose_name=_("Sum"), empty_values=(), orderable=False)
    waiting = NumberColumn(verbose_name=_("To be fixed or placed"), empty_values=(), orderable=False)
    uploaded_at = tables.Column(verbose_name=_("Handed in"))

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house

    def render_file_name(self, value: str, record: PaymentList) -> SafeString:
        said = told(record.refusal)
        below = format_html(BELOW, said.what) if said else ""
        return format_html('<a href="{}">{}</a>{}', self.house.address("one", record.pk), value, below)

    def render_state(self, record: PaymentList) -> SafeString:
        return markup.badge(sign_of(record))

    def render_rows(self, record: PaymentList) -> str:
        return figures.number((record.summary.get("counts") or {}).get("rows"))

    def render_total(self, record: PaymentList) -> str:
        summed = record.summary.get("summed")
        return figures.rupiah(figures.Decimal(summed)) if summed else "–"

    def render_waiting(self, record: PaymentList) -> str:
        kinds = (RowKind.BAD, RowKind.UNPLACED)
        return figures.number(sum(record.counts.get(kind, {}).get("rows", 0) for kind in kinds))

    def render_uploaded_at(self, record: PaymentList) -> SafeString:
        day = figures.short_day(timezone.localdate(record.uploaded_at))
        return format_html("{}{}", day, format_html(BELOW, record.uploaded_by or ""))


class RowTable(BaseTable):
    """The payments of a list as they were read."""

    caption = _("Payments on the list")
    noun = _("rows")
    empty = _("No row fits these filters.")
    per_page_choices = (50, 100, 25)

    row = NumberColumn(verbose_name=_("Row"), initial_sort_descending=False)
    kind = tables.Column(verbose_name=_("What it is"))
    group = tables.Column(verbose_name=_("Agency"), empty_values=(), order_by=("group__agency__name",))
    code = tables.Column(verbose_name=_("Kode iuran"))
    paid_on = DayColumn(verbose_name=_("Paid on"))
    amount = RupiahColumn(verbose_name=_("Amount"))
    channel = tables.Column(verbose_name=_("Channel"))
    remarks = tables.Column(verbose_name=_("Remarks"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, several_sheets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.several_sheets = several_sheets

    def render_row(self, value: int, record: PaymentRow) -> SafeString | str:
        below = format_html(BELOW, record.sheet) if self.several_sheets else ""
        return format_html("{}{}", figures.number(value), below)

    def render_kind(self, value: str) -> SafeString:
        return markup.badge(ROW_SIGNS[RowKind(value)])

    def render_group(self, record: PaymentRow) -> SafeString:
        said = " · ".join(filter(None, (record.npp, record.payer)))
        name = group_words(record.group) if record.group else "–"
        return format_html("{}{}", name, format_html(BELOW, said) if said else "")

    def render_code(self, value: str, record: PaymentRow) -> SafeString:
        about = ", ".join(filter(None, (record.reference, month_name(record.month) if record.month else "")))
        return format_html(
            '<span class="nik">{}</span>{}', value or "–", format_html(BELOW, about) if about else ""
        )

    def render_remarks(self, record: PaymentRow) -> SafeString | str:
        said = [(one.what, one.todo) for one in remarks(record)]
        if record.known_as and record.payment_id is None:
            known = record.known_as
            told_by = known.get_origin_display()
            day = figures.short_day(timezone.localdate(known.entered_at))
            said.append((str(_("Told on %(day)s (%(how)s).") % {"day": day, "how": told_by}), ""))
        if getattr(record, "paid_before", False):
            said.append((str(PAID_BEFORE[0]), str(PAID_BEFORE[1])))
        joined = format_html_join("", '<div>{} <span class="text-secondary">{}</span></div>', said)
        return joined or "–"

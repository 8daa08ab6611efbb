"""Tables of the treasurer's pages."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import markup
from agencies.pages.tables import BaseTable, NumberColumn, RupiahColumn
from contributions.treasury.ceilings import Account, AgencyCeilings, Reach
from contributions.treasury.deduction_papers import unit_name
from enrolment.workers.wording import month_name


class DeductionTable(BaseTable):
    """People of whose pay something is cut. `is_whole`: all of the contribution is."""

    caption = _("Deductions by worker")
    noun = _("workers")
    empty = _("Nobody of this unit.")

    name = tables.Column(verbose_name=_("Name"))
    position = tables.Column(verbose_name=_("Position"), empty_values=("",))
    unit = tables.Column(verbose_name=_("Unit"), empty_values=())
    base = RupiahColumn(verbose_name=_("Contribution base"))
    contribution = RupiahColumn(verbose_name=_("Contribution"))
    exact = RupiahColumn(verbose_name=_("Part to be cut"))
    cut = RupiahColumn(verbose_name=_("Deduction"))
    rest = RupiahColumn(verbose_name=_("Rounding"))

    def __init__(self, *args: Any, is_whole: bool = True, one_unit: bool = False, **kwargs: Any) -> None:
        left_out = [name for name, out in (("exact", is_whole), ("unit", one_unit)) if out]
        super().__init__(*args, exclude=left_out, **kwargs)

    def render_unit(self, value: str) -> str:
        return unit_name(value)


class UnitTable(BaseTable):
    """The sums of each unit; its name shows its people alone. `chosen`: the unit that is shown."""

    caption = _("Deductions by unit")
    noun = _("units")
    phone = "scroll"

    name = tables.Column(verbose_name=_("Unit"), empty_values=(), footer=_("Together"))
    count = NumberColumn(verbose_name=_("Workers"), footer=lambda table: table.sums[0])
    contribution = RupiahColumn(verbose_name=_("Contribution"), footer=lambda table: table.sums[1])
    cut = RupiahColumn(verbose_name=_("Deduction"), footer=lambda table: table.sums[2])
    rest = RupiahColumn(verbose_name=_("Rounding"), footer=lambda table: table.sums[3])

    def __init__(self, *args: Any, sums: list[str], **kwargs: Any) -> None:
        self.sums = sums
        super().__init__(*args, orderable=False, **kwargs)

    def render_name(self, record: dict[str, Any]) -> SafeString:
        return format_html('<a href="{}">{}</a>', record["url"], record["name"])


REACH_SIGNS = {
    Reach.ENOUGH: "ceiling_enough",
    Reach.SHORT: "ceiling_short",
    Reach.OVER: "ceiling_over",
    Reach.NONE: "ceiling_none",
}


def reach_sign(reach: Reach, until: Any) -> SafeString:
    """The sign, with the month until which the ceiling is enough."""
    if reach == Reach.SHORT:
        note = _("enough until %(month)s") % {"month": month_name(until)} if until else _("not for one month")
        return markup.badge(REACH_SIGNS[reach], str(note))
    return markup.badge(REACH_SIGNS[reach])


class AccountTable(BaseTable):
    """The accounts of one agency in a year."""

    caption = _("Ceilings by budget account")
    noun = _("accounts")
    phone = "scroll"

    account = tables.Column(verbose_name=_("Budget account"), empty_values=())
    ceiling = RupiahColumn(verbose_name=_("Ceiling"))
    used = RupiahColumn(verbose_name=_("Used"))
    left = RupiahColumn(verbose_name=_("Left"))
    open = RupiahColumn(verbose_name=_("Not paid yet"))
    cost = RupiahColumn(verbose_name=_("One month costs"))
    reach = tables.Column(verbose_name=_("Enough until"), empty_values=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, orderable=False, **kwargs)

    def render_account(self, value: str) -> Any:
        return value or _("not on an account")

    def render_reach(self, record: Account) -> SafeString | str:
        return reach_sign(record.reach, record.until) if record.account else "–"


class AgencyCeilingTable(BaseTable):
    """The ceilings of a city's agencies: sums over their accounts, the sign of the one that ends first."""

    caption = _("Ceilings by agency")
    noun = _("agencies")
    empty = _("No agency fits this choice.")
    phone = "scroll"

    name = tables.Column(verbose_name=_("Agency"))
    ceiling = RupiahColumn(verbose_name=_("Ceiling"))
    used = RupiahColumn(verbose_name=_("Used"))
    left = RupiahColumn(verbose_name=_("Left"))
    cost = RupiahColumn(verbose_name=_("One month costs"))
    reach = tables.Column(verbose_name=_("Enough until"), order_by=("order", "until_text"))

    def render_name(self, value: str, record: AgencyCeilings) -> SafeString:
        return format_html('<a href="{}">{}</a>', record.url, value)

    def render_reach(self, record: AgencyCeilings) -> SafeString:
        return reach_sign(record.reach, record.until)

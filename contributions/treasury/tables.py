"""Tables of the treasurer's pages."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages.tables import BaseTable, NumberColumn, RupiahColumn
from contributions.treasury.deduction_papers import unit_name


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

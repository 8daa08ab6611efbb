"""The few inputs that every form here needs and Django does not offer as such."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own day picker; it shows the reader's order of day and month and sends ISO."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class AgencyChoiceField(forms.ModelChoiceField):
    """Agencies by the name they are sorted by. Two kelurahan of one name differ in their kecamatan."""

    def label_from_instance(self, agency: Any) -> str:
        return agency_label(agency)


def agency_label(agency: Any) -> str:
    """The agency's name, with what it is part of or its short name."""
    within = agency.parent or agency.short_name
    return f"{agency.name} ({within})" if str(within or agency.name) != agency.name else agency.name


class NikInput(forms.TextInput):
    """An identity number: digits on a phone's keyboard, fixed-width face, never kept by the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        fixed = {"inputmode": "numeric", "autocomplete": "off", "class": "nik", "spellcheck": "false"}
        super().__init__(fixed | {"maxlength": "24"} | (attrs or {}))


class WorkbookInput(forms.FileInput):
    """A spreadsheet of any kind we read; the browser only suggests, the gate decides."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ".xlsx,.xls,.xlsm,.xlsb,.ods,.csv"} | (attrs or {}))

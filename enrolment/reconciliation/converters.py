"""A month in addresses: `/branches/serang/2026-09/`."""

import datetime as dt

from django.urls import register_converter


class Month:
    """The first day of the month; BPJS Ketenagakerjaan began in this century."""

    regex = r"20[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(f"{value}-01")  # a ValueError is a 404

    def to_url(self, value: dt.date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"


register_converter(Month, "month")

"""Formulir 2a as workbooks: every layout and habit reads back exactly and adds up."""

import pytest

from ..books import delimited, markup, ods, xls, xlsx
from .bills import assert_reads, bill, billed, english, indonesian

ROWS = billed(7)


@pytest.mark.parametrize("write", [xlsx, xls, ods, delimited, markup])
@pytest.mark.parametrize("written", [english, indonesian])
def test_bill_in_every_kind_of_file_and_style_is_read_to_the_cent(tmp_path, write, written):
    summary = assert_reads(write(tmp_path / "2a", bill(ROWS, written)), ROWS)
    assert summary["kind"] == "2a"
    assert summary["header"] == {
        "npp": "JJ000123",
        "company": "PEMERINTAH KOTA SERANG",
        "unit": "DINAS PERHUBUNGAN",
        "period": "08 2026",
        "month": "2026-08",
    }
    assert summary["totals"]["stated"] == summary["totals"]["summed"]
    assert summary["amounts"] == written.__name__

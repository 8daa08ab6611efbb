"""The month of a list in every way it is printed."""

import datetime

import pytest

from enrolment.spreadsheets.lists.block import Block
from enrolment.spreadsheets.lists.periods import read_period


@pytest.mark.parametrize(
    "printed",
    [
        *("08 2026", "8 2026", "08-2026", "08/2026", "8.2026", "2026-08", "2026/08", "202608", "082026"),
        *("Agustus 2026", "AGUSTUS 2026", "Agust 2026", "Ags. 2026", "Agustus Tahun 2026", "Agustus, 2026"),
        *("01-08-2026", "2026-08-31", "01-08-2026 s/d 31-08-2026", "1 Agustus 2026 - 31 Agustus 2026"),
        *("Bulan 08 Tahun 2026", 202608.0, datetime.date(2026, 8, 1), datetime.datetime(2026, 8, 1)),
    ],
)
def test_period_is_read_as_its_month(printed):
    assert read_period(printed) == "2026-08"


@pytest.mark.parametrize("printed", ["", "2026", "13 2026", "00-2026", "Juli 2026 - Agustus 2026", "08", "x"])
def test_what_names_no_single_month_is_no_period(printed):
    assert read_period(printed) is None


@pytest.mark.parametrize(
    "lines",
    [
        [["NPP", ":", "JJ000123", "", "Periode Laporan", ":", "08 2026"], ["Nama Unit Kerja", "", "DISHUB"]],
        [["NPP : JJ000123   Periode Laporan : 08 2026"], ["Nama Unit Kerja : DISHUB"]],
        [["NPP: JJ000123"], ["", "Periode", "", "Agustus 2026"], ["Unit Kerja", "DISHUB", "", "Halaman 1"]],
        [
            ["RINCIAN IURAN BULAN AGUSTUS 2026"],
            ["No. Pendaftaran Perusahaan:", "JJ000123"],
            ["Divisi", "DISHUB"],
        ],
    ],
)
def test_block_is_read_wherever_labels_and_values_stand(lines):
    block = Block()
    for line in lines:
        block.row(line)
    found = block.header()
    assert (found["npp"], found["unit"], found["month"]) == ("JJ000123", "DISHUB", "2026-08")


def test_label_at_the_end_of_a_value_is_part_of_it():
    block = Block()
    block.row(["Nama Perusahaan", "DINAS PERUMAHAN UNIT", "", "x"])
    assert block.header()["company"] == "DINAS PERUMAHAN UNIT"

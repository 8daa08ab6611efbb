"""Bills in PDF: columns from lines or from gaps, wrapped names, pages; what is no text is refused."""

from dataclasses import replace

import pypdfium2
import pytest

from .bills import assert_reads, bill, billed, english, indonesian
from .printing import COLUMNS, printed


@pytest.mark.parametrize("written", [english, indonesian])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "bare"])
def test_printed_bill_is_read_to_the_cent(tmp_path, ruled, written):
    rows = billed(12)
    summary = assert_reads(printed(tmp_path / "2a.pdf", bill(rows, written), ruled=ruled), rows)
    assert summary["kind"] == "2a"
    assert (summary["header"]["npp"], summary["header"]["month"]) == ("JJ000123", "2026-08")
    assert summary["header"]["unit"] == "DINAS PERHUBUNGAN"
    assert summary["totals"]["stated"] == summary["totals"]["summed"]


def long_named(count: int) -> list:
    """Rows of which most names need two or three lines."""
    more = ("", " Kusumawardhani Purbaningrat", " Mangkunegara Sastrowidjojo Prawirodirdjo Atmosudirjo", "")
    return [
        replace(one, person=replace(one.person, name=one.person.name + more[i % 4]))
        for i, one in enumerate(billed(count, seed=count))
    ]


@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "bare"])
@pytest.mark.parametrize("repeated", [True, False], ids=["repeated", "once"])
def test_names_on_several_lines_and_pages_stay_with_their_people(tmp_path, ruled, align, repeated):
    rows = long_named(120)
    columns = [*COLUMNS[:4], "62pt", *COLUMNS[5:]]
    path = printed(
        tmp_path / "2a.pdf", bill(rows), ruled=ruled, align=align, repeated=repeated, columns=columns
    )
    summary = assert_reads(path, rows)
    assert len(summary["sheets"]) > 3


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "bare"])
def test_bill_for_one_person_is_read(tmp_path, ruled):
    assert_reads(printed(tmp_path / "2a.pdf", bill(billed(1)), ruled=ruled), billed(1))


def test_landscape_on_a_turned_page_and_words_across_it_change_nothing(tmp_path):
    rows = billed(5)
    document = pypdfium2.PdfDocument(printed(tmp_path / "a.pdf", bill(rows), turned=True))
    for page in document:
        page.set_rotation(90)
    document.save(tmp_path / "b.pdf")
    assert_reads(tmp_path / "b.pdf", rows)

"""The civil registry's answers: whatever workbook they come in."""

import io

import pytest
from openpyxl import Workbook

from enrolment.spreadsheets.refusals import Unreadable
from enrolment.spreadsheets.verdicts import MATCHED, NOT_MATCHED, meaning_of, read_verdicts

ASEP, BUDI, CICI = "3673011203859001", "3673011203859002", "3673015203859003"


def read(rows, tmp_path, title="Hasil"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = tmp_path / "jawaban.xlsx"
    book.save(path)
    return read_verdicts(path)


def words(found):
    return [(nik, word) for _sheet, _row, nik, _code, _read, word, _note in found["rows"]]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("SESUAI", MATCHED),
        (" sesuai. ", MATCHED),
        ("Data Padan", MATCHED),
        ("Tdk Sesuai", NOT_MATCHED),
        ("TIDAK DITEMUKAN", NOT_MATCHED),
        ("NIK tidak ditemukan", NOT_MATCHED),
        ("TIDAK", None),
        ("SESUAI, NAMA BEDA", None),
        ("MENINGGAL", None),
        ("KURANG SESUAI", None),
        ("", None),
    ],
)
def test_words_are_known_whole_or_not_at_all(word, meaning):
    assert meaning_of(word) == meaning


def test_an_answer_with_a_title_and_remarks(tmp_path):
    found = read(
        [
            ["HASIL PEMADANAN DATA DINAS DUKCAPIL"],
            [],
            ["NO", "NIK", "NAMA", "HASIL VERIFIKASI", "KETERANGAN"],
            [1, ASEP, "Asep", "SESUAI", ""],
            [2, BUDI, "Budi", "TIDAK DITEMUKAN", "cek KK"],
            [None, None, "Kepala Bidang", None, None],
        ],
        tmp_path,
    )
    assert words(found) == [(ASEP, "SESUAI"), (BUDI, "TIDAK DITEMUKAN")]
    assert found["rows"][1][1] == 5 and found["rows"][1][-1] == "cek KK"
    assert found["sheets"][0]["result"] == "D"


def test_no_name_is_needed_and_a_number_that_excel_kept_is_read(tmp_path):
    found = read([["No. KTP", "STATUS"], [int(ASEP), "Valid"], ["36730112", "Valid"]], tmp_path)
    assert words(found) == [(ASEP, "Valid"), (None, "Valid")]
    assert found["rows"][1][3] == "nik_length"


def test_ticks_under_two_headings(tmp_path):
    found = read(
        [["NIK", "SESUAI", "TIDAK SESUAI"], [ASEP, "v", ""], [BUDI, "-", "√"], [CICI, "v", "v"]], tmp_path
    )
    assert words(found) == [(ASEP, "SESUAI"), (BUDI, "TIDAK SESUAI"), (CICI, "SESUAI + TIDAK SESUAI")]
    assert meaning_of("SESUAI + TIDAK SESUAI") is None


def test_of_two_columns_the_one_with_known_words_is_the_result(tmp_path):
    found = read([["NIK", "STATUS", "KET"], [ASEP, "Honorer", "SESUAI"], [BUDI, "THL", "PADAN"]], tmp_path)
    assert words(found) == [(ASEP, "SESUAI"), (BUDI, "PADAN")]


def test_a_result_without_a_heading_is_known_by_its_words(tmp_path):
    found = read([["NIK", "NAMA", None], [ASEP, "Asep", "SESUAI"], [BUDI, "Budi", "TIDAK SESUAI"]], tmp_path)
    assert words(found) == [(ASEP, "SESUAI"), (BUDI, "TIDAK SESUAI")]


@pytest.mark.parametrize(
    ("header", "lacking"), [(["NIK", "NAMA"], "result"), (["NAMA", "HASIL"], "nik"), (["A", "B"], "nik")]
)
def test_a_workbook_without_both_columns_is_refused(tmp_path, header, lacking):
    with pytest.raises(Unreadable) as refused:
        read([header, ["Asep", "Asep"]], tmp_path)
    assert (refused.value.code, refused.value.params) == ("no_verdicts", {"lacking": lacking})


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(io.BytesIO(b"\x00\x01nothing").getvalue())
    with pytest.raises(Unreadable):
        read_verdicts(path)

"""Files that are no roster, are broken, or mean harm: each a plain refusal, never anything else."""

import os
import random
import zipfile
from pathlib import Path

import pytest

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.refusals import Unreadable

from .books import Grid, codes, delimited, ods, read, xls, xlsx
from .folk import people

FOLK = people(3)
ROSTER = Grid([["NO", "NAMA", "NIK"], *([i, p.name, p.nik] for i, p in enumerate(FOLK, 1))])


def refusal(path, **limits):
    with pytest.raises(Unreadable) as caught, reader.read(path, reader.Limits(**limits)) as reading:
        list(reading)
    return caught.value.code


def rezipped(path: Path, part: str, content: bytes) -> Path:
    """The workbook with one part put in place of its own."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, old_content in (parts | {part: content}).items():
            new.writestr(name, old_content)
    return path


def with_sheet(path: Path, rows: str, before: str = "") -> Path:
    """A workbook whose first sheet is this XML."""
    head = f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    xml = f"{head}<sheetData>{rows}</sheetData></worksheet>"
    return rezipped(xlsx(path, ROSTER), "xl/worksheets/sheet1.xml", xml.encode())


def descriptors() -> set[str]:
    """The descriptors that this process has open."""
    return {one.name for one in Path("/proc/self/fd").iterdir()}


def text_cell(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_a_workbook"),
        (random.Random(1).randbytes(5000), "not_a_workbook"),
        (b"%PDF-1.7\n1 0 obj\n", "not_a_workbook"),
        (b"PK\x03\x04 and nothing more", "damaged_file"),
        (b"PK\x05\x06" + bytes(18), "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "not_a_workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(600),
            "encrypted",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 200, "damaged_file"),
        (b"<html><body>Halaman masuk</body></html>", "not_a_workbook"),
        (b"<html><table><tr><td>Halo</td></tr></table></html>", "no_roster_header"),
        (b"halo dunia\nini bukan daftar\n", "no_roster_header"),
        (b"NO;NAMA;NIK\n", "no_rows"),
        (b"NO;NAMA;JABATAN;ALAMAT\n1;Budi;Staf;Serang\n", "no_nik_column"),
        (b"NO;NIK;JABATAN;ALAMAT\n1;3673010107709001;Staf;Serang\n", "no_name_column"),
    ],
)
def test_file_that_is_no_roster_is_refused(tmp_path, content, code):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_truncated_workbook_is_refused(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROSTER)
    content = path.read_bytes()
    for share in (0.2, 0.5, 0.9, 0.99):
        path.write_bytes(content[: int(len(content) * share)])
        assert refusal(path) == "damaged_file"


def test_truncated_xls_is_refused(tmp_path):
    path = xls(tmp_path / "a.xls", ROSTER)
    path.write_bytes(path.read_bytes()[:2500])
    assert refusal(path) in ("damaged_file", "not_a_workbook")


def test_larger_than_allowed_is_refused(tmp_path):
    assert refusal(delimited(tmp_path / "a.csv", ROSTER), file=20) == "too_large"


def test_missing_file_and_folder_are_refused(tmp_path):
    assert refusal(tmp_path / "nowhere.xlsx") == "missing_file"
    assert refusal(tmp_path) == "is_a_directory"


def test_other_archives_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "not_a_workbook"


def test_archive_of_very_many_parts_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(6000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "")
    assert refusal(path) == "too_much_inside"


def test_zip_bomb_is_refused_by_what_it_declares(tmp_path):
    path = with_sheet(tmp_path / "a.xlsx", "<row/>")
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46  # its record in the directory
    content[entry + 24 : entry + 28] = (2**31).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(path) == "too_much_inside"


def test_zip_that_lies_about_its_size_is_stopped(tmp_path):
    path = with_sheet(tmp_path / "a.xlsx", "<row>" + " " * 60_000_000 + "</row>")
    content = bytearray(path.read_bytes())
    real = zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    content = content.replace(real, (1000).to_bytes(4, "little"))
    path.write_bytes(content)
    assert refusal(path) in ("damaged_file", "no_roster_header")


def test_cell_in_the_farthest_corner_is_refused(tmp_path):
    rows = f'<row r="1">{text_cell("A1", "NAMA")}{text_cell("B1", "NIK")}</row>'
    rows += f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    assert refusal(with_sheet(tmp_path / "a.xlsx", rows)) == "too_many_cells"


def test_endless_entities_do_no_harm(tmp_path):
    laughs = '<!DOCTYPE z [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    rows = f'<row r="1">{text_cell("A1", "NAMA &k;")}{text_cell("B1", "NIK")}</row>'
    assert refusal(with_sheet(tmp_path / "a.xlsx", rows, laughs + "]>")) in (
        "damaged_file",
        "no_rows",
        "no_roster_header",
    )


def test_encrypted_parts_are_refused(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROSTER)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "encrypted"


def test_reading_that_takes_too_long_is_ended(tmp_path):
    path = delimited(tmp_path / "a.csv", Grid(ROSTER.rows * 20_000))
    assert refusal(path, wall=0.05) == "reader_timeout"


def test_reading_that_takes_too_much_memory_is_ended(tmp_path):
    path = delimited(tmp_path / "a.csv", Grid(ROSTER.rows * 200_000))
    assert refusal(path, memory=120 * 2**20) in ("reader_memory", "reader_killed", "too_many_cells")


def test_child_that_is_killed_is_a_refusal_and_leaves_nothing(tmp_path):
    path = delimited(tmp_path / "a.csv", Grid(ROSTER.rows * 20_000))
    before = descriptors()
    with pytest.raises(Unreadable) as caught, reader.read(path) as reading:
        os.kill(reading.pid, 9)
        list(reading)
    assert caught.value.code == "reader_killed"
    assert descriptors() == before
    with pytest.raises(ProcessLookupError):
        os.kill(reading.pid, 0)


def test_readings_given_up_half_way_leave_no_process_and_no_descriptor(tmp_path):
    path = delimited(tmp_path / "a.csv", Grid(ROSTER.rows * 20_000))
    before = descriptors()
    with reader.read(path) as reading:
        next(iter(reading))
    with pytest.raises(ProcessLookupError):
        os.kill(reading.pid, 0)
    assert descriptors() == before


def test_rows_that_are_all_bad_are_still_shown(tmp_path):
    rows, summary = read(
        delimited(tmp_path / "a.csv", Grid([["NO", "NAMA", "NIK"], [1, "Budi", "123"], [2, "Siti", "-"]]))
    )
    assert [codes(row) for row in rows] == [["nik_length"], ["nik_missing"]]
    assert summary["counts"] == {"read": 3, "valid": 0, "needs_fix": 2, "skipped": 1}


@pytest.mark.parametrize("write", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_damaged_bytes_never_raise_anything_but_a_refusal(tmp_path, write):
    whole = write(tmp_path / "whole", ROSTER).read_bytes()
    chance = random.Random(3)
    for _ in range(15):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path = tmp_path / "bad"
        path.write_bytes(content)
        try:
            with reader.read(path) as reading:
                list(reading)
        except Unreadable as caught:
            assert caught.code in {
                "damaged_file",
                "not_a_workbook",
                "encrypted",
                "no_rows",
                "no_roster_header",
            } | {
                "no_nik_column",
                "no_name_column",
                "too_many_cells",
                "too_much_inside",
                "reader_killed",
            }

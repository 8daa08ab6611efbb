"""Files that cannot be used, each with the code of its refusal."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid
from tests.enrolment.spreadsheets.folk import people

from . import hostile, hostile_text, ods, zips
from .case import Case
from .kinds import KINDS
from .zips import Part

MARK = "urn:schemas-microsoft-com:office:spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROWS: list[list[object]] = [["NO", "NAMA", "NIK"], *([n, p.name, p.nik] for n, p in enumerate(people(9), 1))]
CONTENTS: dict[str, tuple[bytes, str]] = {
    "empty.xlsx": (b"", "empty_file"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_a_workbook"),
    "scan.pdf": (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n", "not_a_workbook"),
    "rich-text.rtf": (b"{\\rtf1\\ansi NAMA NIK}", "not_a_workbook"),
    "noise.xls": (random.Random(1).randbytes(5000), "not_a_workbook"),
    "password.xlsx": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "encrypted"),
    "letter.doc": (OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600), "not_a_workbook"),
    "broken.xls": (OLE + "Workbook".encode("utf-16-le") * 200, "damaged_file"),
    "login-page.xls": (b"<html><body>Silakan masuk</body></html>", "not_a_workbook"),
    "message.xls": (
        b"<html><table><tr><td>Tidak ada data</td></tr></table></html>",
        "no_roster_header",
    ),
    "feed.xml": (b'<?xml version="1.0"?><rss><channel/></rss>', "not_a_workbook"),
    "entities-in-xml-2003.xls": (
        f'<?xml version="1.0"?>{hostile.LAUGHS}<Workbook xmlns="{MARK}">&k;</Workbook>'.encode(),
        "damaged_file",
    ),
    "far-row-in-xml-2003.xls": (
        f'<Workbook xmlns="{MARK}" xmlns:s="{MARK}"><Worksheet><Table><Row s:Index="9999999"/></Table>'
        "</Worksheet></Workbook>".encode(),
        "too_many_cells",
    ),
    "prose.csv": (b"halo dunia\nini bukan daftar\n", "no_roster_header"),
    "data.json": (b'[{"nama": "Ujang", "nik": "3673010107709001"}]', "no_roster_header"),
    "header-only.csv": (b"NO;NAMA;NIK\n", "no_rows"),
    "without-niks.csv": (b"NO;NAMA;JABATAN;ALAMAT\n1;Budi;Staf;Serang\n", "no_nik_column"),
    "without-names.csv": (b"NO;NIK;JABATAN;ALAMAT\n1;3673010107709001;Staf;Serang\n", "no_name_column"),
    "open-quote.csv": (hostile_text.HEAD + b'2;"Siti;3673010107709002\n3;Budi\n', "quote_never_closed"),
    "cut-off.zip": (b"PK\x03\x04 and nothing more", "damaged_file"),
}


def cases() -> list[Case]:
    """All of them."""
    found = [
        Case(f"refused-{name.rpartition('.')[0]}", name.rpartition(".")[2], _writer(content), refused=code)
        for name, (content, code) in CONTENTS.items()
    ]
    for name, write, code in (
        ("letter-in-a-zip", _document, "not_a_workbook"),
        ("text-document", _text_document, "not_a_workbook"),
        ("locked-parts", _locked, "encrypted"),
        ("locked-ods", _locked_ods, "encrypted"),
        ("truncated-xlsx", partial(_truncated, kind="xlsx", share=0.7), "damaged_file"),
        ("truncated-xlsb", partial(_truncated, kind="xlsb", share=0.9), "damaged_file"),
        ("truncated-ods", partial(_truncated, kind="ods", share=0.5), "damaged_file"),
        ("only-hidden-sheets", _hidden, "no_roster_header"),
        ("bomb-of-zeros", hostile.bomb_of_zeros, "too_much_inside"),
        ("bomb-that-lies", hostile.bomb_that_lies, "damaged_file"),
        ("overlapping-parts", hostile.overlapping_parts, "too_much_inside"),
        ("far-corner-xlsx", hostile.far_corner, "too_many_cells"),
        ("far-corner-xlsb", hostile.far_corner_of_xlsb, "too_many_cells"),
        ("far-corner-ods", hostile.far_corner_of_ods, "too_many_cells"),
        ("million-styles", hostile.many_styles, "too_many_styles"),
        ("half-a-gigabyte-of-texts", hostile.many_texts, "too_many_texts"),
        ("million-sheets", hostile.many_sheets, "too_much_inside"),
        ("many-sheets", _many_small_sheets, "too_many_sheets"),
        ("endless-entities-ods", hostile.entities_of_ods, "damaged_file"),
        ("entities-in-texts", partial(hostile.entities, part="xl/sharedStrings.xml"), "damaged_file"),
    ):
        found.append(Case(f"refused-{name}", "xlsx", write, refused=code))
    return found


def _writer(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _document(path: Path) -> Path:
    return zips.write(path, [Part("word/document.xml", b"<w/>"), Part("[Content_Types].xml", b"<Types/>")])


def _text_document(path: Path) -> Path:
    kind = b"application/vnd.oasis.opendocument.text"
    return zips.write(path, [Part("mimetype", kind), Part("content.xml", ods.content("").encode())])


def _locked(path: Path) -> Path:
    content = bytearray(KINDS["xlsx"].write(path, Grid(_ROWS)).read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def _locked_ods(path: Path) -> Path:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return zips.write(path, [Part("content.xml", bytes(900)), Part("META-INF/manifest.xml", manifest)])


def _truncated(path: Path, kind: str, share: float) -> Path:
    content = KINDS[kind].write(path, Grid(_ROWS)).read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def _hidden(path: Path) -> Path:
    return KINDS["xls"].write(path, Grid([["Lihat lembar lain"]], "A"), Grid(_ROWS, "B", hidden=True))


def _many_small_sheets(path: Path) -> Path:
    head = f'<workbook {hostile.MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    sheet = b'<sheet name="A" sheetId="1" r:id="rId1"/>'
    end = b"</sheets></workbook>"
    return hostile.book(path, Part("xl/workbook.xml", f"{head}<sheets>".encode(), sheet, 1500, end))

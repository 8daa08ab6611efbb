"""Files that mean harm, of every kind: bombs, far corners, endless entities, a million of anything."""

import struct
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid
from tests.enrolment.spreadsheets.folk import people

from . import ods, xlsb, xlsx, zips
from .zips import Part

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_FOLK = people(3)
ROSTER = Grid([["NO", "NAMA", "NIK"], *([i, p.name, p.nik] for i, p in enumerate(_FOLK, 1))])
LAUGHS = '<!DOCTYPE z [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)
LAUGHS += "]>"
OUTSIDE = '<!DOCTYPE z [<!ENTITY k SYSTEM "file:///etc/passwd">]>'
MILLION = 1_000_000


def book(path: Path, *swapped: Part, without: tuple[str, ...] = ()) -> Path:
    """A small roster as .xlsx with some of its parts swapped, or left out."""
    told = {part.name for part in swapped} | set(without)
    whole = xlsx.parts((ROSTER,))
    kept = [Part(name, _bytes(content)) for name, content in whole.items() if name not in told]
    return zips.write(path, [*kept, *swapped])


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def sheet(head: str = "", chunk: str = "", times: int = 0, tail: str = "", claims: int | None = None) -> Part:
    """The part of a first sheet with these rows."""
    start = f"{xlsx.HEAD}<worksheet {MAIN}><sheetData>{head}".encode()
    end = f"{tail}</sheetData></worksheet>".encode()
    return Part("xl/worksheets/sheet1.xml", start, chunk.encode(), times, end, claims)


def cell(where: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{cell("A1", "NAMA")}{cell("B1", "NIK")}</row>'


def bomb_of_zeros(path: Path) -> Path:
    """A sheet of one gigabyte of zero bytes, as the archive says."""
    return book(path, sheet(chunk="\0" * 2**20, times=1024))


def bomb_that_lies(path: Path) -> Path:
    """The same, said to be a thousand bytes."""
    return book(path, sheet(chunk="\0" * 2**20, times=1024, claims=1000))


def bomb_of_rows(path: Path) -> Path:
    """Rows without end in 900 MB, said to be a thousand bytes."""
    return book(path, sheet(HEADER, f"<row>{cell('A2', 'x')}</row>" * 10_000, 1500, claims=1000))


def bomb_in_a_bomb(path: Path) -> Path:
    """Archives in archives, as a picture that nobody opens."""
    inner = zips.write(path.with_suffix(".inner"), [Part("a", chunk=b"\0" * 2**20, times=900)]).read_bytes()
    return book(path, *(Part(f"xl/media/{n}.zip", inner) for n in range(10)))


def overlapping_parts(path: Path) -> Path:
    """A thousand names for the same bytes, a gigabyte of them together."""
    content = book(path, sheet(chunk=" " * 2**20, times=100)).read_bytes()
    start = int.from_bytes(content[-6:-2], "little")
    last = content.rfind(b"PK\x01\x02")
    entry = content[last:-22]
    directory = content[start:-22] + entry * 999
    end = struct.pack("<HHHHIIH", 0, 0, 1005, 1005, len(directory), start, 0)
    path.write_bytes(content[:start] + directory + b"PK\x05\x06" + end)
    return path


def vast_directory(path: Path) -> Path:
    """A directory of a million parts, said to hold one: its true size stands in the zip64 record."""
    name = b"xl/workbook.xml"
    fields = struct.pack("<6HIII5HII", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
    size = (46 + len(name)) * 800_000
    with path.open("wb") as file:
        for _ in range(800):
            file.write((b"PK\x01\x02" + fields + name) * 1000)
        file.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 800_000, 800_000, size, 0))
        file.write(b"PK\x06\x07" + struct.pack("<IQI", 0, size, 1))
        file.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 61, 0, 0))
    return path


def far_corner(path: Path) -> Path:
    """A cell at XFD1048576."""
    return book(path, sheet(HEADER, tail=f'<row r="1048576">{cell("XFD1048576", "x")}</row>'))


def far_corner_of_ods(path: Path) -> Path:
    """Every cell there is, by repetition."""
    full = (
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    )
    rows = f'<table:table-row table:number-rows-repeated="1048576">{full}</table:table-row>'
    return ods.write_content(path, ods.content(f'<table:table table:name="A">{rows}</table:table>'))


def far_corner_of_xlsb(path: Path) -> Path:
    """A cell in the last column of the last row."""
    path = xlsb.write(path, ROSTER)
    far = xlsb.record(0, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))
    far += xlsb.record(5, struct.pack("<IId", 16_383, 0, 1.0))
    return _resheeted(path, lambda old: old.replace(xlsb.record(146), far + xlsb.record(146)))


def _resheeted(path: Path, change) -> Path:  # type: ignore[no-untyped-def]
    import zipfile

    with zipfile.ZipFile(path) as old:
        parts = [Part(name, old.read(name)) for name in old.namelist()]
    return zips.write(
        path, [Part(p.name, change(p.head)) if p.name.endswith("sheet1.bin") else p for p in parts]
    )


def full_width(path: Path) -> Path:
    """Rows that all are 16,384 columns wide."""
    row = "".join("<c t='n'><v>1</v></c>" for _ in range(16_384))
    return book(path, sheet(HEADER, f"<row>{row}</row>" * 4, 500))


def many_styles(path: Path) -> Path:
    """A million cell formats."""
    head = f'{xlsx.HEAD}<styleSheet {MAIN}><cellXfs count="1000000">'.encode()
    one = b'<xf numFmtId="14" applyNumberFormat="1"><alignment wrapText="1"/></xf>'
    return book(path, Part("xl/styles.xml", head, one * 10_000, 100, b"</cellXfs></styleSheet>"))


def many_texts(path: Path) -> Path:
    """A table of shared strings of 500 MB."""
    head = f"{xlsx.HEAD}<sst {MAIN}>".encode()
    chunk = b"<si><t>Nama seseorang yang tidak ada</t></si>" * 12_500
    return book(path, Part("xl/sharedStrings.xml", head, chunk, 1000, b"</sst>"))


def long_text(path: Path) -> Path:
    """One shared string of 500 MB, said to be short."""
    head = f"{xlsx.HEAD}<sst {MAIN}><si><t>".encode()
    return book(path, Part("xl/sharedStrings.xml", head, b"a" * 2**20, 500, b"</t></si></sst>", 9000))


def many_merges(path: Path) -> Path:
    """A million merged ranges."""
    rows = xlsx.parts((ROSTER,))["xl/worksheets/sheet1.xml"]
    assert isinstance(rows, str)
    head = rows.removesuffix("</worksheet>") + "<mergeCells>"
    chunk = '<mergeCell ref="A2:A1048576"/>' * 10_000
    end = b"</mergeCells></worksheet>"
    return book(path, Part("xl/worksheets/sheet1.xml", head.encode(), chunk.encode(), 100, end))


def many_sheets(path: Path) -> Path:
    """A workbook that names a million sheets, all of them the same part."""
    head = f'{xlsx.HEAD}<workbook {MAIN} xmlns:r="{xlsx.LINKS}"><sheets>'.encode()
    chunk = b'<sheet name="A" sheetId="1" r:id="rId1"/>' * 10_000
    return book(path, Part("xl/workbook.xml", head, chunk, 100, b"</sheets></workbook>"))


def many_names(path: Path) -> Path:
    """A million defined names."""
    book_tag = f'{xlsx.HEAD}<workbook {MAIN} xmlns:r="{xlsx.LINKS}">'
    head = f'{book_tag}<sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
    chunk = b'<definedName name="N">Sheet1!$A$1</definedName>' * 10_000
    start = f"{head}</sheets><definedNames>".encode()
    return book(path, Part("xl/workbook.xml", start, chunk, 100, b"</definedNames></workbook>"))


def entities(path: Path, part: str, kind: str = LAUGHS) -> Path:
    """Entities that stand for more of them, or for a file of ours, in a part of an .xlsx."""
    text = _bytes(xlsx.parts((ROSTER,))[part]).decode()
    text = text.replace("?>", f"?>{kind}", 1).replace("NAMA", "NAMA &k;").replace("Sheet1", "&k;")
    return book(path, Part(part, text.replace('numFmtId="14"', 'numFmtId="&k;"').encode()))


def entities_of_ods(path: Path, kind: str = LAUGHS) -> Path:
    """The same in the content of an .ods."""
    row = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text} &k;</text:p></table:table-cell>'
        for text in ("NAMA", "NIK")
    )
    table = f'<table:table table:name="A"><table:table-row>{row}</table:table-row></table:table>'
    return ods.write_content(path, ods.content(table, kind))

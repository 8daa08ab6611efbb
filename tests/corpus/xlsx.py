"""An .xlsx or .xlsm written part by part: formulas keep their stored values, nothing is tidied up."""

import datetime
import zipfile
from html import escape
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid

from .cells import Failed, Formula, Serial, is_blank, serial

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


def letters(column: int) -> str:
    """A column's letters, counted from 0."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def write(
    path: Path, *grids: Grid, mac: bool = False, macros: bool = False, shared: bool = True, prefix: str = ""
) -> Path:
    """Write grids; `shared` puts texts into the table of shared strings, `prefix` names the XML namespace."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts(grids, mac, macros, shared, prefix).items():
            book.writestr(name, content)
    return path


def parts(
    grids: tuple[Grid, ...], mac: bool = False, macros: bool = False, shared: bool = True, prefix: str = ""
) -> dict[str, str | bytes]:
    """The parts of the archive, by name."""
    texts: dict[str, int] | None = {} if shared else None
    sheets = [_sheet(grid, mac, texts, prefix) for grid in grids]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(len(grids), macros),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": _workbook(grids, mac),
        "xl/_rels/workbook.xml.rels": _links(len(grids), macros),
        "xl/styles.xml": STYLES,
    }
    if texts is not None:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
        found["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{_MAIN}" count="{len(texts)}">{items}</sst>'
    for number, sheet in enumerate(sheets, 1):
        found[f"xl/worksheets/sheet{number}.xml"] = sheet
    if macros:
        found["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub Auto_Open()" * 200
    return found


def _workbook(grids: tuple[Grid, ...], mac: bool) -> str:
    sheets = "".join(
        f'<sheet name="{escape(grid.name)}" sheetId="{n}"{_state(grid)} r:id="rId{n}"/>'
        for n, grid in enumerate(grids, 1)
    )
    dates = '<workbookPr date1904="1"/>' if mac else "<workbookPr/>"
    return f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{LINKS}">{dates}<sheets>{sheets}</sheets></workbook>'


def _state(grid: Grid) -> str:
    if not grid.hidden:
        return ""
    return ' state="veryHidden"' if grid.hidden == "very" else ' state="hidden"'


def _links(count: int, macros: bool) -> str:
    kinds = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, count + 1)]
    kinds += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    if macros:
        kinds.append(("rIdV", "vbaProject", "vbaProject.bin"))
    lines = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{to}"/>' for i, kind, to in kinds)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types(count: int, macros: bool) -> str:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    book = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else f"{sheet}.sheet.main+xml"
    lines = f'<Override PartName="/xl/workbook.xml" ContentType="{book}"/>'
    for n in range(1, count + 1):
        lines += f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{sheet}.worksheet+xml"/>'
    defaults = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{lines}</Types>'


def _sheet(grid: Grid, mac: bool, texts: dict[str, int] | None, prefix: str) -> str:
    covered = {
        (r, c)
        for r0, c0, r1, c1 in grid.merges
        for r in range(r0, r1 + 1)
        for c in range(c0, c1 + 1)
        if (r, c) != (r0, c0)
    }
    rows = []
    for r, row in enumerate(grid.rows):
        cells = "".join(
            _cell(f"{letters(c)}{r + 1}", cell, mac, texts)
            for c, cell in enumerate(row)
            if not is_blank(cell) and (r, c) not in covered
        )
        hidden = ' hidden="1"' if r in grid.hidden_rows else ""
        rows.append(f'<row r="{r + 1}"{hidden}>{cells}</row>')
    if grid.phantom:
        rows.append('<row r="1048576"><c r="A1048576" s="1"/><c r="H1048576" s="2"/></row>')
    inside = f"{_columns(grid)}<sheetData>{''.join(rows)}</sheetData>{_filter(grid)}{_merges(grid)}"
    xml = f'{HEAD}<worksheet xmlns="{_MAIN}">{inside}</worksheet>'
    if prefix:
        xml = xml.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:").replace(f"<{prefix}:/", "</")
        xml = xml.replace(f"<{prefix}:?xml", "<?xml").replace(" xmlns=", f" xmlns:{prefix}=")
    return xml


def _columns(grid: Grid) -> str:
    hidden = "".join(f'<col min="{c + 1}" max="{c + 1}" hidden="1"/>' for c in sorted(grid.hidden_columns))
    return f"<cols>{hidden}</cols>" if hidden else ""


def _filter(grid: Grid) -> str:
    return f'<autoFilter ref="A1:{letters(8)}{len(grid.rows)}"/>' if grid.hidden_rows else ""


def _merges(grid: Grid) -> str:
    ranges = "".join(
        f'<mergeCell ref="{letters(c0)}{r0 + 1}:{letters(c1)}{r1 + 1}"/>' for r0, c0, r1, c1 in grid.merges
    )
    return f'<mergeCells count="{len(grid.merges)}">{ranges}</mergeCells>' if ranges else ""


def _cell(where: str, cell: object, mac: bool, texts: dict[str, int] | None) -> str:
    formula = ""
    if isinstance(cell, Serial):
        cell = serial(cell.day, mac)
    if isinstance(cell, Formula):
        formula, cell = f"<f>{escape(cell.text)}</f>", cell.value
        if isinstance(cell, str):
            return f'<c r="{where}" t="str">{formula}<v>{escape(cell)}</v></c>'
        if isinstance(cell, Failed):
            return f'<c r="{where}" t="e">{formula}<v>{cell.text}</v></c>'
    if isinstance(cell, Failed):
        return f'<c r="{where}" t="e"><f>B#REF!</f><v>{cell.text}</v></c>'
    if isinstance(cell, datetime.date):
        return f'<c r="{where}" s="1">{formula}<v>{serial(cell, mac)}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{where}">{formula}<v>{cell!r}</v></c>'
    if texts is None:
        return f'<c r="{where}" s="2" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
    return f'<c r="{where}" s="2" t="s"><v>{texts.setdefault(str(cell), len(texts))}</v></c>'

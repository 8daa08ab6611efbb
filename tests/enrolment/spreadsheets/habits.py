"""Rosters built from the habits of real ones (domain.md, section 6), each with its truth.

A `Plan` is a tidy roster; a habit is a function that untidies it; `build` gives the grid and what must be
read from which row. Habits can be laid over one another.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .books import Grid
from .folk import Person

Column = tuple[list[str], Callable[[Person], object]]
"""header texts from top to bottom (one to three), and the cell of a person"""


def _columns() -> list[Column]:
    return [
        (["NO"], lambda one: None),
        (["NAMA"], lambda one: one.name),
        (["NIK"], lambda one: one.nik),
        (["TEMPAT LAHIR"], lambda one: one.birth_place),
        (["TANGGAL LAHIR"], lambda one: one.birth),
        (["L/P"], lambda one: one.sex),
        (["JABATAN"], lambda one: one.position),
        (["HONOR"], lambda one: one.wage),
        (["NO HP"], lambda one: one.phone),
    ]


@dataclass
class Plan:
    """A roster to be: its columns, what stands above, between and below the people, and where it begins."""

    folk: list[Person]
    columns: list[Column] = field(default_factory=_columns)
    above: list[list[object]] = field(default_factory=list)
    below: list[list[object]] = field(default_factory=list)
    before: dict[int, list[list[object]]] = field(default_factory=dict)  # person's index -> rows above it
    numbering: bool = False
    repeat: bool = False
    ditto: bool = False
    right: int = 0

    def replace(self, header: str, *columns: Column) -> None:
        """Put columns in the place of one; a column already replaced stays as it is."""
        at = next((i for i, column in enumerate(self.columns) if column[0] == [header]), None)
        if at is not None:
            self.columns[at : at + 1] = columns

    def between(self, index: int, *rows: list[object]) -> None:
        """Put rows above the person with that index."""
        self.before.setdefault(index, []).extend(rows)


Habit = Callable[[Plan], None]


def titles(plan: Plan) -> None:
    plan.above += [["PEMERINTAH KOTA SERANG"], ["DAFTAR NAMA TENAGA HONORER TAHUN 2020"], []]


def letterhead(plan: Plan) -> None:
    plan.above[:0] = [
        ["", "DINAS CONTOH"],
        ["", "Jl. Contoh No. 1 Telp. (0254) 123456"],
        ["Lampiran :", "1 lembar"],
    ]


def numbering_row(plan: Plan) -> None:
    plan.numbering = True


def page_headers(plan: Plan) -> None:
    plan.repeat = True


def blank_rows(plan: Plan) -> None:
    plan.between(1, [])
    plan.between(3, [], [])


def groups(plan: Plan) -> None:
    plan.between(0, ["I", "SEKRETARIAT"])
    plan.between(2, ["", "BIDANG ANGKUTAN"])
    plan.between(4, ["UPT TERMINAL"])


def totals(plan: Plan) -> None:
    plan.between(2, ["", "Jumlah", "", "", "", "", "", 3_500_000])
    plan.below[:0] = [["JUMLAH TOTAL", "", "", "", "", "", "", 9_999_999]]


def signature(plan: Plan) -> None:
    plan.below += [
        [],
        [""] * 5 + ["Serang, 26 Februari 2020"],
        ["", "Mengetahui,", "", "", "", "Kepala Dinas"],
        [],
    ]
    plan.below += [["", "CONTOH SATU, S.Sos", "", "", "", "H. CONTOH DUA, M.Si"]]
    plan.below += [["", "NIP. 197001011995031001", "", "", "", "NIP. 196501011990031002"]]


def footnotes(plan: Plan) -> None:
    plan.below += [["Keterangan:"], ["*) data per Desember 2020"]]


def tick_columns(plan: Plan) -> None:
    plan.replace(
        "L/P",
        (["JENIS KELAMIN", "L"], lambda one: "√" if one.sex == "L" else None),
        (["", "P"], lambda one: "√" if one.sex == "P" else None),
    )


def birth_in_one(plan: Plan) -> None:
    plan.replace("TEMPAT LAHIR", (["TEMPAT/TGL LAHIR"], lambda one: f"{one.birth_place}, {one.words}"))
    plan.replace("TANGGAL LAHIR")


def birth_under_one_heading(plan: Plan) -> None:
    plan.replace("TEMPAT LAHIR", (["LAHIR", "TEMPAT"], lambda one: one.birth_place))
    plan.replace("TANGGAL LAHIR", (["", "TANGGAL"], lambda one: one.birth))


def dates_in_words(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["TGL. LAHIR"], lambda one: one.words))


def short_dates(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["TGL_LAHIR"], lambda one: f"{one.birth:%d-%m-%y}"))


def serial_dates(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["Tgl Lahir"], lambda one: one.birth.toordinal() - 693_594))


def money_in_words(plan: Plan) -> None:
    plan.replace("HONOR", (["HONOR PER BULAN (Rp)"], lambda one: f"Rp {one.wage:,},-".replace(",", ".", 2)))


def spelt_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NO. KTP"], lambda one: f"'{one.nik[:6]}.{one.nik[6:12]} {one.nik[12:]}"))


def numbers_for_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NIK"], lambda one: one.nik if one.nik.endswith("0") else int(one.nik)))


def employee_numbers(plan: Plan) -> None:
    plan.replace("NIK", (["NIK"], lambda one: f"DSH{one.nik[-4:]}"), (["NO KTP"], lambda one: one.nik))


def decoys(plan: Plan) -> None:
    plan.columns += [
        (["NO KK"], lambda one: one.nik[:12] + "8888"),
        (["NO BPJS KESEHATAN"], lambda one: "0001234567890"),
        (["NAMA IBU KANDUNG"], lambda one: "Ibu Contoh"),
        (["NPWP"], lambda one: "0912345670120000"),
    ]


def heirs(plan: Plan) -> None:
    plan.columns += [
        (["AHLI WARIS", "NAMA"], lambda one: "Orang Lain"),
        (["", "NIK"], lambda one: one.nik[:12] + "7777"),
    ]


def address_pieces(plan: Plan) -> None:
    plan.columns += [
        (["ALAMAT", "RT/RW"], lambda one: "01/02"),
        (["", "KEL"], lambda one: "Cipare"),
        (["", "KEC"], lambda one: "Serang"),
    ]


def spaced_headers(plan: Plan) -> None:
    plan.replace("NAMA", (["N A M A\nLENGKAP"], lambda one: one.name))
    plan.replace("JABATAN", (["J A B A T A N"], lambda one: one.position))


def small_headers(plan: Plan) -> None:
    plan.columns = [([text.title() for text in texts], cell) for texts, cell in plan.columns]


def untidy_names(plan: Plan) -> None:
    plan.columns = [
        (
            texts,
            (lambda one: f"  {one.name.replace(' ', '   ')}\u00a0")
            if cell(plan.folk[0]) == plan.folk[0].name
            else cell,
        )
        for texts, cell in plan.columns
    ]


def ditto_marks(plan: Plan) -> None:
    plan.ditto = True


def begins_elsewhere(plan: Plan) -> None:
    plan.right = 2
    plan.above[:0] = [[], []]


def extra_columns(plan: Plan) -> None:
    plan.columns += [(["STATUS PEGAWAI"], lambda one: "THL"), (["NO SK"], lambda one: "800/12/2020")]
    plan.columns += [(["GOL. DARAH"], lambda one: "O")]


HABITS: tuple[Habit, ...] = (
    titles,
    letterhead,
    numbering_row,
    page_headers,
    blank_rows,
    groups,
    totals,
    signature,
    footnotes,
    tick_columns,
    birth_in_one,
    birth_under_one_heading,
    dates_in_words,
    short_dates,
    serial_dates,
    money_in_words,
    spelt_niks,
    numbers_for_niks,
    employee_numbers,
    decoys,
    heirs,
    address_pieces,
    spaced_headers,
    small_headers,
    untidy_names,
    ditto_marks,
    begins_elsewhere,
    extra_columns,
)


def build(plan: Plan, merged: bool = True) -> tuple[Grid, list[tuple[int, Person]]]:
    """The grid, and (the spreadsheet's row number, the person) for each person in it."""
    rows, truth = list(plan.above), []
    header, merges = _header(plan, len(rows))
    rows += header
    if plan.numbering:
        rows.append([f"({n})" for n in range(1, len(plan.columns) + 1)])
    for index, one in enumerate(plan.folk):
        rows += plan.before.get(index, [])
        if plan.repeat and index == 3:
            rows += [list(row) for row in header]
        cells = [cell(one) for _, cell in plan.columns]
        cells[0] = index + 1
        if plan.ditto and index and plan.folk[index - 1].position == one.position:
            cells = ["sda" if cell == one.position else cell for cell in cells]
        rows.append(cells)
        truth.append((len(rows), one))
    rows += plan.below
    shifted = [[""] * plan.right + list(row) if row else [] for row in rows]
    moved = [(r0, c0 + plan.right, r1, c1 + plan.right) for r0, c0, r1, c1 in merges] if merged else []
    return Grid(shifted, merges=moved), truth


def _header(plan: Plan, top: int) -> tuple[list[list[object]], list[tuple[int, int, int, int]]]:
    height = max(len(texts) for texts, _ in plan.columns)
    rows: list[list[object]] = [[""] * len(plan.columns) for _ in range(height)]
    merges = []
    for c, (texts, _) in enumerate(plan.columns):
        for r, text in enumerate(texts):
            rows[r][c] = text
        if len(texts) < height:
            merges.append((top, c, top + height - 1, c))
        elif height > 1 and texts[0]:
            last = c
            while (
                last + 1 < len(plan.columns)
                and len(plan.columns[last + 1][0]) == height
                and not plan.columns[last + 1][0][0]
            ):
                last += 1
            if last > c:
                merges.append((top, c, top, last))
    return rows, merges

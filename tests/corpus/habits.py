"""Habits of whole sheets (domain.md, section 6): each is a function that untidies a plan."""

from .plans import Habit, Plan, said


def titles(plan: Plan) -> None:
    plan.above += said("title", ["PEMERINTAH KOTA SERANG"], ["DAFTAR NAMA TENAGA HONORER TAHUN 2020"], [])


def letterhead(plan: Plan) -> None:
    plan.above[:0] = said(
        "title",
        ["", "DINAS CONTOH"],
        ["", "Jl. Contoh No. 1 Telp. (0254) 123456"],
        ["Lampiran :", "1 lembar"],
    )


def numbering_row(plan: Plan) -> None:
    plan.numbering = lambda column: f"({column + 1})"


def page_headers(plan: Plan) -> None:
    plan.repeat = True


def blank_rows(plan: Plan) -> None:
    plan.between(1, *said("blank", []))
    plan.between(3, *said("blank", [], []))


def groups(plan: Plan) -> None:
    plan.between(0, *said("group heading", ["I", "SEKRETARIAT"]))
    plan.between(2, *said("group heading", ["", "BIDANG ANGKUTAN"]))
    plan.between(4, *said("group heading", ["UPT TERMINAL"]))


def totals(plan: Plan) -> None:
    plan.between(2, *said("total", ["", "Jumlah", "", "", "", "", "", 3_500_000]))
    plan.below[:0] = said("total", ["JUMLAH TOTAL", "", "", "", "", "", "", 9_999_999])


def signature(plan: Plan) -> None:
    plan.below += said(
        "signature",
        [],
        [""] * 5 + ["Serang, 26 Februari 2020"],
        ["", "Mengetahui,", "", "", "", "Kepala Dinas"],
        [],
        ["", "CONTOH SATU, S.Sos", "", "", "", "H. CONTOH DUA, M.Si"],
        ["", "NIP. 197001011995031001", "", "", "", "NIP. 196501011990031002"],
    )


def footnotes(plan: Plan) -> None:
    plan.below += said("note", ["Keterangan:"], ["*) data per Desember 2020"])


def employee_numbers(plan: Plan) -> None:
    if plan.has("NIK"):
        plan.replace("NIK", (["NIK "], lambda one: f"DSH{one.nik[-4:]}"), (["NO KTP"], lambda one: one.nik))
        plan.tells["employee_no"] = lambda one: f"DSH{one.nik[-4:]}"


def decoys(plan: Plan) -> None:
    plan.columns += [
        (["NO KK"], lambda one: one.nik[:12] + "8888"),
        (["NO BPJS KESEHATAN"], lambda one: "0001234567890"),
        (["NAMA IBU KANDUNG"], lambda one: "Ibu Contoh"),
        (["NPWP"], lambda one: "0912345670120000"),
    ]
    plan.tells["mother_name"] = lambda one: "Ibu Contoh"


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
    plan.tells["address"] = lambda one: "RT/RW 01/02, Kel. Cipare, Kec. Serang"


def spaced_headers(plan: Plan) -> None:
    plan.replace("NAMA", (["N A M A\nLENGKAP"], lambda one: one.name))
    plan.replace("JABATAN", (["J A B A T A N"], lambda one: one.position))


def small_headers(plan: Plan) -> None:
    plan.columns = [([text.title() for text in texts], cell) for texts, cell in plan.columns]


def extra_columns(plan: Plan) -> None:
    plan.columns += [(["STATUS PEGAWAI"], lambda one: "THL"), (["NO SK"], lambda one: "800/12/2020")]
    plan.columns += [(["GOL. DARAH"], lambda one: "O")]


def letter_numbering(plan: Plan) -> None:
    plan.numbering = lambda column: chr(97 + column)


def plain_numbering(plan: Plan) -> None:
    plan.numbering = lambda column: column + 1


def wide_titles(plan: Plan) -> None:
    """Titles and groups are one cell over the whole width."""
    plan.above += said("title", ["DAFTAR TENAGA HARIAN LEPAS"], ["TAHUN ANGGARAN 2024"])
    plan.between(3, *said("group heading", ["SEKSI PARKIR"]))
    plan.wide |= {"title", "group heading"}


def three_row_header(plan: Plan) -> None:
    plan.replace("NAMA", (["DATA PRIBADI", "NAMA"], lambda one: one.name))
    if not plan.has("TEMPAT LAHIR") or not plan.has("TANGGAL LAHIR"):
        return
    plan.replace("NIK", (["", "NIK"], lambda one: one.nik))
    plan.replace("TEMPAT LAHIR", (["", "LAHIR", "TEMPAT"], lambda one: one.birth_place))
    plan.replace("TANGGAL LAHIR", (["", "", "TANGGAL"], lambda one: one.birth))


def totals_in_every_group(plan: Plan) -> None:
    for index in (2, 4):
        plan.between(index, *said("total", ["", "SUB TOTAL", "", "", "", "", "", 3_000_000], []))
    plan.below[:0] = said("total", ["", "TOTAL KESELURUHAN", "", "", "", "", "", 9_000_000])


def signature_on_the_left(plan: Plan) -> None:
    plan.below += said(
        "signature",
        [],
        ["", "Serang, 3 Januari 2024"],
        ["", "KEPALA DINAS PERHUBUNGAN"],
        [],
        [],
        ["", "Drs. H. CONTOH PEJABAT"],
        ["", "NIP. 19700101 199503 1 001"],
    )


def shared_units(plan: Plan) -> None:
    """One cell UNIT KERJA, merged down over the people of a unit."""
    plan.shared_unit = True


def no_numbers(plan: Plan) -> None:
    if plan.has("NO"):
        plan.replace("NO")
        plan.numbers = False


def numbers_with_dots(plan: Plan) -> None:
    plan.numbered = lambda index: f"{index + 1}."


def gaps_between_columns(plan: Plan) -> None:
    plan.columns[2:2] = [([], lambda one: None)]
    plan.columns[1:1] = [([], lambda one: None)]


def hidden_rows(plan: Plan) -> None:
    """A filter hides people: they are people all the same."""
    plan.hidden_people = {1, 2, 4}


def hidden_columns(plan: Plan) -> None:
    plan.hidden_columns = {2, 4}


def phantom_rows(plan: Plan) -> None:
    plan.phantom = True


def ditto_marks(plan: Plan) -> None:
    plan.ditto = True


def begins_elsewhere(plan: Plan) -> None:
    plan.right = 2
    plan.above[:0] = said("blank", [], [])


LAYOUTS: tuple[Habit, ...] = (
    titles,
    letterhead,
    wide_titles,
    numbering_row,
    letter_numbering,
    plain_numbering,
    page_headers,
    blank_rows,
    groups,
    totals,
    totals_in_every_group,
    signature,
    signature_on_the_left,
    footnotes,
    three_row_header,
    shared_units,
    no_numbers,
    numbers_with_dots,
    gaps_between_columns,
    hidden_rows,
    hidden_columns,
    phantom_rows,
    ditto_marks,
    begins_elsewhere,
    small_headers,
    spaced_headers,
    address_pieces,
    heirs,
    decoys,
    employee_numbers,
    extra_columns,
)

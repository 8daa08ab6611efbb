"""Habits of single cells: how people write identity numbers, names, dates, money and the rest."""

from tests.enrolment.spreadsheets.folk import Person

from .cells import Failed, Formula, Serial
from .plans import Habit, Plan

_OLD_MONTHS = ["Djanuari", "Peb", "Mrt", "Apr", "Mei", "Djuni", "Djuli", "Agust", "Sept", "Okt", "Nop", "Des"]


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
    plan.replace("TANGGAL LAHIR", (["Tgl Lahir"], lambda one: Serial(one.birth)))


def money_in_words(plan: Plan) -> None:
    plan.replace("HONOR", (["HONOR PER BULAN (Rp)"], lambda one: f"Rp {one.wage:,},-".replace(",", ".", 2)))


def spelt_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NO. KTP"], lambda one: f"'{one.nik[:6]}.{one.nik[6:12]} {one.nik[12:]}"))


def numbers_for_niks(plan: Plan) -> None:
    """Those that a number can hold: of sixteen digits beyond 2**53 (Papua) it has lost the last."""

    def cell(one: Person) -> str | int:
        lost = one.nik.endswith("0") or int(one.nik) > 2**53
        return one.nik if lost else int(one.nik)

    plan.replace("NIK", (["NIK"], cell))


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


def labelled_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NIK/NO. KTP"], lambda one: f"NIK : {one.nik}"))


def spaced_niks(plan: Plan) -> None:
    plan.replace("NIK", (["N I K"], lambda one: f"{one.nik[:6]}\u00a0{one.nik[6:12]}\u00a0{one.nik[12:]} "))


def broken_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NOMOR INDUK KEPENDUDUKAN"], lambda one: f"{one.nik[:6]}\n{one.nik[6:]}"))


def decimal_niks(plan: Plan) -> None:
    plan.replace("NIK", (["NO. IDENTITAS (KTP)"], lambda one: f"{one.nik}.0"))


def dashed_niks(plan: Plan) -> None:
    plan.replace("NIK", (["No KTP"], lambda one: f"`{one.nik[:6]}-{one.nik[6:12]}-{one.nik[12:]}"))


def capital_names(plan: Plan) -> None:
    if plan.has("NAMA"):
        plan.replace("NAMA", (["NAMA PEGAWAI"], lambda one: one.name.upper()))
        plan.tells["name"] = lambda one: one.name.upper()


def titled_names(plan: Plan) -> None:
    if plan.has("NAMA"):
        plan.replace("NAMA", (["NAMA LENGKAP"], lambda one: f"Hj. {one.name}, S.Pd., M.Si"))
        plan.tells["name"] = lambda one: f"Hj. {one.name}, S.Pd., M.Si"


def iso_dates(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["TGL LAHIR (yyyy-mm-dd)"], lambda one: one.birth.isoformat()))


def dotted_dates(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["TGL LHR"], lambda one: f"{one.birth:%d.%m.%Y}"))


def slashed_dates(plan: Plan) -> None:
    plan.replace(
        "TANGGAL LAHIR",
        (["Tanggal Lahir"], lambda one: f"{one.birth.day}/{one.birth.month}/{one.birth.year}"),
    )


def stamped_dates(plan: Plan) -> None:
    plan.replace("TANGGAL LAHIR", (["TGL LAHIR"], lambda one: f"{one.birth.isoformat()} 00:00:00"))


def old_months(plan: Plan) -> None:
    def written(one):  # type: ignore[no-untyped-def]
        return f"{one.birth.day} {_OLD_MONTHS[one.birth.month - 1]} {one.birth.year}"

    plan.replace("TANGGAL LAHIR", (["TANGGAL KELAHIRAN"], written))


def odd_place_and_date(plan: Plan) -> None:
    if plan.has("TEMPAT LAHIR"):
        plan.replace(
            "TEMPAT LAHIR", (["TTL"], lambda one: f"{one.birth_place.upper()}. {one.birth:%d-%m-%Y}")
        )
        plan.replace("TANGGAL LAHIR")
        plan.tells["birth_place"] = lambda one: one.birth_place.upper()


def dates_in_three_columns(plan: Plan) -> None:
    if plan.has("TEMPAT LAHIR"):
        plan.replace(
            "TANGGAL LAHIR",
            (["TGL"], lambda one: one.birth.day),
            (["BLN"], lambda one: one.birth.month),
            (["THN"], lambda one: one.birth.year),
        )


def sex_in_words(plan: Plan) -> None:
    plan.replace("L/P", (["JENIS KELAMIN"], lambda one: {"L": "LAKI-LAKI", "P": "Perempuan"}[one.sex]))


def sex_in_short(plan: Plan) -> None:
    plan.replace("L/P", (["J.K."], lambda one: {"L": "Lk.", "P": "Pr."}[one.sex]))


def ticks_as_ones(plan: Plan) -> None:
    plan.replace(
        "L/P",
        (["L/P", "LK"], lambda one: 1 if one.sex == "L" else None),
        (["", "PR"], lambda one: 1 if one.sex == "P" else None),
    )


def ticks_as_letters(plan: Plan) -> None:
    plan.replace(
        "L/P",
        (["KELAMIN", "Laki-laki"], lambda one: "v" if one.sex == "L" else "-"),
        (["", "Perempuan"], lambda one: "V" if one.sex == "P" else "-"),
    )


def money_in_english(plan: Plan) -> None:
    plan.replace("HONOR", (["GAJI/HONOR"], lambda one: f"{one.wage:,}.00"))


def money_with_dots(plan: Plan) -> None:
    plan.replace("HONOR", (["UPAH (RP)"], lambda one: f"{one.wage:,}".replace(",", ".") + ",00"))


def money_beside_currency(plan: Plan) -> None:
    plan.replace("HONOR", (["HONORARIUM", "Rp"], lambda one: "Rp"), (["", "Jumlah"], lambda one: one.wage))


def phones_without_zero(plan: Plan) -> None:
    plan.replace("NO HP", (["NO. HP/WA"], lambda one: int(one.phone)))


def phones_with_country(plan: Plan) -> None:
    plan.replace("NO HP", (["NO TELP"], lambda one: f"+62 {one.phone[1:4]}-{one.phone[4:]}"))


def participants(plan: Plan) -> None:
    plan.columns += [
        (["NO BPJS KETENAGAKERJAAN"], lambda one: f"19{one.nik[-9:]}"),
        (["NO BPJS KESEHATAN"], lambda one: f"000{one.nik[-10:]}"),
    ]
    plan.tells["kpj"] = lambda one: f"19{one.nik[-9:]}"


def census_columns(plan: Plan) -> None:
    plan.columns += [
        (["PENDIDIKAN TERAKHIR"], lambda one: "SMA/SMK"),
        (["NOMOR IJAZAH"], lambda one: "DN-02 Ma 0012345"),
        (["TMT KERJA"], lambda one: "02-01-2019"),
        (["NAMA IBU KANDUNG"], lambda one: "Ibu Contoh"),
        (["EMAIL"], lambda one: "contoh@example.com"),
    ]
    plan.tells |= {
        "education": lambda one: "SMA/SMK",
        "start_date": lambda one: "2019-01-02",
        "mother_name": lambda one: "Ibu Contoh",
        "email": lambda one: "contoh@example.com",
    }


def bank_accounts(plan: Plan) -> None:
    plan.columns += [
        (["NAMA BANK"], lambda one: "Bank Contoh"),
        (["NO REKENING"], lambda one: one.nik[::-1]),
        (["ATAS NAMA REKENING"], lambda one: "Orang Lain"),
    ]


def formula_cells(plan: Plan) -> None:
    """Number, position and unit come from formulas; their stored values are read."""
    plan.numbered = lambda index: Formula(f"A{index + 1}+1", index + 1)
    plan.replace("JABATAN", (["TUGAS"], lambda one: Formula('VLOOKUP(A1,REF!A:B,2,"")', one.position)))
    plan.replace("HONOR", (["Honor"], lambda one: Formula("1500000*1", one.wage)))


def formula_names(plan: Plan) -> None:
    plan.replace("NAMA", (["Nama"], lambda one: Formula("UPPER(Z1)", one.name)))
    plan.replace("TANGGAL LAHIR", (["Tgl. Lahir"], lambda one: Formula("DATE(1,1,1)", one.birth)))


def failed_cells(plan: Plan) -> None:
    """Error values read as empty, also where a field is known."""
    plan.columns += [
        (["KETERANGAN"], lambda one: Failed("#REF!")),
        (["GOLONGAN"], lambda one: Formula("A1", Failed("#N/A"))),
    ]


SPELLINGS: tuple[Habit, ...] = (
    tick_columns,
    birth_in_one,
    birth_under_one_heading,
    dates_in_words,
    short_dates,
    serial_dates,
    money_in_words,
    spelt_niks,
    numbers_for_niks,
    untidy_names,
    labelled_niks,
    spaced_niks,
    broken_niks,
    decimal_niks,
    dashed_niks,
    capital_names,
    titled_names,
    iso_dates,
    dotted_dates,
    slashed_dates,
    stamped_dates,
    old_months,
    odd_place_and_date,
    dates_in_three_columns,
    sex_in_words,
    sex_in_short,
    ticks_as_ones,
    ticks_as_letters,
    money_in_english,
    money_with_dots,
    money_beside_currency,
    phones_without_zero,
    phones_with_country,
    participants,
    census_columns,
    bank_accounts,
    formula_cells,
    formula_names,
    failed_cells,
)

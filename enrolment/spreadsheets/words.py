"""What header cells mean (domain.md, section 6): words -> field, with decoys known by name.

`field_of` knows a header by its words, never by where it stands. What is not known stays unread.
"""

from functools import lru_cache

from .vocabulary import (
    ACCORDING,
    ALIKE,
    BARE,
    BIRTH_NOISE,
    DATE_FORMAT,
    EDUCATION,
    EMPLOYEE_NO,
    EMPLOYEE_WORDS,
    FAMILY,
    FOREIGN,
    JOB_WORDS,
    JOBS,
    KPJ_MEMBERSHIP,
    KPJ_WORDS,
    MOTHER,
    NIK_WORDS,
    NOISE,
    NOT_A_PERSON,
    PART_WORDS,
    PARTS,
    PERSON,
    ROLES,
    SEX_WORDS,
    START,
    UNIT_NOISE,
    UNITS,
    WAGE_WORDS,
    WORKPLACES,
)

Meaning = tuple[str, int]
"""(field, rank): of two columns for one field the smaller rank wins."""


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """A header's words: upper case, punctuation gone, spaced letters joined (`N I K`), synonyms folded."""
    words: list[str] = []
    single = False
    for word in "".join(char if char.isalnum() else " " for char in text.upper()).split():
        if len(word) == 1 and word.isalpha() and single:
            words[-1] += word
        else:
            words.append(word)
        single = len(word) == 1 and word.isalpha()
    joined = ["EMAIL" if word == "EMAIL" or (word == "MAIL") else word for word in words]
    if "EMAIL" in joined and "E" in joined:
        joined.remove("E")
    folded = " ".join(ALIKE.get(word, word) for word in joined).split()
    for at in range(len(folded) - 2, 0, -1):
        if folded[at] in ACCORDING:
            del folded[at : at + 2 + (folded[at + 1] == "DENGAN")]
    return tuple(word for word in folded if word not in NOISE)


def blocks(text: str) -> bool:
    """Whether the words name something that is not ours, so that a cell under it is not either."""
    words = set(tokens(text))
    return bool(
        words & (FAMILY | FOREIGN) or "KK" in words or {"KARTU", "KELUARGA"} <= words or words == {"SK"}
    )


@lru_cache(maxsize=4096)
def field_of(text: str) -> Meaning | None:
    """The field a header names, with its rank, or None for what is unknown or a decoy.

    Beside design.md's fields: number, sex_l and sex_p (tick columns), birth (place and date in one),
    weak_nik (may hold the identity number: the data decide), part:KEL and the like (pieces of an address).
    """
    if not text or len(text) > 90:
        return None
    if text == "#":
        return "number", 0
    words = tokens(text)
    if not words or "DAFTAR" in words:
        return None
    return _meaning(words, frozenset(words))


def _meaning(words: tuple[str, ...], have: frozenset[str]) -> Meaning | None:
    line = " ".join(words)
    if line in ("NO", "NO URUT", "URUT", "NO U", "NR", "NOURUT"):
        return "number", 0
    if have & FAMILY or "KK" in have or {"KARTU", "KELUARGA"} <= have:
        return None
    if "IBU" in have:
        return ("mother_name", 0) if have <= MOTHER else None
    if line == "IJAZAH TERAKHIR":  # the certificate stands for the schooling
        return "education", 2
    if have & FOREIGN:
        return None
    for rule in (_participant, _identity, _birth, _contact, _sex, _education, _start, _work, _person, _rest):
        if found := rule(words, have, line):
            return found if found[0] else None
    return None


_NONE: Meaning = ("", 0)


def _participant(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    ours = "KPJ" in have or "KETENAGAKERJAAN" in have or {"BPJS", "TK"} <= have
    if have & {"THK", "UJIAN", "CASN", "II", "SELEKSI", "CPNS"}:
        return _NONE
    if ours and have <= KPJ_WORDS and have != {"KETENAGAKERJAAN"} and have != KPJ_MEMBERSHIP:
        return "kpj", 0
    if ours and "NAMA" not in have:
        return _NONE
    if line in ("NO PESERTA", "NO KEPESERTAAN", "NO KARTU PESERTA"):
        return "kpj", 1
    if line in ("NO REFERENSI", "NO KARTU"):
        return "kpj", 2
    return None


def _identity(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if "NAMA" in have or "ALAMAT" in have:
        return _NONE if "NIK" in have else None
    if line in EMPLOYEE_NO:
        return "employee_no", 0
    if "KARYAWAN" in have and have <= {"NIK", "NO", "INDUK", "KARYAWAN"} and "INDUK" in have:
        return "employee_no", 0
    have = have - {"TANDA", "PENDUDUK"} | {"KTP"} if {"TANDA", "PENDUDUK"} <= have else have
    if have & {"NIK", "KTP", "KEPENDUDUKAN"} or line in ("NO IDENTITAS", "IDENTITAS NO"):
        if have <= NIK_WORDS:
            return ("nik", 0) if "NIK" in have or "KTP" in have or "KEPENDUDUKAN" in have else ("nik", 1)
        if "NIK" in have and have <= NIK_WORDS | PERSON | {"NIP"}:
            return "weak_nik", 2
        return _NONE
    if have <= EMPLOYEE_WORDS and have - {"NO", "PPPK", "PEGAWAI"}:
        return "employee_no", 1
    return None


def _birth(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if line in BARE:
        return BARE[line], 0
    if "LAHIR" in have and have - {"LAHIR"} <= {"BULAN", "BLN"} and len(have) == 2:
        return "birth_month", 0
    if {"KOTA", "TGL", "LAHIR"} <= have <= {"KOTA", "KAB", "TGL", "LAHIR"}:
        return "birth", 0
    if have in ({"LAHIR", "TAHUN"}, {"LAHIR", "THN"}):
        return "birth_year", 0
    have = have - DATE_FORMAT - (BIRTH_NOISE if have & {"TEMPAT", "TGL", "TTL"} else frozenset())
    if "TTL" in have and have <= {"TTL", "LAHIR", "TGL", "TEMPAT"}:
        return "birth", 0
    if "LAHIR" not in have:
        return None
    if have == {"TEMPAT", "TGL", "LAHIR"}:
        return "birth", 0
    if have == {"TEMPAT", "LAHIR"} or (have <= {"KOTA", "KAB", "LAHIR"} and have != {"LAHIR"}):
        return "birth_place", 0
    if have == {"TGL", "LAHIR"}:
        return "birth_date", 0
    return _NONE


def _contact(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if "EMAIL" in have:
        return "email", 0
    if have & {"HP", "TELP"} and not have & {"RUMAH", "KANTOR", "AREA", "EXT", "NAMA", "ALAMAT"}:
        return "phone", 0 if "HP" in have else 1
    if "ALAMAT" in have or "DOMISILI" in have or line in ("TEMPAT TINGGAL", "TEMPAT TINGGAL SEKARANG"):
        if have & {"KANTOR", "UNIT", "INSTANSI", "OPD", "KERJA", "SEKOLAH"}:
            return _NONE
        return "address", 0 if line == "ALAMAT" or "KTP" in have else 1
    return None


def _sex(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if not have <= SEX_WORDS:
        return None
    pairs = ({"L", "P"}, {"LK", "PR"}, {"LAKI", "PEREMPUAN"}, {"PRIA", "WANITA"}, {"JENIS", "KEL"})
    if have & {"GENDER", "JK", "LP", "PL"} or any(pair <= have for pair in pairs):
        return "sex", 0
    if have <= {"L", "LK", "LAKI", "PRIA"}:
        return "sex_l", 0
    if have <= {"P", "PR", "PEREMPUAN", "WANITA"}:
        return "sex_p", 0
    return None


def _start(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    begun = have & {"MASUK", "MULAI", "AWAL", "PENGANGKATAN", "DIANGKAT", "BERGABUNG"}
    told = have & {"TGL", "KERJA", "TUGAS", "BERTUGAS"} or {"MULAI", "MASUK"} <= have
    if "TMT" in have or (begun and told and "SK" not in have):
        return ("start_date", 0 if "KERJA" in have or line == "TMT" else 1) if have <= START else _NONE
    return None


def _wage(words: tuple[str, ...], have: frozenset[str]) -> Meaning:
    """A year in the heading makes room for the newest; a sum gives way to its parts' own word."""
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    rest = have - {str(year) for year in years} - ({"TAHUN", "TH", "THN", "TA"} if years else frozenset())
    if not rest <= WAGE_WORDS or words[0] == "BULAN":
        return _NONE
    if years:
        return "wage", 2200 - max(years)
    if "UPAH" not in rest:
        return "wage", 6
    return "wage", (0 if rest <= {"UPAH", "RP", "PER", "BULAN"} else 1) + 2 * bool(rest & {"JUMLAH", "TOTAL"})


def _work(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if have & {"UPAH", "INSENTIF"} and not have & {"NAMA", "TGL", "SK", "AKHIR", "MASA", "STATUS", "GOL"}:
        return _wage(words, have)
    if have & {"TGL", "SK", "AKHIR", "MASA", "STATUS", "TAHUN", "GOL", "GOLONGAN", "KODE"}:
        return _NONE
    if "UPAH" in have:
        return None
    bare = " ".join(word for word in words if word not in ("NAMA", "SEKARANG", "DATA", "KEPEGAWAIAN"))
    if bare in JOBS:
        return "position", JOBS.index(bare)
    if bare == "TUGAS POKOK" or (bare.startswith("JABATAN ") and not have & {"LAMA", "ATASAN"}):
        return "position", 8
    if (
        have <= JOB_WORDS and have - {"JENIS", "BIDANG", "BAGIAN", "POKOK", "TENAGA"}
    ) or line == "JENIS TENAGA":
        return "position", 9
    return _unit(words, have, line)


def _unit(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if line in UNITS:
        return "unit", UNITS.index(line)
    first = " ".join(word for word in words if word not in UNIT_NOISE)
    if first in UNITS:
        return "unit", 30 + UNITS.index(first)
    if first and all(word in " ".join(UNITS).split() for word in first.split()) and "TUGAS" not in have:
        return "unit", 60
    if words[:2] == ("UNIT", "KERJA"):
        return "unit", 70
    return None


def _person(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if "NAMA" not in have:
        return None
    rest = have - {"NAMA"}
    if line in ("NAMA", "NAMA LENGKAP", "NAMA NAMA"):
        return "name", 0
    if line in ("NAMA DEPAN", "NAMA TENGAH", "NAMA BELAKANG"):
        return "part_name:" + words[1], 0
    if rest <= PERSON:
        return "name", 1
    if words[0] == "NAMA" and words[1] in ROLES and rest <= PERSON | WORKPLACES:
        return "name", 2
    if rest & NOT_A_PERSON:
        return _NONE
    return ("name", 3) if words[0] == "NAMA" else _NONE


def _education(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if "PENDIDIKAN" not in have or not have <= EDUCATION:
        return None
    return "education", int(bool(have & {"JURUSAN", "PROGRAM", "STUDI", "PRODI"}))


def _rest(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if have <= {"KETERANGAN", "LAIN", "NB", "LAINNYA"} and "KETERANGAN" in have:
        return "note", 0
    return part_of(words)


def part_of(words: tuple[str, ...]) -> Meaning | None:
    """A piece of an address (RT/RW, KEL, KEC, ...), as it is printed before its value."""
    have = set(words)
    if not have or not have <= PART_WORDS:
        return None
    for label, marks in PARTS:
        if marks <= have:
            return "part:" + label, 0
    return None

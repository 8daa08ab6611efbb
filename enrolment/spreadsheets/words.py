"""What header cells mean (domain.md, section 6): words -> field, with decoys known by name.

`field_of` knows a header by its words, never by where it stands. What is not known stays unread.
"""

from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("NOMOR NOMER NMR NUMBER NUM".split(), "NO"),
    **dict.fromkeys("TANGGAL TANGAL TG TGGL DATE".split(), "TGL"),
    **dict.fromkeys("TMPT TMP TPT TEMP TPAT".split(), "TEMPAT"),
    **dict.fromkeys("LHR KELAHIRAN LAHIRAN".split(), "LAHIR"),
    **dict.fromkeys("HANDPHONE HANPHONE PONSEL SELULER WA WHATSAPP HPWA NOHP NOWA MOBILE".split(), "HP"),
    **dict.fromkeys(
        "TELEPON TELPON TELEPHONE TELEPHON TLP TLPN TELP TEL PHONE NOTELP KONTAK".split(), "TELP"
    ),
    **dict.fromkeys("EKTP KTPEL NOKTP".split(), "KTP"),
    **dict.fromkeys("KELAMIN SEX".split(), "GENDER"),
    **dict.fromkeys("HONORARIUM HONOR GAJI UPAH PENGHASILAN".split(), "UPAH"),
    **dict.fromkeys("KET CATATAN KETR".split(), "KETERANGAN"),
    **dict.fromkeys("PEND PENDDK PDDK PENDIDKAN".split(), "PENDIDIKAN"),
    **dict.fromkeys("NAME NAM".split(), "NAMA"),
    **dict.fromkeys("KELURAHAN DESA".split(), "KEL"),
    "KECAMATAN": "KEC",
    "KABUPATEN": "KAB",
    **dict.fromkeys("KAMPUNG DUSUN LINGKUNGAN JL JLN BLOK GANG".split(), "JALAN"),
    **dict.fromkeys("PROPINSI PROVINSI".split(), "PROV"),
    **dict.fromkeys("SUREL".split(), "EMAIL"),
    **dict.fromkeys("BEKERJA PEKERJAAN_".split(), "KERJA"),
    **dict.fromkeys("REK NOREK REKENING NOREKENING".split(), "REKENING"),
    **dict.fromkeys("BPJSTK BPJSTKU BPJSKETENAGAKERJAAN JAMSOSTEK BPJAMSOSTEK NOKPJ".split(), "KPJ"),
    **dict.fromkeys("KES KIS JKN ASKES BPJSKES BPJSKESEHATAN".split(), "KESEHATAN"),
    "NOKK": "KK",
    "TTGL": "TTL",
    "TGLLAHIR": "TGL LAHIR",
    "TEMPATLAHIR": "TEMPAT LAHIR",
    "NAMALENGKAP": "NAMA LENGKAP",
    "NIKKTP": "NIK KTP",
    "JENISKELAMIN": "GENDER",
    "UNITKERJA": "UNIT KERJA",
    "IBUKANDUNG": "IBU KANDUNG",
    "LAKI2": "LAKI",
}
_NOISE = frozenset("DAN ATAU SESUAI DENGAN DI THE OF YANG DGN SBG SEBAGAI WAJIB DIISI ISI".split())
_FAMILY = frozenset(
    "AYAH BAPAK SUAMI ISTRI ISTERI PASANGAN ANAK WARIS ORTU ORANGTUA SAUDARA WALI KEPALA DARURAT TANGGUNGAN".split()
)
_FOREIGN = frozenset(
    "REKENING BANK NPWP PASPOR PASSPORT SIM IJAZAH IJASAH KESEHATAN FOTO SCAN FOTOCOPY FOTOKOPI FC"
    " SERTIFIKAT NUPTK NIDN STR PENANDATANGAN SPK KONVERSI".split()
)
_PERSON = frozenset(
    "LENGKAP PEGAWAI TENAGA KERJA TK PESERTA HONORER HONOR TKK THL PHL PTT PEKERJA KARYAWAN NON ASN PNS PPPK P3K"
    " TANPA GELAR KTP GURU KADER ANGGOTA PETUGAS SUKARELA KONTRAK HARIAN LEPAS DATA DIRI IDENTITAS PRIBADI"
    " CALON BPJS KETENAGAKERJAAN UPAH PARUH WAKTU BARU RT RW".split()
)
_NIK_WORDS = frozenset(
    "NIK NO KTP KEPENDUDUKAN INDUK IDENTITAS E EL DIGIT ANGKA DUKCAPIL KARTU TANDA PENDUDUK DATA DIRI PRIBADI"
    " WAJIB TEXT TEKS 16".split()
)
_UNITS = (
    "UNIT KERJA",
    "SATUAN KERJA",
    "UNIT ORGANISASI",
    "UNIT",
    "SATKER",
    "OPD",
    "SKPD",
    "PERANGKAT DAERAH",
    "INSTANSI",
    "DINAS",
    "BIDANG",
    "BAGIAN",
    "SEKSI",
    "UPT",
    "UPTD",
    "PENEMPATAN",
    "TEMPAT TUGAS",
    "TEMPAT KERJA",
    "LOKASI KERJA",
    "LOKASI TUGAS",
    "LOKASI",
    "LOKASI PEKERJAAN",
)
_UNIT_NOISE = frozenset(
    "NAMA ASAL SUB TEMPAT PENEMPATAN SAAT INI PEMERINTAH PADA KODE DATA KEPEGAWAIAN".split()
)
_JOBS = ("JABATAN", "PEKERJAAN", "POSISI", "TUGAS", "JENIS PEKERJAAN", "URAIAN TUGAS", "FUNGSI")
_START = frozenset(
    "TMT SK KERJA TUGAS HONORER HONOR PEGAWAI PENGANGKATAN AWAL MULAI PERTAMA JABATAN KONTRAK THL TKK PHL PTT UPAH"
    " TGL MASUK PEKERJAAN DD MM YYYY HH BB TTTT KEPEGAWAIAN DATA NON ASN TENAGA SEJAK DIANGKAT".split()
)
_DATE_FORMAT = frozenset(
    "DD MM YYYY YY HH BB TTTT TT HARI BULAN TAHUN BLN THN DDMMYYYY CONTOH TEXT TEKS".split()
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
    folded = " ".join(_ALIKE.get(word, word) for word in joined).split()
    return tuple(word for word in folded if word not in _NOISE)


def blocks(text: str) -> bool:
    """Whether the words name something that is not ours, so that a cell under it is not either."""
    words = set(tokens(text))
    return bool(
        words & (_FAMILY | _FOREIGN) or "KK" in words or {"KARTU", "KELUARGA"} <= words or words == {"SK"}
    )


@lru_cache(maxsize=4096)
def field_of(text: str) -> Meaning | None:
    """The field a header names, with its rank, or None for what is unknown or a decoy.

    Beside design.md's fields: number, sex_l and sex_p (tick columns), birth (place and date in one),
    weak_nik (may hold the identity number: the data decide), part:KEL and the like (pieces of an address).
    """
    if not text or len(text) > 90:
        return None
    words = tokens(text)
    if not words or "DAFTAR" in words:
        return None
    return _meaning(words, frozenset(words))


def _meaning(words: tuple[str, ...], have: frozenset[str]) -> Meaning | None:
    line = " ".join(words)
    if line in ("NO", "NO URUT", "URUT", "NO U", "NR", "NOURUT"):
        return "number", 0
    if have & _FAMILY or "KK" in have or {"KARTU", "KELUARGA"} <= have:
        return None
    if "IBU" in have:
        return ("mother_name", 0) if have <= {"NAMA", "IBU", "KANDUNG", "GADIS", "DATA", "KTP"} else None
    if have & _FOREIGN:
        return None
    for rule in (_participant, _identity, _birth, _contact, _sex, _work, _person, _rest):
        if found := rule(words, have, line):
            return found if found[0] else None
    return None


_NONE: Meaning = ("", 0)


def _participant(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    ours = "KPJ" in have or "KETENAGAKERJAAN" in have or {"BPJS", "TK"} <= have
    if have & {"THK", "UJIAN", "CASN", "II", "SELEKSI", "CPNS"}:
        return _NONE
    if ours and have <= {
        "NO",
        "KPJ",
        "BPJS",
        "TK",
        "KETENAGAKERJAAN",
        "PESERTA",
        "KARTU",
        "KEPESERTAAN",
        "IDENTITAS",
        "ID",
    }:
        return (
            ("kpj", 0)
            if have != {"KETENAGAKERJAAN"} and (have != {"KEPESERTAAN", "BPJS", "KETENAGAKERJAAN"})
            else _NONE
        )
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
    if line in (
        "NIP",
        "NO PEGAWAI",
        "NO INDUK PEGAWAI",
        "NO INDUK KARYAWAN",
        "NO INDUK",
        "ID PEGAWAI",
        "NIPTT",
        "NRP",
    ):
        return "employee_no", 0
    if "KARYAWAN" in have and have <= {"NIK", "NO", "INDUK", "KARYAWAN"} and "INDUK" in have:
        return "employee_no", 0
    if have & {"NIK", "KTP", "KEPENDUDUKAN"} or line in ("NO IDENTITAS", "IDENTITAS NO"):
        if have <= _NIK_WORDS:
            return ("nik", 0) if "NIK" in have or "KTP" in have or "KEPENDUDUKAN" in have else ("nik", 1)
        if "NIK" in have and have <= _NIK_WORDS | _PERSON | {"NIP"}:
            return "weak_nik", 2
        return _NONE
    if have <= {
        "NIP",
        "NO",
        "NIPPPK",
        "NI",
        "PPPK",
        "PEGAWAI",
        "NIPTT",
        "NRP",
        "REGISTRASI",
        "REG",
        "NITK",
        "NRPTT",
    }:
        return (
            ("employee_no", 1)
            if have & {"NIP", "NIPPPK", "NI", "NIPTT", "NRP", "REG", "REGISTRASI", "NITK", "NRPTT"}
            else None
        )
    return None


def _birth(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    have = have - _DATE_FORMAT - {"DATA", "DIRI", "KTP", "KOTA", "KAB", "PRIBADI", "PEGAWAI"} | (
        have & {"TAHUN"}
    )
    if "TTL" in have and have <= {"TTL", "LAHIR", "TGL", "TEMPAT"}:
        return "birth", 0
    if "LAHIR" not in have:
        return None
    if have == {"TEMPAT", "TGL", "LAHIR"}:
        return "birth", 0
    if have == {"TEMPAT", "LAHIR"} or line == "KOTA LAHIR":
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
    if have <= {
        "GENDER",
        "JENIS",
        "JNS",
        "JK",
        "L",
        "P",
        "LP",
        "PL",
        "LK",
        "PR",
        "LKPR",
        "KEL",
        "LAKI",
        "PEREMPUAN",
        "PRIA",
        "WANITA",
    }:
        if (
            have & {"GENDER", "JK", "LP", "PL"}
            or {"L", "P"} <= have
            or {"LK", "PR"} <= have
            or {"JENIS", "KEL"} <= have
        ):
            return "sex", 0
        if have <= {"L", "LK", "LAKI", "PRIA"}:
            return "sex_l", 0
        if have <= {"P", "PR", "PEREMPUAN", "WANITA"}:
            return "sex_p", 0
    return None


def _work(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if (
        "TMT" in have
        or ("TGL" in have and have & {"MASUK", "MULAI", "AWAL"})
        or {"MULAI", "KERJA"} <= have
        or line == "MASUK KERJA"
    ):
        return ("start_date", 0 if "KERJA" in have or line == "TMT" else 1) if have <= _START else _NONE
    if have & {"TGL", "SK", "AKHIR", "MASA", "STATUS", "TAHUN", "GOL", "GOLONGAN", "KODE"}:
        return _NONE
    if "UPAH" in have:
        ok = {
            "UPAH",
            "RP",
            "PER",
            "BULAN",
            "BLN",
            "PERBULAN",
            "SEBULAN",
            "POKOK",
            "BESARAN",
            "BESAR",
            "JUMLAH",
            "NOMINAL",
            "RUPIAH",
            "DASAR",
            "PEGAWAI",
            "BULANAN",
            "IDR",
        }
        if have <= ok:
            return "wage", (0 if have <= {"UPAH", "RP", "PER", "BULAN"} else 1) + 2 * ("JUMLAH" in have)
        return None if "NAMA" in have else _NONE
    bare = " ".join(word for word in words if word not in ("NAMA", "SEKARANG", "DATA", "KEPEGAWAIAN"))
    if bare in _JOBS:
        return "position", _JOBS.index(bare)
    if bare == "TUGAS POKOK" or bare.startswith("JABATAN ") and not have & {"LAMA", "ATASAN"}:
        return "position", 8
    if line in _UNITS:
        return "unit", _UNITS.index(line)
    first = " ".join(word for word in words if word not in _UNIT_NOISE)
    if first in _UNITS:
        return "unit", 30 + _UNITS.index(first)
    if first and all(word in " ".join(_UNITS).split() for word in first.split()) and "TUGAS" not in have:
        return "unit", 60
    return None


def _person(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if "NAMA" not in have:
        return None
    rest = have - {"NAMA"}
    if line in ("NAMA", "NAMA LENGKAP", "NAMA NAMA"):
        return "name", 0
    if line in ("NAMA DEPAN", "NAMA TENGAH", "NAMA BELAKANG"):
        return "part_name:" + words[1], 0
    if rest <= _PERSON:
        return "name", 1
    if rest & {
        "PANGGILAN",
        "INSTANSI",
        "DINAS",
        "SKPD",
        "KANTOR",
        "DAERAH",
        "JABATAN",
        "UNIT",
        "OPD",
        "SEKOLAH",
        "KEGIATAN",
        "PROGRAM",
        "PIC",
        "ATASAN",
        "PERUSAHAAN",
        "KELOMPOK",
        "DIVISI",
        "BELAKANG",
        "DEPAN",
        "TENGAH",
    }:
        return _NONE
    return ("name", 3) if words[0] == "NAMA" else _NONE


_PARTS = frozenset("RT RW RTRW KEL KEC KAB KOTA PROV KODE POS JALAN".split())


def _rest(words: tuple[str, ...], have: frozenset[str], line: str) -> Meaning | None:
    if have <= {"PENDIDIKAN", "TERAKHIR", "JENJANG", "TINGKAT", "FORMAL"} and have & {"PENDIDIKAN"}:
        return "education", 0
    if have <= {"KETERANGAN", "LAIN", "NB", "LAINNYA"} and "KETERANGAN" in have:
        return "note", 0
    return part_of(words)


def part_of(words: tuple[str, ...]) -> Meaning | None:
    """A piece of an address (RT/RW, KEL, KEC, ...), as it is printed before its value."""
    have = set(words)
    if not have or not have <= _PARTS:
        return None
    for label, marks in (
        ("RT/RW", {"RT", "RW"}),
        ("RT/RW", {"RTRW"}),
        ("RT", {"RT"}),
        ("RW", {"RW"}),
        ("Kode Pos", {"POS"}),
        ("Kel.", {"KEL"}),
        ("Kec.", {"KEC"}),
        ("Kab.", {"KAB"}),
        ("", {"KOTA"}),
        ("", {"PROV"}),
        ("", {"JALAN"}),
    ):
        if marks <= have:
            return "part:" + label, 0
    return None

"""The words of a list's headings, as data: `words.py` says what a stack of headings means."""


def _sets(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines)


FIELDS: tuple[tuple[str, tuple[frozenset[str], ...], frozenset[str]], ...] = tuple(
    (field, _sets(*lines), frozenset(without.split()))
    for field, lines, without in (
        ("birth", ("TEMPAT TGL LAHIR", "TTL"), ""),
        ("birth_date", ("TGL LAHIR", "TGLLAHIR", "BIRTH TGL"), "TEMPAT IBU"),
        (
            "left_on",
            (
                *("TGL NON", "TGL NONAKTIF", "TGL NA", "TGL KELUAR", "TGL BERHENTI", "TGL BERAKHIR"),
                *("TGL AKHIR", "TGL PENONAKTIFAN", "NONAKTIF SEJAK", "TMT NONAKTIF", "TMT NON"),
            ),
            "KONTRAK LAHIR",
        ),
        (
            "participant_since",
            (
                *("TGL KEPESERTAAN", "TGL PESERTA", "TGL PESERTAAN", "TGL MASUK", "TGL DAFTAR"),
                *("TGL PENDAFTARAN", "TGL TERDAFTAR", "TMT KEPESERTAAN", "TGL MULAI", "TGL EFEKTIF"),
                *("AWAL KEPESERTAAN", "TGL AKTIF", "KEPESERTAAN SEJAK"),
            ),
            "KONTRAK LAHIR",
        ),
        (
            "status",
            (
                "STATUS KEPESERTAAN",
                "STATUS AKTIF",
                "STATUS PESERTA",
                "STATUS TK",
                "STATUS TENAGA",
                "STATUS",
                "STATUS AKTIVASI",
            ),
            "PEGAWAI KEPEGAWAIAN KAWIN PERKAWINAN NIKAH UPAH IURAN BAYAR VALID DATA",
        ),
        (
            "employee_no",
            (
                "NO PEGAWAI",
                "NO KARYAWAN",
                "NIP",
                "ID PEGAWAI",
                "NIK KARYAWAN",
                "NIK PEGAWAI",
                "INDUK PEGAWAI",
                "INDUK KARYAWAN",
                "NRP",
            ),
            "NAMA",
        ),
        (
            "kpj",
            ("KPJ", "NO REFERENSI", "NO PESERTA", "NO KARTU", "NO KEPESERTAAN", "REFERENSI", "NO BPJS"),
            "NAMA TGL STATUS KESEHATAN KELUARGA KTP",
        ),
        (
            "nik",
            ("NIK", "NO KTP", "KTP", "INDUK KEPENDUDUKAN", "NO IDENTITAS", "E KTP"),
            "NAMA KK IBU PASANGAN SUAMI ISTRI ANAK ALAMAT JENIS STATUS TGL",
        ),
        (
            "name",
            (
                "NAMA TENAGA",
                "NAMA TK",
                "NAMA PESERTA",
                "NAMA PEKERJA",
                "NAMA LENGKAP",
                "NAMA",
                "NAMA PEGAWAI",
                "NAMA KARYAWAN",
            ),
            "IBU PERUSAHAAN UNIT BANK PROGRAM DIVISI AYAH SUAMI ISTRI ANAK KANTOR PEMBINA REKENING BADAN",
        ),
        ("sex", ("GENDER", "JK", "LP", "L P", "JENIS KEL"), ""),
        ("npp", ("NPP", "NO PENDAFTARAN PERUSAHAAN"), "NAMA"),
        ("period", ("BLTH", "PERIODE", "BULAN IURAN", "BULAN LAPORAN"), "TGL"),
        ("back_pay", ("RAPEL", "RAPELAN"), ""),
        ("wage", ("UPAH",), "MINIMUM UMP UMK STATUS JENIS RAPEL TOTAL LAMA TGL PENERIMA"),
        (
            "total",
            ("TOTAL IURAN", "JUMLAH IURAN", "IURAN TOTAL", "TOTAL", "JUMLAH"),
            "JKK JKM JHT JP JKP UPAH RAPEL TK TENAGA PESERTA BULAN DENDA",
        ),
        ("unit", ("UNIT", "DIVISI", "LOKASI", "BAGIAN", "SATKER", "UNITKERJA", "PENEMPATAN"), "NPP KODE NO"),
        ("number", ("NO", "URUT", "NO URUT"), "NAMA"),
    )
)
"""(field, sets of words of which one must be there whole, words that make it another thing), first match."""

WEAK = frozenset(("NAMA", "NO", "TOTAL", "JUMLAH", "STATUS", "UNIT"))
"""Words that say too little alone where others stand over them: UPAH over JUMLAH is the wage."""

PROGRAMMES = tuple(
    (name, _sets(*lines))
    for name, lines in (
        ("jkp", ("JKP", "KEHILANGAN PEKERJAAN")),
        ("jkk", ("JKK", "KECELAKAAN KERJA", "KECELAKAAN")),
        ("jkm", ("JKM", "KEMATIAN")),
        ("jht", ("JHT", "HARI TUA")),
        ("jp", ("JP", "PENSIUN")),
    )
)
PAYERS = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        ("state", "PEMERINTAH NEGARA PEM APBN"),
        ("employer", "PEMBERI PK PERUSAHAAN PRSH PRS MAJIKAN"),
        ("worker", "TK TENAGA PEKERJA KARYAWAN PESERTA"),
    )
)

HEADING = _sets(
    "NAMA TENAGA KERJA TK PEKERJA PESERTA LENGKAP PEGAWAI NO REFERENSI TGL LAHIR KEPESERTAAN IURAN"
)[0]
"""Words that end a heading on a line of their own."""

COUNTED = r"(?:jumlah|jml|total)\.?\s*(?:tenaga kerja|tk|peserta|pekerja)(?:\s+aktif)?"
LABELS = (
    ("unit", r"nama unit kerja|nama unit|unit kerja|nama divisi|divisi|unit"),
    (
        "company",
        r"nama perusahaan|nama pemberi kerja|nama badan usaha|nama instansi|nama badan|perusahaan|instansi",
    ),
    ("npp", r"n\.?\s?p\.?\s?p\.?|nomor pendaftaran(?: perusahaan)?|no\.? pendaftaran(?: perusahaan)?"),
    ("period", r"periode laporan|periode iuran|bulan laporan|bulan iuran|masa iuran|periode|blth|bulan"),
    ("people", COUNTED),
)
"""Labels of the block over the table, the longer ones first."""

GRAND = r"(?:jumlah|total)\s+(?:seluruh(?:nya)?|keseluruhan)|grand\s*total|jumlah\s+total"
PAGE = r"(?:jumlah|total|sub\s*total)\s*(?:per\s*)?(?:halaman|pindahan|hal\b)|dipindahkan|pindahan"
TOTAL = r"(?:sub\s*)?(?:jumlah|jml|total)\b|sub\s*total"
NOTES = (
    r"\*+\s*\)|catatan|keterangan|halaman\b|hal\.|page\b|dicetak|tanggal cetak|tgl\.? cetak|isian formulir"
    r"|mengetahui|hormat kami|tanda tangan|demikian|ttd\b|formulir\b|rincian\b|bpjs\b|badan penyelenggara"
)
STATES = {
    **dict.fromkeys(
        ("AKTIF", "A", "Y", "YA", "ACTIVE", "1", "TERDAFTAR", "PESERTA AKTIF", "PESERTA BARU", "BARU"), True
    ),
    **dict.fromkeys(
        (
            *("NON AKTIF", "NONAKTIF", "TIDAK AKTIF", "NA", "N", "T", "KELUAR", "TIDAK", "INACTIVE", "0"),
            *("PESERTA NONAKTIF", "PESERTA NON AKTIF", "BERHENTI", "NON"),
        ),
        False,
    ),
}
"""What a column STATUS says: whether BPJS has the person as active."""

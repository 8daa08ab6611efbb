"""What the headings of a list of payments mean: words as data, the first spelling that fits is the best."""

import re
from functools import lru_cache

from ..words import tokens


def _sets(*spellings: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(spelling.split()) for spelling in spellings)


FIELDS: tuple[tuple[str, tuple[frozenset[str], ...], frozenset[str]], ...] = tuple(
    (field, _sets(*spellings), frozenset(without.split()))
    for field, spellings, without in (
        (
            "code",
            (
                *("KODE IURAN", "KODE BILLING", "ID BILLING", "KODE BAYAR", "KODE PEMBAYARAN", "NO IURAN"),
                *("KODE TAGIHAN", "BILLING", "NO TAGIHAN", "KODE SETOR", "VIRTUAL ACCOUNT", "NO VA", "VA"),
                "PAYMENT CODE",
            ),
            "TGL JUMLAH NOMINAL NILAI BANK",
        ),
        (
            "npp",
            ("NPP", "NO PENDAFTARAN", "NO PERUSAHAAN", "KODE PERUSAHAAN", "NO BADAN USAHA"),
            "TGL NAMA JUMLAH",
        ),
        (
            "month",
            ("BLTH", "BULAN IURAN", "PERIODE IURAN", "BL TH", "BULAN TAHUN", "PERIODE", "BULAN", "MASA"),
            "TGL JUMLAH BAYAR TRANSAKSI",
        ),
        (
            "paid_on",
            (
                *("TGL BAYAR", "TGL PEMBAYARAN", "TGL SETOR", "TGL SETORAN", "TGL PENYETORAN"),
                *("TGL TERIMA", "TGL PENERIMAAN", "TGL TRANSAKSI", "TGL TRX", "WAKTU TRANSAKSI"),
                *("WAKTU BAYAR", "TRANSACTION DATE", "PAYMENT DATE", "TGL REKONSILIASI", "TGL BUKU"),
                *("POSTING DATE", "TGL POSTING", "TGL VALUTA", "TGL EFEKTIF", "TGL SP2D", "TGL", "DATE"),
                *("TRANSACTION TGL", "PAYMENT TGL", "POSTING TGL"),
            ),
            "LAHIR TEMPO TERBIT DAFTAR CETAK BERLAKU",
        ),
        (
            "way",
            (
                *("DEBIT KREDIT", "DEBET KREDIT", "DEBIT CREDIT", "DB CR", "DB KR", "DR CR", "D K", "D C"),
                *("DK", "DC", "DBCR", "JENIS MUTASI", "TIPE MUTASI"),
            ),
            "TGL SALDO KARTU JUMLAH NOMINAL NILAI",
        ),
        ("debit", ("DEBIT", "DEBET"), "TGL NO SALDO KARTU"),
        ("credit", ("KREDIT", "CREDIT"), "TGL NO SALDO KARTU"),
        (
            "amount",
            (
                *("JUMLAH BAYAR", "JUMLAH DIBAYAR", "JUMLAH PEMBAYARAN", "NOMINAL BAYAR", "NILAI BAYAR"),
                *("NOMINAL PEMBAYARAN", "NILAI PEMBAYARAN", "TOTAL BAYAR", "TOTAL PEMBAYARAN"),
                *("IURAN DIBAYAR", "JUMLAH SETOR", "JUMLAH SETORAN", "NILAI SETORAN", "SETORAN"),
                *("NOMINAL", "JUMLAH TRANSAKSI", "NILAI TRANSAKSI", "JUMLAH IURAN", "TOTAL IURAN"),
                *("NILAI IURAN", "AMOUNT", "JUMLAH RP", "NILAI", "RUPIAH", "JUMLAH", "TOTAL", "IURAN"),
                "PEMBAYARAN",
            ),
            "TK ORANG PESERTA DENDA SALDO PIUTANG KODE TGL NO BULAN PERIODE STATUS CARA BANK JKK JKM JHT JP",
        ),
        (
            "reference",
            (
                *("NTPN", "NTB", "NO REFERENSI", "REFERENSI", "NO REF", "REF", "NO JURNAL", "JURNAL"),
                *("NO TRANSAKSI", "ID TRANSAKSI", "NO BUKTI", "NO SP2D", "SP2D", "TRACE", "REFERENCE"),
            ),
            "TGL JUMLAH NILAI",
        ),
        (
            "channel",
            (
                *("KANAL", "CHANNEL", "BANK", "CARA BAYAR", "METODE", "TEMPAT BAYAR", "MITRA", "LOKET"),
                "VIA",
            ),
            "TGL JUMLAH NILAI NO KODE",
        ),
        (
            "payer",
            (
                *("NAMA PERUSAHAAN", "PERUSAHAAN", "BADAN USAHA", "NAMA PENYETOR", "PENYETOR", "PEMBAYAR"),
                *("OPD", "SKPD", "NAMA OPD", "INSTANSI", "UNIT KERJA", "UNIT", "PEMBERI KERJA", "NAMA"),
            ),
            "TGL NO KODE BANK JUMLAH KASIR",
        ),
        (
            "note",
            ("URAIAN", "KETERANGAN", "DESKRIPSI", "DESCRIPTION", "BERITA", "REMARK", "TRANSAKSI", "KET"),
            "TGL NO JUMLAH",
        ),
        ("number", ("NO", "NO URUT"), "KODE"),
    )
)


@lru_cache(maxsize=4096)
def field_over(stack: tuple[str, ...]) -> tuple[str, int] | None:
    """The field of a column from its heading texts, top first, and how good the spelling is (0: the best)."""
    words = frozenset(tokens(" ".join(stack)))
    if not words or len(words) > 10:
        return None
    for field, spellings, without in FIELDS:
        if words & without:
            continue
        for rank, spelling in enumerate(spellings):
            if spelling <= words:
                return (field, rank) if field != "number" or len(words) <= 2 else None
    return None


_WAYS = {
    **dict.fromkeys(("D", "DB", "DR", "DEBIT", "DEBET"), "debit"),
    **dict.fromkeys(("C", "CR", "K", "KR", "CREDIT", "KREDIT"), "credit"),
}

_SIDED = re.compile(r"(.*[\d,-])\s*\(?(D|DB|DR|C|CR|K|KR)\)?\.?", re.IGNORECASE | re.DOTALL)


def way_of(text: str) -> str:
    """`debit` or `credit` where a bank says in a word which way the money went; else nothing."""
    return _WAYS.get(text.strip(" ().").upper(), "")


def parted(cell: object) -> tuple[object, str]:
    """`500,000.00 CR` as its amount and its way; any other cell as it is, without one."""
    found = _SIDED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return (found[1], way_of(found[2])) if found else (cell, "")

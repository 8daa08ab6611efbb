"""What a row is: a person, or one of the things that stand between people, each with its word."""

from collections.abc import Sequence
from itertools import pairwise

from .headers import Layout
from .nik import read_nik
from .own import is_row_code
from .patterns import Pattern
from .texts import NOTHING, text_of
from .words import field_of, tokens

PERSON = "person"
BLANK = "blank"
TITLE = "title"
HEADER = "header"
REPEATED = "repeated header"
NUMBERING = "column numbering"
GROUP = "group heading"
TOTAL = "total"
SIGNATURE = "signature"
NOTE = "note"
CONTINUATION = "continuation"

_NUMBERING = Pattern(r"[(\[]?\s*-?(\d{1,2}|[a-z])[a-d]?\s*[)\]]?\.?(?:\s*[=+x*:/()\d\s]*)?")
_ROMAN_NUMBERS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV"
_ROMANS = {word: number for number, word in enumerate(_ROMAN_NUMBERS.split(" "), 1)}
_TOTAL = Pattern(
    r"(?:sub\s*|grand\s*)?(?:jumlah|jml|total|rekap(?:itulasi)?|terbilang|rata[\s-]?rata)(?:\b|\d)"
    r"|(?:laki[\s-]*laki|perempuan|pria|wanita)\s*[:=]?\s*\d*(?:\s*orang)?$",
)
_SIGNATURE = Pattern(
    r"mengetahui|menyetujui|\bn\.?\s?i\.?\s?p\.?\s*[:.]?\s*\d|\bnip\b|ttd\b|tertanda|dibuat oleh"
    r"|diperiksa oleh|(?:ditetapkan|dibuat|dikeluarkan) di\b|pada tanggal\b"
    r"|disetujui"
    r"|yang membuat|kuasa pengguna|pengguna anggaran|bendahara\b|pembina (?:utama|tingkat|tk)\b"
    r"|penata (?:muda|tk|tingkat)\b"
    r"|^(?:plt|plh|pj)\.? |^a\.?n\.? |^kepala (?:dinas|badan|bagian|bidang|sub|seksi|upt|satuan|kantor)\b"
    r"|^camat\b|^lurah\b"
    r"|^sekretaris (?:daerah|dinas|badan)\b|^direktur\b|^inspektur\b|^kasubag\b|^kasi\b|^kabid\b",
)
_OFFICE = Pattern(
    r"(?:kepala|ketua|sekretaris|pengelola|koordinator|penanggung jawab|pejabat|pimpinan|wali ?kota|bupati"
    r"|pembuat|yang me\w+)\b"
)
_PLACE_AND_DAY = Pattern(
    r"[A-Za-z .]{3,30},\s*(?:tgl\.?\s*|tanggal\s*)?[\d .…_/-]*(?:[A-Za-z]{3,10})?[\s.…_]*\d{4}"
)
_UNIT = Pattern(
    r"(?:(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]\s*)?(?:dinas|badan|bidang|bagian|seksi|sub\s?bag|sub bidang"
    r"|sekretariat|upt|uptd|kecamatan|kec\."
    r"|kelurahan|kel\.|desa|puskesmas|sdn?|smpn?|sman?|smkn?|tk|paud|rsud|kantor|unit|satuan|satpol"
    r"|inspektorat|pos|terminal|pasar|regu"
    r"|kelompok|tim|wilayah|ruang|instalasi|bpp|balai|laboratorium|rt|rw"
    r"|petugas|tenaga|pengawas|pengemudi|sopir|supir|driver|satpam|pramu\w+|penjaga|juru|operator|sta(?:f|ff)"
    r"|mandor|danton|komandan|ajudan|bendahara|kebersihan|keamanan|perparkiran|pool|taman|tpa|tps)\b",
)
_NIP = Pattern(r"\d{8}\s?\d{6}\s?\d\s?\d{3}")
_NOTE = Pattern(r"(?:\*+\)?|catatan|keterangan|ket\.?|nb|note|sumber)\s*[:)*]?")
_ROMAN = Pattern(r"[ivxIVX]{1,5}\.?|[A-Za-z][.)]?")


class Classifier:
    """Says of each row under one header what it is. Rows come in order: a signature block has memory."""

    def __init__(self, layout: Layout) -> None:
        self.use(layout)
        self.signing = False
        self.under_header = False  # whether the row before belonged to a header
        self.people = 0

    def use(self, layout: Layout) -> None:
        """Go on under another header."""
        self.layout = layout
        self.elsewhere = False  # in a table further down that is no roster; a blank row ends it
        self.nik = layout.columns["nik"]
        self.names = layout.name_parts or [layout.columns["name"]]
        self.number = layout.extra.get("number")
        self.code = layout.beside.get("row_code", -1)
        figures = ("wage", "phone", "kpj", "birth_date")
        self.figures = [layout.columns[field] for field in figures if field in layout.columns]
        others = set(layout.columns.values()) | {c for _, c in layout.parts}
        others |= {c for key, c in layout.extra.items() if key != "number"}
        self.others = sorted(others - {self.nik, *self.names} - {self.number})

    def of(self, row: Sequence[object]) -> str:
        """The row's word: `person`, or why it is none."""
        cells = {c: text for c, cell in enumerate(row) if (text := text_of(cell))}
        if not cells:
            return BLANK
        word = self._of(row, cells)
        if word == PERSON:
            self.people += 1
            self.signing = False
        elif word == SIGNATURE:
            self.signing = True
        elif word in (REPEATED, HEADER):
            self.signing = False
        self.under_header = word in (REPEATED, HEADER)
        return word

    def _of(self, row: Sequence[object], cells: dict[int, str]) -> str:
        if self.code in cells and is_row_code(cells[self.code]):
            return PERSON  # a row that we have asked to be corrected, whatever is left of it
        if self._repeats_header(cells):
            self.elsewhere = False
            return REPEATED if self.people else HEADER
        if _is_numbering(cells):
            return NUMBERING
        if not self.people and self._hints(cells):
            return HEADER
        if self.people and _heads_no_roster(cells):
            self.elsewhere = True
            return HEADER
        name = " ".join(cells[c] for c in self.names if c in cells)
        name = name if any(map(str.isalpha, name)) else ""  # dots to sign on are nobody's name
        code = read_nik(row[self.nik])[1] if self.nik in cells else "nik_missing"
        if code != "nik_length" and code != "nik_missing":
            self.elsewhere = False
            return PERSON
        if (
            name
            and code == "nik_length"
            and sum(ch.isdigit() for ch in cells[self.nik]) >= 8
            and not self._signs(cells)
        ):
            return PERSON
        if any(_TOTAL.match(text) for text in self._labels(cells)) and not self._describes(cells, name):
            return HEADER if self._heads_money(cells) else TOTAL
        if self._signs(cells):
            return SIGNATURE
        return NOTE if self.elsewhere else self._without_nik(cells, name)

    def _heads_money(self, cells: dict[int, str]) -> bool:
        """Whether a row such as Rp | Jumlah under the header belongs to it; then it may be repeated too."""
        if self.people or len(cells) < 2 or _has_digits(cells):
            return False
        for column, text in cells.items():
            self.layout.words.setdefault(column, set()).add(tokens(text))
        return True

    def _without_nik(self, cells: dict[int, str], name: str) -> str:
        numbered = self.number in cells and cells[self.number].rstrip(".").isdigit()
        filled = sum(1 for c in self.others if c in cells and cells[c] not in NOTHING)
        tried = self.nik in cells
        if (
            name
            and not filled
            and _ROMAN.fullmatch(name)
            and not any(map(str.isdigit, cells.get(self.nik, "")))
        ):
            return GROUP  # its numeral stands where a list without numbers has its names
        if name and (filled or tried) and (numbered or tried or filled >= 2):
            return SIGNATURE if self.signing and not numbered and filled < 3 else PERSON
        if name and numbered and not _UNIT.match(name):
            return PERSON
        if not name and numbered and (filled >= 2 or tried):
            return PERSON
        if self.nik in cells and sum(ch.isdigit() for ch in cells[self.nik]) >= 8 and filled:
            return PERSON
        if not name and filled >= 3 and not self.signing:
            return PERSON
        return self._between(cells, name, numbered, filled)

    def _between(self, cells: dict[int, str], name: str, numbered: bool, filled: int) -> str:
        texts = list(cells.values())
        if all(_NIP.fullmatch(text) for text in texts):
            return SIGNATURE
        if all(_is_amount(text) or text in NOTHING for text in texts):
            return BLANK if (numbered and len(cells) == 1) or all(t in NOTHING for t in texts) else TOTAL
        if _NOTE.match(texts[0]) and len(texts) <= 3 and self.people:
            return NOTE
        if self.signing:
            return SIGNATURE
        if name and filled and not _UNIT.match(name) and not _ROMAN.fullmatch(texts[0]):
            return PERSON
        if len(texts) > 2 and not self.people:
            return HEADER
        return GROUP

    def _labels(self, cells: dict[int, str]) -> list[str]:
        ordered = [cells[c] for c in sorted(cells)]
        return [*ordered[:2], *(cells[c] for c in self.names if c in cells)]

    def _signs(self, cells: dict[int, str]) -> bool:
        """Whether a row speaks as the block under a list does: who signs, where and when."""
        if self.number in cells and cells[self.number].rstrip(".").isdigit():
            return False
        named = any(c in cells and not _SIGNATURE.search(cells[c]) for c in self.names)
        if named and self.nik in cells and not _SIGNATURE.search(cells[self.nik]):
            return False  # a person whose NIK is not to be had, whatever the position is called
        if named and any(c in cells and any(ch.isdigit() for ch in cells[c]) for c in self.figures):
            return False  # nobody signs with a wage or a phone number
        if sum(1 for c in (*self.others, *self.names) if c in cells) > 4:
            return False
        birth = self.layout.extra.get("birth") if named else None
        if self.nik not in cells and any(_OFFICE.match(cells[c]) for c in self.names if c in cells):
            return True  # an office where a name should stand
        return any(
            _SIGNATURE.search(text) or (_PLACE_AND_DAY.fullmatch(text) and c != birth)
            for c, text in cells.items()
        )

    def _hints(self, cells: dict[int, str]) -> bool:
        """Whether a row under the header says how to fill it in: words where figures should stand."""
        nik = cells.get(self.nik, "")
        figures = [cells[c] for c in self.figures if c in cells]
        wordy = [text for text in figures if not any(map(str.isdigit, text)) and text not in NOTHING]
        return (
            self.number not in cells
            and any(map(str.isalpha, nik))
            and bool(wordy)
            and not any(sum(map(str.isdigit, text)) > 3 for text in [nik, *figures])
        )

    def _describes(self, cells: dict[int, str], name: str) -> bool:
        """Whether a numbered row says what somebody is, in words: a name may begin as a total does."""
        numbered = self.number in cells and cells[self.number].rstrip(".").isdigit()
        words = (cells.get(c, "") for c in self.others)
        described = any(any(map(str.isalpha, w)) and not any(map(str.isdigit, w)) for w in words)
        return bool(name) and numbered and described

    def _repeats_header(self, cells: dict[int, str]) -> bool:
        same = sum(
            1 for c, text in cells.items() if tokens(text) in self.layout.words.get(c, ()) and tokens(text)
        )
        if same >= 2 and same * 2 >= len(cells):
            return True
        if self.under_header and same == len(cells):
            return True  # its second line may have one word: TEMPAT
        known = {found[0] for text in cells.values() if (found := field_of(text))} - {
            "number",
            "sex_l",
            "sex_p",
        }
        return len(known) >= 3 and bool(known & {"nik", "weak_nik", "name"}) and len(known) * 2 >= len(cells)


def _heads_no_roster(cells: dict[int, str]) -> bool:
    """Whether the row heads another table, say a summary: a number, other words we know, no name."""
    if len(cells) < 3 or _has_digits(cells):
        return False
    known = [found[0] for text in cells.values() if (found := field_of(text))]
    summing = sum(1 for text in cells.values() if _TOTAL.match(text))
    return "number" in known and "name" not in known and (len(known) + summing) * 2 > len(cells)


def _has_digits(cells: dict[int, str]) -> bool:
    return any(char.isdigit() for text in cells.values() for char in text)


def is_unit(text: str) -> bool:
    """Whether a text names a part of an agency, as headings between people do."""
    return _UNIT.match(text) is not None


def _is_amount(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(
        char.isalpha() for char in text.lower().replace("rp", "")
    )


def _is_numbering(cells: dict[int, str]) -> bool:
    """Rows such as `1 2 3 4` or `(1) (2) (3)`, also `a b c`: mostly in rising order."""
    if len(cells) < 3:
        return False
    romans = [_ROMANS.get(text.strip("().").upper(), 0) for text in cells.values()]
    if all(romans):
        return _rising(romans)
    marks = []
    for text in cells.values():
        found = _NUMBERING.fullmatch(text)
        if not found:
            return False
        mark = found[1]
        marks.append(int(mark) if mark.isdigit() else ord(mark.lower()))
    return _rising(marks)


def _rising(marks: list[int]) -> bool:
    rising = sum(1 for left, right in pairwise(marks) if 0 <= right - left <= 3)
    return rising >= len(marks) - 2

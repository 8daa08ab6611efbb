"""How names are written: titles, abbreviations and old spellings taken away, so that they can be compared.

Pure: text in, words out.
"""

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name, and after it with or without a comma and dots. "M", "R", "A" and "Tb" are parts of names.
_BEFORE = _words(
    "DR DRG DRS DRA IR PROF H HJ HAJI HAJAH KH KI NYI USTADZ USTADZAH ALM ALMH BAPAK IBU SDR SDRI"
)
_FIELDS = _words(
    "PD PDI PDSD KOM SOS SOSI IP IKOM AG HI EI SI SY STP TP PT KEP KM KG KED FARM GZ AP STAT PSI HUM AK MD "
    "MDKEB KEB TR TRKEB AB IN IK SN SC HUT PI PAR ARS AKUN"
)
_AFTER = _words(
    "AMD AMDKEB AMDKEP AMKEB AMK AMA AMAPD SE SH SP ST MM MH MT ME MAP MP NERS NS APT DIPL BA BSC MSC MA PHD"
) | {f"{level}{field}" for level in "SM" for field in _FIELDS}
_PARTS = _words("S M A E H P T I D K G B N R C MD PD KOM SOS IP AG KEB KEP AP HUM FARM KM SI")

_ALIKE = {
    "MUHAMAD": "MUHAMMAD MOHAMMAD MUHAMAD MOHAMAD MOHAMED MUHAMED MUHAMMED MOCHAMAD MOCHAMMAD MUCHAMAD "
    "MUCHAMMAD MUCHAMED MOCHAMED MUH MOH MOCH MUCH MHD MHMD MUHD MOHD MD M",
    "AHMAD": "AHMAD ACHMAD AKHMAD AHMED ACHMED AKMAD ACH AKH AHM",
    "ABDUL": "ABDUL ABD ABDL ABDOEL",
    "SITI": "SITI ST STI SITTI",
    "TUBAGUS": "TUBAGUS TB TBG",
    "RADEN": "RADEN RD RDN",
}
_SAME = {short: name for name, shorts in _ALIKE.items() for short in _words(shorts)}
_OLD = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("NJ", "NY"), ("CH", "H"), ("KH", "H"), ("DH", "D"),
    ("TH", "T"), ("PH", "F"), ("SH", "S"), ("SY", "S"), ("V", "F"), ("Z", "J"), ("X", "KS"), ("Q", "K"),
    ("IE", "I"), ("Y", "I"), ("W", "U"),
)  # fmt: skip

_DOUBLE = re.compile(r"(.)\1+")
_SOFT = re.compile(r"(?<=.)[AEIOUH]")
_DEGREE = re.compile(r"\b(S|M|A)\. ?(?=[A-Z]{1,4}\b\.?)")
_QUOTES = re.compile(r"['`’]")
_NO_LETTERS = re.compile(r"[^A-Z]+")


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in capitals, without titles and dots: "H. Moch. Yusup, S.Pd" is MOCH, YUSUP."""
    first, *rest = name.upper().split(",")
    found = _plain(first)
    while len(found) > 1 and found[0] in _BEFORE:
        found = found[1:]
    found = _without_degrees(found)
    # What follows a comma is a degree, unless it is none that is known: "SUPARMAN, ADI".
    tail = [word for part in rest for word in _without_degrees(["", *_plain(part)])[1:]]
    return tuple(found + tail)


def _plain(text: str) -> list[str]:
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.split()
    joined = _DEGREE.sub(r"\1.", _QUOTES.sub("", text))
    return [word for part in joined.split() for word in _of_part(part)]


def _of_part(part: str) -> list[str]:
    """ "S.PD" is one degree, "M.YUSUF" two words."""
    pieces = [piece for piece in _NO_LETTERS.split(part) if piece]
    joined = "".join(pieces)
    if len(pieces) > 1 and joined in _AFTER and all(piece in _PARTS for piece in pieces):
        return [joined]
    return pieces


def _without_degrees(found: list[str]) -> list[str]:
    while len(found) > 1 and found[-1] in _AFTER:
        found = found[:-1]
    return found


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """A word as it sounds: the usual short forms and old spellings made one, double letters single."""
    known = _SAME.get(word)
    if known:
        return known
    for old, new in _OLD:
        if old in word:
            word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word)


def skeleton(sounds: tuple[str, ...]) -> str:
    """What few typing errors touch: the sorted words without vowels and H, three letters of each."""
    return " ".join(sorted(map(_stem, sounds)))


@lru_cache(maxsize=65_536)
def _stem(sound: str) -> str:
    return _SOFT.sub("", sound)[:3]

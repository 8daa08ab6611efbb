"""What a status or category column says of somebody: words -> the code of `Category` in the models."""

from .texts import NOTHING, text_of
from .vocabulary import DECOY_STATUSES, STATUSES

_JOINED = {"P3K": "PPPK", "PW": "PARUH WAKTU", "PARTTIME": "PARUH WAKTU", "NONASN": "NON ASN"}
_IDLE = frozenset(
    ("TENAGA", "PEGAWAI", "STATUS", "DAERAH", "PEMDA", "PEMKOT", "PEMKAB", "KOTA", "KAB", "KABUPATEN")
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a status, upper case, spaced letters joined, without those that tell nothing apart."""
    found: list[str] = []
    single = False
    for word in "".join(char if char.isalnum() else " " for char in text.upper()).split():
        if single and len(word) == 1:
            found[-1] += word
        else:
            found.append(word)
        single = len(word) == 1
    folded = " ".join(_JOINED.get(word, word) for word in found).split()
    return tuple(word for word in folded if word not in _IDLE) or tuple(folded)


def category_of(text: str) -> str | None:
    """The category that a status means, or None where its words are not known: then people say it.

    The whole text must be known: "HONORER" is, "HONORER K2 (R3)" is left to people. Never "PNS".
    """
    return STATUSES.get(frozenset(words_of(text)))


def read_category(value: object) -> tuple[str | None, None]:
    """The category of a cell of the status column."""
    text = text_of(value)
    return (None if text in NOTHING else category_of(text)), None


def is_another_status(value: object) -> bool:
    """Whether a cell speaks of marriage, or of being active or enrolled: such a column is not the status."""
    text = text_of(value).upper()
    return " ".join(words_of(text)) in DECOY_STATUSES or text.replace(" ", "") in DECOY_STATUSES

"""Of several columns that say where somebody works: which one names the agency (OPD), which a part of it.

The unit is what it always was (`words.py`: the most telling words win). The agency's column is read beside
it, for files in which many agencies stand.
"""

from collections.abc import Sequence

from .vocabulary import OFFICE_WORDS, OFFICES, UNIT_NOISE
from .words import tokens

Part = tuple[int, str]
"""column, heading"""


def is_office(heading: str) -> bool:
    """Whether a heading names the agency itself: OPD, NAMA SKPD, PERANGKAT DAERAH, SATKER, UNOR INDUK."""
    have = frozenset(tokens(heading))
    words = have - UNIT_NOISE
    if not words <= OFFICE_WORDS or "KODE" in have:
        return False
    return bool(words & OFFICES) or words == {"SATUAN", "KERJA"} or ("INDUK" in words and len(words) > 1)


def apart(units: Sequence[Part], chosen: int) -> tuple[Part | None, Part | None]:
    """The agency's column beside the chosen unit's, and the part's where the unit's names the agency itself.

    `units` are all columns taken for a unit, the most telling first; of the two answers one at least is None.
    """
    offices = [one for one in units if is_office(one[1])]
    parts = [one for one in units if one not in offices]
    if not offices or not parts:
        return None, None
    return (offices[0], None) if chosen in dict(parts) else (None, parts[0])

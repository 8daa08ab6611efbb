"""Spellings that may mean the same: suggested to people, never joined by themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

_ROMAN = re.compile(r"[ivx]+")
_SHORTEST = 6  # letters from which one letter more, less or other may be a slip


def suggestions(texts: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Text -> the more frequent spelling that it may be a slip of.

    `texts` are different texts with the rows that have them. Alike are texts that differ in case, dots,
    dashes and spaces, or in one letter of six or more; figures and Roman numerals must be the
    same: "Staf II" is no slip of "Staf I".
    """
    ranked = sorted(texts, key=lambda one: (-one[1], one[0]))
    groups: dict[str, list[str]] = defaultdict(list)
    for text, _ in ranked:
        groups[_folded(text)].append(text)
    found = {text: same[0] for same in groups.values() for text in same[1:]}
    firsts = [same[0] for folded, same in groups.items() if folded]
    leader: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in firsts:
        twin = next((other for key in _shapes(text) for other in leader[key] if _one_slip(text, other)), None)
        if twin is None:
            for key in _shapes(text):
                leader[key].append(text)
            continue
        found.update(dict.fromkeys(groups[_folded(text)], twin))
    return found


def _folded(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _numbers(text: str) -> tuple[str, ...]:
    """The figures and Roman numerals among the words, which tell two posts apart."""
    words = re.findall(r"[^\W_]+", text.lower())
    return tuple(w for w in words if any(map(str.isdigit, w)) or _ROMAN.fullmatch(w) or len(w) == 1)


def _shapes(text: str) -> Iterable[tuple[str, ...]]:
    """What texts that differ in one letter have in common: the text with one letter taken out."""
    folded = _folded(text)
    if len(folded) < _SHORTEST:
        return []
    numbers = _numbers(text)
    return {(folded, *numbers)} | {(folded[:i] + folded[i + 1 :], *numbers) for i in range(len(folded))}


def _one_slip(left: str, right: str) -> bool:
    """Whether one letter more, less, other, or two letters turned round, make one text the other."""
    a, b = sorted((_folded(left), _folded(right)), key=len)
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) == len(b):
        turned = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return a[at + 1 :] == b[at + 1 :] or turned
    return a[at:] == b[at + 1 :]

"""Searching by name or NIK without either ever standing in an address.

The words are sent by POST and kept in the session under a random key; the address carries the key alone,
so a shared link or a server's log gives nobody away.
"""

import re
import secrets

from django.db.models import Q
from django.http import HttpRequest

from agencies.pages import figures

KEPT = 10  # searches remembered per session
KEY = "worker_searches"
_MASKED = re.compile(r"(\d{4})\*{8}(\d{4})")
_MARKS = dict.fromkeys(map(ord, " .-–'\u00a0"))


def remember(request: HttpRequest, words: str) -> str:
    """Keep the words of a search in the session; returns the key for the address, "" for no words.

    PostgreSQL holds no null character: it counts as a blank.
    """
    words = " ".join(words.replace("\0", " ").split())[:200]
    if not words:
        return ""
    kept = list(request.session.get(KEY, {}).items())[-KEPT + 1 :]
    key = secrets.token_urlsafe(6)
    request.session[KEY] = {**dict(kept), key: words}
    return key


def recall(request: HttpRequest, key: str) -> str | None:
    """The words kept under the key; None when another session made it or it is long ago."""
    return request.session.get(KEY, {}).get(key)


def shown(words: str) -> str:
    """The words as the page repeats them: digits of a NIK masked."""
    digits = words.translate(_MARKS)
    if not digits.isdigit() or len(digits) < 5:
        return words
    return figures.masked_nik(digits) if len(digits) == 16 else "*" * (len(digits) - 4) + digits[-4:]


def matches(words: str) -> Q:
    """Workers whose name holds every word, or whose NIK or KPJ is, begins or ends with these digits.

    Four digits are the least; a masked number copied from a page (3673********8901) is understood.
    """
    digits = words.translate(_MARKS)
    if masked := _MASKED.fullmatch(digits):
        return Q(nik__startswith=masked[1], nik__endswith=masked[2])
    if digits.isascii() and digits.isdigit() and len(digits) >= 4:
        if len(digits) == 16:
            return Q(nik=digits)
        return Q(nik__endswith=digits) | Q(nik__startswith=digits) | Q(number=digits)
    found = Q()
    for word in words.split():
        found &= Q(name__icontains=word)
    return found

"""Which entries, or which agencies, a page shows; nonsense in the address shows what is to be looked at."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies.pages.navigation import Link
from contributions.matching.buckets import FINDINGS, MEANINGS, Bucket
from contributions.matching.reading import Entry, Summary

ALL = "all"


def chosen_of(request: HttpRequest) -> str:
    """A bucket, `all`, or empty for everything to be looked at."""
    wanted = request.GET.get("show", "")
    return wanted if wanted in (*Bucket.values, ALL) else ""


def buckets_of(chosen: str) -> tuple[str, ...]:
    """The buckets that a choice shows; none are all."""
    if chosen == ALL:
        return ()
    return (chosen,) if chosen else tuple(one.value for one in FINDINGS)


def links(summary: Summary, chosen: str, path: str) -> list[tuple[Link, int]]:
    """The choices with how many people each has; empty buckets are left out."""
    found = [(Link(_("To be looked at"), path, chosen == ""), sum(summary.of(b).people for b in FINDINGS))]
    for bucket in Bucket:
        number = summary.of(bucket).people
        if number or bucket == chosen:
            found.append((Link(str(bucket.label), f"{path}?show={bucket.value}", bucket == chosen), number))
    found.append((Link(_("All"), f"{path}?show={ALL}", chosen == ALL), summary.whole.people))
    return found


def matching(found: Iterable[Entry], words: str | None) -> list[Entry]:
    """Those whose name holds every word, or whose NIK or KPJ begins or ends with these digits."""
    if not words:
        return list(found)
    digits = "".join(words.split())
    if digits.isascii() and digits.isdigit() and len(digits) >= 4:
        return [one for one in found if any(_fits(number, digits) for number in (one.nik, one.kpj))]
    parts = words.casefold().split()
    return [one for one in found if all(part in one.name.casefold() for part in parts)]


def _fits(number: Any, digits: str) -> bool:
    return bool(number) and (number.startswith(digits) or number.endswith(digits))


def meaning(chosen: str) -> str:
    """What the chosen bucket holds, in a sentence."""
    return str(MEANINGS[Bucket(chosen)]) if chosen in Bucket.values else ""

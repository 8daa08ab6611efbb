"""Agencies by name where several stand together: two kelurahan of one city may have the same."""

from collections import Counter
from collections.abc import Iterable

from agencies.models import Agency


def told_apart(agencies: Iterable[Agency]) -> dict[int, str]:
    """The official name of each agency, by id. Where two have the same, with what it is part of, or else its
    code: `Kelurahan Sukawana (Kecamatan Curug)`. Ask for `parent` along with the agencies."""
    known = list(agencies)
    often = Counter(agency.name for agency in known)
    return {
        agency.pk: f"{agency.name} ({agency.parent or agency.code})"
        if often[agency.name] > 1
        else agency.name
        for agency in known
    }

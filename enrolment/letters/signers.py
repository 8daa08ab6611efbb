"""Who signs a letter: what is asked, how a NIP is read and written, where it is signed."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Region

SIGNER = ("signer_name", "signer_nip", "signer_title", "place")


def read_nip(typed: str) -> str:
    """18 digits, or nothing where the signer has none. ValidationError for anything else."""
    nip = re.sub(r"[\s.]", "", typed)
    if nip and not re.fullmatch(r"[0-9]{18}", nip):
        raise ValidationError(_("A NIP has 18 digits."))
    return nip


def spaced_nip(nip: str) -> str:
    """Birth date, start, sex and serial apart, as a NIP stands in letters: 19650101 199003 1 001."""
    return " ".join(part for part in (nip[:8], nip[8:14], nip[14:15], nip[15:]) if part)


def place_of(agency: Agency) -> str:
    """Where its letters are signed unless somebody says otherwise: `Serang` for an agency of Kota Serang."""
    return place_in(agency.region)


def place_in(region: Region) -> str:
    """The place itself: `Serang` of Kota Serang."""
    return re.sub(r"^(Kota|Kabupaten)\s+", "", region.name)


def labour_office(region: Region) -> str:
    """The agency that sees to labour and signs for the region, by its full name; "" where none is known."""
    found = Agency.objects.filter(region=region, name__icontains="tenaga kerja").order_by("code").first()
    return found.name if found else ""

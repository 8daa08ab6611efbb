"""To whom a letter to an agency is addressed: its head, by the title that this kind of office has."""

import re

from django.utils.translation import gettext as _

from agencies.models import Agency, AgencyKind

K = AgencyKind


def head_of(agency: Agency) -> str:
    """`Kepala Dinas Perhubungan`, `Camat Curug`, `Lurah Sukawana`, in the language in force."""
    name, region = agency.name, agency.region.name
    if agency.kind == K.SETDA and name.casefold().startswith("sekretariat daerah"):
        return _("The regional secretary of %(region)s") % {"region": region}
    if agency.kind == K.SETWAN:
        return _("The secretary of the DPRD of %(region)s") % {"region": region}
    if agency.kind == K.INSPEKTORAT:
        return _("The inspector of %(region)s") % {"region": region}
    if agency.kind == K.KECAMATAN:
        return _("The camat of %(name)s") % {"name": _without("Kecamatan", name)}
    if agency.kind == K.KELURAHAN:
        return _("The lurah of %(name)s") % {"name": _without("Kelurahan", name)}
    if agency.kind == K.RSUD:
        return _("The director of %(name)s") % {"name": name}
    return _("The head of %(agency)s") % {"agency": name}


def _without(word: str, name: str) -> str:
    return re.sub(rf"^{word}\s+", "", name)

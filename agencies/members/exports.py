"""Open invitations as a workbook: one row a person, to be sent one by one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.members.sharing import OpenInvitation

LINK_HEADERS = (
    _("Unit"),
    _("Name"),
    _("NIP"),
    _("Mobile number"),
    _("User name"),
    _("Works until"),
    _("Link"),
    _("Message"),
)


def link_row(one: OpenInvitation) -> list[object]:
    until = timezone.localdate(one.expires_at)
    return [one.place, one.name, one.nip, one.phone, one.username, until, one.address, one.text]

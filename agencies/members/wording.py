"""The words around a link: what is sent with it, and why one no longer works."""

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.members import links
from agencies.models import AccessLink, Membership, Region, Role
from agencies.pages import figures

ASK = _("Ask whoever sent it to you for a new one: your city's Disnaker, or the BPJS branch.")
FAULTS: dict[links.Fault, tuple[str | Promise, str | Promise, str | Promise]] = {
    links.Fault.FORGED: (
        _("This link is not complete"),
        _("A part of its address is missing or changed; that happens when it is copied by hand."),
        _("Open it again from the message it came in, or ask for a new one."),
    ),
    links.Fault.USED: (
        _("This link was used already"),
        _("It works once, and a password has been set with it."),
        _("Was that you? Then sign in with your user name and password. If not, ask for a new link at once."),
    ),
    links.Fault.REVOKED: (
        _("This link was taken back"),
        _("Somebody has made a newer one, or has decided that it should not work."),
        ASK,
    ),
    links.Fault.EXPIRED: (_("This link has expired"), _("It worked for a limited time only."), ASK),
}


def fault(kind: links.Fault) -> dict[str, str | Promise]:
    """What to show for a link that lets nobody in: title, what, todo."""
    return dict(zip(("title", "what", "todo"), FAULTS[kind], strict=True))


def message(link: AccessLink, membership: Membership, request: HttpRequest) -> str:
    """What is sent by WhatsApp: always in Indonesian, greeting the unit and naming nobody."""
    url = links.address(link, request)
    with translation.override("id"):
        words = {
            "greeting": greeting(membership),
            "url": url,
            "until": figures.day(timezone.localdate(link.expires_at)),
        }
        if link.purpose == links.INVITATION:
            text = gettext(
                "%(greeting)s\n\nYou are invited to use Lindungi, the register of staff protected by BPJS"
                " Ketenagakerjaan. Please open this link to choose your password:\n%(url)s\n\n"
                "The link works once and until %(until)s. Please do not pass it on."
            )
        else:
            text = gettext(
                "%(greeting)s\n\nHere is the link to choose a new password for Lindungi:\n%(url)s\n\n"
                "The link works once and until %(until)s. Please do not pass it on."
            )
        return text % words


def greeting(membership: Membership) -> str:
    """`Yth. Bapak/Ibu Operator OPD, Dinas Perhubungan`: the office, not the person."""
    place = membership.place
    role = str(Role(membership.role).label)
    if place is None:
        return gettext("Dear colleague (%(role)s),") % {"role": role}
    name = place.name
    if not isinstance(place, Region) and hasattr(place, "region"):
        name = f"{place.name}, {place.region.name}"
    return gettext("Dear colleague (%(role)s) of %(place)s,") % {"role": role, "place": name}

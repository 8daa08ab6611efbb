"""Members, units and open invitations as lists."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.members.houses import House
from agencies.members.progress import UnitProgress
from agencies.models import AccessLink, Membership, User
from agencies.offices.tables import quiet, second_line
from agencies.pages import figures, markup
from agencies.pages.navigation import address
from agencies.pages.sharing import whatsapp_url
from agencies.pages.tables import BaseTable, DayColumn, StateColumn


def account_state(user: User) -> SafeString:
    """Has signed in, is invited until a day, or has no link that works. `open_links` is prefetched."""
    if user.last_login:
        return markup.badge("signed_in", figures.short_day(timezone.localdate(user.last_login)))
    if user.open_links:  # type: ignore[attr-defined]
        until = timezone.localdate(user.open_links[0].expires_at)  # type: ignore[attr-defined]
        return markup.badge("invited", str(_("until %(day)s") % {"day": figures.short_day(until)}))
    return markup.badge("no_link")


class MemberTable(BaseTable):
    caption = _("Users")
    noun = _("roles")
    empty = _("Nobody fits this selection.")
    name = tables.Column(
        verbose_name=_("Name"), accessor="user", order_by=("user__name", "user__username", "pk")
    )
    role = tables.Column(verbose_name=_("Role"))
    place = tables.Column(
        verbose_name=_("For"), empty_values=(), order_by=("agency__name", "region__name", "branch__name")
    )
    valid_from = DayColumn(verbose_name=_("From"))
    valid_to = DayColumn(verbose_name=_("Until"))
    state = tables.Column(verbose_name=_("State"))
    account = tables.Column(
        verbose_name=_("Account"), accessor="user", order_by=("user__last_login", "pk"), empty_values=()
    )

    def __init__(self, *args: Any, house: House, reachable: set[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
        self.reachable = reachable

    def render_name(self, record: Membership) -> SafeString:
        user = record.user
        name = format_html("{}", user)
        if self.reachable is None or record.pk in self.reachable:
            name = format_html('<a href="{}">{}</a>', self.house.url("member_detail", record.pk), user)
        return format_html("{}{}", name, second_line(user.username))

    def render_place(self, record: Membership) -> str:
        return str(record.place.name if record.place else _("the whole country"))

    def render_state(self, value: str) -> SafeString:
        return quiet(value, "in_force")

    def render_account(self, record: Membership) -> SafeString:
        return account_state(record.user)


class UnitTable(BaseTable):
    caption = _("Units")
    noun = _("units")
    empty = _("No unit fits this selection.")
    name = tables.Column(verbose_name=_("Unit"), order_by=("name", "code"))
    code = tables.Column(verbose_name=_("Code"), attrs={"td": {"class": "text-nowrap"}})
    step = StateColumn(verbose_name=_("State"), order_by=("order", "name"))
    people = tables.Column(verbose_name=_("People in charge"), orderable=False, empty_values=())
    list_date = DayColumn(verbose_name=_("Newest list"))
    invite = tables.Column(verbose_name=_("Invite"), orderable=False, empty_values=())

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house

    def render_name(self, record: UnitProgress) -> SafeString:
        page = address("agency_home", record.code)
        return (
            format_html('<a href="{}">{}</a>', page, record.name) if page else format_html("{}", record.name)
        )

    def render_people(self, record: UnitProgress) -> SafeString:
        return format_html_join(
            "", '<span class="d-block">{}</span>', ((m.user,) for m in record.people)
        ) or (format_html('<span class="no-data">{}</span>', _("nobody yet")))

    def render_invite(self, record: UnitProgress) -> SafeString:
        page = f"{self.house.url('member_invite')}?agency={record.code}"
        label = _("Invite somebody for %(unit)s") % {"unit": record.agency}
        html = '<a class="btn btn-sm" href="{}" aria-label="{}">{} {}</a>'
        return format_html(html, page, label, markup.icon("user-plus"), _("Invite"))


class LinkTable(BaseTable):
    """Rows are `sharing.OpenInvitation`: the link, whom it is for, and what is sent with it."""

    caption = _("Open invitations")
    noun = _("links")
    empty = _("No invitation is open: everybody has come in, or the links have expired.")
    name = tables.Column(verbose_name=_("Name"))
    place = tables.Column(verbose_name=_("For"))
    purpose = tables.Column(verbose_name=_("What for"), orderable=False)
    expires_at = tables.Column(verbose_name=_("Works until"))
    send = tables.Column(verbose_name=_("Send"), accessor="text", orderable=False)

    def render_purpose(self, value: str) -> str:
        return str(AccessLink(purpose=value).get_purpose_display())

    def render_expires_at(self, value: Any) -> str:
        return figures.short_day(timezone.localdate(value))

    def render_send(self, value: str, record: Any) -> SafeString:
        return format_html(
            '<a class="btn btn-sm" href="{}" target="_blank" rel="noopener noreferrer">{} WhatsApp</a> '
            '<a class="btn btn-sm" href="{}">{}</a>',
            whatsapp_url(value),
            markup.icon("brand-whatsapp"),
            record.url,
            _("Show the link"),
        )

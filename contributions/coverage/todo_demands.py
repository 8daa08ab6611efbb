"""What documents of the region demand of an agency, as items of its to-do."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from agencies.records.demands.standing import Standing
from agencies.records.demands.waiting import demands_waiting
from contributions.coverage.items import Desk, Item, Topic, Urgency

NAMED = 3  # the others stand on one line


def asked(desk: Desk) -> Iterator[Item]:
    """The most pressing demands by name; beyond them how many more there are."""
    waiting, agency = demands_waiting(desk.agency, desk.today), desk.agency
    for one in waiting[:NAMED]:
        url = address("agency_demand", agency.code, str(one.demand.pk))
        yield _item(_words(one), desk.button(P.ANSWER_CITY, _("Answer it")), url, one)
    if more := len(waiting[NAMED:]):
        text = ngettext(
            "%(count)s more demand of a document waits.", "%(count)s more demands of documents wait.", more
        )
        url = address("agency_documents", agency.code)
        yield _item(text % {"count": number(more)}, _("Look"), url, waiting[NAMED])


def _item(text: str, action: str, url: str, one: Standing) -> Item:
    due = one.demand.due_on
    urgency = Urgency.LATE if one.late else Urgency.DATED if due else Urgency.TO_DO
    icon = "alert-circle" if one.late else "file-text"
    return Item(text, action, url, icon, urgency, due, Topic.CITY, P.ANSWER_CITY)


def _words(one: Standing) -> str:
    words = {"document": str(one.demand.document), "text": one.demand.text}
    if one.demand.due_on is None:
        return _("%(document)s asks for: %(text)s") % words
    words["day"] = short_day(one.demand.due_on)
    if one.late:
        return _("%(document)s asked for by %(day)s: %(text)s") % words
    return _("%(document)s asks for by %(day)s: %(text)s") % words

"""What documents of the region demand of an agency, as items of its to-do."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from agencies.records.demands.standing import Standing
from agencies.records.demands.waiting import demands_waiting
from contributions.coverage.items import Item

NAMED = 3  # the others stand on one line


def asked(agency: Agency, may_answer: bool) -> Iterator[Item]:
    """The most pressing demands by name; beyond them how many more there are."""
    waiting = demands_waiting(agency, timezone.localdate())
    for one in waiting[:NAMED]:
        url = address("agency_demand", agency.code, str(one.demand.pk))
        icon = "alert-circle" if one.late else "file-text"
        yield Item(_words(one), _("Answer it") if may_answer else _("Look"), url, icon)
    if more := len(waiting) - NAMED if len(waiting) > NAMED else 0:
        text = ngettext(
            "%(count)s more demand of a document waits.", "%(count)s more demands of documents wait.", more
        )
        yield Item(
            text % {"count": number(more)}, _("Look"), address("agency_documents", agency.code), "file-text"
        )


def _words(one: Standing) -> str:
    words = {"document": str(one.demand.document), "text": one.demand.text}
    if one.demand.due_on is None:
        return _("%(document)s asks for: %(text)s") % words
    words["day"] = short_day(one.demand.due_on)
    if one.late:
        return _("%(document)s asked for by %(day)s: %(text)s") % words
    return _("%(document)s asks for by %(day)s: %(text)s") % words

"""What waits for an agency: the first thing its people see, and a list that empties as they work."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.access import P, Permission
from agencies.models import Agency
from contributions.coverage import todo_bpjs, todo_demands, todo_months, todo_roster
from contributions.coverage.funnel import AgencyCoverage
from contributions.coverage.items import Desk, Item, Topic
from contributions.reminders.todo import letters_waiting
from enrolment.models import Upload, UploadKind

SHOWN = 5
"""So many are shown; the others are folded."""


def waiting_for(agency: Agency, one: AgencyCoverage, held: frozenset[Permission]) -> list[Item]:
    """What waits for this agency besides its contributions; `one` are its figures of today, `held` what the
    reader may. A new kind of thing to do is one line here."""
    desk = Desk(agency, one, held, timezone.localdate())
    uploads = todo_roster.under_way(agency)
    return [
        *todo_roster.first_list(desk, uploads),
        *todo_roster.left_behind(desk),
        *todo_roster.unsaved(desk, uploads),
        *todo_roster.bad_rows(desk),
        *todo_roster.mended(desk),
        *todo_months.asked(agency, P.EDIT_ROSTER in held),
        *letters_waiting(desk),
        *todo_demands.asked(desk),
        *todo_months.late_claims(agency),
        *todo_months.differing(agency, P.EDIT_ROSTER in held),
        *todo_roster.compared(desk),
        *todo_roster.exits(desk),
        *todo_roster.doubles(desk),
        *todo_roster.contracts(desk),
        *todo_bpjs.to_submit(desk),
        *todo_bpjs.leaving(desk),
        *todo_bpjs.sheets(desk),
        *todo_bpjs.submitted(desk),
        *todo_bpjs.of_units(desk),
        *todo_roster.statement(desk),
        *todo_roster.old_list(desk, uploads),
        *todo_roster.at_work(desk, uploads),
    ]


def in_order(items: Iterable[Item], held: frozenset[Permission]) -> list[Item]:
    """The most urgent first, of what is dated the nearest day; before all that, what is the reader's own."""
    own = topics_of(held)
    return sorted(items, key=lambda one: (one.topic not in own, one.urgency, one.due or dt.date.max))


def topics_of(held: frozenset[Permission]) -> tuple[Topic, ...]:
    """What the reader came for: who computes and pays but keeps no list, the money; who signs but keeps no
    list, the statement and what the city writes; everybody else nothing before all."""
    if P.EDIT_ROSTER in held:
        return ()
    if P.ASSESS in held:
        return (Topic.MONEY,)
    return (Topic.PAPER, Topic.CITY) if P.STATE_ROSTER in held else ()


@dataclass(frozen=True)
class Row:
    """An item as a reader sees it; `whose` says who can do it, where the reader cannot."""

    item: Item
    whose: str = ""


def rows_of(agency: Agency, items: Sequence[Item], held: frozenset[Permission]) -> list[Row]:
    """Each item, with who can do it for those who cannot. One query where there are any such."""
    asked = {one.needs for one in items if one.needs and one.needs not in held}
    whose = {needs: words_for(names) for needs, names in access.holders(agency, asked).items()}
    return [Row(one, whose.get(one.needs, "") if one.needs else "") for one in items]


def words_for(holders: access.Holders) -> str:
    """`Dikerjakan oleh: Operator OPD, Bendahara OPD`."""
    words = _("To be done by: %(roles)s") % {"roles": ", ".join(map(str, holders.roles))}
    if holders.anybody:
        return words
    missing = _("Nobody here has that role yet: ask the city.")
    return f"{words}. {missing}"


def last_upload(agency: Agency) -> Upload | None:
    """The newest list handed in, whatever became of it; corrected rows belong to the list they correct."""
    uploads = Upload.objects.for_agency(agency).exclude(kind=UploadKind.CORRECTION)
    return uploads.select_related("uploaded_by").defer("summary").order_by("-uploaded_at").first()

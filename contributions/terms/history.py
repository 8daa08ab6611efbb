"""What happened to the terms of some groups, from the history of their rows: who, when, old and new."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import ContributionGroup
from contributions.models import GroupTerms
from contributions.terms.wording import base_words, percent_words, period_words
from enrolment.workers.timeline import Change, Entry, names_of, user_of

STEPS = 100
_PLAIN = ("document_text", "sector", "treasurer", "treasurer_nip", "rounding")
_SHARES = [f.name for f in GroupTerms._meta.concrete_fields if f.name.startswith("from_")]
_ACCOUNTS = [f.name for f in GroupTerms._meta.concrete_fields if f.name.startswith("account_")]


def history_of(groups: Iterable[ContributionGroup]) -> list[Entry]:
    """The newest steps first, a hundred at most. Two queries."""
    names = {group.pk: group.name for group in groups}
    model = GroupTerms.pgh_event_model  # type: ignore[attr-defined]  # pghistory.track sets it
    events = list(model.objects.filter(group__in=names).select_related("pgh_context").order_by("pgh_id"))
    users = names_of(events)
    last: dict[int, Any] = {}
    found = []
    for event in events:
        old = last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event
        entry = Entry(event.pgh_created_at, users.get(user_of(event), ""), number=event.pgh_id)
        entry.moves = _moves(old, event, names[event.group_id] if len(names) > 1 else "")
        entry.changes = _changes(old, event) if old and event.pgh_label == "update" else []
        if entry.moves or entry.changes:
            found.append(entry)
    return found[: -STEPS - 1 : -1]


def _moves(old: Any, new: Any, group: str) -> list[str]:
    said = {"period": period_words(new), "base": base_words(new)}
    if new.pgh_label == "insert":
        words = _("Terms set, %(period)s: %(base)s") % said
    elif new.pgh_label == "delete":
        words = _("Terms deleted, %(period)s: %(base)s") % said
    else:
        words = _("Terms changed, %(period)s") % said if _changes(old, new) else ""
    return [f"{group}: {words}" if group else words] if words else []


def _changes(old: Any, new: Any) -> list[Change]:
    if old is None:
        return []
    found = []
    if old.period != new.period:
        found.append(Change(_("Months"), period_words(old), period_words(new)))
    if base_words(old) != base_words(new):
        found.append(Change(_("Base"), base_words(old), base_words(new)))
    for name in (*_PLAIN, *_SHARES, *_ACCOUNTS):
        before, after = _shown(old, name), _shown(new, name)
        if before != after:
            label = str(GroupTerms._meta.get_field(name).verbose_name)
            found.append(Change(label[:1].upper() + label[1:], before, after))
    return found


def _shown(event: Any, name: str) -> str:
    value = getattr(event, name)
    if name in _SHARES:
        return percent_words(value)
    if name in ("sector", "rounding"):
        return str(dict(GroupTerms._meta.get_field(name).choices).get(value, value))
    return str(value) or "–"

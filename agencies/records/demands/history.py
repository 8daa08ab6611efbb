"""What happened to a document and its demands, and to an agency's answer: who, when, what was changed."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.models import Agency, Compliance, Demand, Document, User
from agencies.pages import figures

OF_DOCUMENT = ("kind", "number", "date", "date_as_printed", "title", "note", "agency_id", "file_name")
OF_DEMAND = ("text", "due_on", "measure", "kinds")
OF_ANSWER = ("state", "on", "note", "file_name")


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """`by` is empty where the system did it."""

    at: dt.datetime
    by: str
    what: str
    changes: tuple[Change, ...] = ()


def document_steps(document: Document) -> list[Step]:
    """Of a document and of what it demands, newest first. Three queries."""
    papers = _events(Document, pgh_obj=document.pk)
    demands = _events(Demand, document=document.pk)
    return _told(
        [
            *_pairs(papers, OF_DOCUMENT, lambda event: _document_words(event.pgh_label)),
            *_pairs(demands, OF_DEMAND, lambda event: _demand_words(event.pgh_label) % {"text": event.text}),
        ]
    )


def answer_steps(demand: Demand, agency: Agency) -> list[Step]:
    """Of one agency's answer, newest first. Two queries."""
    answers = _events(Compliance, demand=demand.pk, agency=agency.pk)
    return _told(_pairs(answers, OF_ANSWER, _answer_words))


def _document_words(label: str) -> str:
    words = {"insert": _("Document entered"), "delete": _("Document deleted")}
    return words.get(label) or _("Document changed")


def _demand_words(label: str) -> str:
    words = {"insert": _("Demand entered: “%(text)s”"), "delete": _("Demand deleted: “%(text)s”")}
    return words.get(label) or _("Demand changed: “%(text)s”")


def _answer_words(event: Any) -> str:
    if event.pgh_label == "delete":
        return _("Answer taken back")
    said = str(event.get_state_display())
    return _("Answer: %(state)s") % {"state": f"{said}. {event.note}" if event.note else said}


def _events(model: type[Model], **where: Any) -> list[Any]:
    found = model.pgh_event_model.objects.filter(**where)  # type: ignore[attr-defined]  # by pghistory.track
    return list(found.select_related("pgh_context").order_by("pgh_id"))


Told = tuple[Any, str, tuple[Change, ...]]


def _pairs(events: Iterable[Any], shown: tuple[str, ...], words: Callable[[Any], str]) -> list[Told]:
    """Each entry with its words and what it changed; an entry that changed nothing shown is left out."""
    last: dict[int, Any] = {}
    found: list[Told] = []
    for event in events:
        before = last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event
        if event.pgh_label != "update" or before is None:
            found.append((event, words(event), ()))
        elif changes := _changes(before, event, shown):
            found.append((event, words(event), changes))
    return found


def _changes(old: Any, new: Any, shown: tuple[str, ...]) -> tuple[Change, ...]:
    differing = [name for name in shown if getattr(old, name) != getattr(new, name)]
    if getattr(old, "stored_name", "") != getattr(new, "stored_name", "") and "file_name" not in differing:
        differing.append("file_name")
    return tuple(Change(_label(new, name), _shown(old, name), _shown(new, name)) for name in differing)


def _label(event: Any, name: str) -> str:
    label = str(event._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _shown(event: Any, name: str) -> str:
    value = getattr(event, name)
    if isinstance(value, dt.date):
        return figures.short_day(value)
    if name == "agency_id":
        return str(Agency.objects.filter(pk=value).first() or "–")
    if name == "kinds":
        labels = dict(Demand._meta.get_field("kinds").base_field.choices)  # type: ignore[union-attr]
        return ", ".join(str(labels.get(kind, kind)) for kind in value) or _("all agencies")
    if name in ("state", "measure", "kind"):
        return str(getattr(event, f"get_{name}_display")())
    return str(value) if value else "–"


def _told(found: list[Told]) -> list[Step]:
    ids = {_user_of(event) for event, _what, _changed in found} - {None}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}
    steps = [
        Step(event.pgh_created_at, names.get(_user_of(event), ""), what, changes)
        for event, what, changes in found
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _user_of(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None

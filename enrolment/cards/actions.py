"""Cards received, handed over, and both taken back. No worker and no spell is touched."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.cards.queries import NONE, RECEIVED
from enrolment.models import Card, Worker
from enrolment.seen import check, mark
from enrolment.workers.sql import lock_rosters


def to_receive(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Of these holders, the ones whose card has not come yet."""
    return workers.filter(card_state=NONE)


def to_hand_over(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Of these holders, the ones whose card lies at the agency."""
    return workers.filter(card_state=RECEIVED)


def seen_of(workers: QuerySet[Worker]) -> str:
    """The mark of those whom a preview shows."""
    return mark(_ids(workers))


def _ids(workers: QuerySet[Worker]) -> list[int]:
    return list(workers.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def receive(
    *, agency: Agency, workers: QuerySet[Worker], day: dt.date, by: Any, seen: str | None = None
) -> uuid.UUID:
    """Note that the cards of these holders came, each for the KPJ the worker bears now. Returns the batch
    that `take_back` undoes. ShownAnew when it would be others than the preview showed; ValidationError when
    nobody's card would be noted, or for a day still to come."""
    _not_ahead(day)
    lock_rosters([agency.pk])
    people = to_receive(workers.filter(agency=agency)).order_by("pk").values_list("pk", "number")
    found = list(people)
    check(seen, [pk for pk, _number in found])
    if not found:
        raise ValidationError(_("Nobody of those chosen waits for a card."), code="nobody")
    batch = uuid.uuid4()
    shared = {"agency": agency, "received_on": day, "batch": batch, "noted_by_id": getattr(by, "pk", None)}
    cards = (Card(worker_id=pk, kpj=(number or "")[:20], **shared) for pk, number in found)
    Card.objects.bulk_create(cards, batch_size=2000)
    return batch


@transaction.atomic
def hand_over(
    *,
    agency: Agency,
    workers: QuerySet[Worker],
    day: dt.date,
    by_whom: str,
    by: Any,
    seen: str | None = None,
) -> uuid.UUID:
    """Note that these holders got their card on a day, from whom. Returns the batch that `take_back` undoes.
    Raises as `receive`, and ValidationError when a card was received after that day."""
    _not_ahead(day)
    lock_rosters([agency.pk])
    found = list(to_hand_over(workers.filter(agency=agency)).order_by("pk").values_list("pk", "card"))
    check(seen, [pk for pk, _card in found])
    if not found:
        raise ValidationError(_("Nobody of those chosen has a card to be handed over."), code="nobody")
    batch = uuid.uuid4()
    cards = Card.objects.filter(agency=agency, pk__in=[card for _pk, card in found])
    if cards.filter(received_on__gt=day).exists():
        raise ValidationError(_("Some of these cards were received after this day."), code="order")
    cards.update(
        handed_over_on=day,
        handed_over_by=by_whom,
        handed_batch=batch,
        noted_by_id=getattr(by, "pk", None),
        noted_at=timezone.now(),
    )
    return batch


@dataclass(frozen=True)
class Batch:
    """Cards noted together: `kind` is received or handed. Of received ones those handed over since stay when
    it is taken back."""

    kind: str
    cards: QuerySet[Card]

    @property
    def free(self) -> QuerySet[Card]:
        """Those that taking back touches."""
        return self.cards.filter(handed_over_on=None) if self.kind == RECEIVED else self.cards


def batch_of(agency: Agency, pk: uuid.UUID) -> Batch | None:
    """The cards noted together under that number, or None where none is left."""
    cards = Card.objects.filter(agency=agency)
    for kind, found in (("handed", cards.filter(handed_batch=pk)), (RECEIVED, cards.filter(batch=pk))):
        if found.exists():
            return Batch(kind, found)
    return None


@transaction.atomic
def take_back(*, agency: Agency, pk: uuid.UUID) -> int:
    """Undo what was noted together; returns for how many cards. Received cards that were handed over since
    stay."""
    lock_rosters([agency.pk])
    batch = batch_of(agency, pk)
    if batch is None:
        return 0
    if batch.kind == RECEIVED:
        return batch.free.delete()[0]
    return batch.free.update(handed_over_on=None, handed_over_by="", handed_batch=None)


def _not_ahead(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")

"""Who has a card in hand, whose card lies at the agency, and whose has not come yet."""

from collections.abc import Mapping

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import Card, Worker

NONE, RECEIVED, HANDED = "none", "received", "handed"
STATES = (
    (NONE, _("Not received yet")),
    (RECEIVED, _("Received, not handed over")),
    (HANDED, _("Handed over")),
)
STATE_KEYS = frozenset(key for key, _label in STATES)


def with_cards(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Of `with_enrolment()`: each with `card_state` and the days and name of the card that counts.

    A card counts for the KPJ that it bears: who has another KPJ by now waits for another card. One noted
    while no KPJ was known counts for any.
    """
    bears = Q(kpj="") | Q(kpj=Coalesce(OuterRef("number"), F("kpj")))
    card = Card.objects.filter(bears, worker=OuterRef("pk")).order_by("-received_on", "-pk")
    found = workers.annotate(
        card=Subquery(card.values("pk")[:1]),
        card_received=Subquery(card.values("received_on")[:1]),
        card_handed=Subquery(card.values("handed_over_on")[:1]),
        card_by=Subquery(card.values("handed_over_by")[:1]),
    )
    return found.annotate(
        card_state=Case(
            When(card=None, then=Value(NONE)),
            When(card_handed=None, then=Value(RECEIVED)),
            default=Value(HANDED),
        )
    )


def holders(agency: Agency) -> QuerySet[Worker]:
    """Who may have a card: the registered, and whoever of the list has one already."""
    people = with_cards(Worker.objects.for_agency(agency).with_enrolment())
    return people.filter(Q(state="registered") | ~Q(state="ended") & ~Q(card=None))


def counts(agency: Agency) -> Mapping[str, int]:
    """How many are in each state. One query."""
    found = holders(agency).order_by().values("card_state").annotate(people=Count("pk"))
    return dict.fromkeys((NONE, RECEIVED, HANDED), 0) | {r["card_state"]: r["people"] for r in found}

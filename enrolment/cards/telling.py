"""Cards and certificates as a worker's history tells them."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.pages.figures import short_day
from enrolment.models import Card, Certificate, Worker


def told(worker: Worker) -> Iterator[tuple[dt.datetime, str, str]]:
    """(moment, who, words) of each, for the timeline. Two queries."""
    for card in Card.objects.filter(worker=worker).select_related("noted_by"):
        yield card.noted_at, str(card.noted_by or ""), card_words(card)
    issued = Certificate.objects.filter(worker=worker).select_related("issued_by", "revoked_by")
    for certificate in issued.defer("content"):
        day = {"day": short_day(certificate.issued_on)}
        words = _("Certificate of enrolment of %(day)s") % day
        yield certificate.issued_at, str(certificate.issued_by or ""), words
        if certificate.revoked_at:
            words = _("Certificate of enrolment of %(day)s revoked") % day
            yield certificate.revoked_at, str(certificate.revoked_by or ""), words


def card_words(card: Card) -> str:
    """`Card 12345678901 received on 1 Mar 2026, handed over on 3 Mar 2026 by Ani`."""
    said = {"kpj": card.kpj, "day": short_day(card.received_on), "by": card.handed_over_by}
    words = _("Card %(kpj)s received on %(day)s") % said if card.kpj else _("Card received on %(day)s") % said
    if not card.handed_over_on:
        return words
    said["day"] = short_day(card.handed_over_on)
    return f"{words}, " + (_("handed over on %(day)s by %(by)s") % said)

"""What is said beside an entry."""

from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.matching.buckets import Bucket
from contributions.matching.reading import Entry, Sums
from enrolment.models import EndReason


def amount_of(bucket: Bucket, sums: Sums) -> Decimal:
    """The rupiah that a bucket is about: what differs, what BPJS does not bill, else what it does."""
    if bucket == Bucket.DIFFERS:
        return sums.difference
    ours_alone = bucket in (Bucket.NOT_BILLED, Bucket.CORRECTION) or not sums.rows
    return sums.ours if ours_alone else sums.theirs


def amount_words(bucket: Bucket, sums: Sums) -> str:
    """That, and whether what should not have been billed is paid already."""
    words = figures.rupiah(amount_of(bucket, sums))
    if bucket in (Bucket.ENDED, Bucket.TWICE, Bucket.NOT_OURS) and sums.paid:
        return _("%(amount)s, of it paid %(paid)s") % {"amount": words, "paid": figures.rupiah(sums.paid)}
    return words


def ended_words(entry: Entry) -> str:
    """`left 15 Jan 2020, Resigned`; empty for who has not left."""
    if entry.ended_on is None:
        return ""
    words = _("left %(day)s") % {"day": figures.short_day(entry.ended_on)}
    return f"{words}, {EndReason(entry.end_reason).label}" if entry.end_reason else words


def note_of(entry: Entry) -> str:
    """Everything about an entry that its figures do not say."""
    found = [ended_words(entry)]
    if entry.times > 1:
        found.append(_("on BPJS's lists %(n)s times") % {"n": figures.number(entry.times)})
    if entry.proposed:
        found.append(_("found by the name only, not confirmed"))
    if entry.corrections:
        found.append(_("of ours %(amount)s correction") % {"amount": figures.rupiah(entry.corrections)})
    if entry.row is not None and entry.theirs is None:
        found.append(_("BPJS's list tells no amount"))
    return " · ".join(filter(None, found))

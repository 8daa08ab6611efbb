"""Where an entry of the three-way reconciliation can end up, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Bucket(TextChoices):
    """In the order in which they ask for attention."""

    ENDED = "ended", _("Billed after leaving")
    TWICE = "twice", _("Billed twice")
    DIFFERS = "differs", _("Amount differs")
    NOT_BILLED = "not_billed", _("Registered, not on BPJS's bill")
    NOT_OURS = "not_ours", _("On BPJS's bill, not ours")
    NOT_ASSESSED = "not_assessed", _("On BPJS's bill, not computed here")
    UNPAID = "unpaid", _("Agrees, not paid yet")
    UNCHECKED = "unchecked", _("Not compared yet")
    CORRECTION = "correction", _("Corrections alone")
    MATCHED = "matched", _("Agrees and paid")


MEANINGS = {
    Bucket.ENDED: _("On BPJS's list although they had left before the month: paid, or about to be."),
    Bucket.TWICE: _("The same person again, on one list or on the lists of two contribution groups."),
    Bucket.DIFFERS: _(
        "Our amount and BPJS's differ by more than one rupiah; what is shown is BPJS's less ours."
    ),
    Bucket.NOT_BILLED: _("Registered with us in this month, and BPJS's list does not have them."),
    Bucket.NOT_OURS: _("On BPJS's list, and nobody of this agency's worker list."),
    Bucket.NOT_ASSESSED: _(
        "On BPJS's list and on the worker list, but not in the contribution computed here."
    ),
    Bucket.UNPAID: _("Both sides agree; the month is not paid in full."),
    Bucket.UNCHECKED: _("No list of BPJS is there to compare with, or it was not compared."),
    Bucket.CORRECTION: _("Only back pay or corrections of earlier months; no contribution of this month."),
    Bucket.MATCHED: _("Both sides agree to the rupiah, and the month is paid in full."),
}

TONES = {
    Bucket.ENDED: "bad",
    Bucket.TWICE: "bad",
    Bucket.DIFFERS: "waiting",
    Bucket.NOT_BILLED: "waiting",
    Bucket.NOT_OURS: "waiting",
    Bucket.NOT_ASSESSED: "waiting",
    Bucket.UNPAID: "waiting",
    Bucket.UNCHECKED: "none",
    Bucket.CORRECTION: "none",
    Bucket.MATCHED: "active",
}
"""Keys of the tiles' colours."""

FINDINGS = tuple(one for one in Bucket if one not in (Bucket.MATCHED, Bucket.CORRECTION))
"""Everything somebody should look at."""

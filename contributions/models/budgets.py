"""What the budget of an agency holds for contributions."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BudgetCeiling(models.Model):
    """The ceiling (pagu) of one budget account in a year, from a day on: a change of the budget is a new row
    with a later `since`."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="budget_ceilings", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    account = models.CharField(_("budget account"), max_length=30)
    amount = models.DecimalField(_("ceiling (Rp)"), max_digits=16, decimal_places=2)
    since = models.DateField(_("since"))
    document_text = models.CharField(_("according to (DPA)"), max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "account", "-since"]
        constraints = [
            models.UniqueConstraint(
                name="one_ceiling_a_day",
                fields=["agency", "year", "account", "since"],
                violation_error_message=_("This account has a ceiling from that day already."),
            ),
            models.CheckConstraint(name="ceiling_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.account}"

"""On what terms a contribution group pays: from which base, out of whose money, through whom."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ContributionGroup, Document
from agencies.models.groups import whole
from contributions.models.rates import Sector, Source


class BaseKind(models.TextChoices):
    WAGE = "wage", _("Each worker's wage")
    AGREED = "agreed", _("An agreed base for all")
    UMK = "umk", _("Minimum wage of the city (UMK)")
    UMP = "ump", _("Minimum wage of the province (UMP)")


class Rounding(models.TextChoices):
    """Pay is cut in whole rupiah, a contribution has cents: who bears what is between."""

    DOWN = "down", _("Rounded down, the office adds the rest")
    UP = "up", _("Rounded up, the worker bears it")


SHARES = {source: f"from_{source}" for source in Source}
OTHER_SHARES = [name for source, name in SHARES.items() if source != Source.APBD]
ACCOUNTS = {
    "account_jkk": "5.1.02.02.02.0006",
    "account_jkm": "5.1.02.02.02.0007",
    "account_jht": "5.1.02.02.02.0010",
}
"""Budget accounts "Iuran Jaminan … bagi Non ASN" (Kepmendagri 050-series)."""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class GroupTerms(models.Model):
    """Terms of one contribution group in a period that starts with a month.

    `amount` is the agreed base, or the smallest base where each worker's wage counts (null: none). The shares
    say out of whose money, in percent that add up to 100. `agency` is the owner of the group.
    """

    group = models.ForeignKey(ContributionGroup, models.PROTECT, related_name="terms")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    period = DateRangeField(_("in force"))
    base_kind = models.CharField(_("base"), max_length=6, choices=BaseKind)
    amount = models.DecimalField(_("amount (Rp)"), max_digits=14, decimal_places=2, null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    document_text = models.CharField(_("according to"), max_length=200)
    from_apbd = models.DecimalField(Source.APBD.label, max_digits=5, decimal_places=2, default=0)
    from_deduction = models.DecimalField(Source.DEDUCTION.label, max_digits=5, decimal_places=2, default=0)
    from_incentive = models.DecimalField(Source.INCENTIVE.label, max_digits=5, decimal_places=2, default=0)
    from_self = models.DecimalField(Source.SELF.label, max_digits=5, decimal_places=2, default=0)
    from_bos = models.DecimalField(Source.BOS.label, max_digits=5, decimal_places=2, default=0)
    from_blud = models.DecimalField(Source.BLUD.label, max_digits=5, decimal_places=2, default=0)
    sector = models.CharField(_("sector"), max_length=9, choices=Sector, default=Sector.OTHER)
    account_jkk = models.CharField(
        _("budget account JKK"), max_length=30, default=ACCOUNTS["account_jkk"], blank=True
    )
    account_jkm = models.CharField(
        _("budget account JKM"), max_length=30, default=ACCOUNTS["account_jkm"], blank=True
    )
    account_jht = models.CharField(
        _("budget account JHT"), max_length=30, default=ACCOUNTS["account_jht"], blank=True
    )
    treasurer = models.CharField(_("treasurer"), max_length=160, blank=True)
    treasurer_nip = models.CharField(_("NIP of the treasurer"), max_length=20, blank=True)
    rounding = models.CharField(
        _("rounding of deductions"), max_length=4, choices=Rounding, default=Rounding.DOWN
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["group", "-period"]
        constraints = [
            ExclusionConstraint(
                name="one_set_of_terms_a_day",
                expressions=[(whole("group_id"), "&&"), ("period", "&&")],
                violation_error_message=_("These days have terms already."),
            ),
            models.CheckConstraint(name="terms_start_a_month", condition=Q(period__startswith__day=1)),
            models.CheckConstraint(
                name="terms_shares_are_whole",
                condition=Q(from_apbd=100 - sum((F(name) for name in OTHER_SHARES), Value(0))),
                violation_error_message=_("The shares must add up to 100 %%."),
            ),
            models.CheckConstraint(
                name="terms_shares_not_negative",
                condition=Q(**{f"{name}__gte": 0 for name in SHARES.values()}),
            ),
            models.CheckConstraint(
                name="terms_amount_fits",
                condition=Q(base_kind="agreed", amount__gt=0)
                | Q(base_kind="wage", amount=None)
                | Q(base_kind="wage", amount__gt=0)
                | Q(base_kind__in=["umk", "ump"], amount=None),
                violation_error_message=_("An agreed base needs its amount; UMK and UMP have their own."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.period}"

    @property
    def shares(self) -> dict[str, object]:
        """The sources that pay anything, with their percent, largest first."""
        found = {source: getattr(self, name) for source, name in SHARES.items()}
        return dict(sorted(((s, p) for s, p in found.items() if p), key=lambda one: -one[1]))

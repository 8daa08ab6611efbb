"""What the law charges: rates, reliefs, minimum wages, due dates, penalties; each dated, with its source."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DecimalRangeField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.models.groups import JkkRisk, Programme, Segment, whole


class Sector(models.TextChoices):
    """What a relief for the self-employed asks about (PP 50/2025)."""

    TRANSPORT = "transport", _("Transport")
    OTHER = "other", _("Other sectors")


class Source(models.TextChoices):
    """Who a contribution is paid from."""

    APBD = "apbd", _("Regional budget (APBD)")
    DEDUCTION = "deduction", _("Cut from pay")
    INCENTIVE = "incentive", _("Monthly incentive")
    SELF = "self", _("The worker")
    BOS = "bos", _("School operational funds (BOS)")
    BLUD = "blud", _("Public service body (BLUD)")


# Paid by the state: what PP 50/2025 leaves out of its relief.
STATE_SOURCES = (Source.APBD, Source.BOS, Source.BLUD)


SERIES = (
    Case(*[When(programme=one, then=Value(100 * at)) for at, one in enumerate(Programme, 1)])
    + Case(*[When(segment=one, then=Value(10 * at)) for at, one in enumerate(Segment, 1)])
    + F("risk")
)


class RateQuerySet(models.QuerySet):
    def on(self, day: object) -> "RateQuerySet":
        return self.filter(period__contains=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Rate(models.Model):
    """What a programme costs a month, for a segment and, for JKK of wage recipients, a risk group.

    Either a percentage of the base, the employer's and the worker's share apart, or an `amount` in rupiah.
    `bases` are the bases it is for (`[from, to)`), unbounded but for nominal tiers. A base below
    `minimum_base` counts as that, one above `maximum_base` as that one. `series` numbers programme, segment
    and risk, so that an exclusion can hold them equal. A rate that a month was assessed with may be ended,
    never changed (a trigger).
    """

    programme = models.CharField(_("programme"), max_length=3, choices=Programme)
    segment = models.CharField(_("segment"), max_length=3, choices=Segment)
    risk = models.PositiveSmallIntegerField(
        _("JKK risk group"), choices=[(0, _("all")), *JkkRisk.choices], default=0
    )
    employer = models.DecimalField(
        _("employer's share (%)"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    worker = models.DecimalField(
        _("worker's share (%)"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    amount = models.DecimalField(_("amount (Rp)"), max_digits=14, decimal_places=2, null=True, blank=True)
    bases = DecimalRangeField(_("for bases"), default="(,)")
    minimum_base = models.DecimalField(
        _("smallest base"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    maximum_base = models.DecimalField(
        _("largest base"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    period = DateRangeField(_("in force"))
    legal_source = models.CharField(_("legal source"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    series = models.GeneratedField(
        expression=SERIES, output_field=models.IntegerField(), db_persist=True, editable=False
    )

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["segment", "programme", "risk", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_rate_a_day",
                expressions=[(whole("series"), "&&"), ("bases", "&&"), ("period", "&&")],
                violation_error_message=_("These days have a rate already. End that one first."),
            ),
            models.CheckConstraint(
                name="rate_is_a_share_or_an_amount",
                condition=Q(
                    amount=None, employer__isnull=False, worker__isnull=False, employer__gte=0, worker__gte=0
                )
                | Q(amount__isnull=False, amount__gte=0, employer=None, worker=None),
                violation_error_message=_("Give either both shares or an amount."),
            ),
            models.CheckConstraint(
                name="rate_risk_fits",
                condition=Q(programme="JKK", segment="PU", risk__gte=1)
                | (~Q(programme="JKK", segment="PU") & Q(risk=0)),
                violation_error_message=_("JKK of wage recipients has a risk group, nothing else does."),
            ),
            models.CheckConstraint(name="rate_starts_a_month", condition=Q(period__startswith__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.segment} {self.risk or ''} {self.period}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Relief(models.Model):
    """A reduction of rates for a time: `factor` is what is left of them (0.01 pays one in a hundred).

    It counts for groups of the `segment` (empty: all) and `sector` (empty: all) of which no part is paid from
    `not_paid_from`, and that have paid every month up to `settled_until` (null: not asked). Of several the
    one that leaves least counts.
    """

    name = models.CharField(_("name"), max_length=120)
    programmes = ArrayField(models.CharField(max_length=3, choices=Programme), verbose_name=_("programmes"))
    segment = models.CharField(_("segment"), max_length=3, choices=Segment, blank=True)
    sector = models.CharField(_("sector"), max_length=9, choices=Sector, blank=True)
    factor = models.DecimalField(_("what is left (1 = all)"), max_digits=6, decimal_places=4)
    not_paid_from = ArrayField(
        models.CharField(max_length=9, choices=Source),
        verbose_name=_("not where paid from"),
        default=list,
        blank=True,
    )
    settled_until = models.DateField(_("everything paid up to the month"), null=True, blank=True)
    period = DateRangeField(_("in force"))
    legal_source = models.CharField(_("legal source"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-period", "name"]
        constraints = [
            models.CheckConstraint(name="relief_leaves_a_part", condition=Q(factor__gte=0, factor__lt=1)),
            models.CheckConstraint(name="relief_starts_a_month", condition=Q(period__startswith__day=1)),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MinimumWage(models.Model):
    """UMK of a kabupaten or kota, UMP of a province, in a period."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="minimum_wages", verbose_name=_("region"))
    amount = models.DecimalField(_("amount (Rp)"), max_digits=14, decimal_places=2)
    period = DateRangeField(_("in force"))
    legal_source = models.CharField(_("legal source"), max_length=200)

    class Meta:
        ordering = ["region__code", "-period"]
        constraints = [
            ExclusionConstraint(
                name="one_minimum_wage_a_day",
                expressions=[(whole("region"), "&&"), ("period", "&&")],
                violation_error_message=_("These days have a minimum wage already. End that one first."),
            ),
            models.CheckConstraint(name="minimum_wage_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="minimum_wage_starts_a_month", condition=Q(period__startswith__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.amount}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DueDate(models.Model):
    """The last day to pay a month of a segment. Computed from the calendar (`contributions.billing.due`);
    `is_override` are those that a regulation moved, and stay when the others are computed again."""

    month = models.DateField(_("month"))
    segment = models.CharField(_("segment"), max_length=3, choices=Segment)
    due_on = models.DateField(_("due on"))
    is_override = models.BooleanField(_("moved by regulation"), default=False)
    legal_source = models.CharField(_("legal source"), max_length=200, blank=True)

    class Meta:
        ordering = ["-month", "segment"]
        constraints = [
            models.UniqueConstraint(name="one_due_date", fields=["month", "segment"]),
            models.CheckConstraint(name="due_date_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="moved_due_date_has_a_source", condition=Q(is_override=False) | ~Q(legal_source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.segment}: {self.due_on}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PenaltyRate(models.Model):
    """What a late month costs more: percent of the contribution a month, simple; an estimate only.

    The law leaves out employers that are organs of the state: `for_government` only where somebody says so.
    """

    percent = models.DecimalField(_("percent a month"), max_digits=5, decimal_places=2)
    for_government = models.BooleanField(_("for local governments too"), default=False)
    period = DateRangeField(_("in force"))
    legal_source = models.CharField(_("legal source"), max_length=200)

    class Meta:
        ordering = ["-period"]
        constraints = [
            ExclusionConstraint(
                name="one_penalty_a_day",
                expressions=[("period", "&&")],
                violation_error_message=_("These days have a penalty already. End that one first."),
            ),
            models.CheckConstraint(name="penalty_not_negative", condition=Q(percent__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % {self.period}"

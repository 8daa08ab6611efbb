"""What a group owes for a month (ours), with a line per worker, beside what BPJS bills and what was paid."""

import datetime as dt
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, ContributionGroup
from agencies.models.groups import JkkRisk, Programme, Segment
from contributions.models.rates import Relief
from contributions.models.terms import BaseKind, GroupTerms
from enrolment.models import Worker

PARTS = ("jkk", "jkm", "jht_employer", "jht_worker", "jp_employer", "jp_worker")
"""The columns whose sum is a total, in the order of BPJS's Formulir 2a."""


class AssessmentState(models.TextChoices):
    """Of our own sums; BPJS's bill and the payments have states of their own (`billing.standing`)."""

    MISSING = "missing", _("Not computed yet")
    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final")


# A final assessment never changes: what is found later becomes a line of a later month.
ASSESSMENT_MOVES: dict[str, tuple[str, ...]] = {
    AssessmentState.MISSING: (AssessmentState.DRAFT,),
    AssessmentState.DRAFT: (AssessmentState.FINAL, AssessmentState.MISSING),
    AssessmentState.FINAL: (),
}


class DelayReason(models.TextChoices):
    """Why a month that is due is not paid yet, in an agency's own words."""

    DPA = "dpa", _("Waiting for the budget document (DPA)")
    CASH = "cash", _("Waiting for the cash supply (GU/LS)")
    BILL = "bill", _("Waiting for the payment code or the bill")
    DATA = "data", _("Data being put right")
    OTHER = "other", _("Another reason")


class LineKind(models.TextChoices):
    REGULAR = "regular", _("Contribution")
    BACK_PAY = "back_pay", _("Back pay (rapel)")
    CORRECTION = "correction", _("Correction")


def money(label: object = "", **kwargs: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, **kwargs)


def parts_sum() -> models.F:
    found = F(PARTS[0])
    for part in PARTS[1:]:
        found = found + F(part)
    return found


class AssessmentQuerySet(models.QuerySet):
    def of_month(self, month: dt.date) -> Self:
        return self.filter(month=month)

    def open_balance(self) -> Self:
        return self.filter(paid__lt=F("owed"))

    def due_by(self, day: dt.date) -> Self:
        return self.filter(due_on__lte=day)

    def in_arrears(self, day: dt.date) -> Self:
        """Due by the day and not paid in full now."""
        return self.open_balance().due_by(day)

    def visible_to(self, user: object) -> Self:
        return self.filter(agency__in=access.visible_agencies(user, access.P.SEE_FIGURES))


class Assessment(models.Model):
    """One group in one month (its first day). `agency` owns the group.

    The sums are those of its lines (a trigger keeps them). `billed` is what BPJS bills, null while nobody has
    told; `owed` is that sum, else ours; `paid` what payments were allocated to it, `settled_on` the day of
    the payment that made it whole. `segment`, `risk`, `programmes`, `base_kind`, `base_amount` (the flat
    base, or the smallest one where wages count), `relief` and `rates` are what it was computed with: `rates`
    is a list of `{"programme", "employer", "worker", "amount", "minimum", "maximum", "factor", "source",
    "rate"}`, decimals as text.
    """

    group = models.ForeignKey(ContributionGroup, models.PROTECT, related_name="assessments", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assessments", db_index=False)
    month = models.DateField(_("month"))
    state = models.CharField(
        _("state"), max_length=7, choices=AssessmentState, default=AssessmentState.MISSING,
        db_default=AssessmentState.MISSING,
    )  # fmt: skip
    due_on = models.DateField(_("due on"))
    segment = models.CharField(_("segment"), max_length=3, choices=Segment)
    risk = models.PositiveSmallIntegerField(_("JKK risk group"), choices=JkkRisk)
    programmes = ArrayField(models.CharField(max_length=3, choices=Programme))
    terms = models.ForeignKey(GroupTerms, models.PROTECT, null=True, related_name="+")
    base_kind = models.CharField(_("base"), max_length=6, choices=BaseKind, null=True)
    base_amount = money(_("base amount"), null=True)
    relief = models.ForeignKey(Relief, models.PROTECT, null=True, related_name="+")
    rates = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    workers = models.IntegerField(_("workers"), default=0, db_default=0)
    without_base = models.IntegerField(_("without a wage"), default=0, db_default=0)
    base = money(_("base"), default=0, db_default=0)
    jkk = money("JKK", default=0, db_default=0)
    jkm = money("JKM", default=0, db_default=0)
    jht_employer = money(_("JHT employer"), default=0, db_default=0)
    jht_worker = money(_("JHT worker"), default=0, db_default=0)
    jp_employer = money(_("JP employer"), default=0, db_default=0)
    jp_worker = money(_("JP worker"), default=0, db_default=0)
    total = money(_("total"), default=0, db_default=0)
    billed = money(_("BPJS's bill"), null=True)
    owed = models.GeneratedField(
        expression=Coalesce(F("billed"), F("total")), output_field=money(), db_persist=True
    )
    paid = money(_("paid"), default=0, db_default=0)
    settled_on = models.DateField(_("paid in full on"), null=True)
    roster_version = models.BigIntegerField(null=True)  # of the owner's list when it was computed
    computed_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    final_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    delay_reason = models.CharField(_("reason"), max_length=5, choices=DelayReason, blank=True, db_default="")
    delay_note = models.CharField(_("note"), max_length=300, blank=True, db_default="")
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    delay_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    delay_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "group"]
        constraints = [
            models.UniqueConstraint(name="one_assessment_a_month", fields=["group", "month"]),
            models.CheckConstraint(name="assessment_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="assessment_total_is_its_parts", condition=Q(total=parts_sum())),
            models.CheckConstraint(
                name="assessment_not_negative",
                condition=Q(total__gte=0) & (Q(billed=None) | Q(billed__gte=0)) & Q(paid__gte=0),
                violation_error_message=_("A month's contribution cannot be below zero."),
            ),
            models.CheckConstraint(
                name="assessment_final_is_said",
                condition=Q(state="final", final_at__isnull=False) | ~Q(state="final") & Q(final_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "month"], name="assessment_agency_month"),
            models.Index(fields=["month"], name="assessment_month"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.month:%Y-%m}"

    @property
    def balance(self) -> object:
        """What is still to be paid, in rupiah."""
        return self.owed - self.paid

    def is_late(self, day: dt.date) -> bool:
        """In arrears on the day: due, and not paid in full."""
        return self.due_on <= day and self.paid < self.owed


class LineQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user: object) -> Self:
        return access.restrict_people(self, user)

    def with_before(self) -> Self:
        """`before`: of a line about an earlier month what that month was charged until then, rupiah; of a
        regular line none."""
        until_then = Q(month__lt=OuterRef("month")) | Q(month=OuterRef("month"), pk__lt=OuterRef("pk"))
        same = self.model._default_manager.filter(worker=OuterRef("worker"), about=OuterRef("about"))
        summed = same.filter(until_then).order_by().values("worker").annotate(sum=Sum("total"))
        charged = Coalesce(Subquery(summed.values("sum")), Value(Decimal(0)))
        return self.annotate(before=Case(When(~Q(kind=LineKind.REGULAR), then=charged)))


class AssessmentLine(models.Model):
    """One worker in one assessment. `agency` is the worker's, which the group may only serve.

    A regular line is about its own month. Back pay and corrections are about an earlier one (`about`) and may
    be negative: they hold the difference from what that month was assessed with.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="lines")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    # Its foreign key takes drafts away with a worker whose first list is undone (`database.lines`).
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="assessment_lines", db_index=False, db_constraint=False
    )
    month = models.DateField(_("month"))
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind, default=LineKind.REGULAR)
    about = models.DateField(_("about the month"))
    base = money(_("base"))
    jkk = money("JKK")
    jkm = money("JKM")
    jht_employer = money(_("JHT employer"), default=0)
    jht_worker = money(_("JHT worker"), default=0)
    jp_employer = money(_("JP employer"), default=0)
    jp_worker = money(_("JP worker"), default=0)
    total = money(_("total"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "worker__name", "kind", "about"]
        constraints = [
            models.UniqueConstraint(
                name="one_line_a_month_and_kind", fields=["worker", "month", "kind", "about"]
            ),
            models.CheckConstraint(name="line_total_is_its_parts", condition=Q(total=parts_sum())),
            models.CheckConstraint(
                name="only_corrections_below_zero",
                condition=~Q(kind="regular")
                | Q(about=F("month"), base__gte=0, **{f"{part}__gte": 0 for part in PARTS}),
            ),
            models.CheckConstraint(
                name="corrections_are_about_earlier", condition=Q(kind="regular") | Q(about__lt=F("month"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.month:%Y-%m} {self.kind}"

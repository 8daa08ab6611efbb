"""Benefit claims: an accident at work or a death, from the report to what the family got."""

import datetime as dt
from typing import Self

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Branch, Region
from enrolment.models.workers import Worker


class ClaimKind(models.TextChoices):
    ACCIDENT = "accident", _("Accident at work")
    WORK_DEATH = "work_death", _("Death at work")
    DEATH = "death", _("Death, not at work")


WORK_KINDS = (ClaimKind.ACCIDENT, ClaimKind.WORK_DEATH)  # JKK; the other is JKM
DEATH_KINDS = (ClaimKind.WORK_DEATH, ClaimKind.DEATH)


class ClaimState(models.TextChoices):
    REPORTED = "reported", _("Reported")
    FILED = "filed", _("Filed with BPJS")
    PAID = "paid", _("Paid")
    CLOSED = "closed", _("Closed without payment")


# What a step leads to; each can be taken back to where `came_from` says.
CLAIM_MOVES: dict[str, tuple[str, ...]] = {
    ClaimState.REPORTED: (ClaimState.FILED, ClaimState.CLOSED),
    ClaimState.FILED: (ClaimState.PAID, ClaimState.CLOSED),
    ClaimState.PAID: (),
    ClaimState.CLOSED: (),
}


class ClosingReason(models.TextChoices):
    MISTAKE = "mistake", _("Reported by mistake")
    REFUSED = "refused", _("BPJS refused the claim")
    NOT_COVERED = "not_covered", _("Not covered on that day")
    WITHDRAWN = "withdrawn", _("The family or the worker does not claim")
    OTHER = "other", _("Another reason")


class ClaimQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)

    def of_region(self, region: Region) -> Self:
        """The region's own claims and, of a province, those of its cities."""
        return self.filter(Q(agency__region=region) | Q(agency__region__parent=region))

    def of_branch(self, branch: Branch) -> Self:
        return self.filter(agency__region__in=branch.regions.all())

    def open(self) -> Self:
        return self.exclude(state__in=[ClaimState.PAID, ClaimState.CLOSED])

    def overdue(self, known_before: dt.date, happened_before: dt.date) -> Self:
        """Still to be filed, and BPJS not told in time or the claim lapsed (`claims.deadlines` gives both
        days)."""
        untold = Q(kind__in=WORK_KINDS, told_on=None, known_on__lt=known_before)
        return self.filter(untold | Q(happened_on__lt=happened_before), state=ClaimState.REPORTED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BenefitClaim(models.Model):
    """What happened to a worker, and how far the claim has come. What is about health stands apart
    (`ClaimHealth`): the city sees cases and rupiah, never a diagnosis."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="claims")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="claims", db_constraint=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ClaimKind)
    state = models.CharField(_("state"), max_length=8, choices=ClaimState, default=ClaimState.REPORTED)
    happened_on = models.DateField(_("happened on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    known_on = models.DateField(_("known to the agency since"))
    reported_on = models.DateField(_("reported on"))
    told_on = models.DateField(_("BPJS was told on"), null=True, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    filed_number = models.CharField(_("BPJS's number of the claim"), max_length=60, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    paid_to = models.CharField(_("paid to"), max_length=160, blank=True)
    handed_over_by = models.CharField(_("handed over by"), max_length=160, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_reason = models.CharField(_("reason"), max_length=12, choices=ClosingReason, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_death_a_worker",
                fields=["worker"],
                condition=Q(kind__in=["work_death", "death"]) & ~Q(state="closed"),
                violation_error_message=_("This death is reported already."),
            ),
            models.CheckConstraint(
                name="claim_state_matches_dates",
                condition=(
                    Q(state="reported", filed_on=None, paid_on=None, closed_on=None)
                    | Q(state="filed", filed_on__isnull=False, paid_on=None, closed_on=None)
                    | Q(
                        state="paid",
                        filed_on__isnull=False,
                        paid_on__isnull=False,
                        amount__isnull=False,
                        amount__gt=0,
                        closed_on=None,
                    )
                    | Q(state="closed", paid_on=None, closed_on__isnull=False) & ~Q(closing_reason="")
                ),
            ),
            models.CheckConstraint(
                name="claim_dates_in_order",
                condition=(
                    Q(known_on__gte=F("happened_on"))
                    & (Q(told_on=None) | Q(told_on__gte=F("happened_on")))
                    & (Q(filed_on=None) | Q(filed_on__gte=F("happened_on")))
                    & (Q(paid_on=None) | Q(paid_on__gte=F("filed_on")))
                ),
                violation_error_message=_("The dates are not in order."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.get_kind_display()}"

    @property
    def sign(self) -> str:
        """Its key in agencies/pages/badges.py."""
        return f"claim_{self.state}"

    @property
    def is_death(self) -> bool:
        return self.kind in DEATH_KINDS

    @property
    def is_of_work(self) -> bool:
        return self.kind in WORK_KINDS

    @property
    def came_from(self) -> str:
        """The state before the last step: nothing before the report, nothing is paid that was not filed."""
        if self.state == ClaimState.PAID or (self.state == ClaimState.CLOSED and self.filed_on):
            return ClaimState.FILED
        return "" if self.state == ClaimState.REPORTED else ClaimState.REPORTED


class ClaimHealth(models.Model):
    """What is about health in a claim: for the agency and its branch alone (UU 27/2022: specific data)."""

    claim = models.OneToOneField(BenefitClaim, models.CASCADE, primary_key=True, related_name="health")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_constraint=False)
    injury = models.TextField(_("injury or cause of death"), blank=True)
    treated_at = models.CharField(_("treated at"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.claim_id}"


class ClaimPaper(models.Model):
    """One paper on a claim's checklist: wanted, and here since when."""

    claim = models.ForeignKey(BenefitClaim, models.CASCADE, related_name="papers")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    code = models.CharField(max_length=30)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="claim_paper_once", fields=["claim", "code"])]

    def __str__(self) -> str:
        return self.code

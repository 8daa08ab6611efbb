"""Benefit claims: an accident at work or a death, from the report to what the family got."""

from typing import Self

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Region
from enrolment.models.workers import Worker


class ClaimKind(models.TextChoices):
    ACCIDENT = "accident", _("Accident at work")
    WORK_DEATH = "work_death", _("Death at work")
    DEATH = "death", _("Death, not at work")


class ClaimState(models.TextChoices):
    REPORTED = "reported", _("Reported")
    FILED = "filed", _("Filed with BPJS")
    PAID = "paid", _("Paid")
    CLOSED = "closed", _("Closed without payment")


class ClaimQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)

    def open(self) -> Self:
        return self.exclude(state__in=[ClaimState.PAID, ClaimState.CLOSED])


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
    reported_on = models.DateField(_("reported on"))
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
                    Q(state="reported", paid_on=None)
                    | Q(state="filed", filed_on__isnull=False, paid_on=None)
                    | Q(state="paid", paid_on__isnull=False, amount__isnull=False)
                    | Q(state="closed", paid_on=None)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.get_kind_display()}"


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

"""Changes to many workers at once that can be taken back: of category, guarantor, group, contract's end."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ContributionGroup
from enrolment.models.workers import Category, Guarantor


class BatchKind(models.TextChoices):
    CATEGORY = "category", _("Change of category")
    CONTRACT = "contract", _("Extended SK")
    GUARANTOR = "guarantor", _("Change of guarantor")
    GROUP = "group", _("Change of contribution group")


class ChangeBatch(models.Model):
    """One bulk change, with the SK or other paper it rests on; a change of group needs none."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="change_batches")
    kind = models.CharField(_("kind"), max_length=9, choices=BatchKind)
    category = models.CharField(_("category"), max_length=12, choices=Category, null=True)
    guarantor = models.CharField(_("guarantor"), max_length=6, choices=Guarantor, null=True)
    group = models.ForeignKey(ContributionGroup, models.PROTECT, null=True, related_name="+")
    contract_until = models.DateField(_("contract until"), null=True)
    effective_on = models.DateField(_("effective from"))
    sk_number = models.CharField(_("SK number"), max_length=100, blank=True)
    sk_date = models.DateField(_("SK date"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sk_number}"


class ChangedWorker(models.Model):
    """A worker touched by a bulk change: the value and revision before, and the revision that it left.

    `terms_before` are the worker's dated terms as they stood, each `{"category", "guarantor", "since",
    "until", "batch", "source"}` with ISO days or null; null where there were none.
    """

    batch = models.ForeignKey(ChangeBatch, models.CASCADE, related_name="workers", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    worker_id = models.BigIntegerField()
    category_before = models.CharField(max_length=12, choices=Category, null=True)
    contract_before = models.DateField(null=True)
    guarantor_before = models.CharField(max_length=6, choices=Guarantor, null=True)
    group_before = models.BigIntegerField(null=True)
    terms_before = models.JSONField(null=True)
    revision_before = models.IntegerField()
    worker_revision = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="changed_worker_once", fields=["batch", "worker_id"])]
        indexes = [models.Index(fields=["worker_id"], name="changed_worker")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.worker_id}"

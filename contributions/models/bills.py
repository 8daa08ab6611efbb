"""BPJS's own bill of a month: Formulir 2a or a kode iuran."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ContributionGroup


class BillState(models.TextChoices):
    """In SIPP's words; that it was paid, and how far, is told by the payments."""

    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Finalisasi")
    ISSUED = "issued", _("Kode iuran issued")
    POSTED = "posted", _("Posting")
    VOID = "void", _("Withdrawn")


BILL_MOVES: dict[str, tuple[str, ...]] = {
    BillState.DRAFT: (BillState.FINAL, BillState.ISSUED, BillState.VOID),
    BillState.FINAL: (BillState.DRAFT, BillState.ISSUED, BillState.VOID),
    BillState.ISSUED: (BillState.POSTED, BillState.VOID),
    BillState.POSTED: (BillState.ISSUED,),
    BillState.VOID: (),
}


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Bill(models.Model):
    """What BPJS wants for a group's month, as somebody read it from SIPP or the branch told. Where there is
    none, a list of kind 2a in force counts as the bill. Several stand side by side: their sum is billed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(ContributionGroup, models.PROTECT, related_name="bills", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=6, choices=BillState, default=BillState.ISSUED)
    code = models.CharField(_("kode iuran"), max_length=20, blank=True)
    amount = models.DecimalField(_("amount (Rp)"), max_digits=16, decimal_places=2)
    penalty = models.DecimalField(_("of which penalty (Rp)"), max_digits=16, decimal_places=2, default=0)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("code valid until"), null=True, blank=True)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-month", "-issued_on"]
        indexes = [models.Index(fields=["group", "month"], name="bill_group_month")]
        constraints = [
            models.UniqueConstraint(
                name="one_bill_a_code",
                fields=["code"],
                condition=~Q(state="void") & ~Q(code=""),
                violation_error_message=_("This kode iuran is known already."),
            ),
            models.CheckConstraint(name="bill_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="bill_not_negative", condition=Q(amount__gte=0, penalty__gte=0)),
            models.CheckConstraint(
                name="bill_issued_has_a_code", condition=~Q(state__in=["issued", "posted"]) | ~Q(code="")
            ),
            models.CheckConstraint(
                name="bill_void_is_said",
                condition=Q(state="void", voided_at__isnull=False) | ~Q(state="void") & Q(voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.code or f"{self.month:%Y-%m}"

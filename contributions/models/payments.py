"""Payments, what they were allocated to, and how a wrong one was moved."""

import builtins
import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Branch, ContributionGroup
from contributions.models.assessments import Assessment


class Channel(models.TextChoices):
    BRI = "bri", "BRI"
    MANDIRI = "mandiri", "Mandiri"
    BNI = "bni", "BNI"
    BCA = "bca", "BCA"
    BTN = "btn", "BTN"
    BJB = "bjb", "BJB"
    BUKOPIN = "bukopin", "Bukopin"
    RKUD = "rkud", _("Regional treasury (SP2D)")
    OTHER = "other", _("Other")


class Origin(models.TextChoices):
    HAND = "hand", _("Entered by hand")
    BRANCH = "branch", _("BPJS's list")
    BANK = "bank", _("The bank's list")


class ListState(models.TextChoices):
    RECEIVED = "received", _("Being read")
    UNMATCHED = "unmatched", _("Columns not matched yet")
    READY = "ready", _("Read, not saved yet")
    SAVED = "saved", _("Saved")
    UNDONE = "undone", _("Taken back")
    REFUSED = "refused", _("Could not be used")


class PaymentList(models.Model):
    """A list of payments that a branch or an agency handed in, the branch's own or a bank's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="payment_lists")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="payment_lists")
    origin = models.CharField(_("origin"), max_length=6, choices=Origin, default=Origin.BRANCH)
    state = models.CharField(_("state"), max_length=9, choices=ListState, default=ListState.RECEIVED)
    file_name = models.CharField(_("file"), max_length=255)
    stored_name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    summary = models.JSONField(default=dict)
    matching = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    refusal = models.JSONField(null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="payment_list_has_a_home", condition=Q(branch__isnull=False) | Q(agency__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class PaymentQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(voided_at=None)

    def visible_to(self, user: object) -> Self:
        mine = access.visible_agencies(user, access.P.SEE_FIGURES)
        return self.filter(Q(agency__in=mine) | Q(agency=None, branch__in=access.scope_of(user).branches))


@pghistory.track(
    pghistory.InsertEvent(),
    # What it pays is told by its allocations, and changes with every month.
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=["allocated"])),
    pghistory.DeleteEvent(),
)
class Payment(models.Model):
    """Money that reached BPJS. `group` and `agency` are null while nobody knows whose it is (then it is the
    branch's to place). `moved_out` went to another group or back; `allocated` to months (a trigger keeps it).
    What is left is a credit of the group. `branch` is the office whose list or officer told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(ContributionGroup, models.PROTECT, null=True, related_name="payments")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="payments")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="payments")
    code = models.CharField(_("kode iuran"), max_length=20, blank=True)
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount (Rp)"), max_digits=16, decimal_places=2)
    moved_out = models.DecimalField(max_digits=16, decimal_places=2, default=0, db_default=0)
    allocated = models.DecimalField(max_digits=16, decimal_places=2, default=0, db_default=0)
    channel = models.CharField(_("channel"), max_length=7, choices=Channel, default=Channel.OTHER)
    reference = models.CharField(_("reference (NTPN, journal)"), max_length=60, blank=True)
    sp2d_number = models.CharField(_("SP2D number"), max_length=60, blank=True)
    sp2d_on = models.DateField(_("SP2D date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("proof of payment"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    origin = models.CharField(_("origin"), max_length=6, choices=Origin, default=Origin.HAND)
    list = models.ForeignKey(PaymentList, models.PROTECT, null=True, related_name="payments")
    moved_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_to")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-paid_on", "-entered_at"]
        indexes = [models.Index(fields=["code"], name="payment_code", condition=~Q(code=""))]
        constraints = [
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_never_overspent",
                condition=Q(allocated__gte=0, moved_out__gte=0)
                & Q(amount__gte=F("allocated") + F("moved_out")),
                violation_error_message=_("More than was paid cannot be used."),
            ),
            models.CheckConstraint(
                name="payment_void_pays_nothing", condition=Q(voided_at=None) | Q(allocated=0)
            ),
            models.CheckConstraint(
                name="payment_placed_whole",
                condition=Q(group=None, agency=None, branch__isnull=False)
                | Q(group__isnull=False, agency__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code or self.pk} {self.paid_on}"

    @property
    def credit(self) -> object:
        """What no month has used yet, in rupiah."""
        return 0 if self.voided_at else self.amount - self.moved_out - self.allocated


class Allocation(models.Model):
    """What of a payment pays which month. Oldest month first, oldest payment first, made anew whenever one of
    them changes; those that somebody directed (`move`) stay, and so do those of closed months."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="allocations", db_index=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="allocations")
    group = models.ForeignKey(ContributionGroup, models.PROTECT, related_name="+", db_index=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("amount (Rp)"), max_digits=16, decimal_places=2)
    is_pinned = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["month", "payment"]
        constraints = [
            models.UniqueConstraint(
                name="one_allocation_each", fields=["payment", "assessment", "is_pinned"]
            ),
            models.CheckConstraint(name="allocation_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.month:%Y-%m}: {self.amount}"


class MoveKind(models.TextChoices):
    MONTH = "month", _("To another month")
    GROUP = "group", _("To another contribution group")
    REFUND = "refund", _("Paid back by BPJS")


class PaymentMove(models.Model):
    """A wrong payment put right, in part or whole, with a reason that both sides see; it can be undone.
    `result` is the payment of the other group that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="moves")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=6, choices=MoveKind)
    amount = models.DecimalField(_("amount (Rp)"), max_digits=16, decimal_places=2)
    to_group = models.ForeignKey(ContributionGroup, models.PROTECT, null=True, related_name="+")
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    to_month = models.DateField(_("month"), null=True)
    result = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="made_by_move")
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="move_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="move_says_where",
                condition=Q(kind="month", to_month__isnull=False)
                | Q(kind="group", to_group__isnull=False, to_agency__isnull=False)
                | Q(kind="refund", to_group=None),
            ),
            models.CheckConstraint(name="move_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class PaymentRow(models.Model):
    """A row of a list of payments as read. `group` is whom its code or NPP was found to be; `problems` are
    codes with parameters, as those of rosters."""

    list = models.ForeignKey(PaymentList, models.CASCADE, related_name="rows", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    group = models.ForeignKey(ContributionGroup, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveIntegerField()
    sheet = models.CharField(max_length=64, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(_("kode iuran"), max_length=60, blank=True)
    npp = models.CharField(_("NPP"), max_length=60, blank=True)
    payer = models.CharField(_("payer"), max_length=300, blank=True)
    month = models.DateField(_("month"), null=True)
    paid_on = models.DateField(_("paid on"), null=True)
    amount = models.DecimalField(_("amount (Rp)"), max_digits=16, decimal_places=2, null=True)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    known_as = models.ForeignKey(Payment, models.SET_NULL, null=True, related_name="+")  # told before
    payment = models.OneToOneField(Payment, models.SET_NULL, null=True, related_name="list_row")
    problems = models.JSONField(default=builtins.list)  # `list` is the field above

    class Meta:
        ordering = ["list", "ordinal"]
        constraints = [models.UniqueConstraint(name="payment_row_once", fields=["list", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.list_id} {self.row}"

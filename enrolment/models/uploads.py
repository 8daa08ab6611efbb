"""Uploads: the file, what was read from it, what it would change, what it changed."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Region
from enrolment.models.enrolments import EndReason
from enrolment.models.workers import Worker


class UploadState(models.TextChoices):
    RECEIVED = "received", _("Received")
    CHECKED = "checked", _("Checked, not saved yet")
    REFUSED = "refused", _("Could not be read")
    APPLIED = "applied", _("Saved to the list")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


class UploadMode(models.TextChoices):
    FULL = "full", _("The whole list")
    PARTIAL = "partial", _("A part of the list")


class UploadQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)


class Upload(models.Model):
    """A workbook somebody handed in, and how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="uploads")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="uploads", null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=UploadState, default=UploadState.RECEIVED)
    file_name = models.CharField(_("file"), max_length=255)
    stored_name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    roster_date = models.DateField(_("list as of"))
    mode = models.CharField(_("kind of list"), max_length=7, choices=UploadMode, default=UploadMode.PARTIAL)
    registered_on = models.DateField(_("registered since"), null=True, blank=True)
    on_behalf = models.BooleanField(_("on the agency's behalf"), default=False)
    summary = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    refusal = models.JSONField(null=True, blank=True)
    seconds = models.JSONField(default=dict)
    rows_done = models.IntegerField(default=0)
    roster_version = models.BigIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_result = models.JSONField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        indexes = [
            models.Index(fields=["agency", "-uploaded_at"], name="upload_agency_recent"),
            models.Index(fields=["agency", "sha256"], name="upload_same_bytes"),
        ]
        constraints = [
            models.CheckConstraint(
                name="upload_applied_has_date",
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def has_kpj_column(self) -> bool:
        """Whether any sheet of the file gives KPJ numbers."""
        return any("kpj" in sheet.get("columns", {}) for sheet in self.summary.get("sheets", ()))

    @property
    def rows_expected(self) -> int:
        """How many rows the file says it has, known before it is read."""
        return self.summary.get("declared_rows", 0)

    @property
    def is_saved(self) -> bool:
        return self.state == UploadState.APPLIED


# Rows that come and go by the thousand: the unique keys below serve every look-up, and what they point to
# is written in the same transaction.
_BULK = {"db_index": False, "db_constraint": False}


class StagedRow(models.Model):
    """One person's row as read from the file, with its problems; fixed in place on the page."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", **_BULK)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", **_BULK)
    ordinal = models.IntegerField()
    sheet = models.TextField()
    row_number = models.IntegerField()
    nik = models.TextField(null=True)
    name = models.TextField(null=True)
    birth_place = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    sex = models.TextField(null=True)
    position = models.TextField(null=True)
    unit = models.TextField(null=True)
    start_date = models.DateField(null=True)
    wage = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    phone = models.TextField(null=True)
    address = models.TextField(null=True)
    mother_name = models.TextField(null=True)
    kpj = models.TextField(null=True)
    email = models.TextField(null=True)
    education = models.TextField(null=True)
    employee_no = models.TextField(null=True)
    note = models.TextField(null=True)
    problems = models.JSONField(null=True)
    has_errors = models.BooleanField(default=False)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(name="staged_row_once", fields=["upload", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row_number}"


class RowKind(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    MISSING = "missing", _("Not in the file")
    NEEDS_FIX = "needs_fix", _("Needs fixing")


class StagedKind(models.Model):
    """What one row of the file, or one worker missing from it, means for the roster. Narrow: made anew by
    every comparison."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="kinds", **_BULK)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", **_BULK)
    row = models.ForeignKey(StagedRow, models.CASCADE, null=True, related_name="kinds", **_BULK)
    worker = models.ForeignKey(Worker, models.CASCADE, null=True, related_name="+", **_BULK)
    kind = models.CharField(max_length=9, choices=RowKind)
    changes = models.JSONField(null=True)
    elsewhere = models.BooleanField(default=False)  # on another agency's list too
    fixed_later = models.BooleanField(default=False)  # compared after the upload was saved once

    class Meta:
        indexes = [models.Index(fields=["upload", "kind"], name="staged_kind_of_upload")]

    def __str__(self) -> str:
        return self.kind


class WorkerImage(models.Model):
    """A worker as it was before an upload touched it, and the revisions the upload left behind: what undo
    needs to put it back, and to see that somebody edited it since."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="images", **_BULK)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", **_BULK)
    worker_id = models.BigIntegerField()
    enrolment_id = models.BigIntegerField(null=True)
    worker_before = models.JSONField(null=True)
    enrolment_before = models.JSONField(null=True)
    worker_revision = models.IntegerField()
    enrolment_revision = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="image_once", fields=["upload", "worker_id"])]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.worker_id}"


class ProposedExit(models.Model):
    """Somebody who was not in a whole list: leaves only when confirmed with a reason and a day."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="proposed_exits")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="proposed_exits")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="proposed_exits")
    proposed_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=14, choices=EndReason, null=True)
    ended_on = models.DateField(_("last day was before"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stays = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_per_worker", fields=["worker"], condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker_id}"

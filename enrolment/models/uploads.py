"""Uploads: the file, what was read from it, what it would change, what it changed."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Region


class UploadKind(models.TextChoices):
    LIST = "list", _("List of an agency")
    CORRECTION = "correction", _("Corrected rows of another upload")
    NIL = "nil", _("Nothing changed this month")
    CITY_LISTS = "city_lists", _("Lists of a whole city")
    COMPARISON = "comparison", _("City's own list, to be compared")


class UploadState(models.TextChoices):
    RECEIVED = "received", _("Received")
    UNMATCHED = "unmatched", _("Columns not matched yet")
    CHECKED = "checked", _("Checked, not saved yet")
    SAVING = "saving", _("Being saved")
    REFUSED = "refused", _("Could not be read")
    APPLIED = "applied", _("Saved to the list")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    REDOING = "redoing", _("Undoing is being taken back")
    DISCARDED = "discarded", _("Discarded")


ON_THE_LIST = (UploadState.APPLIED, UploadState.UNDOING)
"""The states in which what an upload saved stands on the list: until it is undone, it is."""


class UploadMode(models.TextChoices):
    FULL = "full", _("The whole list")
    PARTIAL = "partial", _("A part of the list")


class UploadQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)


class Upload(models.Model):
    """A workbook somebody handed in, and how far it has come.

    A city's file has no agency; what it holds for each agency is an upload of its own with the file as
    `parent`. Corrected rows have the upload that they correct as `parent`. A month without a change
    (`nil`) has no file: empty `stored_name` and `sha256`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="uploads")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="uploads", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=UploadKind, default=UploadKind.LIST)
    parent = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True, blank=True)
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
    answers = models.JSONField(default=dict)  # what was answered, and what came of it
    matching = models.JSONField(default=dict)  # how its columns were matched by hand (RosterProfile.content)
    roster_version = models.BigIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_result = models.JSONField(null=True, blank=True)
    redone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redone_at = models.DateTimeField(null=True, blank=True)

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
                condition=~Q(state__in=["applied", "undoing", "undone", "redoing"])
                | Q(applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="upload_without_agency_is_a_citys",
                condition=Q(agency__isnull=False) | Q(kind__in=["city_lists", "comparison"]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rows_saved(self) -> int:
        """About how many workers saving it touched: how much undoing it, or taking that back, has to do."""
        counts = self.counts
        saved = counts.get("new", 0) + counts.get("changed", 0)
        proposed = counts.get("missing", 0) if self.mode == UploadMode.FULL else 0
        return max(saved + proposed, counts.get("registration", {}).get("registered", 0))

    @property
    def has_kpj_column(self) -> bool:
        """Whether any sheet of the file gives KPJ numbers."""
        return any("kpj" in sheet.get("columns", {}) for sheet in self.summary.get("sheets", ()))

    @property
    def only_adds(self) -> bool:
        """Whether it came out of a city's file: additions and changes only, nobody is missing from it."""
        return self.kind == UploadKind.LIST and self.parent_id is not None

    @property
    def compared(self) -> str:
        """Names the comparison that the upload stands at: another one bears another name."""
        return f"{self.roster_version}-{self.counts.get('comparison', '')}"

    @property
    def is_saved(self) -> bool:
        return self.state == UploadState.APPLIED

    @property
    def on_the_list(self) -> bool:
        return self.state in ON_THE_LIST

    @property
    def is_undone(self) -> bool:
        return self.state == UploadState.UNDONE


class UploadProgress(models.Model):
    """How far the worker is with an upload: written beside the worker's own transaction, so that a page can
    show it. `stage` is a word of ours (`reading`, `comparing`, `saving`)."""

    upload = models.OneToOneField(Upload, models.CASCADE, primary_key=True, related_name="progress")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+", db_index=False)
    stage = models.TextField(default="reading")
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.upload_id} {self.stage} {self.done}/{self.total}"


class PartialFile(models.Model):
    """A file on its way: the bytes that have come in, kept so that a broken upload goes on with the rest.

    `fingerprint` tells whether the file chosen again is the same one. `agency` is empty for a city's file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    stored_name = models.CharField(max_length=64)
    received = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="partial_file_in_bounds", condition=Q(received__lte=models.F("size")))
        ]

    def __str__(self) -> str:
        return self.file_name

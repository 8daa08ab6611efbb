"""What was read from an upload, row by row, what it means for the roster, and what saving it changed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models.uploads import Upload
from enrolment.models.workers import Worker

# Rows that come and go by the thousand: the unique keys below serve every look-up, and what they point to
# is written in the same transaction.
_BULK = {"db_index": False, "db_constraint": False}


class DropReason(models.TextChoices):
    DUPLICATE = "duplicate", _("The same person stands in another row")
    NOT_OURS = "not_ours", _("Does not work for this agency")
    LEFT = "left", _("Has left already")
    NO_PERSON = "no_person", _("This row is no person")
    SUPERSEDED = "superseded", _("A newer whole list was saved")
    OTHER = "other", _("Another reason")


class StagedRowQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Bad rows that were neither fixed nor dropped."""
        return self.filter(has_errors=True, drop_reason=None)

    def dropped(self) -> Self:
        return self.filter(drop_reason__isnull=False)


class StagedRow(models.Model):
    """One person's row as read from the file, with its problems; fixed in place on the page, or dropped
    with a reason. Rows of a city's file have no agency until their unit is known."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", **_BULK)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+", **_BULK)
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
    contract_until = models.DateField(null=True)
    status = models.TextField(null=True)  # as read; `category` is what it means
    category = models.TextField(null=True)
    row_code = models.TextField(null=True)  # of a corrected row: the row it corrects
    office = models.TextField(null=True)  # the agency as read, where `unit` is a part of it
    problems = models.JSONField(null=True)
    has_errors = models.BooleanField(default=False)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    drop_reason = models.CharField(_("reason"), max_length=12, choices=DropReason, null=True)
    drop_note = models.TextField(_("note"), null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    dropped_at = models.DateTimeField(null=True)
    # The newer whole list that took its place.
    superseded_by = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+", **_BULK)

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        ordering = ["ordinal"]
        indexes = [
            models.Index(
                fields=["upload", "ordinal"], name="staged_row_bad", condition=models.Q(has_errors=True)
            )
        ]
        constraints = [models.UniqueConstraint(name="staged_row_once", fields=["upload", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row_number}"


class RowKind(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    MISSING = "missing", _("Not in the file")
    NEEDS_FIX = "needs_fix", _("Needs fixing")
    DROPPED = "dropped", _("Dropped")


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
    needs to put it back, and to see that somebody edited it since. Undoing keeps the worker as the upload had
    left it (`…_after`): what taking the undo back needs; `worker_after` is set just while the worker is
    undone. `exits_after` holds the proposed exits that went with a worker who left the list by undoing."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="images", **_BULK)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", **_BULK)
    worker_id = models.BigIntegerField()
    enrolment_id = models.BigIntegerField(null=True)
    worker_before = models.JSONField(null=True)
    enrolment_before = models.JSONField(null=True)
    worker_after = models.JSONField(null=True)
    enrolment_after = models.JSONField(null=True)
    exits_after = models.JSONField(null=True)
    worker_revision = models.IntegerField()
    enrolment_revision = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="image_once", fields=["upload", "worker_id"])]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.worker_id}"

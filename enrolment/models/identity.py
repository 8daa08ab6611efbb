"""Whether the civil registry knows a person under that NIK."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models.workers import Worker


class IdentityResult(models.TextChoices):
    MATCHED = "matched", _("Matches the civil registry")
    NOT_MATCHED = "not_matched", _("Does not match the civil registry")


class IdentityAnswerQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        """Without the rows, which only looking at one answer needs."""
        return self.filter(agency=agency).defer("rows")


class IdentityAnswer(models.Model):
    """The civil registry's answer as a file: looked at, then taken over as checks, which its taking back
    deletes.

    `rows` are the file's rows as they were read, compressed JSON (see `identity.answers`). `words` says what
    each word means that the reader does not know: a result, or "" for one that says nothing. Those of an
    answer that was taken over, and not back, are known for the agency's next file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    rows = models.BinaryField(default=bytes)
    columns = models.JSONField(default=dict)  # which columns of which sheet were read, for people to see
    words = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    checked_on = models.DateField(_("checked on"), null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = IdentityAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class IdentityCheck(models.Model):
    """One answer about a worker. The newest one about the worker's present NIK holds; without one, the
    worker is "not checked": a NIK that was corrected since is to be checked again."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="identity_checks", db_constraint=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    nik = models.CharField(_("NIK"), max_length=16)
    result = models.CharField(_("result"), max_length=11, choices=IdentityResult)
    checked_on = models.DateField(_("checked on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    batch = models.UUIDField(null=True)  # the answer of the registry it came with
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        indexes = [
            models.Index(fields=["worker", "-checked_on"], name="identity_of_worker"),
            models.Index(fields=["batch"], name="identity_batch", condition=models.Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.result}"

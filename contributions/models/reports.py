"""The monthly report of a city: made by the worker, kept as files."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Region


class ReportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    WORKING = "working", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class Report(models.Model):
    """One report as somebody asked for it: what it says is frozen in `content` when it is made.

    `files` name what is stored, by kind: `pdf` (the report), `sheet` (its first page as PNG), `xlsx`,
    `note_pdf` and `note_docx` (the nota dinas that carries it). `done` of `steps` tell how far it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="reports")
    as_of = models.DateField(_("position as of"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    decision = models.TextField(_("decision asked of the leader"), max_length=600)
    signer = models.JSONField(default=dict)
    recipient = models.CharField(_("to"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ReportState, default=ReportState.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(name="report_ready_has_files", condition=~Q(state="ready") | ~Q(files={})),
            models.CheckConstraint(
                name="report_failed_says_why", condition=~Q(state="failed") | ~Q(error="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.as_of}"

"""What an agency's head signs for: a list in one of its versions (SPTJM)."""

import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class RosterStatementQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        """Without the rows, which only comparing needs."""
        return self.filter(agency=agency).defer("rows")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["rows"])
class RosterStatement(models.Model):
    """A statement of absolute responsibility for the list as it stood at `roster_version`.

    `content_hash` is the sha256 (hex) of the list's rows, so that anybody can tell whether a list is the one
    that was signed; `rows` are those rows, compressed, so that it can be said what changed since. `counts`:
    category -> sex (`L`, `P` or empty) -> people. The signed scan, once it is there, belongs to this version
    alone; who put it there, replaced or deleted it is history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="statements")
    roster_version = models.BigIntegerField()
    content_hash = models.CharField(max_length=64)
    rows = models.BinaryField(default=bytes)
    counts = models.JSONField(default=dict)
    as_of = models.DateField(_("list as of"))
    signer_name = models.CharField(_("name of the signer"), max_length=160)
    signer_nip = models.CharField(_("NIP of the signer"), max_length=30, blank=True)
    signer_title = models.CharField(_("position of the signer"), max_length=160)
    place = models.CharField(_("place"), max_length=80, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    scan_name = models.CharField(_("signed scan"), max_length=255, blank=True)
    scan_stored_name = models.CharField(max_length=64, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_size = models.BigIntegerField(null=True)
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    scanned_at = models.DateTimeField(null=True)

    objects = RosterStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.agency} v{self.roster_version}"

    @property
    def short_hash(self) -> str:
        """What stands in the letter: enough to tell lists apart, short enough to compare by eye."""
        return self.content_hash[:12]

"""BPJS's official upload sheets: which were made, who stood in them, and what the portal said."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, ContributionGroup
from enrolment.models.workers import Worker


class SheetKind(models.TextChoices):
    """The portal's own names (SIPP Online, Mutasi Data)."""

    NEW = "data_tk_baru", _("New participants")
    CONTINUING = "data_tk_lanjutan", _("Continuing participants")
    LEAVING = "data_tk_na", _("Leaving participants")
    WAGES = "data_upah", _("Wages")
    UPDATES = "update_data_tk", _("Changed data")


class SheetState(models.TextChoices):
    MADE = "made", _("Made, not uploaded yet")
    UPLOADED = "uploaded", _("Uploaded to the portal")
    ANSWERED = "answered", _("Answered by the portal")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SheetTemplate(models.Model):
    """An empty form of the portal, handed in to be filled as it is. `columns` are its headings in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=SheetKind)
    file_name = models.CharField(_("file"), max_length=255)
    stored_name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=64)
    header_row = models.PositiveIntegerField()
    columns = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class OfficialSheetQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)


class OfficialSheet(models.Model):
    """A file that was made for the portal: one kind, one group, one agency, at most 10,000 rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sheets")
    group = models.ForeignKey(ContributionGroup, models.PROTECT, related_name="sheets")
    kind = models.CharField(_("kind"), max_length=16, choices=SheetKind)
    layout = models.CharField(_("version of the form"), max_length=20)
    template = models.ForeignKey(SheetTemplate, models.PROTECT, null=True, related_name="sheets")
    batch = models.UUIDField()  # made together: a transfer writes a leaving and a continuing sheet
    number = models.PositiveSmallIntegerField(default=1)  # of the files of a batch
    month = models.DateField(_("month"))
    file_name = models.CharField(_("file"), max_length=255)
    state = models.CharField(_("state"), max_length=9, choices=SheetState, default=SheetState.MADE)
    rows = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    uploaded_on = models.DateField(_("uploaded on"), null=True)
    valid = models.PositiveIntegerField(_("valid"), null=True)
    invalid = models.PositiveIntegerField(_("not valid"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = OfficialSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "number"]
        indexes = [models.Index(fields=["batch"], name="sheet_batch")]
        constraints = [
            models.CheckConstraint(name="sheet_size", condition=Q(rows__gte=1, rows__lte=10_000)),
            models.CheckConstraint(
                name="sheet_state_matches",
                condition=Q(state__in=["made", "withdrawn"], answered_at=None)
                | Q(state="uploaded", uploaded_on__isnull=False, answered_at=None)
                | Q(state="answered", uploaded_on__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class SheetRow(models.Model):
    """One person in a sheet, as written; `valid` is what the portal said (null: nothing yet)."""

    sheet = models.ForeignKey(OfficialSheet, models.CASCADE, related_name="people", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    ordinal = models.PositiveIntegerField()
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="sheet_rows", db_constraint=False)
    enrolment_id = models.BigIntegerField(null=True)
    values = models.JSONField()
    valid = models.BooleanField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["sheet", "ordinal"]
        constraints = [models.UniqueConstraint(name="sheet_row_once", fields=["sheet", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.ordinal}"


class SheetCode(models.Model):
    """What a group writes into a column of codes that BPJS does not publish: `value` is ours (an end's
    reason), `code` the portal's (SEBAB_NA). Asked of the branch, never made up."""

    group = models.ForeignKey(ContributionGroup, models.CASCADE, related_name="sheet_codes", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    header = models.CharField(max_length=30)
    value = models.CharField(max_length=30)
    code = models.CharField(_("code"), max_length=10)

    class Meta:
        ordering = ["group", "header", "value"]
        constraints = [models.UniqueConstraint(name="sheet_code_once", fields=["group", "header", "value"])]

    def __str__(self) -> str:
        return f"{self.header} {self.value} = {self.code}"


class SheetDetail(models.Model):
    """What the portal wants of a person and no roster tells: whether married (STATUS_KAWIN)."""

    worker = models.OneToOneField(
        Worker, models.CASCADE, primary_key=True, related_name="sheet_detail", db_constraint=False
    )
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_constraint=False)
    married = models.BooleanField(_("married"))

    def __str__(self) -> str:
        return f"{self.worker_id}"

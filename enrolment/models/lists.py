"""BPJS's own lists (Formulir 2a, participants) as handed in, and their rows as read."""

import builtins
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Branch, ContributionGroup


class ListKind(models.TextChoices):
    BILL = "2a", _("Formulir 2a")
    PARTICIPANTS = "participants", _("List of participants")
    OTHER = "other", _("Other list")


class ListState(models.TextChoices):
    RECEIVED = "received", _("Being read")
    UNMATCHED = "unmatched", _("Columns not matched yet")
    UNPLACED = "unplaced", _("Contribution group not known yet")
    READY = "ready", _("Read, not in force yet")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Could not be used")


class ListQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def for_branch(self, branch: Branch) -> Self:
        """What the branch handed in, and what agencies of its regions did."""
        return self.filter(Q(branch=branch) | Q(agency__region__in=branch.regions.all()))

    def visible_to(self, user) -> Self:
        mine = access.visible_agencies(user, access.P.SEE_PEOPLE)
        return self.filter(Q(agency__in=mine) | Q(agency=None, branch__in=access.scope_of(user).branches))


class ParticipantList(models.Model):
    """One file of BPJS's, about one contribution group and month.

    Handed in by a branch (`branch`, perhaps with many others: `batch`) or by an agency for itself. `agency`
    is that of the group, or whoever handed it in; null until the group is known. `npp`, `unit` and `period`
    are as printed in its header. `totals`: `stated` is what its footer says, `summed` its rows added up.
    One list of a kind is in force for a group and month; a newer one replaces it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="lists")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="lists")
    group = models.ForeignKey(ContributionGroup, models.PROTECT, null=True, related_name="lists")
    batch = models.UUIDField(null=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ListKind, default=ListKind.OTHER)
    state = models.CharField(_("state"), max_length=9, choices=ListState, default=ListState.RECEIVED)
    month = models.DateField(_("month"), null=True)
    npp = models.CharField(_("NPP"), max_length=20, blank=True)
    company = models.CharField(_("company as printed"), max_length=300, blank=True)
    unit = models.CharField(_("unit as printed"), max_length=300, blank=True)
    period = models.CharField(_("period as printed"), max_length=60, blank=True)
    file_name = models.CharField(_("file"), max_length=255)
    inside = models.CharField(_("inside the archive"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    summary = models.JSONField(default=dict)  # what the reader says of sheets and columns
    matching = models.JSONField(default=dict)  # columns matched by hand
    counts = models.JSONField(default=dict)  # rows, people, skipped, needs_fix
    totals = models.JSONField(default=dict)
    refusal = models.JSONField(null=True)  # {"code", ...parameters}
    is_first = models.BooleanField(_("taken as the first list"), default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    in_force_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # replaced or withdrawn

    objects = ListQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "file_name"]
        indexes = [
            models.Index(fields=["batch"], name="list_batch", condition=Q(batch__isnull=False)),
            models.Index(fields=["sha256"], name="list_bytes"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_list_in_force",
                fields=["group", "month", "kind"],
                condition=Q(state="in_force"),
            ),
            models.CheckConstraint(
                name="list_in_force_is_placed",
                condition=~Q(state__in=["ready", "in_force", "replaced"])
                | Q(group__isnull=False, agency__isnull=False, month__isnull=False),
            ),
            models.CheckConstraint(
                name="list_has_a_home", condition=Q(branch__isnull=False) | Q(agency__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.inside or self.file_name


class ListRow(models.Model):
    """A participant as BPJS's list has them. `agency` is the list's, null while that is not known.
    Money in rupiah, as printed; a value that was not read is null and named in `problems`."""

    list = models.ForeignKey(ParticipantList, models.CASCADE, related_name="people", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    ordinal = models.PositiveIntegerField()
    sheet = models.CharField(max_length=64, blank=True)
    row = models.PositiveIntegerField()
    nik = models.CharField(_("NIK"), max_length=16, null=True)
    nik_as_read = models.CharField(max_length=60, blank=True)
    kpj = models.CharField(_("KPJ"), max_length=20, null=True)
    name = models.CharField(_("name"), max_length=200)
    birth_date = models.DateField(_("date of birth"), null=True)
    sex = models.CharField(_("sex"), max_length=1, null=True)
    participant_since = models.DateField(_("participant since"), null=True)
    left_on = models.DateField(_("left on"), null=True)
    is_active = models.BooleanField(_("active with BPJS"), default=True)
    employee_no = models.CharField(_("employee number"), max_length=60, null=True)
    unit = models.CharField(_("work unit"), max_length=300, null=True)
    wage = models.DecimalField(_("wage"), max_digits=14, decimal_places=2, null=True)
    back_pay = models.DecimalField(_("back pay"), max_digits=14, decimal_places=2, null=True)
    jkk = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jkm = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jht_employer = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jht_worker = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jp_employer = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jp_worker = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jkp_employer = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    jkp_state = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(_("total contribution"), max_digits=14, decimal_places=2, null=True)
    problems = models.JSONField(default=builtins.list)  # `list` is the field above

    class Meta:
        ordering = ["list", "ordinal"]
        constraints = [models.UniqueConstraint(name="list_row_once", fields=["list", "ordinal"])]

    def __str__(self) -> str:
        return self.name

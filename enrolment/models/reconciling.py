"""A month of an agency laid beside BPJS's list: who is who, what differs, what was decided."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Region
from enrolment.models.lists import ListRow
from enrolment.models.workers import Worker


class DifferenceKind(models.TextChoices):
    NOT_ON_ROSTER = "not_on_roster", _("On BPJS's list, on no roster")
    NOT_ON_LIST = "not_on_list", _("Registered, not on BPJS's list")
    NOT_REGISTERED = "not_registered", _("On the roster, not registered yet")
    NIK = "nik_differs", _("NIK differs")
    NAME = "name_differs", _("Name differs")
    BIRTH_DATE = "birth_date_differs", _("Date of birth differs")
    SEX = "sex_differs", _("Sex differs")
    WAGE = "wage_differs", _("Wage differs")
    KPJ = "kpj_differs", _("KPJ differs")
    TWICE_ON_LIST = "twice_on_list", _("Twice on BPJS's list")
    ON_TWO_ROSTERS = "on_two_rosters", _("On two rosters")
    ENDED_BUT_ACTIVE = "ended_but_active", _("Ended with us, active with BPJS")
    ACTIVE_BUT_ENDED = "active_but_ended", _("Registered with us, ended with BPJS")


class Owner(models.TextChoices):
    AGENCY = "agency", _("Agency")
    CITY = "city", _("City")
    BRANCH = "branch", _("BPJS")


class DifferenceState(models.TextChoices):
    OPEN = "open", _("Open")
    SENT = "sent", _("Sent to the agency")
    ANSWERED = "answered", _("Answered by the agency")
    DECIDED = "decided", _("Decided")
    CARRIED = "carried", _("Decided in an earlier month")


class Decision(models.TextChoices):
    TAKE_THEIRS = "take_theirs", _("Take BPJS's value")
    KEEP_OURS = "keep_ours", _("Keep ours")
    OTHER_PERSON = "other_person", _("Two different people")
    NOTED = "noted", _("Noted, to be settled elsewhere")


class Pass(models.TextChoices):
    NIK = "nik", _("Same NIK")
    KPJ = "kpj", _("Same KPJ")
    NAME = "name", _("Like name and date of birth")


class AgencyMonth(models.Model):
    """One month of one agency: reconciled with which lists, and closed by whom with which totals.
    While `closed_at` is set, nothing of the month changes; reopening needs a reason."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="months")
    month = models.DateField(_("month"))
    roster_version = models.BigIntegerField(null=True)  # of the comparison
    reconciled_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # what the command prints, for this agency
    due_on = models.DateField(_("answers wanted by"), null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    totals = models.JSONField(default=dict)  # as they stood when it was closed
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reopen_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-month", "agency"]
        constraints = [models.UniqueConstraint(name="agency_month_once", fields=["agency", "month"])]

    def __str__(self) -> str:
        return f"{self.agency} {self.month:%Y-%m}"


class ParticipantMatch(models.Model):
    """A row of BPJS's list and the worker it was found to be, by which pass and why. A pair found by its
    name is a proposal until somebody decides (`decided_at`); refused pairs are kept, so that they are not
    proposed again."""

    month = models.ForeignKey(AgencyMonth, models.CASCADE, related_name="matches", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    row = models.ForeignKey(ListRow, models.CASCADE, related_name="matches", db_constraint=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="matches", db_constraint=False)
    found_by = models.CharField(_("found by"), max_length=4, choices=Pass)
    score = models.DecimalField(_("likeness"), max_digits=5, decimal_places=2, null=True)
    reasons = models.JSONField(default=list)  # codes: word_order, title, one_digit, day_month, spelling …
    is_refused = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["month", "row"]
        constraints = [
            models.UniqueConstraint(name="pair_once", fields=["month", "row", "worker"]),
            models.UniqueConstraint(
                name="row_is_one_worker", fields=["month", "row"], condition=Q(is_refused=False)
            ),
            models.UniqueConstraint(
                name="worker_is_one_row", fields=["month", "worker"], condition=Q(is_refused=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} = {self.worker_id} ({self.found_by})"


class DecisionBatch(models.Model):
    """What somebody decided at one time for differences of one agency's month; it can be undone as a whole.
    Decisions on several agencies at once are batches with the same `together`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.ForeignKey(AgencyMonth, models.CASCADE, related_name="batches")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    together = models.UUIDField()
    decision = models.CharField(_("decision"), max_length=12, choices=Decision)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    count = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["together"], name="decided_together")]

    def __str__(self) -> str:
        return f"{self.decision} {self.count}"


class DifferenceQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def of_region(self, region: Region) -> Self:
        return self.filter(agency__region=region)

    def visible_to(self, user) -> Self:
        return access.restrict_people(self, user)

    def undecided(self) -> Self:
        return self.exclude(state__in=[DifferenceState.DECIDED, DifferenceState.CARRIED])


class Difference(models.Model):
    """One way in which a month's list and the roster do not agree, with both sides as they stood.

    `ours` and `theirs` hold the values that differ or name the person (JSON, ISO days, wage as text).
    `fingerprint` (sha256 in hex over kind, person and both values) is what a decision is remembered by: what
    was decided does not come back next month unless it changed. `before` is what undoing a decision needs.
    """

    month = models.ForeignKey(AgencyMonth, models.CASCADE, related_name="differences", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    kind = models.CharField(_("kind"), max_length=18, choices=DifferenceKind)
    row = models.ForeignKey(
        ListRow, models.CASCADE, null=True, related_name="differences", db_constraint=False
    )
    worker = models.ForeignKey(
        Worker, models.CASCADE, null=True, related_name="differences", db_constraint=False
    )
    name = models.CharField(_("name"), max_length=200)  # for searching: the roster's, else the list's
    ours = models.JSONField(default=dict)
    theirs = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    owner = models.CharField(_("who acts"), max_length=6, choices=Owner)
    state = models.CharField(_("state"), max_length=8, choices=DifferenceState, default=DifferenceState.OPEN)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, null=True)
    batch = models.ForeignKey(DecisionBatch, models.PROTECT, null=True, related_name="differences")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    question = models.CharField(_("question"), max_length=1000, blank=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answer_file = models.CharField(_("attached file"), max_length=255, blank=True)
    answer_stored_name = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        indexes = [
            models.Index(fields=["month", "kind"], name="difference_of_month"),
            models.Index(fields=["agency", "fingerprint"], name="difference_remembered"),
        ]
        constraints = [
            models.CheckConstraint(
                name="difference_has_a_side", condition=Q(row__isnull=False) | Q(worker__isnull=False)
            ),
            models.CheckConstraint(
                name="difference_decided_whole",
                condition=Q(state__in=["open", "sent", "answered"], decision=None)
                | Q(state__in=["decided", "carried"], decision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

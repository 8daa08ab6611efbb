"""How many people are covered, kept per agency and day, and frozen at the end of a month."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Region
from enrolment.models import Population

FOREVER = dt.date(9999, 12, 31)
"""`until` of a row that no later one follows."""


class CoverageDayQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> Self:
        """The rows that hold on a day: at most one an agency and population."""
        return self.filter(day__lte=day, until__gt=day)


class CoverageDay(models.Model):
    """The whole funnel of one agency and population from `day` until (not on) `until`: cumulative counts.

    The database writes these rows (`database.recounting`) at the end of every transaction that
    changed lists, enrolments, assessments or payments of the agency; nobody else does. Days to come are
    there too: a month that nobody pays makes arrears on its due date. Every registered person is one of
    `active`, `awaiting`, `arrears`, `unknown` (of a group for which nobody keeps contributions). `listed` is
    null where there is no list of this population yet; `roster_date` is the newest date a saved list bears
    by then (on the row of the staff), `changed_on` the newest day on which somebody's enrolment changed.

    `counts_with` is the agency whose figures these are part of: up the line as long as a parent answers for
    the agency, whatever its dates. It is null where the agency stands alone, as most do: nobody answers for
    it, it answers for nobody and is no programme; so these are added up without being looked at one by one.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="coverage", db_index=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_index=False)
    population = models.CharField(max_length=9, choices=Population)
    day = models.DateField()
    until = models.DateField(default=FOREVER)
    listed = models.IntegerField(null=True)
    submitted = models.IntegerField(default=0)
    registered = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)
    taspen = models.IntegerField(default=0)
    active = models.IntegerField(default=0)
    awaiting = models.IntegerField(default=0)
    arrears = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    roster_date = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    # A parent that is part of a line can't be deleted: no constraint has to look for its rows.
    counts_with = models.ForeignKey(
        Agency, models.DO_NOTHING, related_name="+", null=True, db_index=False, db_constraint=False
    )

    objects = CoverageDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="coverage_once_a_day", fields=["agency", "population", "day"]),
            models.CheckConstraint(name="coverage_lasts", condition=Q(until__gt=models.F("day"))),
        ]
        # What holds now is asked for most: the few rows that have not ended yet.
        indexes = [models.Index(fields=["region", "until"], name="coverage_of_region")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}: {self.listed}/{self.registered}/{self.active}"


class Snapshot(models.Model):
    """The figures of a regency or city at the end of a month, frozen; `month` is its first day.

    A frozen figure never changes: the database refuses it (`database.frozen`). Taking it again makes a new
    `version` with its reason; the newest is in force, the older ones stay to be read. Sums are those of the
    agency staff of the agencies that stand for themselves; `declared` is the total that the city measured
    itself by on that day, with its source. `told` are the registered whose contributions were kept: of so
    many `active` is known.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="snapshots")
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    reason = models.CharField(_("why it was taken again"), max_length=300, blank=True)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agencies = models.PositiveIntegerField(default=0)
    with_roster = models.PositiveIntegerField(default=0)
    registered_agencies = models.PositiveIntegerField(default=0)
    declared = models.PositiveIntegerField(null=True)
    declared_source = models.CharField(max_length=700, blank=True)
    listed = models.PositiveIntegerField(null=True)
    submitted = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    taspen = models.PositiveIntegerField(default=0)
    active = models.PositiveIntegerField(default=0)
    awaiting = models.PositiveIntegerField(default=0)
    arrears = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    unpaid = models.DecimalField(_("unpaid (Rp)"), max_digits=16, decimal_places=2, default=0)

    class Meta:
        ordering = ["-month", "-version"]
        constraints = [
            models.UniqueConstraint(name="one_snapshot_a_version", fields=["region", "month", "version"]),
            models.CheckConstraint(name="snapshot_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="snapshot_again_has_a_reason", condition=Q(version=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.month:%Y-%m} v{self.version}"


class SnapshotFigures(models.Model):
    """What a snapshot froze of one agency and population; `counts_with` is the agency that answered for it.

    `unpaid` is what the agency's own groups owed on that day for months that were due, `unpaid_months` how
    many months those were; on the row of the staff. `version` and `taken_at` are the snapshot's: an agency's
    own people read them here, not the sums of its city.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="figures")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="snapshots")
    counts_with = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    population = models.CharField(max_length=9, choices=Population)
    listed = models.PositiveIntegerField(null=True)
    submitted = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    taspen = models.PositiveIntegerField(default=0)
    active = models.PositiveIntegerField(default=0)
    awaiting = models.PositiveIntegerField(default=0)
    arrears = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    declared = models.PositiveIntegerField(null=True)
    roster_date = models.DateField(null=True)
    unpaid = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    unpaid_months = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_frozen_row", fields=["snapshot", "agency", "population"])
        ]
        indexes = [
            models.Index(
                name="frozen_with_another", fields=["counts_with"], condition=~Q(counts_with=F("agency"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.month:%Y-%m}: {self.listed}/{self.registered}"

"""Enrolment: the spells in which a worker is listed, submitted, registered, ended."""

import datetime as dt
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency
from enrolment.models.workers import Worker


class EnrolmentState(models.TextChoices):
    LISTED = "listed", _("Listed")
    SUBMITTED = "submitted", _("Submitted to BPJS")
    REGISTERED = "registered", _("Registered")
    ENDED = "ended", _("Ended")


# A return after an end is a new spell, never a move.
MOVES: dict[str, tuple[str, ...]] = {
    EnrolmentState.LISTED: (EnrolmentState.SUBMITTED, EnrolmentState.REGISTERED, EnrolmentState.ENDED),
    EnrolmentState.SUBMITTED: (EnrolmentState.LISTED, EnrolmentState.REGISTERED, EnrolmentState.ENDED),
    EnrolmentState.REGISTERED: (EnrolmentState.ENDED,),
    EnrolmentState.ENDED: (),
}


class Basis(models.TextChoices):
    STATED = "stated", _("According to the agency")
    CONFIRMED = "confirmed", _("Confirmed by BPJS")


class EndReason(models.TextChoices):
    CONTRACT_ENDED = "contract_ended", _("Contract ended")
    RESIGNED = "resigned", _("Resigned")
    RETIRED = "retired", _("Retired")
    DIED = "died", _("Died")
    MOVED = "moved", _("Moved to another agency")
    BECAME_CIVIL_SERVANT = "became_asn", _("Became PNS or full PPPK")
    ERROR = "error", _("Listed by mistake")


class EnrolmentQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        """The enrolments of workers whose personal data the user may see."""
        return access.restrict_people(self, user)

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def listed_on_day(self, day: dt.date) -> Self:
        """On the list on a day: listed by then and not ended by then."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), listed_on__lte=day)

    def counts(self) -> dict[str, int]:
        """People now: `on_list` = listed + submitted + registered, `confirmed` of the registered, and
        `ended`: workers without an open spell. One query."""
        now = Q(ended_on=None)
        found = self.aggregate(
            on_list=Count("pk", filter=now),
            listed=Count("pk", filter=now & Q(state="listed")),
            submitted=Count("pk", filter=now & Q(state="submitted")),
            registered=Count("pk", filter=now & Q(state="registered")),
            confirmed=Count("pk", filter=now & Q(basis="confirmed")),
            known=Count("worker", distinct=True),
        )
        return found | {"ended": found["known"] - found["on_list"]}

    def registered_on_day(self, day: dt.date) -> Self:
        return self.listed_on_day(day).filter(registered_on__lte=day)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # A batch is found by its context; what has none is in no batch, and pays for no index.
    context_field=pghistory.ContextForeignKey(null=True, db_index=False),
    meta={
        "indexes": [
            models.Index(
                fields=["pgh_context"],
                name="enrolment_event_batch",
                condition=Q(pgh_context__isnull=False),
            )
        ]
    },
)
class Enrolment(models.Model):
    """A spell of one worker. One open spell per worker; dates in order, state and dates agree.

    `ended_on` is the first day on which the worker no longer counts. `confirmed_month` is the month (its
    first day) of the BPJS list or Formulir 2a that confirms the registration. `moved_from` is where the
    person was before a decided transfer: the registration came along and may be older than the listing here.
    """

    # One foreign key over both columns (`database.rosters`) holds that a spell is of its worker's agency.
    worker = models.ForeignKey(
        Worker, models.CASCADE, related_name="enrolments", db_index=False, db_constraint=False
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="enrolments", db_index=False, db_constraint=False
    )
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState, default=EnrolmentState.LISTED)
    listed_on = models.DateField(_("listed on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=9, choices=Basis, null=True, blank=True)
    confirmed_month = models.DateField(_("month of BPJS's list"), null=True, blank=True)
    kpj = models.CharField(_("KPJ"), max_length=20, null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=14, choices=EndReason, null=True, blank=True)
    moved_from = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    revision = models.IntegerField(default=1, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["worker", "listed_on"]
        constraints = [
            # One index that also finds all spells of a worker: those that ended count under their own number.
            models.UniqueConstraint(
                "worker",
                Case(
                    When(ended_on=None, then=Value(0)), default=F("id"), output_field=models.BigIntegerField()
                ),
                name="one_open_enrolment_per_worker",
            ),
            models.CheckConstraint(
                name="enrolment_dates_in_order",
                condition=(
                    (Q(submitted_on=None) | Q(submitted_on__gte=F("listed_on")) | Q(moved_from__isnull=False))
                    & (
                        Q(registered_on=None)
                        | Q(registered_on__gte=F("listed_on"))
                        | Q(moved_from__isnull=False)
                    )
                    & (Q(registered_on=None) | Q(submitted_on=None) | Q(registered_on__gte=F("submitted_on")))
                    & (Q(ended_on=None) | Q(ended_on__gte=F("listed_on")))
                    & (Q(ended_on=None) | Q(submitted_on=None) | Q(ended_on__gte=F("submitted_on")))
                    & (Q(ended_on=None) | Q(registered_on=None) | Q(ended_on__gte=F("registered_on")))
                ),
                violation_error_message=_("The dates are not in order."),
            ),
            models.CheckConstraint(
                name="enrolment_state_matches_dates",
                condition=(
                    Q(state="listed", submitted_on=None, registered_on=None, ended_on=None)
                    | Q(state="submitted", submitted_on__isnull=False, registered_on=None, ended_on=None)
                    | Q(state="registered", registered_on__isnull=False, ended_on=None)
                    | Q(state="ended", ended_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="enrolment_end_has_reason",
                condition=Q(ended_on=None, end_reason=None)
                | Q(ended_on__isnull=False, end_reason__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_basis_fits",
                condition=(
                    Q(registered_on=None, basis=None, confirmed_month=None)
                    | Q(registered_on__isnull=False, basis="stated", confirmed_month=None)
                    | Q(registered_on__isnull=False, basis="confirmed", confirmed_month__isnull=False)
                ),
            ),
        ]
        indexes = [models.Index(fields=["agency", "listed_on"], name="enrolment_agency_listed")]

    def __str__(self) -> str:
        return f"{self.worker} · {self.get_state_display()}"

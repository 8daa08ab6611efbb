"""One NIK on two lists: a case that the city decides, or the branch where the lists are of two cities."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Region
from enrolment.models.uploads import Upload
from enrolment.models.workers import Worker


class CaseKind(models.TextChoices):
    DOUBLE = "double", _("On two lists")
    MOVED = "moved", _("Said to have moved")


class CaseDecision(models.TextChoices):
    TRANSFERRED = "transferred", _("Has moved: history and KPJ go along")
    STAYS = "stays", _("Stays where they were")
    BOTH = "both", _("Works for both")
    WRONG_NIK = "wrong_nik", _("Another person: one of the NIKs is wrong")
    SETTLED = "settled", _("Settled by itself: no longer on both lists")


class ListingCaseQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(Q(agency=agency) | Q(other_agency=agency))

    def of_region(self, region: Region) -> Self:
        """Those that touch an agency of the region."""
        return self.filter(Q(agency__region=region) | Q(other_agency__region=region))

    def open(self) -> Self:
        return self.filter(decided_at=None)

    def visible_to(self, user) -> Self:
        """The cases that touch somebody whose personal data the user may see on either side."""
        mine = access.visible_agencies(user, access.P.SEE_PEOPLE)
        return self.filter(Q(agency__in=mine) | Q(other_agency__in=mine))


class ListingCase(models.Model):
    """A NIK with an open spell at `agency` (who had it first) that `other_agency` lists too, or that `agency`
    says has moved to `other_agency` (no `other_worker` then).

    Neither agency sees the other's row, nor which agency it is before the decision. `region` is set where
    both are of one city: the city decides; otherwise the branch does. `wrong_agency` has to correct its NIK.
    `before` is what taking the decision back needs.
    """

    kind = models.CharField(_("kind"), max_length=6, choices=CaseKind, default=CaseKind.DOUBLE)
    nik = models.CharField(_("NIK"), max_length=16)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+", db_constraint=False)
    other_agency = models.ForeignKey(Agency, models.PROTECT, related_name="other_cases")
    other_worker = models.ForeignKey(Worker, models.CASCADE, null=True, related_name="+", db_constraint=False)
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("since"), auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(_("decision"), max_length=11, choices=CaseDecision, null=True)
    moved_on = models.DateField(_("moved on"), null=True)
    wrong_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)  # of whoever decides; the agencies' own, each for itself:
    agency_note = models.TextField(_("note"), blank=True, default="", db_default="")
    other_note = models.TextField(_("note"), blank=True, default="", db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)

    objects = ListingCaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["nik"], name="case_nik")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_case_per_pair",
                fields=["nik", "agency", "other_agency"],
                condition=Q(decided_at=None),
            ),
            models.CheckConstraint(name="case_has_two_sides", condition=~Q(agency=models.F("other_agency"))),
            models.CheckConstraint(
                name="case_decided_whole",
                condition=Q(decision=None, decided_at=None)
                | Q(decision__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} / {self.other_agency}"

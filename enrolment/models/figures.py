"""Figures kept per agency: how many are listed, submitted, registered, confirmed on any day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Region


class Population(models.TextChoices):
    STAFF = "staff", _("Agency staff")
    COMMUNITY = "community", _("RT/RW, cadres and vulnerable workers")


class AgencyFigures(models.Model):
    """The funnel of one agency from `day` on, until its next row: cumulative counts.

    A row stands for each day on which a count changes, so any past day is one index look-up. Each count
    contains the next: listed ≥ submitted ≥ registered ≥ confirmed. `taspen` are those on the list whom Taspen
    answers for and who are not registered with BPJS: neither registered nor uncovered.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="figures")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    population = models.CharField(max_length=9, choices=Population)
    day = models.DateField()
    listed = models.IntegerField()
    submitted = models.IntegerField()
    registered = models.IntegerField()
    confirmed = models.IntegerField()
    taspen = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="figures_once_a_day", fields=["agency", "population", "day"]),
            models.CheckConstraint(
                name="figures_funnel_never_grows",
                condition=models.Q(listed__gte=models.F("submitted"))
                & models.Q(submitted__gte=models.F("registered"))
                & models.Q(registered__gte=models.F("confirmed"))
                & models.Q(confirmed__gte=0),
            ),
            models.CheckConstraint(
                name="figures_taspen_beside_registered",
                condition=models.Q(taspen__gte=0)
                & models.Q(listed__gte=models.F("registered") + models.F("taspen")),
            ),
        ]
        indexes = [models.Index(fields=["region", "agency", "population", "-day"], name="figures_region_day")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}: {self.listed}/{self.registered}"

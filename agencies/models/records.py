"""What somebody said: stated figures."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.people import User
from agencies.models.places import Agency, Region


class Metric(models.TextChoices):
    WORKERS_TOTAL = "workers_total", _("Non-civil-servant workers in all")
    # What somebody else than the agency has on its list for it: no declaration of the agency's own.
    WORKERS_ON_LIST = "workers_on_list", _("Workers on a list of the city")
    WORKERS_REGISTERED = "workers_registered", _("Workers registered")
    WORKERS_UNREGISTERED = "workers_unregistered", _("Workers not yet registered")
    AGENCIES_TOTAL = "agencies_total", _("Agencies in all")
    AGENCIES_REGISTERED = "agencies_registered", _("Agencies registered")
    CONTRIBUTION = "contribution", _("Contribution per worker and month (Rp)")
    CONTRIBUTION_PAYER = "contribution_payer", _("Who pays the contribution")
    BPU_REGISTERED = "bpu_registered", _("Informal workers registered (BPU)")
    BENEFIT_PAID = "benefit_paid", _("Benefit received")
    OTHER = "other", _("Other")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class StatedFigure(models.Model):
    """A number somebody published or declared, with its words, date, speaker and source.

    Contradicting figures live side by side and none is overwritten. An agency's declared headcount is one
    (`workers_total` with an agency; zero is a declared zero, not "no data"). `is_denominator` marks the
    total that the city has chosen to measure itself by.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="stated_figures", verbose_name=_("region")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="stated_figures", verbose_name=_("agency")
    )
    metric = models.CharField(_("what is counted"), max_length=24, choices=Metric)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    value_text = models.CharField(
        _("the words as printed"), max_length=200, blank=True, help_text=_("For example: “sekitar 3.600 an”.")
    )
    unit_note = models.CharField(
        _("what it covers"),
        max_length=200,
        blank=True,
        help_text=_("For example: “33 OPD without kecamatan”."),
    )
    as_of = models.DateField(_("as of"))
    date_as_printed = models.CharField(_("date as printed"), max_length=60, blank=True)
    speaker = models.CharField(_("who said it"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300)
    caution = models.TextField(_("caution"), blank=True)
    letter_number = models.CharField(
        _("number of the letter"),
        max_length=80,
        blank=True,
        help_text=_("The letter in which it was declared, if there is one."),
    )
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    is_denominator = models.BooleanField(_("the total the city measures itself by"), default=False)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-as_of", "metric", "-value"]
        constraints = [
            models.CheckConstraint(
                name="stated_figure_says_something",
                condition=Q(value__isnull=False) | ~Q(value_text=""),
                violation_error_message=_("Give the value, the words as printed, or both."),
            ),
            models.CheckConstraint(
                name="stated_figure_not_negative",
                condition=Q(value=None) | Q(value__gte=0),
                violation_error_message=_("A count or sum cannot be negative."),
            ),
            models.CheckConstraint(
                name="stated_figure_denominator_is_a_total",
                condition=Q(is_denominator=False)
                | Q(
                    metric__in=["workers_total", "agencies_total"],
                    value__isnull=False,
                    value__gt=0,
                    agency=None,
                ),
                violation_error_message=_("Only a total of the region, above zero, can be the denominator."),
            ),
            models.UniqueConstraint(
                name="one_denominator_per_metric",
                fields=["region", "metric"],
                condition=Q(is_denominator=True),
                violation_error_message=_("The city already measures itself by another total."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.value_text or self.value}"

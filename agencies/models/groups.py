"""Contribution groups: what a bill of BPJS is about, and which programmes it has in which months."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from agencies.models.places import Agency


class Segment(models.TextChoices):
    PU = "PU", _("Wage recipients (PU)")
    BPU = "BPU", _("Non-wage recipients (BPU)")


class JkkRisk(models.IntegerChoices):
    """Risk groups of PP 44/2015, Lampiran I."""

    I = 1, "I (0,24 %)"  # noqa: E741 - the groups are written in Roman numerals
    II = 2, "II (0,54 %)"
    III = 3, "III (0,89 %)"
    IV = 4, "IV (1,27 %)"
    V = 5, "V (1,74 %)"


class Programme(models.TextChoices):
    JKK = "JKK", _("Work accident (JKK)")
    JKM = "JKM", _("Death (JKM)")
    JHT = "JHT", _("Old age savings (JHT)")
    JP = "JP", _("Pension (JP)")


# Every group has them; the others are dated (Permenaker 1/2025 Art. 3A for JHT).
ALWAYS = (Programme.JKK, Programme.JKM)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ContributionGroup(models.Model):
    """Kelompok iuran: an NPP or a division of one. Every worker is in one.

    An agency has a default group from its first day; as long as it is the only one, no page shows it.
    A group may serve several agencies (one NPP for the whole city).

    What BPJS's own sheets need and nobody can guess: `work_location` is its code LOKASI_PEKERJAAN,
    `status_codes` maps a category to STATUS_PEGAWAI, `ktp_valid_until` is the day its branch wants as the end
    of an identity card that is valid for life.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="owned_groups")
    agencies = models.ManyToManyField(Agency, related_name="contribution_groups", blank=True)
    is_default = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=120)
    npp = models.CharField(
        _("NPP"), max_length=15, blank=True, validators=[RegexValidator(r"^[0-9A-Z]{4,15}$")]
    )
    division = models.CharField(_("division"), max_length=20, blank=True)
    segment = models.CharField(_("segment"), max_length=3, choices=Segment, default=Segment.PU)
    jkk_risk = models.PositiveSmallIntegerField(_("JKK risk group"), choices=JkkRisk, default=JkkRisk.I)
    work_location = models.CharField(_("LOKASI_PEKERJAAN"), max_length=10, blank=True)
    status_codes = models.JSONField(_("STATUS_PEGAWAI"), default=dict, blank=True)
    ktp_valid_until = models.DateField(_("end of an identity card valid for life"), null=True, blank=True)

    class Meta:
        ordering = ["agency__code", "-is_default", "name"]
        indexes = [models.Index(fields=["npp"], name="group_npp", condition=~Q(npp=""))]
        constraints = [
            models.UniqueConstraint(
                name="one_default_group_per_agency", fields=["agency"], condition=Q(is_default=True)
            )
        ]

    def __str__(self) -> str:
        return self.name


def whole(field: str) -> Func:
    """A number as a range of itself, so that an exclusion can hold it equal without an extension."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


class GroupProgrammes(models.Model):
    """Which programmes a group has in which months; days of no row have JKK and JKM alone."""

    group = models.ForeignKey(ContributionGroup, models.CASCADE, related_name="programmes")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    programmes = ArrayField(models.CharField(max_length=3, choices=Programme))
    period = DateRangeField(_("period"))

    class Meta:
        ordering = ["group", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_set_of_programmes_a_day",
                expressions=[(whole("group"), "&&"), ("period", "&&")],
                violation_error_message=_("These days have programmes already."),
            ),
            models.CheckConstraint(
                name="jkk_and_jkm_always", condition=Q(programmes__contains=["JKK", "JKM"])
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.programmes)

"""Regions, branches and agencies."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.existing import Existing

REGION_CODE = r"\d\d(?:\.\d\d)?"
AGENCY_CODE = r"\d\d\.\d\d/[a-z0-9][a-z0-9.-]*"


class RegionKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    KABUPATEN = "kabupaten", _("Regency")
    KOTA = "kota", _("City")


class RegionQuerySet(models.QuerySet):
    def governments(self) -> Self:
        """The 514 regencies and cities: the regions that have agencies here."""
        return self.exclude(kind=RegionKind.PROVINCE)


class Region(models.Model):
    """A province, regency or city with its Kemendagri code (`36`, `36.73`)."""

    code = models.CharField(
        _("code"), max_length=5, unique=True, validators=[RegexValidator(f"^{REGION_CODE}$")]
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_parent_is_province",
                condition=Q(kind="province", parent=None) | (~Q(kind="province") & Q(parent__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_province(self) -> bool:
        return self.kind == RegionKind.PROVINCE


class Branch(models.Model):
    """A branch office (kantor cabang) of BPJS Ketenagakerjaan and the regions it serves."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    regions = models.ManyToManyField(Region, related_name="branches", verbose_name=_("regions served"))

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "branches"

    def __str__(self) -> str:
        return self.name


class AgencyKind(models.TextChoices):
    SETDA = "setda", _("Regional secretariat")
    SETWAN = "setwan", _("Council secretariat")
    INSPEKTORAT = "inspektorat", _("Inspectorate")
    DINAS = "dinas", _("Department (dinas)")
    BADAN = "badan", _("Board (badan)")
    SATPOL_PP = "satpol_pp", _("Civil service police")
    RSUD = "rsud", _("Hospital or BLUD")
    UPT = "upt", _("Technical unit (UPT)")
    KECAMATAN = "kecamatan", _("District (kecamatan)")
    KELURAHAN = "kelurahan", _("Urban village (kelurahan)")
    PROGRAM = "program", _("Programme (RT/RW, cadres, vulnerable workers)")
    OTHER = "other", _("Other")


class AgencyQuerySet(models.QuerySet):
    def of_region(self, region: Region) -> Self:
        """The agencies of a regency or city; of a province, those of all its regencies and cities."""
        return self.filter(region__parent=region) if region.is_province else self.filter(region=region)

    def on(self, day: dt.date) -> Self:
        """The agencies that exist on a day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )


class Agency(Existing, models.Model):
    """An office of a local government whose workers are listed: OPD, kecamatan, kelurahan, programme.

    The database holds its line together (`agencies.database.lines`): the parent is of the same region, and no
    agency is part of itself.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="agencies", verbose_name=_("region"))
    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                f"^{AGENCY_CODE}$",
                _("Write the code as 36.73/dishub: the region's code, a slash, a short name."),
            )
        ],
    )
    kind = models.CharField(_("kind"), max_length=12, choices=AgencyKind)
    name = models.CharField(_("official name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Names the agency is also known by, separated by commas."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    answered_by_parent = models.BooleanField(
        _("the parent answers for it"),
        default=False,
        help_text=_("The parent's operators keep its list, and its people count with the parent."),
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    verified = models.BooleanField(
        _("verified"), default=False, help_text=_("The city has confirmed name, kind and code.")
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                name="agency_valid_in_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("The end of its existence lies before its beginning."),
            ),
            models.CheckConstraint(
                name="agency_answered_by_a_parent",
                condition=Q(answered_by_parent=False) | Q(parent__isnull=False),
                violation_error_message=_("Choose the parent that answers for this agency."),
            ),
        ]
        # What the figures of the nation ask for: how many stand for themselves, and the few to look at twice.
        indexes = [
            models.Index(
                fields=["region"],
                name="agency_on_its_own",
                condition=Q(answered_by_parent=False) & ~Q(kind="program"),
            ),
            models.Index(fields=["region", "id"], name="agency_programme", condition=Q(kind="program")),
            models.Index(
                fields=["region"],
                name="agency_with_dates",
                condition=Q(valid_from__isnull=False) | Q(valid_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def slug(self) -> str:
        """The code without the region's part: `dishub`."""
        return self.code.partition("/")[2]

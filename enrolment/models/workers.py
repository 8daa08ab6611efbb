"""Workers as their agency states them, and the roster they make up."""

from typing import Self

import pghistory
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, ContributionGroup


class Sex(models.TextChoices):
    MALE = "L", _("Male")
    FEMALE = "P", _("Female")


class Category(models.TextChoices):
    HONORER = "honorer", _("Honorary worker")
    THL = "thl", _("Daily worker (THL)")
    PPPK_PW = "pppk_pw", _("Part-time PPPK")
    PPPK = "pppk", _("PPPK")
    OUTSOURCED = "outsourced", _("Outsourced")
    RT_RW = "rt_rw", _("RT/RW")
    KADER = "kader", _("Cadre")
    VULNERABLE = "vulnerable", _("Vulnerable worker")
    OTHER = "other", _("Other")


class Guarantor(models.TextChoices):
    """Who answers for work accident and death: civil servants may be under Taspen (PP 70/2015)."""

    BPJS = "bpjs", _("BPJS Ketenagakerjaan")
    TASPEN = "taspen", _("Taspen")


# Not staff of the agency: counted apart (design.md, Enrolment states).
COMMUNITY_CATEGORIES = (Category.RT_RW, Category.KADER, Category.VULNERABLE)


class Roster(models.Model):
    """The list of one agency. Its version rises with every change to its workers or enrolments (a statement
    trigger), so "the roster moved since the preview" means that the version did."""

    agency = models.OneToOneField(Agency, models.CASCADE, primary_key=True, related_name="roster")
    version = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.agency} v{self.version}"


class WorkerQuerySet(models.QuerySet):
    def for_agency(self, agency: Agency) -> Self:
        return self.filter(agency=agency)

    def visible_to(self, user) -> Self:
        """The workers whose personal data the user may see; nobody else's."""
        return access.restrict_people(self, user)

    def with_enrolment(self) -> Self:
        """Each worker with its present spell: `state`, `sign` (stated and confirmed told apart), the days
        `listed_on`, `submitted_on`, `registered_on`, `basis`, `confirmed_month`, `since` (the day of the
        state) and `number` (the KPJ). Who has no open spell has ended; `left_on` is the day of that.

        One open spell per worker at most (a constraint), so the join never doubles a row.
        """
        spells = self.model._meta.get_field("enrolments").related_model.objects
        last = spells.filter(worker=OuterRef("pk"), ended_on__isnull=False).order_by("-ended_on", "-pk")
        return self.annotate(
            spell=FilteredRelation("enrolments", condition=Q(enrolments__ended_on=None)),
            state=Coalesce("spell__state", Value("ended")),
            sign=Coalesce("spell__basis", "spell__state", Value("ended")),
            listed_on=F("spell__listed_on"),
            submitted_on=F("spell__submitted_on"),
            registered_on=F("spell__registered_on"),
            basis=F("spell__basis"),
            confirmed_month=F("spell__confirmed_month"),
            number=Coalesce("spell__kpj", "kpj"),
            left_on=Case(When(spell__state=None, then=Subquery(last.values("ended_on")[:1]))),
            since=Coalesce("spell__registered_on", "spell__submitted_on", "spell__listed_on", "left_on"),
        )

    def on_the_list(self) -> Self:
        """Those with an open spell."""
        spells = self.model._meta.get_field("enrolments").related_model.objects
        return self.filter(Exists(spells.filter(worker=OuterRef("pk"), ended_on=None)))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # Asked for by worker, never by context: a list of 100,000 pays for each index.
    context_field=pghistory.ContextForeignKey(null=True, db_index=False),
)
class Worker(models.Model):
    """A person on one agency's roster, as the agency states them. One row per agency and NIK."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="workers", verbose_name=_("agency"), db_index=False
    )
    contribution_group = models.ForeignKey(
        ContributionGroup, models.PROTECT, related_name="workers", db_index=False
    )
    nik = models.CharField(
        _("NIK"), max_length=16, validators=[RegexValidator(r"^\d{16}$", _("A NIK has 16 digits."))]
    )
    name = models.CharField(_("name"), max_length=200)
    birth_place = models.CharField(_("place of birth"), max_length=200, null=True, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, null=True, blank=True)
    position = models.CharField(_("position"), max_length=300, null=True, blank=True)
    unit = models.CharField(_("work unit"), max_length=300, null=True, blank=True)
    start_date = models.DateField(_("working since"), null=True, blank=True)
    wage = models.DecimalField(
        _("wage"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    phone = models.CharField(_("phone"), max_length=40, null=True, blank=True)
    address = models.TextField(_("address"), null=True, blank=True)
    mother_name = models.CharField(_("mother's name"), max_length=200, null=True, blank=True)
    kpj = models.CharField(_("KPJ"), max_length=20, null=True, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, null=True, blank=True)
    education = models.CharField(_("education"), max_length=200, null=True, blank=True)
    employee_no = models.CharField(_("employee number"), max_length=60, null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.HONORER)
    guarantor = models.CharField(
        _("guarantor"),
        max_length=6,
        choices=Guarantor,
        default=Guarantor.BPJS,
        db_default=Guarantor.BPJS,
    )
    contract_until = models.DateField(_("contract until"), null=True, blank=True)
    from_upload = models.UUIDField(null=True, editable=False)  # the upload that first listed them
    revision = models.IntegerField(default=1, editable=False)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="worker_once_per_agency",
                fields=["nik", "agency"],  # the NIK first: it is looked up in all agencies too
                violation_error_message=_("This NIK is already on the agency's list."),
            ),
            models.CheckConstraint(
                name="worker_nik_16_digits",
                condition=Q(nik__regex=r"^[0-9]{16}$"),
                violation_error_message=_("A NIK has 16 digits."),
            ),
            models.CheckConstraint(name="worker_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="worker_wage_not_negative",
                condition=Q(wage=None) | Q(wage__gte=0),
                violation_error_message=_("A wage cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

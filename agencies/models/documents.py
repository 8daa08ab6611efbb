"""What is written: documents, what they demand of agencies, and who complied."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.citing import cited, parted
from agencies.models.people import User
from agencies.models.places import Agency, AgencyKind, Region


class DocumentKind(models.TextChoices):
    LAW = "law", _("Law or government regulation")
    INPRES = "inpres", _("Presidential instruction")
    PERDA = "perda", _("Regional regulation (Perda)")
    PERWAL = "perwal", _("Regulation of the mayor or regent")
    SE = "se", _("Circular (SE)")
    SK = "sk", _("Decree (SK)")
    PKS = "pks", _("Cooperation agreement (PKS)")
    MOU = "mou", _("Memorandum (MoU)")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Other")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Document(models.Model):
    """A regulation, circular or agreement that the coverage rests on."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="documents", verbose_name=_("region"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("agency")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=DocumentKind)
    number = models.CharField(_("number"), max_length=80)
    date = models.DateField(_("date"), null=True, blank=True)
    date_as_printed = models.CharField(_("date as printed"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-date", "kind", "number"]

    def __str__(self) -> str:
        return cited(self.title, self.get_kind_display(), self.number)

    @property
    def subject(self) -> str:
        """What it is about; "" where its title only says what it is."""
        return parted(self.title)[1]


class Measure(models.TextChoices):
    """How it is known whether an agency complied: by what it answers, or by what the figures say already."""

    ANSWER = "answer", _("By the agency's answer")
    ROSTER = "roster", _("A list of workers is handed in")
    REGISTERED = "registered", _("Everybody listed is registered")
    PAID = "paid", _("No due month is unpaid")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Demand(models.Model):
    """What a document asks of the agencies of its region, and by when; `kinds` empty: of all of them."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="demands", verbose_name=_("document"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    text = models.CharField(_("what is demanded"), max_length=300)
    due_on = models.DateField(_("by"), null=True, blank=True)
    measure = models.CharField(
        _("how compliance is known"), max_length=10, choices=Measure, default=Measure.ANSWER
    )
    kinds = ArrayField(
        models.CharField(max_length=12, choices=AgencyKind),
        verbose_name=_("of which agencies"),
        default=list,
        blank=True,
        help_text=_("None chosen: of all agencies."),
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class ComplianceState(models.TextChoices):
    DONE = "done", _("Done")
    PARTLY = "partly", _("Partly done")
    NOT_DONE = "not_done", _("Not done")
    EXEMPT = "exempt", _("Does not apply")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Compliance(models.Model):
    """What an agency, or the city for it, answers to a demand. Without a row there is no answer yet.

    What the figures say stands beside it and is never written here.
    """

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="answers", verbose_name=_("demand"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="compliance", verbose_name=_("agency"))
    state = models.CharField(_("state"), max_length=8, choices=ComplianceState)
    on = models.DateField(_("since"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    stored_name = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["agency__code"]
        constraints = [
            models.UniqueConstraint(name="one_answer_an_agency", fields=["demand", "agency"]),
            models.CheckConstraint(
                name="exempt_says_why",
                condition=~Q(state="exempt") | ~Q(note=""),
                violation_error_message=_("Say in the note why it does not apply."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.get_state_display()}"

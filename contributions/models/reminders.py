"""Letters that a city writes to many of its agencies at once."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Document, Region


class ReminderKind(models.TextChoices):
    """What the agencies are reminded of; each letter states that agency's own figures."""

    NO_ROSTER = "no_roster", _("The list of workers has not been handed in")
    OLD_ROSTER = "old_roster", _("The list is older than this month")
    WAITING_ROWS = "waiting_rows", _("Rows of the list wait to be corrected")
    UNCOVERED = "uncovered", _("Workers are not registered yet")
    UNPAID = "unpaid", _("Contributions are unpaid")
    DEMAND = "demand", _("A document asks for something")
    OTHER = "other", _("Another matter")


class Reminder(models.Model):
    """One reminder to many agencies: the same words, and each agency's own figures as of a day.

    `body` is what stands in every letter between the figures and the signature. `signer` holds place, title,
    name, rank and NIP as written below it.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="reminders")
    kind = models.CharField(_("about"), max_length=12, choices=ReminderKind)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("words of the letter"), max_length=4000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    as_of = models.DateField(_("figures as of"))
    answer_by = models.DateField(_("answer asked for by"), null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name=_("document")
    )
    signer = models.JSONField(default=dict)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.subject


class SentBy(models.TextChoices):
    LETTER = "letter", _("Letter")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    VISIT = "visit", _("Visit")


@pghistory.track(
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange("number", "sent_on", "sent_via", "answer", "answered_on")
    ),
    pghistory.DeleteEvent(),
    exclude=["figures"],
)
class ReminderLetter(models.Model):
    """The letter to one agency: its figures as they were when it was written, when it went out, the answer.

    `figures` are frozen: a letter that is printed again says what it said. `number` is the number the office
    gave it, empty until somebody writes it down.
    """

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="letters")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reminder_letters")
    figures = models.JSONField(default=dict)
    number = models.CharField(_("number"), max_length=80, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_via = models.CharField(_("sent by"), max_length=8, choices=SentBy, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["agency__code"]
        constraints = [
            models.UniqueConstraint(name="one_letter_an_agency", fields=["reminder", "agency"]),
            models.CheckConstraint(
                name="letter_sent_somehow",
                condition=Q(sent_on=None, sent_via="") | Q(sent_on__isnull=False) & ~Q(sent_via=""),
            ),
            models.CheckConstraint(
                name="letter_answer_has_a_day",
                condition=Q(answered_on=None, answer="") | Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reminder_id}: {self.agency_id}"

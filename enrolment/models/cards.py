"""What a worker holds in hand: the participant's card, and our certificate of enrolment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models.workers import Worker


class Card(models.Model):
    """A card of BPJS for one KPJ of a worker: received by the agency, then handed over to the worker."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="cards", db_constraint=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_constraint=False)
    kpj = models.CharField(_("KPJ"), max_length=20, blank=True)
    received_on = models.DateField(_("received on"))
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_over_by = models.CharField(_("handed over by"), max_length=160, blank=True)
    batch = models.UUIDField(null=True)  # received together
    handed_batch = models.UUIDField(null=True)  # handed over together
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["batch"], name="card_batch", condition=Q(batch__isnull=False)),
            models.Index(
                fields=["handed_batch"], name="card_handed_batch", condition=Q(handed_batch__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="card_once", fields=["worker", "kpj"]),
            models.CheckConstraint(
                name="card_received_first",
                condition=Q(handed_over_on=None) | Q(handed_over_on__gte=F("received_on")),
                violation_error_message=_("A card is received before it is handed over."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.kpj}"


class Certificate(models.Model):
    """A certificate of enrolment as it was printed. Its random code shows initials, agency and day to whoever
    holds the paper, and nothing else; there is no look-up by NIK."""

    code = models.CharField(max_length=20, unique=True)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="certificates", db_constraint=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_constraint=False)
    initials = models.CharField(max_length=20)
    content = models.JSONField(default=dict)  # what stood on it, for printing it again
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.code

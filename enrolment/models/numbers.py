"""Participant numbers: all that are known of a person, not only the present one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class ParticipantNumber(models.Model):
    """A KPJ that an agency knows of a NIK: from its own list or from BPJS's. Written by a trigger of workers
    and enrolments (`database.numbers`): no way of storing a KPJ forgets it. Never deleted by an edit."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    nik = models.CharField(_("NIK"), max_length=16)
    kpj = models.CharField(_("KPJ"), max_length=20)
    first_seen = models.DateField(_("first seen"))

    class Meta:
        ordering = ["nik", "first_seen", "kpj"]
        constraints = [
            models.UniqueConstraint(name="participant_number_once", fields=["agency", "nik", "kpj"])
        ]
        indexes = [models.Index(fields=["kpj"], name="participant_number_kpj")]

    def __str__(self) -> str:
        return self.kpj

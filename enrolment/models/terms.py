"""What a worker was in which days: category and guarantor."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.models.groups import whole
from enrolment.models.changes import ChangeBatch
from enrolment.models.workers import Category, Guarantor, Worker


class WorkerTerm(models.Model):
    """A worker's category and guarantor in a period. Who has none was always what the worker's row says now;
    who has any has them without a gap, from the unbounded past to the unbounded future."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="terms", db_constraint=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    category = models.CharField(_("category"), max_length=12, choices=Category)
    guarantor = models.CharField(_("guarantor"), max_length=6, choices=Guarantor)
    period = DateRangeField(_("period"))
    batch = models.ForeignKey(ChangeBatch, models.SET_NULL, null=True, related_name="terms")
    source = models.CharField(_("according to"), max_length=200, blank=True)

    class Meta:
        ordering = ["worker", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_term_a_day",
                expressions=[(whole("worker"), "&&"), ("period", "&&")],
                violation_error_message=_("These days have a category already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.category} {self.period}"

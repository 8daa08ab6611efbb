"""Who is proposed to leave a list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models.enrolments import EndReason
from enrolment.models.uploads import Upload
from enrolment.models.workers import Worker


class ProposedExit(models.Model):
    """Somebody who was not in a whole list: leaves only when confirmed with a reason and a day."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="proposed_exits")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="proposed_exits")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="proposed_exits")
    proposed_on = models.DateField()
    moved_to = models.ForeignKey(Agency, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=14, choices=EndReason, null=True)
    ended_on = models.DateField(_("last day was before"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stays = models.BooleanField(null=True)
    # The upload whose list named them, so that the proposal was settled: undoing it opens the proposal again.
    settled_by_upload = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_per_worker", fields=["worker"], condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker_id}"

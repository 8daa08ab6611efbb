"""One answer for all bad rows of a cause, and each row as it was before."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models.uploads import Upload


class AnswerKind(models.TextChoices):
    NO_WAGE = "no_wage", _("Save without the wage")
    DAILY_WAGE = "daily_wage", _("Daily wage times days of work")
    BIRTH_FROM_NIK = "nik_birth", _("Take the date of birth from the NIK")


class RowAnswerQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not taken back, the newest first."""
        return self.filter(undone_at=None).order_by("-made_at", "-pk")


class RowAnswer(models.Model):
    """What was answered for many rows of an upload at once; it can be taken back as long as they wait."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="row_answers")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    cause = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=AnswerKind)
    days = models.PositiveSmallIntegerField(_("days of work in a month"), null=True)
    rows = models.IntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = RowAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.rows}"


class AnsweredRow(models.Model):
    """What an answer changes of a row (wage, birth date, problems, who fixed it): as it was, and as it was
    left. Who edits the row afterwards makes it their own: then it is not taken back."""

    answer = models.ForeignKey(RowAnswer, models.CASCADE, related_name="answered", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    row_id = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="row_answered_once", fields=["answer", "row_id"])]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.row_id}"

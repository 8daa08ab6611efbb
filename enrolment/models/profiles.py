"""How an agency's files were matched by hand, so that its next file needs no hand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Region


class RosterProfile(models.Model):
    """What a header and the values beneath it mean, as somebody matched them once.

    `fingerprint` is that of the header's texts. A city's own profile has no agency. `content`:
    `{"headings": {text: field or ""}, "height": rows of the header,
      "values": {"category": {text: Category}, "position": {text: text}, "unit": {text: agency code}}}`.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="roster_profiles")
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), auto_now=True)

    class Meta:
        ordering = ["-used_at"]
        constraints = [
            models.UniqueConstraint(
                name="profile_once", fields=["region", "agency", "fingerprint"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint[:8]

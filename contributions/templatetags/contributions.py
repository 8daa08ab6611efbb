"""Terms and a worker's months in templates."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from contributions.terms import wording
from contributions.terms.worker_months import strip_of
from enrolment.models import Worker

register = template.Library()

register.filter("terms_period", wording.period_words)
register.filter("terms_base", wording.base_words)
register.filter("terms_shares", wording.share_words)
register.filter("percent", wording.percent_words)


@register.inclusion_tag("contributions/terms/worker_panel.html")
def worker_months(worker: Worker, agency: Agency) -> dict[str, Any]:
    """The worker's months as a strip, for the worker's page. Three queries."""
    url = reverse("worker_contributions", args=[agency.code, worker.pk])
    return {"strip": strip_of(worker, timezone.localdate()), "url": url}

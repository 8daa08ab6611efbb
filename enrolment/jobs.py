"""How background jobs reach the database: as the user who asked for them, with history saying so."""

from typing import Any

import pghistory
from procrastinate.contrib.django.db_cleanup import DjangoApp

from agencies import access
from agencies.models import User


def user_of(pk: int | None) -> Any:
    """The user whom a job acts as; none: the system."""
    return User.objects.get(pk=pk) if pk else access.SYSTEM


def as_user(call_next: Any, context: Any, worker: Any) -> Any:
    """Run a job as the user in its argument `acting_user` (none: the system), in one transaction."""
    user_id = context.job.task_kwargs.get("acting_user")
    with access.acting(user_of(user_id)), pghistory.context(user=user_id, job=context.job.task_name):
        return call_next()


def ready(app: DjangoApp) -> None:
    """Put `as_user` around every job (PROCRASTINATE_ON_APP_READY)."""
    app.worker_defaults["task_middleware"].append(as_user)  # type: ignore[union-attr]

"""Background jobs of contributions. Each is safe to repeat: it looks at the state under a lock first."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from contributions.payments.lists import working
from enrolment.jobs import user_of


@app.task(name="read_payment_list", queue="uploads", retry=RetryStrategy(max_attempts=20, wait=3))
def read_payment_list(*, payment_list: str, acting_user: int | None) -> None:
    """Read a long list of payments; one that was read or thrown away meanwhile is left."""
    working.read(payment_list=payment_list, by=user_of(acting_user))


@app.periodic(cron="* * * * * */10")
@app.task(name="end_abandoned_payment_lists", queueing_lock="end_abandoned_payment_lists")
def end_abandoned_payment_lists(timestamp: int) -> None:
    """Say why of each list of payments whose job failed or is gone."""
    working.sweep()

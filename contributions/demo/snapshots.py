"""The trial's frozen months: every one that has ended since its cities have figures, as a night would."""

from collections.abc import Callable

from contributions.snapshots.waiting import freeze_waiting, months_waiting


def freeze_months(say: Callable[[str], None]) -> None:
    """Freeze every month of every city that has figures. To be run once, as the system."""
    say("figures at the end of each month")
    for region, months in months_waiting().items():
        freeze_waiting(region=region, months=months)

"""From when until when something exists: both days count, and either may be open."""

import datetime as dt


class Existing:
    """What has `valid_from` and `valid_to`."""

    valid_from: dt.date | None
    valid_to: dt.date | None

    def exists_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and not self.has_ended(day)

    def has_ended(self, day: dt.date) -> bool:
        """It existed before the day, and does no more."""
        return self.valid_to is not None and self.valid_to < day

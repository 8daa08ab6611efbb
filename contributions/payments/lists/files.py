"""Where a list's file lies."""

from pathlib import Path
from typing import cast

from contributions.models import PaymentList
from enrolment.models import ParticipantList
from enrolment.rosters import storage


def path_of(found: PaymentList) -> Path:
    return storage.path_of(cast(ParticipantList, found))  # all that it looks at is the stored name

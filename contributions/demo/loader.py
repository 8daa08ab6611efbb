"""Loading the trial: all of it or nothing, once."""

from collections.abc import Callable

from django.db import connection

from agencies import access
from agencies.models import Agency, User
from contributions.demo.lists import load_lists
from contributions.demo.money import load_money
from contributions.demo.places import add_places
from contributions.demo.records import add_records
from contributions.demo.reminders import remind
from contributions.demo.rosters import all_rosters, hand_in
from contributions.demo.snapshots import freeze_months

# Nobody else has this name: addresses under .example belong to nobody.
MARK = "operator@lindungi.example"
# Two `make demo` at once: the second waits, then finds everything there.
LOCK = 3673_2020_02_26


class NotEmpty(Exception):
    """The database holds somebody's own data: the trial's known passwords must not go beside it."""


def load(say: Callable[[str], None]) -> bool:
    """Load the trial unless it is there; say what is being done. True if it was loaded now.

    Everything happens in one transaction: a trial cut off while loading starts afresh the next time.
    Raises NotEmpty where other data lives.
    """
    with access.acting(access.SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        if User.objects.filter(email=MARK).exists():
            return False
        if User.objects.exists() or Agency.objects.exists():
            raise NotEmpty
        say("places")
        add_places()
        say("records")
        add_records()
        for roster in all_rosters():
            say(roster.agency)
            hand_in(roster)
        load_lists(say)
        load_money(say)
        freeze_months(say)
        say("a reminder to those with people not registered yet")
        remind()
    return True

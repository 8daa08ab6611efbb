"""How the registered stand with their contributions, counted from people and books alone.

The slow way to what `kept` reads, by other words in SQL: what is kept is checked against it.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

States = dict[tuple[int, str], tuple[int, int, int, int]]


def states_of(agencies: Sequence[int], as_of: dt.date) -> States:
    """(active, awaiting, in arrears, unknown) by agency id and population, of who is registered on a day."""
    with connection.cursor() as cursor:
        cursor.execute("select * from contributions_standing(%s, %s)", [list(agencies), as_of])
        return {(agency, population): tuple(counts) for agency, population, *counts in cursor.fetchall()}

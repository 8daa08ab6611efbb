"""What is kept beside what counting gives: counted anew in batches, compared, and put back as it was."""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from django.utils.translation import gettext as _

from contributions.checking.rules import Result
from enrolment.figures import recount

BATCH = 500
FIRST = 5

_COLUMNS = {
    "enrolment_agencyfigures": (
        "agency_id, region_id, population, day, listed, submitted, registered, confirmed, taspen"
    ),
    "contributions_coverageday": (
        "agency_id, region_id, population, day, until, listed, submitted, registered, confirmed, taspen,"
        " active, awaiting, arrears, unknown, roster_date, changed_on, counts_with_id"
    ),
}
_BEFORE = """
create temporary table checking_kept on commit drop as
select {columns} from {table} where agency_id = any(%s)
"""
_DIFFERING = """
select distinct a.code || ' ' || d.day || ' ' || d.population as code
from ((table checking_kept except select {columns} from {table} where agency_id = any(%(agencies)s))
      union all
      (select {columns} from {table} where agency_id = any(%(agencies)s) except table checking_kept)) d
join agencies_agency a on a.id = d.agency_id
order by 1
"""


def recounted(agencies: Sequence[int]) -> list[Result]:
    """Both kinds of kept figures beside a recount. Whatever the recount writes is rolled back."""
    figures = _compared("enrolment_agencyfigures", agencies)
    coverage = _compared("contributions_coverageday", agencies)
    return [
        _result("figures_are_a_recount", _("The figures kept per agency are what counting gives"), figures),
        _result(
            "coverage_is_a_recount", _("The coverage kept for every day is what counting gives"), coverage
        ),
    ]


def mend(agencies: Sequence[int]) -> None:
    """Count the kept figures of these agencies anew, and keep that."""
    for some in batches(agencies):
        with transaction.atomic():
            _recount("enrolment_agencyfigures", some)
            _recount("contributions_coverageday", some)


def batches(agencies: Sequence[int]) -> Iterator[list[int]]:
    for begin in range(0, len(agencies), BATCH):
        yield list(agencies[begin : begin + BATCH])


def _result(name: str, words: str, codes: list[str]) -> Result:
    return Result(name, words, len(codes), tuple(codes[:FIRST]))


def _recount(table: str, agencies: list[int]) -> None:
    if table == "enrolment_agencyfigures":
        recount(agencies)
    else:
        with connection.cursor() as cursor:
            cursor.execute("select coverage_recount(%s)", [agencies])


def _compared(table: str, agencies: Sequence[int]) -> list[str]:
    """The rows (`36.73/dishub 2020-02-26 staff`) that are not what a recount gives."""
    found: list[str] = []
    values = {"table": table, "columns": _COLUMNS[table]}
    for some in batches(agencies):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_BEFORE.format(**values), [some])
            _recount(table, some)
            cursor.execute(_DIFFERING.format(**values), {"agencies": some})
            found += [code for (code,) in cursor.fetchall()]
            transaction.set_rollback(True)
    return found

"""Looking numbers up stays quick when the planner takes full tables for empty ones."""

import pytest
from django.db import connection, connections

from agencies import access
from enrolment.cases import opening
from enrolment.rosters import receiving
from tests.enrolment.rosters.books import person, workbook
from tests.factories import AgencyFactory, WorkerFactory

PEOPLE = 20_000
TABLES = ["enrolment_worker", "enrolment_enrolment", "enrolment_listingcase"]
LIST = """
with made as (
    insert into enrolment_worker (agency_id, contribution_group_id, nik, name, category, revision)
    select %s, %s, '3673010101' || lpad(n::text, 6, '0'), 'Orang', 'honorer', 1
    from generate_series(1, %s) n returning id
)
insert into enrolment_enrolment (worker_id, agency_id, state, listed_on, revision)
select id, %s, 'listed', '2020-01-01', 1 from made
"""


@pytest.fixture
def thought_empty():
    """What a vacuum leaves behind when it finds no row: pages, and nothing on them."""

    def forget() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "update pg_class set reltuples = 0, relpages = 100 where relname = any(%s)", [TABLES]
            )

    yield forget
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"analyze {table}")


@pytest.fixture
def two_agencies(committed):
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        worker, other = WorkerFactory(agency=AgencyFactory()), AgencyFactory()
        cursor.execute(LIST, [worker.agency_id, worker.contribution_group_id, PEOPLE, worker.agency_id])
    return worker.agency, other


def test_numbers_are_looked_up_by_index_whatever_the_statistics_say(two_agencies, thought_empty):
    full, other = two_agencies
    thought_empty()
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = '5s'")
        opening.refresh([full.pk])
        cursor.execute(
            "select count(*) from nik_elsewhere("
            "(select array_agg(nik) from enrolment_worker where agency_id = %s), %s)",
            [full.pk, other.pk],
        )
        assert cursor.fetchone() == (PEOPLE + 1,)


def test_a_list_is_compared_quickly_whatever_the_statistics_say(two_agencies, thought_empty):
    full, other = two_agencies
    with access.acting(access.SYSTEM):
        rows = [person("Orang", number=nik) for nik in full.workers.values_list("nik", flat=True)]
        upload = receiving.receive(
            agency=other, chunks=[workbook(rows)], file_name="a.xlsx", by=access.SYSTEM
        )
    thought_empty()
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = '5s'")
        counts = receiving.check(upload=upload).counts
    assert counts["elsewhere"] == counts["valid"] > 0.99 * PEOPLE

"""Functions that see more than their caller: who may call them, and whose tables they read."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

OURS = {
    "agency_line",
    "certificate_check",
    "claim_figures",
    "contributions_allocation_sums",
    "contributions_is_closed",
    "contributions_line_sums",
    "contributions_list_is_a_bill",
    "contributions_release",
    "contributions_settle",
    "contributions_standing",
    "coverage_at_the_end",
    "coverage_count_later",
    "coverage_fresh",
    "coverage_heads",
    "coverage_mark",
    "coverage_mark_groups",
    "coverage_mark_lines",
    "coverage_recount",
    "coverage_waiting",
    "nik_compared_elsewhere",
    "nik_elsewhere",
    "npp_is_known",
    "npp_of_transfers",
    "refresh_listing_cases",
    "renew_misleading_statistics",
    "say_moved",
    "snapshot_causes",
    "workers_assessed",
}


def query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_they_are_known_and_closed_to_all_but_the_application():
    found = query(
        "select proname, has_function_privilege('public', p.oid, 'execute'),"
        " has_function_privilege('lindungi_app', p.oid, 'execute')"
        " from pg_proc p where prosecdef and pronamespace = 'public'::regnamespace"
    )
    assert {name: rights for name, *rights in found} == {name: [False, True] for name in OURS}


def test_a_temporary_table_of_the_caller_is_never_taken_for_one_of_ours():
    found = query("select proname, proconfig::text from pg_proc where prosecdef and proname !~ '^pg_'")
    assert [name for name, settings in found if "search_path=public, pg_temp" not in (settings or "")] == []

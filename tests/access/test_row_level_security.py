"""Every table with tenant rows has its policy; unscoped queries meet no foreign row, whoever asks and how."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from agencies import access
from agencies.commands import ActingCommand
from agencies.middleware import ActingMiddleware
from agencies.policies import EXEMPT, POLICIES
from enrolment import figures, jobs
from enrolment.models import (
    AgencyFigures,
    AgencyMonth,
    ClaimHealth,
    PartialFile,
    ProposedExit,
    SheetCode,
    StagedRow,
    Upload,
    WorkerImage,
)
from enrolment.rosters import receiving
from tests.access import rows
from tests.enrolment.rosters.books import person, workbook
from tests.factories import AgencyFactory, DocumentFactory, StatedFigureFactory, WorkerFactory, region

pytestmark = pytest.mark.django_db

TENANT_COLUMNS = {"agency_id", "region_id", "branch_id", "user_id", "worker_id", "upload_id"}


def query(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_with_tenant_rows_has_a_policy_or_a_reason():
    found = query(
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
    )
    tenant = {table for table, column in found if column in TENANT_COLUMNS}
    assert tenant - POLICIES.keys() - EXEMPT.keys() == set()
    assert not POLICIES.keys() & EXEMPT.keys()
    assert (POLICIES.keys() | EXEMPT.keys()) <= {table for table, _column in found}


def test_policies_are_switched_on_and_cover_reading_and_writing():
    on = {name for (name,) in query("select relname from pg_class where relrowsecurity")}
    both = {
        table
        for table, command, using, check in query("select tablename, cmd, qual, with_check from pg_policies")
        if command == "ALL" and using and check
    }
    assert POLICIES.keys() == on == both


def test_the_application_role_owns_nothing_and_bypasses_nothing():
    assert query("select current_user") == [("lindungi_app",)]
    assert query("select rolsuper, rolbypassrls from pg_roles where rolname = 'lindungi_app'") == [
        (False, False)
    ]
    assert not query("select tablename from pg_tables where tableowner = 'lindungi_app'")


def in_a_request(user, look: Callable):
    seen = []

    def view(request):
        seen.append(look())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user
    ActingMiddleware(view)(request)
    return seen[0]


def in_a_job(user, look: Callable):
    job = SimpleNamespace(task_kwargs={"acting_user": user.pk}, task_name="look")
    return jobs.as_user(look, SimpleNamespace(job=job), None)


def in_a_command(user, look: Callable):
    with ActingCommand().acting(user.username):
        return look()


def in_a_stream(user, look: Callable):
    return next(iter(access.streamed(user, lambda: [look()])))


@pytest.fixture
def two_cities(dishub, dlh, cirebon, branch_serang, branch_cirebon):
    """People, uploads, figures and records in two agencies of one city and one of another."""
    office = AgencyFactory(region=cirebon, code="32.74/dishub", name="Dinas Perhubungan Kota Cirebon")
    far_away = AgencyFactory(region=region("16.71"), code="16.71/dishub")
    for agency in (dishub, dlh, office):
        worker = WorkerFactory(agency=agency, registered=True)
        upload = receiving.receive(
            agency=agency,
            chunks=[workbook([person("Asep"), person("Budi")])],
            file_name="a.xlsx",
            by=access.SYSTEM,
        )
        receiving.check(upload=upload)
        WorkerImage.objects.create(upload=upload, agency=agency, worker_id=worker.pk, worker_revision=1)
        ProposedExit.objects.create(
            upload=upload, agency=agency, worker=worker, proposed_on=upload.roster_date
        )
        rows.of_a_roster(upload, worker, far_away)
        rows.of_enrolment(worker)
        rows.of_reconciling(worker)
        figures.recount([agency.pk])
        StatedFigureFactory(region=agency.region, agency=agency)
        DocumentFactory(region=agency.region)
    return {"36.73/dishub": dishub, "36.73/dlh": dlh, "32.74/dishub": office}


CITY = {"36.73/dishub", "36.73/dlh"}
SEES_PEOPLE_OF = {
    "dishub_operator": {"36.73/dishub"},
    "dlh_operator": {"36.73/dlh"},
    "city_manager": CITY,
    "cirebon_manager": {"32.74/dishub"},
    "branch_officer": CITY,
    "city_leader": set(),
    "province_viewer": set(),
    "system_operator": set(),
}
SEES_FIGURES_OF = SEES_PEOPLE_OF | {
    "city_leader": CITY,
    "province_viewer": CITY,
    "system_operator": {*CITY, "32.74/dishub"},
}
SEES_HEALTH_OF = SEES_PEOPLE_OF | {"city_manager": set(), "cirebon_manager": set()}
PEOPLE = [
    model
    for model in apps.get_models()
    if model._meta.db_table in POLICIES
    and model._meta.app_label == "enrolment"
    and model not in (AgencyFigures, AgencyMonth, SheetCode, ClaimHealth, PartialFile)
]


def agencies_seen(model) -> set[str]:
    return set(model.objects.all().values_list("agency__code", flat=True))


@pytest.mark.parametrize("way", [in_a_request, in_a_job, in_a_command, in_a_stream])
@pytest.mark.parametrize("person_name", SEES_PEOPLE_OF)
def test_unscoped_queries_find_no_foreign_row(two_cities, request, person_name, way):
    user = request.getfixturevalue(person_name)
    for model in PEOPLE:
        assert way(user, lambda model=model: agencies_seen(model)) == SEES_PEOPLE_OF[person_name], model
    for model in (AgencyFigures, AgencyMonth, SheetCode):  # they name nobody
        assert way(user, lambda model=model: agencies_seen(model)) == SEES_FIGURES_OF[person_name], model
    assert way(user, lambda: agencies_seen(ClaimHealth)) == SEES_HEALTH_OF[person_name]


@pytest.mark.parametrize("person_name", SEES_FIGURES_OF)
def test_records_and_memberships_stay_in_their_region(two_cities, request, person_name, cirebon_manager):
    user = request.getfixturevalue(person_name)
    regions = {code.partition("/")[0] for code in SEES_FIGURES_OF[person_name]}
    with access.acting(user):
        for name in ("StatedFigure", "Document"):
            seen = set(apps.get_model("agencies", name).objects.values_list("region__code", flat=True))
            assert seen <= regions, name
        ours = apps.get_model("agencies.ContributionGroup").objects.filter(agency__code__in=two_cities)
        groups = set(ours.values_list("agency__code", flat=True))
        assert groups == SEES_FIGURES_OF[person_name]
        others = apps.get_model("agencies.Membership").objects.exclude(user=user)
        seen = set(others.values_list("region__code", flat=True)) - {None}
        assert seen <= regions


def test_nobody_sees_nothing(two_cities):
    with access.acting(AnonymousUser()):
        for table in POLICIES:
            assert query(f"select count(*) from {table}") == [(0,)], table


def test_a_row_cannot_be_written_into_another_agency(two_cities, dishub_operator):
    worker = WorkerFactory.build(agency=two_cities["36.73/dlh"], contribution_group=None)
    worker.contribution_group_id = two_cities["36.73/dlh"].owned_groups.get().pk
    with pytest.raises(Exception, match="row-level security"), access.acting(dishub_operator):
        worker.save()


def test_a_citys_file_is_seen_by_those_who_see_all_its_people(
    dishub_operator, city_manager, cirebon_manager, branch_officer, city_leader, serang
):
    common = {"region": serang, "size": 1, "roster_date": "2026-11-01", "file_name": "kota.xlsx"}
    lists = Upload.objects.create(kind="city_lists", **common)
    StagedRow.objects.create(upload=lists, ordinal=1, sheet="A", row_number=1)
    for user in (city_manager, branch_officer):
        assert in_a_request(user, lambda: (Upload.objects.count(), StagedRow.objects.count())) == (1, 1)
    for user in (dishub_operator, cirebon_manager, city_leader):
        assert in_a_request(user, lambda: (Upload.objects.count(), StagedRow.objects.count())) == (0, 0)


def test_what_a_city_compared_is_shown_to_its_agencies_each_its_own_rows(
    dishub, dlh, dishub_operator, cirebon_manager, serang
):
    common = {"region": serang, "size": 1, "roster_date": "2026-11-01", "file_name": "bkpsdm.xlsx"}
    compared = Upload.objects.create(kind="comparison", **common)
    for ordinal, agency in enumerate((dishub, dlh), 1):
        StagedRow.objects.create(upload=compared, agency=agency, ordinal=ordinal, sheet="A", row_number=1)
    seen = in_a_request(dishub_operator, lambda: list(StagedRow.objects.values_list("agency", flat=True)))
    assert seen == [dishub.pk]
    assert in_a_request(cirebon_manager, Upload.objects.count) == 0


def test_a_file_on_its_way_is_its_senders_alone(dishub, dishub_operator, city_manager):
    PartialFile.objects.create(
        user=dishub_operator, region=dishub.region, agency=dishub, file_name="a.xlsx", size=2
    )
    assert in_a_request(dishub_operator, PartialFile.objects.count) == 1
    assert in_a_request(city_manager, PartialFile.objects.count) == 0

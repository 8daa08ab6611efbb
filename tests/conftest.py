"""The tests' database: an embedded cluster of its own, made by the owner, used as the application's role."""

import fcntl
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from agencies import access
from tests import factories
from tests.corpus.score import pytest_terminal_summary
from tests.trial import trial

__all__ = ["pytest_terminal_summary", "trial"]  # hooks and fixtures of the whole run


# What begins a run, in this order. One worker makes the database for the browser's tests; the others read
# workbooks meanwhile, which need none. Then comes what is long: no core waits for another's at the end.
FIRST = (
    "tests/browser/",
    "tests/corpus/",
    "tests/enrolment/spreadsheets/",
    "tests/contributions/demo/loaded/",
    "tests/enrolment/test_kills.py",
    "tests/enrolment/test_worker_killed.py",
    "tests/agencies/pages/test_gallery_in_browser.py",
    "tests/access/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each of these the order stays random; `--no-loadscope-reorder` keeps it between workers."""
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in FIRST])


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What stands by now stands to the end: looking through it for garbage again and again took nearly a
    tenth of a walk of all addresses. What a test leaks is still found, perhaps some tests later: garbage is
    looked for less often, and by pytest once more at the end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database per worker; the owner's alias makes it, the application's role uses it."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings, request, tmp_path_factory
) -> Iterator:
    owner, default = connections["owner"], connections["default"]
    keep = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    with django_db_blocker.unblock():
        if hasattr(request.config, "workerinput"):
            _copy_of_the_first(owner, tmp_path_factory.getbasetemp().parent)
            keep = True
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep)
        default.close()
        default.settings_dict["NAME"] = name
        yield
        if not keep:
            default.close()
            owner.creation.destroy_test_db(owner.settings_dict["NAME"], verbosity=0)


def _copy_of_the_first(owner, shared: Path) -> None:
    """One worker migrates; the others copy what it made, which is faster."""
    creation, name = owner.creation, owner.settings_dict["TEST"]["NAME"]
    origin = name.removesuffix(name.rpartition("_")[2]) + "origin"
    with (shared / "database").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            before = owner.settings_dict["NAME"]
            owner.settings_dict["TEST"]["NAME"] = origin
            creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            owner.close()
            owner.settings_dict["NAME"], owner.settings_dict["TEST"]["NAME"] = before, name
            lock.write(origin)
            lock.flush()
        with creation._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}" template "{origin}"')


@pytest.fixture(autouse=True)
def _as_system(request) -> Iterator[None]:
    """Tests arrange their rows as the system; the code under test narrows that to a user by `acting`."""
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("db")
    with access.acting(access.SYSTEM):
        yield


@pytest.fixture
def count_queries():
    """How many statements a call sends: `count_queries(lambda: client.get(url))`."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For races between connections: rows are committed by the test itself (within `acting`), so that all
    connections see them; the owner takes them away afterwards. Not together with the mark `django_db`.
    """
    with django_db_blocker.unblock():
        yield
        connection.close()
        with connections["owner"].cursor() as cursor:
            cursor.execute("truncate agencies_agency, agencies_user, pghistory_context cascade")
        connections["owner"].close()


# People of the stories: Dishub and DLH belong to Kota Serang, Cirebon is another city with another branch.


@pytest.fixture
def serang():
    return factories.region("36.73")


@pytest.fixture
def cirebon():
    return factories.region("32.74")


@pytest.fixture
def dishub(serang):
    return factories.AgencyFactory(
        region=serang, code="36.73/dishub", name="Dinas Perhubungan", short_name="Dishub"
    )


@pytest.fixture
def dlh(serang):
    return factories.AgencyFactory(
        region=serang, code="36.73/dlh", name="Dinas Lingkungan Hidup", short_name="DLH"
    )


@pytest.fixture
def branch_serang(serang):
    return factories.BranchFactory(code="serang", name="Kantor Cabang Utama Serang", regions=[serang])


@pytest.fixture
def branch_cirebon(cirebon):
    return factories.BranchFactory(code="cirebon", name="Kantor Cabang Cirebon", regions=[cirebon])


@pytest.fixture
def dishub_operator(dishub):
    return factories.member("agency_operator", agency=dishub, username="dishub")


@pytest.fixture
def dlh_operator(dlh):
    return factories.member("agency_operator", agency=dlh, username="dlh")


@pytest.fixture
def city_manager(serang):
    return factories.member("city_manager", region=serang, username="kota")


@pytest.fixture
def city_leader(serang):
    return factories.member("city_leader", region=serang, username="walikota")


@pytest.fixture
def cirebon_manager(cirebon):
    return factories.member("city_manager", region=cirebon, username="kota-cirebon")


@pytest.fixture
def branch_officer(branch_serang):
    return factories.member("branch_officer", branch=branch_serang, username="cabang")


@pytest.fixture
def province_viewer():
    return factories.member("viewer", region=factories.region("36"), username="provinsi")


@pytest.fixture
def system_operator():
    return factories.member("system_operator", username="operator")

"""Two who save at once, over two real connections: one wins, the other is told; nothing is applied twice."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections

from agencies import access
from agencies.directory import create_agencies
from agencies.models import Agency
from enrolment.models import Upload, UploadState, Worker
from enrolment.rosters import applying, receiving, undoing
from tests.enrolment.rosters.books import person, workbook
from tests.factories import region

CODE = "36.73/lomba"
OWN = (
    "workerimage",
    "stagedkind",
    "stagedrow",
    "enrolmentevent",
    "enrolment",
    "workerevent",
    "worker",
    "roster",
)


@pytest.fixture
def agency(django_db_setup, django_db_blocker) -> Iterator[Agency]:
    """An agency that is really committed, for connections beside ours to see; the owner clears it away."""
    with django_db_blocker.unblock():
        with access.acting(access.SYSTEM):
            office = Agency(region=region("36.73"), code=CODE, kind="dinas", name="Dinas Lomba")
            (made,) = create_agencies(agencies=[office], by=access.SYSTEM)
        yield made
        with connections["owner"].cursor() as cursor:
            for table in (*OWN, "agencyfigures", "upload"):
                cursor.execute(f"delete from enrolment_{table} where agency_id = %s", [made.pk])
            cursor.execute("delete from agencies_contributiongroup where agency_id = %s", [made.pk])
            cursor.execute("delete from agencies_agency where id = %s", [made.pk])
        connections["owner"].close()
        connection.close()


def handed_in(agency: Agency, names: list[str]) -> Upload:
    with access.acting(access.SYSTEM):
        upload = receiving.receive(
            agency=agency,
            chunks=[workbook([person(name) for name in names])],
            file_name="daftar.xlsx",
            by=access.SYSTEM,
        )
        return receiving.check(upload=upload)


def at_once(*actions) -> list[str]:
    """Run each action on a connection of its own, all started together; what each of them raised, by name."""
    ready, outcomes = threading.Barrier(len(actions)), [""] * len(actions)

    def run(index: int, action) -> None:
        try:
            ready.wait(10)
            with access.acting(access.SYSTEM):
                action()
        except Exception as error:
            outcomes[index] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_of_two_uploads_saved_at_once_one_wins(agency):
    first, second = handed_in(agency, ["Asep", "Budi"]), handed_in(agency, ["Cecep"])
    outcomes = at_once(
        lambda: applying.apply(upload=first, by=access.SYSTEM),
        lambda: applying.apply(upload=second, by=access.SYSTEM),
    )
    assert outcomes == ["", "RosterMoved"]
    with access.acting(access.SYSTEM):
        saved = Upload.objects.get(agency=agency, state=UploadState.APPLIED)
        assert Worker.objects.filter(agency=agency).count() == saved.counts["new"]


def test_the_same_upload_saved_twice_at_once_is_saved_once(agency):
    upload = handed_in(agency, ["Asep", "Budi"])
    outcomes = at_once(*[lambda: applying.apply(upload=upload, by=access.SYSTEM)] * 3)
    assert outcomes == ["", "NotApplicable", "NotApplicable"]
    with access.acting(access.SYSTEM):
        assert Worker.objects.filter(agency=agency).count() == 2


def test_undone_twice_at_once_is_undone_once(agency):
    upload = handed_in(agency, ["Asep"])
    with access.acting(access.SYSTEM):
        applying.apply(upload=upload, by=access.SYSTEM)
    assert at_once(*[lambda: undoing.undo(upload=upload, by=access.SYSTEM)] * 2) == ["", "NotApplicable"]
    with access.acting(access.SYSTEM):
        assert not Worker.objects.filter(agency=agency).exists()

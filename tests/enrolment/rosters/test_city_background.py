"""A city's file that is too large for a request: the worker reads it as the city's own user."""

from collections.abc import Iterator

import pytest
from django.db import connection

from agencies import access
from enrolment import tasks
from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters import receiving as any_file
from enrolment.rosters.city import handing_out, receiving
from tests.enrolment.rosters.city_books import by_column, row
from tests.factories import AgencyFactory, member, region

pytestmark = pytest.mark.usefixtures("committed", "_empty_queue")


@pytest.fixture
def _empty_queue(committed) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


def test_worker_places_the_rows_of_a_large_file_as_the_citys_user(settings):
    settings.ROSTER_ROWS_IN_REQUEST = 1
    with access.acting(access.SYSTEM):
        city = region("36.73")
        dishub = AgencyFactory(code="36.73/dishub", name="Dinas Perhubungan")
        manager = member("city_manager", region=city)
    people = [("Dinas Perhubungan", row("Asep")), ("Entah", row("Budi")), ("dinas perhubungan", row("Cici"))]
    with access.acting(manager):
        upload = receiving.receive(
            region=city,
            kind=UploadKind.CITY_LISTS,
            source="",
            roster_date="2020-02-20",
            chunks=[by_column(people)],
            file_name="kota.xlsx",
            by=manager,
        )
        upload = any_file.check_now_or_later(upload=upload, by=manager)
        assert upload.state == UploadState.RECEIVED
    with access.acting(manager):
        tasks.check_upload(upload=str(upload.pk), acting_user=manager.pk)
    with access.acting(manager):
        upload = Upload.objects.get(pk=upload.pk)
        assert (upload.state, upload.counts["placed"], upload.counts["unplaced"]) == ("checked", 2, 1)
        (part,) = handing_out.hand_out(upload=upload, by=manager)
        assert (part.agency_id, part.counts["new"]) == (dishub.pk, 2)

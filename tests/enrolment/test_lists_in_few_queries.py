"""Lists of uploads and of what was done: fifty rows cost as many queries as one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from enrolment.models import ChangeBatch, ProposedExit, RosterProfile, Upload, UploadKind
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY = "2020-02-20"


def uploads(office, user, count, **more) -> list[Upload]:
    shared = {"region": office.region, "agency": office, "state": "applied", "applied_at": timezone.now()}
    shared |= {"file_name": "a.xlsx", "size": 0, "roster_date": DAY, "uploaded_by": user, "applied_by": user}
    shared |= {"answers": {"source": "BKPSDM"}, "counts": {"read": 0, "skipped": 0, "agencies": 0}, **more}
    return Upload.objects.bulk_create(Upload(**shared) for _n in range(count))


def lists(agency, user, count):
    uploads(agency, user, count)
    uploads(agency, user, count, kind=UploadKind.CORRECTION, parent=Upload.objects.first())


def files_of_the_city(agency, user, count):
    uploads(agency, user, count, agency=None, kind=UploadKind.COMPARISON)


def changes(agency, user, count):
    shared = {"agency": agency, "kind": "category", "category": "thl", "effective_on": DAY, "sk_date": DAY}
    ChangeBatch.objects.bulk_create(
        ChangeBatch(**shared, sk_number=f"800/{n}", made_by=user, undone_by=user) for n in range(count)
    )


def decided_exits(agency, user, count):
    (upload,) = uploads(agency, user, 1)
    decided = {"decided_at": timezone.now(), "decided_by": user, "stays": True, "moved_to": agency}
    for _n in range(count):
        worker = WorkerFactory(agency=agency)
        ProposedExit.objects.create(upload=upload, agency=agency, worker=worker, proposed_on=DAY, **decided)


def matchings(agency, user, count):
    content = {"headings": {"NAMA": "name"}, "height": 1}
    RosterProfile.objects.bulk_create(
        RosterProfile(region=agency.region, agency=agency, fingerprint=str(n), content=content, made_by=user)
        for n in range(count)
    )


PAGES = {
    "agency_uploads": lists,
    "region_uploads": files_of_the_city,
    "agency_comparisons": files_of_the_city,
    "agency_changes": changes,
    "agency_exits_decided": decided_exits,
    "agency_matchings": matchings,
}


@pytest.mark.parametrize("name", PAGES)
def test_fifty_rows_cost_what_one_costs(client, dishub, city_manager, count_queries, name):
    client.force_login(city_manager)
    place = dishub.region.code if name.startswith("region") else dishub.code
    url = reverse(name, args=[place]) + "?per_page=100"
    PAGES[name](dishub, city_manager, 1)
    assert client.get(url).status_code == 200
    one = count_queries(lambda: client.get(url))
    RosterProfile.objects.all().delete()  # their marks are counted from nought
    PAGES[name](dishub, city_manager, 50)
    assert count_queries(lambda: client.get(url)) == one

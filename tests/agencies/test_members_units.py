"""How far each unit is, and the list of open invitations."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from agencies import access
from agencies.members import invitations, links
from agencies.members.invitations import Invitee
from agencies.members.progress import units_of
from agencies.models import AccessLink, Membership, User
from enrolment.models import Upload
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db
UNITS = "/regions/36.73/members/units/"
OPEN = "/regions/36.73/members/invitations/"


def steps(region, user) -> dict[str, str]:
    with access.acting(user):
        return {unit.code: unit.step for unit in units_of(region, timezone.localdate())}


def uploaded(agency) -> None:
    Upload.objects.create(
        region=agency.region,
        agency=agency,
        state="applied",
        file_name="dishub.xlsx",
        stored_name="x",
        sha256="0" * 64,
        size=1,
        roster_date=dt.date(2020, 2, 26),
        applied_at=timezone.now(),
    )


@pytest.mark.parametrize("who", ["city_manager", "system_operator"])
def test_unit_goes_from_not_invited_to_uploaded(request, serang, dishub, who):
    by = request.getfixturevalue(who)
    assert steps(serang, by) == {"36.73/dishub": "not_invited"}
    with access.acting(by):
        [link] = invitations.invite(invitees=[Invitee("Siti", "agency_operator", dishub)], by=by)
    assert steps(serang, by) == {"36.73/dishub": "invited"}
    User.objects.filter(pk=link.user_id).update(last_login=timezone.now())
    assert steps(serang, by) == {"36.73/dishub": "signed_in"}
    uploaded(dishub)
    assert steps(serang, by) == {"36.73/dishub": "uploaded"}


def test_treasurer_or_former_operator_alone_leaves_a_unit_not_invited(serang, dishub, city_manager):
    member("agency_treasurer", agency=dishub)
    former = member("agency_operator", agency=dishub)
    Membership.objects.filter(user=former).update(valid_to=dt.date(2020, 1, 1))
    assert steps(serang, city_manager) == {"36.73/dishub": "not_invited"}


def test_units_answered_for_by_their_parent_are_not_waited_for(serang, dishub, city_manager):
    AgencyFactory(code="36.73/upt", parent=dishub, answered_by_parent=True)
    AgencyFactory(code="36.73/bubar", valid_to=dt.date(2020, 1, 1))
    assert list(steps(serang, city_manager)) == ["36.73/dishub"]


def test_units_are_filtered_sorted_and_counted(client, city_manager, dishub_operator, dlh):
    client.force_login(city_manager)
    page = client.get(UNITS, {"step": "not_invited"}).content.decode()
    assert "36.73/dlh" in page
    assert "36.73/dishub" not in page
    assert "36.73/dlh" not in client.get(UNITS, {"text": "perhubungan"}).content.decode()
    for sort in ("name", "-name", "code", "step", "-step", "list_date", "-list_date", "nonsense"):
        assert client.get(UNITS, {"sort": sort}).status_code == 200


def test_units_cost_the_same_however_many_there_are(client, city_manager, dishub):
    client.force_login(city_manager)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(UNITS, {"per_page": 100}).status_code == 200
        return len(queries)

    few = counted()
    for _ in range(50):
        member("agency_operator", agency=AgencyFactory())
    city_manager.__dict__.pop("_scope", None)
    assert counted() == few


def test_open_invitations_are_listed_and_downloaded_as_text(client, city_manager, dishub):
    with access.acting(city_manager):
        [link] = invitations.invite(
            invitees=[
                Invitee("Siti", "agency_operator", dishub, nip="198503122010011001", phone="081234567890")
            ],
            by=city_manager,
        )
    client.force_login(city_manager)
    assert "Dinas Perhubungan" in client.get(OPEN).content.decode()
    sheet = load_workbook(_file(client.get(OPEN, {"xlsx": "1"}))).active
    cells = [cell.value for cell in sheet[2]]
    assert "198503122010011001" in cells
    assert "081234567890" in cells
    assert f"http://testserver{links.path(link)}" in cells


def test_links_used_taken_back_or_out_of_reach_are_not_listed(client, city_manager, dishub, cirebon):
    with access.acting(city_manager):
        used, revoked, elsewhere = invitations.invite(
            invitees=[Invitee(name, "agency_operator", dishub) for name in ("Ani", "Budi", "Cici")],
            by=city_manager,
        )
    AccessLink.objects.filter(pk=used.pk).update(used_at=timezone.now())
    AccessLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    Membership.objects.create(user=elsewhere.user, role="city_leader", region=cirebon)
    client.force_login(city_manager)
    page = client.get(OPEN).content.decode()
    assert not [name for name in ("Ani", "Budi", "Cici") if name in page]


def test_message_greets_the_office_and_names_nobody(client, city_manager, dishub):
    with access.acting(city_manager):
        invitations.invite(
            invitees=[Invitee("Siti Aminah", "agency_operator", dishub, nip="198503122010011001")],
            by=city_manager,
        )
    client.force_login(city_manager)
    made = Membership.objects.get(user__name="Siti Aminah")
    message = client.get(f"/regions/36.73/members/{made.pk}/").context["message"]
    assert "Dinas Perhubungan" in message
    assert "Siti" not in message
    assert "1985" not in message


def _file(response):
    return io.BytesIO(b"".join(response.streaming_content))


@pytest.mark.parametrize(
    "page", ["", "units/", "invitations/", "invite/", "add/", "workbook/", "workbook/example/"]
)
def test_pages_of_a_province_answer_the_system_operator(client, system_operator, page):
    client.force_login(system_operator)
    assert client.get(f"/regions/36/members/{page}").status_code == 200


def test_city_role_for_a_province_is_explained(client, system_operator):
    client.force_login(system_operator)
    sent = {"role": "city_manager", "name": "Budi", "valid_from": "2020-01-01"}
    assert client.post("/regions/36/members/invite/", sent).context["form"].errors
    assert not User.objects.filter(name="Budi").exists()

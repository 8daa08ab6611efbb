"""Every address × every role × own, foreign and no object: 404 for strangers, 403 for members who may not."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.models import AccessLink, Membership
from enrolment.cards import certificates
from enrolment.cases import opening
from enrolment.claims.opening import Event, open_claim
from enrolment.identity import answers
from enrolment.models import (
    AgencyMonth,
    BenefitClaim,
    Card,
    Certificate,
    ChangeBatch,
    DecisionBatch,
    Difference,
    IdentityAnswer,
    ListingCase,
    OfficialSheet,
    ParticipantList,
    ProposedExit,
    RosterProfile,
    RosterStatement,
    SheetTemplate,
    StagedRow,
    Upload,
)
from enrolment.rosters import receiving, storage
from tests.access.walk import addresses, groups, taken_back
from tests.enrolment.rosters.books import person, workbook
from tests.factories import (
    AgencyFactory,
    BranchFactory,
    DocumentFactory,
    StatedFigureFactory,
    WorkerFactory,
    member,
    region,
)

pytestmark = pytest.mark.django_db

OURS = {a.name: a for a in addresses() if a.ours}
AGENCY = ["agency_operator", "agency_treasurer", "agency_head"]
REGION = ["city_manager", "city_personnel", "city_finance", "city_leader", "viewer", "auditor"]
EVERYWHERE = ["system_operator"]
ONE_OF_EACH_KIND = ("agency_operator", "city_manager", "branch_officer", *EVERYWHERE)

# Who may, in words of the test's own: what ROLE_PERMISSIONS says must agree with it.
ALLOWED = {
    "see_figures": {*AGENCY, *REGION, "branch_officer", *EVERYWHERE},
    "see_records": {*AGENCY, *REGION, "branch_officer", *EVERYWHERE},
    "manage_records": {"city_manager", *EVERYWHERE},
    "see_people": {*AGENCY, "city_manager", "city_personnel", "auditor", "branch_officer"},
    "export_people": {"agency_operator", "city_manager", "city_personnel", "branch_officer"},
    "declare_headcount": {"agency_operator", "city_manager", *EVERYWHERE},
    "edit_roster": {"agency_operator", "city_manager"},
    "register": {"agency_operator", "city_manager", "branch_officer"},
    "state_roster": {"agency_operator", "agency_head", "city_manager"},
    "compare_lists": {"city_manager", "city_personnel"},
    "decide_cases": {"city_manager", "city_personnel", "branch_officer"},
    "submit": {"agency_operator", "city_manager"},
    "manage_groups": {"agency_operator", "city_manager", "branch_officer"},
    "manage_claims": {"agency_operator", "branch_officer"},
    "see_health": {"agency_operator", "agency_head", "branch_officer"},
    "reconcile": {"agency_operator", "city_manager", "branch_officer"},
    "close_month": {"city_manager", "branch_officer"},
    "manage_agencies": {"city_manager", *EVERYWHERE},
    "manage_members": {"city_manager", *EVERYWHERE},
    "administer": set(EVERYWHERE),
}


def test_roles_allow_what_the_table_says():
    held = {p: {r for r, perms in access.ROLE_PERMISSIONS.items() if p in perms} for p in access.Permission}
    assert {str(p): {str(r) for r in roles} for p, roles in held.items()} == ALLOWED


def test_every_view_names_what_it_needs():
    assert [a.name for a in OURS.values() if a.need is None] == []


@pytest.fixture
def places(dishub, serang, cirebon, branch_serang):
    """Own places, foreign ones of the same kinds, and one object of each kind in the own agency."""
    other = AgencyFactory(region=cirebon, code="32.74/dishub")
    return {
        "own": {"agency": dishub.code, "region": serang.code, "branch": branch_serang.code},
        "foreign": {
            "agency": other.code,
            "region": cirebon.code,
            "branch": BranchFactory(code="cirebon", regions=[cirebon]).code,
        },
        "none": {"agency": "99.99/tidak-ada", "region": "99.99", "branch": "tidak-ada"},
    }


@pytest.fixture
def people(dishub, serang, branch_serang):
    """One user of each role, at home in Dishub, Kota Serang or its branch."""
    by_role = {role: member(role, agency=dishub) for role in AGENCY}
    by_role |= {role: member(role, region=serang) for role in REGION}
    by_role["branch_officer"] = member("branch_officer", branch=branch_serang)
    by_role["system_operator"] = member("system_operator")
    return by_role


@pytest.fixture
def objects(dishub, serang):
    """What stands behind the numbers in addresses, all of it Dishub's or Kota Serang's."""
    upload = receiving.receive(
        agency=dishub,
        chunks=[workbook([person("Asep"), person("Budi", number="1")])],
        file_name="a.xlsx",
        by=access.SYSTEM,
    )
    upload = receiving.check(upload=upload)
    user = member("agency_head", agency=dishub)
    profile = _profile(serang, dishub)
    statement = RosterStatement.objects.create(
        agency=dishub, roster_version=1, as_of="2020-02-26", signer_name="Budi", signer_title="Kepala Dinas"
    )
    link = AccessLink.objects.create(user=user, purpose="invitation", expires_at="2099-01-01T00:00Z")
    compared = Upload.objects.create(
        region=serang,
        kind="comparison",
        state="applied",
        applied_at=timezone.now(),
        file_name="kota.xlsx",
        size=0,
        roster_date="2020-02-20",
        answers={"source": "BKPSDM"},
        counts={"read": 0, "skipped": 0, "agencies": 0},
    )
    bill = _participant_list(dishub)
    return {
        "branch_lists_batch": {"pk": bill.batch},
        "agency_list_batch": {"pk": bill.batch},
        "branch_lists": {"pk": bill.pk},
        "agency_list": {"pk": bill.pk},
        "agency_identity_answer": {"pk": _registry_answer(dishub).pk},
        "agency_card_batch": {"pk": _card(dishub).batch},
        "certificate_checked": {"asked": "ABCD-EFGH"},
        "certificate": {"pk": _certificate(dishub).pk},
        "agency_decision": {"month": "2026-08", "pk": (decided := _difference(dishub)).batch_id},
        "agency_difference": {"pk": decided.pk},
        "agency_month": (of_month := {"month": "2026-08"}),
        "branch_month": of_month,
        "branch_differences": of_month,
        "region_month": of_month,
        "region_upload": {"pk": compared.pk},
        "region_matching": {"pk": _profile(serang, None).pk},
        "agency_comparison": {"pk": compared.pk},
        "agency_part": {"pk": uuid.uuid4()},  # one's own alone: of anybody else it is unknown
        "region_part": {"pk": uuid.uuid4()},
        "claim_new": {"pk": (hurt := WorkerFactory(agency=dishub)).pk},
        "claim": {"pk": _claim(hurt).pk, "step": "edit"},
        "agency_case": {"pk": (case := _case(dishub, serang)).pk},
        "region_case": {"pk": case.pk},
        "branch_case": {"pk": _case(dishub, region("32.74")).pk},
        "agency_sheets_template": {"pk": _form(dishub).pk},
        "agency_sheets": {"kind": "data_tk_baru"},
        "agency_sheet": {"pk": _sheet(dishub).pk},
        "agency_exit_back": {"pk": _exit(upload).pk},
        "change_batch": {"pk": _batch(dishub).pk},
        "agency_group": {"pk": dishub.owned_groups.get().pk},
        "upload": {"pk": upload.pk, "ordinal": StagedRow.objects.get(has_errors=True).ordinal},
        "workers_": {"batch": uuid.uuid4()},
        "matching": {"pk": profile.pk},
        "worker": {"pk": WorkerFactory(agency=dishub).pk},
        "member": {"pk": Membership.objects.get(user=user).pk},
        "statement": {"pk": statement.pk},
        "stated_figure": {"pk": StatedFigureFactory(region=serang).pk},
        "declared": {"pk": StatedFigureFactory(region=serang, agency=dishub).pk},
        "document": {"pk": DocumentFactory(region=serang).pk},
        "link": {"pk": link.pk, "signature": "forged"},
    }


def _participant_list(agency) -> ParticipantList:
    """A list that was handed in and whose group is not known."""
    stored_name, sha256, size = storage.store([workbook([person("Asep")])])
    stored = {"file_name": "a.xlsx", "stored_name": stored_name, "sha256": sha256, "size": size}
    found = ParticipantList.objects.create(
        agency=agency,
        batch=uuid.uuid4(),
        state="unplaced",
        counts={"people": 1},
        npp="=1+1",
        refusal={"code": "npp_unknown", "params": {"npp": "=1+1"}, "likely": []},
        **stored,
    )
    found.people.create(agency=agency, ordinal=1, row=2, name="=1+1", nik="3673011203859001")
    return found


def _profile(region, agency) -> RosterProfile:
    content = {"headings": {"NAMA": "name"}, "height": 1}
    return RosterProfile.objects.create(region=region, agency=agency, fingerprint="f", content=content)


def _case(agency, there) -> ListingCase:
    """Somebody of the agency whom an agency of that region lists too."""
    first = WorkerFactory(agency=agency)
    other = AgencyFactory(region=there)
    WorkerFactory(agency=other, nik=first.nik)
    opening.refresh([other.pk])
    return ListingCase.objects.get(nik=first.nik)


def _claim(worker) -> BenefitClaim:
    event = Event("accident", dt.date(2020, 2, 1), dt.date(2020, 2, 1))
    return open_claim(worker=worker, event=event, by=access.SYSTEM)


def _form(agency) -> SheetTemplate:
    kept = {"kind": "data_upah", "file_name": "data_upah.xlsx", "stored_name": "none", "header_row": 1}
    return SheetTemplate.objects.create(agency=agency, sheet="data_upah", **kept)


def _sheet(agency) -> OfficialSheet:
    worker = WorkerFactory(agency=agency)
    sheet = OfficialSheet.objects.create(
        agency=agency,
        group=worker.contribution_group,
        kind="data_tk_baru",
        layout="30",
        batch=uuid.uuid4(),
        month="2020-02-01",
        file_name="data_tk_baru.xlsx",
        rows=1,
    )
    values = {"NAMA_LENGKAP": "=1+1", "NOMOR_IDENTITAS": worker.nik}
    sheet.people.create(agency=agency, ordinal=1, worker=worker, values=values)
    return sheet


def _exit(upload) -> ProposedExit:
    return ProposedExit.objects.create(
        upload=upload,
        agency=upload.agency,
        worker=WorkerFactory(agency=upload.agency),
        proposed_on="2020-03-01",
        decided_at="2020-03-02T00:00Z",
        stays=True,
    )


def _registry_answer(agency) -> IdentityAnswer:
    """Waiting to be taken over: about one of the agency's people, with a word that nobody knows."""
    rows = [[0, 2, WorkerFactory(agency=agency).nik, "", "", word, ""] for word in ("SESUAI", "ENTAH")]
    return IdentityAnswer.objects.create(
        agency=agency,
        file_name="jawaban.xlsx",
        rows=answers.packed(rows, [{"name": "Hasil"}]),
        columns={"sheets": [{"name": "Hasil", "nik": "B", "result": "C", "headings": ["HASIL"]}]},
    )


def _card(agency) -> Card:
    worker = WorkerFactory(agency=agency, registered=True)
    return Card.objects.create(worker=worker, agency=agency, received_on="2020-03-01", batch=uuid.uuid4())


def _certificate(agency) -> Certificate:
    signer = {"signer_name": "Budi", "signer_title": "Kepala Dinas"}
    worker = WorkerFactory(agency=agency, registered=True)
    return certificates.issue(worker=worker, signer=signer, check_address="http://a.id/check/", by=None)


def _difference(agency) -> Difference:
    """Decided, of a month that was compared, with a name that a spreadsheet would take for a formula."""
    month = AgencyMonth.objects.create(agency=agency, month="2026-08-01", reconciled_at=timezone.now())
    batch = DecisionBatch.objects.create(
        agency=agency, month=month, together=uuid.uuid4(), decision="keep_ours", count=1
    )
    sides = {"ours": {"name": "=1+1", "wage": "1.00"}, "theirs": {"name": "=1+1", "wage": "2.00"}}
    return Difference.objects.create(
        month=month,
        agency=agency,
        kind="wage_differs",
        worker=WorkerFactory(agency=agency),
        name="=1+1",
        fingerprint="f",
        owner="agency",
        state="decided",
        decision="keep_ours",
        batch=batch,
        **sides,
    )


def _batch(agency) -> ChangeBatch:
    return ChangeBatch.objects.create(
        agency=agency,
        kind="category",
        category="pppk_pw",
        effective_on="2020-03-01",
        sk_number="800/1",
        sk_date="2020-02-01",
    )


def url_of(address, place: dict, objects: dict) -> str:
    converters = address.pattern.pattern.converters
    wanted = dict.fromkeys(converters)
    if "code" in wanted:
        kind = address.need.place if address.need.place in place else "branch"
        wanted["code"] = place[kind]
    name = address.name.removeprefix("installation_")
    kept = next((values for key, values in objects.items() if name.startswith(key)), {})
    wanted |= {key: kept[key] for key in wanted.keys() & kept.keys()}
    assert None not in wanted.values(), f"the test knows no object for {address.name}"
    return reverse(address.name, kwargs=wanted)


def answer(client, url: str) -> int:
    """The status of a GET, or of a POST where only that is taken; what they changed is taken back."""
    with taken_back():
        response = client.get(url)
        for close in response._resource_closers:  # response.close() would end the test's connection too
            close()
        return client.post(url).status_code if response.status_code == 405 else response.status_code


NEEDING_PLACE = [
    name for name, a in OURS.items() if a.need and a.need.place in ("agency", "region", "branch")
]


@pytest.mark.parametrize("names", groups(NEEDING_PLACE))
def test_own_foreign_and_no_place(client, places, people, objects, names):
    """Everybody asks for their own place; for a foreign one, and for none, one of each kind of member."""
    asked = {role: tuple(places) if role in ONE_OF_EACH_KIND else ("own",) for role in people}
    assert wrong_answers(client, places, people, objects, names, asked) == []


@pytest.mark.soak
@pytest.mark.parametrize("names", groups(NEEDING_PLACE))
def test_own_foreign_and_no_place_for_everybody(client, places, people, objects, names):
    asked = dict.fromkeys(people, tuple(places))
    assert wrong_answers(client, places, people, objects, names, asked) == []


def wrong_answers(client, places, people, objects, names, asked) -> list[tuple]:
    """(address, role, place, status) of each answer that is not due; `asked`: role -> places."""
    wrong = []
    for role, user in people.items():
        client.force_login(user)
        for name in names:
            for place in asked[role]:
                status = answer(client, url_of(OURS[name], places[place], objects))
                if not _is_due(OURS[name].need, role, place, status):
                    wrong.append((name, role, place, status))
    return wrong


def _is_due(need, role: str, place: str, status: int) -> bool:
    """404 where somebody does not belong, 403 for members who may not, an answer for those who may."""
    everywhere = role in EVERYWHERE
    if place == "none" or (not everywhere and (place == "foreign" or not _reaches(role, need.place))):
        return status == 404
    if place == "foreign":
        return True
    if role not in ALLOWED[str(need.permission)]:
        return status == 403
    return status not in (403, 500)


def _reaches(role: str, place: str) -> bool:
    """Whether somebody of Dishub, of Kota Serang or of its branch belongs to that kind of place."""
    if role in AGENCY:
        return place == "agency"
    if role == "branch_officer":
        return True
    return place in ("agency", "region")


INSTALLATION = [name for name, a in OURS.items() if a.need and a.need.place == "installation"]


@pytest.mark.parametrize("names", groups(INSTALLATION))
def test_installation_pages_are_for_those_who_hold_the_permission_everywhere(
    client, places, people, objects, names
):
    wrong = []
    for role, user in people.items():
        client.force_login(user)
        for name in names:
            status = answer(client, url_of(OURS[name], places["own"], objects))
            allowed = role in EVERYWHERE and role in ALLOWED[str(OURS[name].need.permission)]
            if status in (403, 404, 500) if allowed else status != 403:
                wrong.append((name, role, status))
    assert wrong == []


@pytest.mark.parametrize(
    "names", groups([name for name, a in OURS.items() if a.need and a.need.place != "public"], 50)
)
def test_strangers_are_asked_to_sign_in(client, places, objects, names):
    for name in names:
        url = url_of(OURS[name], places["own"], objects)
        for response in (client.get(url), client.post(url)):
            assert response.status_code in (302, 405), name
            if response.status_code == 302:
                assert response["Location"].startswith(reverse("account_login")), name

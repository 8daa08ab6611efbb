"""What stands behind the numbers in addresses: one object of each kind; some names look like formulas."""

import datetime as dt
import uuid

import pytest
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
from tests.access.objects_of_desks import desk_objects
from tests.access.objects_of_money import money_objects
from tests.access.objects_of_reminders import reminder_objects
from tests.enrolment.rosters.books import person, workbook
from tests.factories import (
    AgencyFactory,
    DocumentFactory,
    StatedFigureFactory,
    WorkerFactory,
    member,
    region,
)


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
        **money_objects(dishub),
        **desk_objects(dishub),
        **reminder_objects(dishub),
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

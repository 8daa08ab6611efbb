"""A row in each table about an agency's people, for tests of who sees what."""

import datetime as dt
import uuid

from enrolment.models import (
    AgencyMonth,
    AnsweredRow,
    BenefitClaim,
    Card,
    Certificate,
    ChangeBatch,
    ChangedWorker,
    ClaimHealth,
    ClaimPaper,
    DecisionBatch,
    Difference,
    IdentityAnswer,
    IdentityCheck,
    ListingCase,
    ListRow,
    OfficialSheet,
    ParticipantList,
    ParticipantMatch,
    ParticipantNumber,
    RosterProfile,
    RosterStatement,
    RowAnswer,
    SheetCode,
    SheetDetail,
    SheetRow,
    SheetTemplate,
    Upload,
    UploadProgress,
    Worker,
    WorkerTerm,
)

MONTH = dt.date(2020, 2, 1)


def of_a_roster(upload: Upload, worker: Worker, other_agency) -> None:
    """What an upload and the changes after it leave behind."""
    agency, day = upload.agency, upload.roster_date
    UploadProgress.objects.create(upload=upload, agency=agency)
    answer = RowAnswer.objects.create(upload=upload, agency=agency, cause="c", kind="no_wage", rows=1)
    AnsweredRow.objects.create(answer=answer, agency=agency, row_id=1, before={}, after={})
    RosterProfile.objects.create(region=agency.region, agency=agency, fingerprint="f")
    ListingCase.objects.create(agency=agency, worker=worker, other_agency=other_agency, nik=worker.nik)
    batch = ChangeBatch.objects.create(
        agency=agency, kind="category", category="thl", effective_on=day, sk_date=day, sk_number="800/1"
    )
    ChangedWorker.objects.create(
        batch=batch, agency=agency, worker_id=worker.pk, revision_before=1, worker_revision=2
    )
    RosterStatement.objects.create(agency=agency, roster_version=1, as_of=day)


def of_enrolment(worker: Worker) -> None:
    """What stands about somebody on the way to BPJS: numbers, checks, cards, sheets, a claim."""
    of = {"agency": worker.agency, "worker": worker}
    WorkerTerm.objects.create(**of, category="thl", guarantor="bpjs", period=(None, None))
    ParticipantNumber.objects.create(
        agency=worker.agency, nik=worker.nik, kpj="12345678901", first_seen=MONTH
    )
    IdentityAnswer.objects.create(agency=worker.agency, file_name="jawaban.xlsx")
    IdentityCheck.objects.create(**of, nik=worker.nik, result="matched", checked_on=MONTH)
    Card.objects.create(**of, received_on=MONTH)
    Certificate.objects.create(**of, code=uuid.uuid4().hex[:20], initials="A. B.", issued_on=MONTH)
    claim = BenefitClaim.objects.create(
        **of,
        region=worker.agency.region,
        kind="accident",
        happened_on=MONTH,
        known_on=MONTH,
        reported_on=MONTH,
    )
    ClaimHealth.objects.create(claim=claim, agency=worker.agency, injury="patah tulang")
    ClaimPaper.objects.create(claim=claim, agency=worker.agency, code="ktp")
    _of_a_sheet(worker, of)


def _of_a_sheet(worker: Worker, of: dict) -> None:
    SheetTemplate.objects.create(
        agency=worker.agency, kind="data_tk_baru", file_name="a.xlsx", sheet="data_tk_baru", header_row=1
    )
    sheet = OfficialSheet.objects.create(
        agency=worker.agency,
        group=worker.contribution_group,
        kind="data_tk_baru",
        batch=uuid.uuid4(),
        month=MONTH,
        file_name="data_tk_baru.xlsx",
        rows=1,
    )
    SheetRow.objects.create(**of, sheet=sheet, ordinal=1, values=[])
    SheetCode.objects.create(
        group=worker.contribution_group, agency=worker.agency, header="SEBAB_NA", value="resigned", code="A1"
    )
    SheetDetail.objects.create(**of, married=True)


def of_reconciling(worker: Worker) -> None:
    """A list of BPJS's for the worker's group, its row, and what was found and decided about it."""
    agency = worker.agency
    handed_in = ParticipantList.objects.create(
        agency=agency, group=worker.contribution_group, month=MONTH, file_name="2a.xlsx", size=1
    )
    row = ListRow.objects.create(list=handed_in, agency=agency, ordinal=1, row=2, name=worker.name)
    month = AgencyMonth.objects.create(agency=agency, month=MONTH)
    of = {"agency": agency, "month": month}
    ParticipantMatch.objects.create(**of, row=row, worker=worker, found_by="nik")
    batch = DecisionBatch.objects.create(**of, together=uuid.uuid4(), decision="keep_ours", count=1)
    Difference.objects.create(
        **of,
        kind="wage_differs",
        row=row,
        worker=worker,
        name=worker.name,
        fingerprint="f",
        owner="agency",
        state="decided",
        decision="keep_ours",
        batch=batch,
    )

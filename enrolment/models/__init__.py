"""Workers, their enrolment, the uploads they came from, and what is decided about them."""

from enrolment.models.answers import AnsweredRow, AnswerKind, RowAnswer
from enrolment.models.cards import Card, Certificate
from enrolment.models.cases import CaseDecision, CaseKind, ListingCase
from enrolment.models.changes import BatchKind, ChangeBatch, ChangedWorker
from enrolment.models.claims import (
    BenefitClaim,
    ClaimHealth,
    ClaimKind,
    ClaimPaper,
    ClaimState,
    ClosingReason,
)
from enrolment.models.enrolments import Basis, EndReason, Enrolment, EnrolmentState
from enrolment.models.exits import ProposedExit
from enrolment.models.figures import AgencyFigures, Population
from enrolment.models.identity import IdentityAnswer, IdentityCheck, IdentityResult
from enrolment.models.lists import ListKind, ListRow, ListState, ParticipantList
from enrolment.models.numbers import ParticipantNumber
from enrolment.models.profiles import RosterProfile
from enrolment.models.reconciling import (
    AgencyMonth,
    Decision,
    DecisionBatch,
    Difference,
    DifferenceKind,
    DifferenceState,
    Owner,
    ParticipantMatch,
    Pass,
)
from enrolment.models.sheets import (
    OfficialSheet,
    SheetCode,
    SheetDetail,
    SheetKind,
    SheetRow,
    SheetState,
    SheetTemplate,
)
from enrolment.models.staging import DropReason, RowKind, StagedKind, StagedRow, WorkerImage
from enrolment.models.statements import RosterStatement
from enrolment.models.terms import WorkerTerm
from enrolment.models.uploads import (
    ON_THE_LIST,
    PartialFile,
    Upload,
    UploadKind,
    UploadMode,
    UploadProgress,
    UploadState,
)
from enrolment.models.workers import Category, Guarantor, Roster, Sex, Worker

__all__ = [
    "ON_THE_LIST",
    "AgencyFigures",
    "AgencyMonth",
    "AnswerKind",
    "AnsweredRow",
    "Basis",
    "BatchKind",
    "BenefitClaim",
    "Card",
    "CaseDecision",
    "CaseKind",
    "Category",
    "Certificate",
    "ChangeBatch",
    "ChangedWorker",
    "ClaimHealth",
    "ClaimKind",
    "ClaimPaper",
    "ClaimState",
    "ClosingReason",
    "Decision",
    "DecisionBatch",
    "Difference",
    "DifferenceKind",
    "DifferenceState",
    "DropReason",
    "EndReason",
    "Enrolment",
    "EnrolmentState",
    "Guarantor",
    "IdentityAnswer",
    "IdentityCheck",
    "IdentityResult",
    "ListKind",
    "ListRow",
    "ListState",
    "ListingCase",
    "OfficialSheet",
    "Owner",
    "PartialFile",
    "ParticipantList",
    "ParticipantMatch",
    "ParticipantNumber",
    "Pass",
    "Population",
    "ProposedExit",
    "Roster",
    "RosterProfile",
    "RosterStatement",
    "RowAnswer",
    "RowKind",
    "Sex",
    "SheetCode",
    "SheetDetail",
    "SheetKind",
    "SheetRow",
    "SheetState",
    "SheetTemplate",
    "StagedKind",
    "StagedRow",
    "Upload",
    "UploadKind",
    "UploadMode",
    "UploadProgress",
    "UploadState",
    "Worker",
    "WorkerImage",
    "WorkerTerm",
]

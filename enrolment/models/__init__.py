"""Workers, their enrolment, the uploads they came from, and what is decided about them."""

from enrolment.models.answers import AnsweredRow, AnswerKind, RowAnswer
from enrolment.models.cases import CaseDecision, CaseKind, ListingCase
from enrolment.models.changes import BatchKind, ChangeBatch, ChangedWorker
from enrolment.models.enrolments import Basis, EndReason, Enrolment, EnrolmentState
from enrolment.models.exits import ProposedExit
from enrolment.models.figures import AgencyFigures, Population
from enrolment.models.profiles import RosterProfile
from enrolment.models.staging import DropReason, RowKind, StagedKind, StagedRow, WorkerImage
from enrolment.models.statements import RosterStatement
from enrolment.models.uploads import (
    ON_THE_LIST,
    PartialFile,
    Upload,
    UploadKind,
    UploadMode,
    UploadProgress,
    UploadState,
)
from enrolment.models.workers import Category, Roster, Sex, Worker

__all__ = [
    "ON_THE_LIST",
    "AgencyFigures",
    "AnswerKind",
    "AnsweredRow",
    "Basis",
    "BatchKind",
    "CaseDecision",
    "CaseKind",
    "Category",
    "ChangeBatch",
    "ChangedWorker",
    "DropReason",
    "EndReason",
    "Enrolment",
    "EnrolmentState",
    "ListingCase",
    "PartialFile",
    "Population",
    "ProposedExit",
    "Roster",
    "RosterProfile",
    "RosterStatement",
    "RowAnswer",
    "RowKind",
    "Sex",
    "StagedKind",
    "StagedRow",
    "Upload",
    "UploadKind",
    "UploadMode",
    "UploadProgress",
    "UploadState",
    "Worker",
    "WorkerImage",
]

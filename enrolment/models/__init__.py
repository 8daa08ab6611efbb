"""Workers, their enrolment, and the uploads they came from."""

from enrolment.models.enrolments import Basis, EndReason, Enrolment, EnrolmentState
from enrolment.models.figures import AgencyFigures, Population
from enrolment.models.uploads import (
    ProposedExit,
    RowKind,
    StagedKind,
    StagedRow,
    Upload,
    UploadMode,
    UploadState,
    WorkerImage,
)
from enrolment.models.workers import Category, Roster, Sex, Worker

__all__ = [
    "AgencyFigures",
    "Basis",
    "Category",
    "EndReason",
    "Enrolment",
    "EnrolmentState",
    "Population",
    "ProposedExit",
    "Roster",
    "RowKind",
    "Sex",
    "StagedKind",
    "StagedRow",
    "Upload",
    "UploadMode",
    "UploadState",
    "Worker",
    "WorkerImage",
]

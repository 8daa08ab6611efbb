"""Where the files of reports lie; how far the worker is with one: told beside the database, whose transaction
shows it at its end."""

from uuid import UUID

from agencies.files import Folder
from contributions.reports import gathering
from enrolment.letters import made

REPORTS = Folder("reports")
FILES = ("pdf", "sheet", "xlsx", "note_pdf", "note_docx")
STEPS = gathering.STEPS + len(FILES)


def tell(report: UUID, done: int) -> None:
    made.tell(_name(report), done, STEPS)


def told(report: UUID) -> made.Told | None:
    """None where it was never told, or a day ago."""
    return made.told(_name(report))


def _name(report: UUID) -> str:
    return made.name_of("report", report)

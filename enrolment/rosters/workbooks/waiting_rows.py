"""The rows of an upload that wait, as rows of a workbook: each with its code, its place and what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from openpyxl.styles import Alignment, PatternFill

from agencies.models import Agency
from agencies.pages.books import TEXT, Book
from agencies.pages.cells import Styled
from agencies.pages.remarks import Remark
from enrolment.models import StagedRow, Upload
from enrolment.problems import problem_advice, problem_sentence
from enrolment.rosters.workbooks.columns import BEFORE, FIELDS
from enrolment.rosters.workbooks.form import LANGUAGE, correction_form
from enrolment.rosters.workbooks.places import field_of_problem, letters_of
from enrolment.rosters.workbooks.values import writers
from enrolment.spreadsheets.own import as_written
from enrolment.spreadsheets.problem import ERROR

BAD, LOOK = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
_READ = ("ordinal", "sheet", "row_number", "problems", "status", *FIELDS[1:])


def error_workbook(upload: Upload, agency: Agency) -> Book:
    """A workbook of the rows that need fixing, to be corrected and handed in again."""
    with translation.override(LANGUAGE):
        book = Book()
        remarks: list[Remark] = []
        return correction_form(agency, Writing(book, upload, remarks).rows(), remarks, book)


def waiting_of(upload: Upload) -> Iterator[dict[str, Any]]:
    """Those that need fixing and were not dropped, in the order of the file."""
    rows = StagedRow.objects.filter(upload=upload, has_errors=True, drop_reason=None)
    return rows.order_by("ordinal").values(*_READ).iterator(chunk_size=2000)


def row_code(upload: Upload, ordinal: int) -> str:
    """`9f3c2a1b-17`: the upload's first eight digits and the row's number in it."""
    return f"{upload.pk.hex[:8]}-{ordinal}"


class Writing:
    """The rows as they are written; comments gather beside them, for their cells are known only then."""

    def __init__(self, book: Book, upload: Upload, remarks: list[Remark]) -> None:
        self.upload, self.remarks = upload, remarks
        self.letters = letters_of(upload)
        self.writers = writers()
        wrap = Alignment(wrap_text=True, vertical="top")
        self.bad, self.look = book.style(TEXT, fill=BAD), book.style(TEXT, fill=LOOK)
        self.said = book.style(TEXT, alignment=wrap)
        self.sentences: dict[str, str] = {}

    def rows(self) -> Iterator[list[Any]]:
        for number, row in enumerate(waiting_of(self.upload), 2):
            yield self._row(number, row)

    def _row(self, number: int, row: Mapping[str, Any]) -> list[Any]:
        cells = {field: self._value(field, row) for field in FIELDS[1:]}
        found: dict[str, list[str]] = {}
        levels: dict[str, int] = {}
        said = []
        for problem in row["problems"] or ():
            what = self._sentence(problem)
            said.append(what)
            field = field_of_problem(problem, self.letters.get(row["sheet"], {}))
            if field not in cells:
                continue
            found.setdefault(field, []).append(what)
            if problem["level"] == ERROR or field not in levels:
                levels[field] = self.bad if problem["level"] == ERROR else self.look
            if cells[field] is None and problem.get("read"):
                cells[field] = as_written(problem["read"])
        for at, field in enumerate(FIELDS, len(BEFORE) + 1):
            if field in found:
                self.remarks.append(Remark(number, at, "\n".join(found[field])))
        marked = [Styled(cells[f], levels[f]) if f in levels else cells[f] for f in FIELDS[1:]]
        code = row_code(self.upload, row["ordinal"])
        wrong = Styled("\n".join(said), self.said)
        return [code, row["sheet"], row["row_number"], wrong, number - 1, *marked]

    def _value(self, field: str, row: Mapping[str, Any]) -> Any:
        value = row[field]
        if field == "category" and value is None:
            value, field = row["status"], "status"
        if value is None:
            return None
        return self.writers.get(field, as_written)(value)

    def _sentence(self, problem: Mapping[str, Any]) -> str:
        """What is wrong and what to do; the same words are made once."""
        key = f"{problem['code']}|{problem.get('read')}|{problem.get('params')}"
        if key not in self.sentences:
            what = problem_sentence(problem["code"], problem.get("read"), problem.get("params"))
            self.sentences[key] = f"{what} {problem_advice(problem['code'])}"
        return self.sentences[key]

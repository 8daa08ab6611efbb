"""The packet of a month: everything for the account (SPJ) in one zip, under names that any system takes."""

import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from agencies.pages.books import Book
from agencies.pages.downloads import file_name
from contributions.treasury import account_book, account_papers, deduction_book, deduction_papers
from contributions.treasury.checklist import is_kept
from contributions.treasury.deductions import deductions_of
from contributions.treasury.month_papers import MonthPapers
from enrolment.rosters import storage

KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".txt")
"""Endings that a stored file may keep; another one becomes `.bin`."""
_KEPT_IN_MEMORY = 4 * 2**20


Piece = tuple[str, Callable[[], bytes]]
"""A paper of ours: its name in the archive, and what makes it."""


def packed(papers: MonthPapers) -> IO[bytes]:
    """The archive at its beginning: in memory, or in a temporary file where much was handed in."""
    size = sum(storage.path_of(record).stat().st_size for _name, record in _stored(papers))
    out: IO[bytes] = BytesIO() if size < _KEPT_IN_MEMORY else tempfile.TemporaryFile()  # noqa: SIM115
    pack(papers, out)
    out.seek(0)
    return out


def pack(papers: MonthPapers, out: IO[bytes], tell: Callable[[int, int], None] | None = None) -> None:
    """Write the archive. `tell` hears how many of how many files are in it. Stored files are copied chunk by
    chunk."""
    pieces, files = _pieces(papers), _stored(papers)
    total = len(pieces) + len(files)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, made) in enumerate([*pieces, *files]):
            if tell:
                tell(done, total)
            if callable(made):
                archive.writestr(name, made())
            else:
                archive.write(storage.path_of(made), name)


def _pieces(papers: MonthPapers) -> list[Piece]:
    """Our own papers; what another agency's group owes is accounted for there."""
    found: list[Piece] = []
    if papers.groups:
        found += [
            ("00-daftar-kelengkapan.pdf", partial(account_papers.checklist_pdf, papers)),
            ("01-rekap-per-rekening.pdf", partial(account_papers.summary_pdf, papers)),
            ("01-rekap-per-rekening.xlsx", lambda: _bytes(account_book.summary_of(papers))),
        ]
    found.append(("02-rincian-iuran.xlsx", lambda: _bytes(account_book.detail_of(papers))))
    cut = deductions_of(papers.agency, papers.month)
    if cut.people:
        found.append(("03-daftar-potongan.pdf", partial(deduction_papers.as_pdf, cut)))
        found.append(("03-daftar-potongan.xlsx", lambda: _bytes(deduction_book.book_of(cut))))
    return found


def _stored(papers: MonthPapers) -> list[tuple[str, Any]]:
    """What was handed in, under its name in the archive: each file once, even where two groups have it."""
    named: dict[str, tuple[str, Any]] = {}
    for one in papers.groups:
        npp = one.group.npp or str(one.group.pk)
        found: list[tuple[str, tuple[Any, ...], Any]] = [("04", ("formulir-2a", npp), it) for it in one.lists]
        found += [("05", ("kode-iuran", bill.code or bill.pk), bill) for bill in one.bills]
        payments = [paid.payment for paid in one.payments]
        found += [("06", ("bukti-bayar", f"{it.paid_on:%Y-%m-%d}", it.code), it) for it in payments]
        for place, parts, record in found:
            if is_kept(record) and record.stored_name not in named:
                number = f"{place}-{len(named) + 1}"
                named[record.stored_name] = (_name(number, parts, record.file_name), record)
    return list(named.values())


def _name(number: str, parts: tuple[Any, ...], original: str) -> str:
    ending = PurePath(original).suffix.lower()
    extension = ending.removeprefix(".") if ending in KINDS else "bin"
    return file_name(number, *parts, extension=extension)


def _bytes(book: Book) -> bytes:
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()

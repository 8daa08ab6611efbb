"""Summary by budget account and detail by worker as workbooks, in Indonesian whoever asks for them."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.styles import Font

from agencies.pages import figures
from agencies.pages.books import TEXT, Book
from agencies.pages.cells import Styled
from contributions.models import PARTS, AssessmentLine, LineKind
from contributions.treasury.account_papers import accounts_of, others_of
from contributions.treasury.checklist import checklist
from contributions.treasury.month_papers import MonthPapers
from contributions.treasury.paper import in_words
from contributions.treasury.parts import ZERO

MONEY = "#,##0.00"
_COLUMNS = ("base", *PARTS, "total")
_FIRST = 9
"""Where the amounts of the detail begin, counted from 0."""


def summary_of(papers: MonthPapers) -> Book:
    """Three sheets: by account, BPJS's bills and the payments, what is there and what is missing."""
    with translation.override("id"):
        book = Book()
        money, bold, strong = book.style(MONEY), _bold(book, MONEY), _bold(book, TEXT)
        head = [_("Budget account"), _("Description"), _("Amount (Rp)")]
        book.rows(book.sheet(_("By budget account"), head), _accounts(papers, strong, bold), {2: money})
        head = [_("Contribution group"), _("Kind"), _("Day"), _("Kode iuran"), _("Channel"), _("SP2D number"),
                _("SP2D date"), _("Amount (Rp)")]  # fmt: skip
        book.rows(book.sheet(_("Bills and payments"), head), _movements(papers), {7: money})
        head = [_("Contribution group"), _("Paper"), _("What is known"), _("There")]
        book.rows(book.sheet(_("Papers"), head), _checked(papers))
    return book


def detail_of(papers: MonthPapers) -> Book:
    """A line for each worker of the agency, and what other agencies' people come to in its groups."""
    with translation.override("id"):
        book = Book()
        money, bold, strong = book.style(MONEY), _bold(book, MONEY), _bold(book, TEXT)
        head = [
            _("No."), _("Contribution group"), _("Name"), _("NIK"), _("KPJ"), _("Position"), _("Unit"),
            _("Kind"), _("Month"), _("Contribution base"), "JKK", "JKM", _("JHT employer"), _("JHT worker"),
            _("JP employer"), _("JP worker"), _("Together"),
        ]  # fmt: skip
        columns = {_FIRST + number: money for number in range(len(_COLUMNS))}
        book.rows(book.sheet(_("By worker"), head), _detail(papers, strong, bold), columns)
    return book


def _bold(book: Book, number_format: str) -> int:
    return book.style(number_format, font=Font(bold=True))


def _accounts(papers: MonthPapers, strong: int, bold: int) -> Iterator[list[Any]]:
    yield from map(list, accounts_of(papers.groups))
    yield [None, Styled(_("Together from the budget"), strong), Styled(papers.budget, bold)]
    for label, amount in others_of(papers.groups):
        yield [None, label, amount]
    yield [None, Styled(_("Together"), strong), Styled(papers.owed, bold)]
    yield []
    yield [in_words(papers.budget or papers.owed)]


def _movements(papers: MonthPapers) -> Iterator[list[Any]]:
    for one in papers.groups:
        name = one.group.name
        for bill in one.bills:
            yield [name, _("BPJS's bill"), bill.issued_on, bill.code, "", "", None, bill.amount]
        for paid in one.payments:
            it = paid.payment
            channel = it.get_channel_display()
            yield [name, _("Payment"), it.paid_on, it.code, channel, it.sp2d_number, it.sp2d_on, paid.amount]


def _checked(papers: MonthPapers) -> Iterator[list[Any]]:
    for one, several in checklist(papers):
        for wanted in several:
            there = _("yes") if wanted.is_there else _("missing")
            yield [one.group.name, wanted.label, wanted.told, there]


def _detail(papers: MonthPapers, strong: int, bold: int) -> Iterator[list[Any]]:
    """The agency's own people; sums over them, then the others, then all that its groups owe by our sums."""
    names = {one.assessment.pk: one.group.name for one in papers.groups}
    names |= {assessment.pk: assessment.group.name for assessment, _own in papers.served}
    lines = AssessmentLine.objects.for_agency(papers.agency).filter(assessment__in=names)
    lines = lines.select_related("worker").order_by("assessment", "worker__name", "worker", "kind", "about")
    sums = dict.fromkeys(_COLUMNS, ZERO)
    for number, line in enumerate(lines.iterator(chunk_size=2000), 1):
        amounts = [getattr(line, name) for name in _COLUMNS]
        for name, amount in zip(_COLUMNS, amounts, strict=True):
            sums[name] += amount
        yield [number, names[line.assessment_id], *_who(line), *amounts]
    yield [Styled(_("Together"), strong), *[None] * (_FIRST - 1), *(Styled(sums[n], bold) for n in _COLUMNS)]
    yield from _of_others(papers)


def _who(line: AssessmentLine) -> list[Any]:
    worker = line.worker
    kind = "" if line.kind == LineKind.REGULAR else line.get_kind_display()
    about = f"{line.about:%m-%Y}"
    nik = figures.masked_nik(worker.nik)
    return [worker.name, nik, worker.kpj or "", worker.position or "", worker.unit or "", kind, about]


def _of_others(papers: MonthPapers) -> Iterator[list[Any]]:
    for one in papers.groups:
        if one.other_workers or one.other_total:
            words = {"n": figures.number(one.other_workers)}
            label = _("Workers of other agencies in this group: %(n)s") % words
            nothing = [None] * (_FIRST + len(_COLUMNS) - 4)
            yield [None, one.group.name, label, *nothing, one.other_total]

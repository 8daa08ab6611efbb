"""The summary by budget account and the list of what is missing on paper, in Indonesian whoever prints it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models.groups import Programme
from agencies.pages import figures
from contributions.billing.wording import due_words
from contributions.models import AssessmentState, Source
from contributions.treasury.checklist import checklist, title_of
from contributions.treasury.deduction_papers import percent
from contributions.treasury.month_papers import GroupPapers, MonthPapers
from contributions.treasury.paper import (
    Grid,
    Paper,
    Row,
    in_words,
    letterhead,
    money,
    pdf,
    signed_at,
    signers_of,
)
from contributions.treasury.parts import ZERO, Basis, budget_share
from enrolment.workers.wording import month_name

DESCRIPTIONS = {
    Programme.JKK: "Iuran Jaminan Kecelakaan Kerja (JKK)",
    Programme.JKM: "Iuran Jaminan Kematian (JKM)",
    Programme.JHT: "Iuran Jaminan Hari Tua (JHT)",
    Programme.JP: "Iuran Jaminan Pensiun (JP)",
}
"""As the accounts are called (Kepmendagri 050-series); names, never translated."""


def summary_pdf(papers: MonthPapers) -> bytes:
    with translation.override("id"):
        return pdf(_summary(papers))


def checklist_pdf(papers: MonthPapers) -> bytes:
    with translation.override("id"):
        return pdf(_checklist(papers))


def accounts_of(groups: Iterable[GroupPapers]) -> list[tuple[str, str, Decimal]]:
    """(account, what it is for, rupiah) over groups: each programme apart, even where two share one."""
    found: dict[tuple[str, str], Decimal] = {}
    for one in groups:
        for part in one.parts.accounts:
            key = (part.account, str(part.programme))
            found[key] = found.get(key, ZERO) + part.amount
    order = {str(programme): number for number, programme in enumerate(Programme)}
    keys = sorted(found, key=lambda key: (order[key[1]], key[0]))
    return [
        (account, DESCRIPTIONS[Programme(programme)], found[account, programme])
        for account, programme in keys
    ]


def others_of(groups: Iterable[GroupPapers]) -> list[tuple[str, Decimal]]:
    """What stands on no account of the budget: other sources, then penalties and what could not be split."""
    sources: dict[str, Decimal] = {}
    penalty = unknown = ZERO
    for one in groups:
        for source, amount in one.parts.others.items():
            sources[source] = sources.get(source, ZERO) + amount
        penalty += one.parts.penalty
        split_up = one.parts.budget + sum(one.parts.others.values(), ZERO) + one.parts.penalty
        unknown += one.assessment.owed - split_up
    found = [(str(Source(source).label), amount) for source, amount in sources.items()]
    found += [(_("Penalty"), penalty)] if penalty else []
    return found + ([(_("Not split yet: terms or assessment are missing"), unknown)] if unknown else [])


def _summary(papers: MonthPapers) -> Paper:
    month = {"month": month_name(papers.month)}
    terms = next((one.assessment.terms for one in papers.groups if one.assessment.terms), None)
    return Paper(
        title=_("Summary of contributions by budget account"),
        about=_("BPJS Ketenagakerjaan · contribution of %(month)s") % month,
        facts=list(_facts(papers)),
        grids=[_accounts(papers), *_others(papers), _programmes(papers), *_bills(papers), *_payments(papers)],
        in_words=in_words(papers.budget or papers.owed),
        remarks=list(_remarks(papers)),
        place_and_day=signed_at(papers.agency),
        signers=signers_of(papers.agency, terms),
        **letterhead(papers.agency),
    )


def _facts(papers: MonthPapers) -> Iterator[tuple[str, str]]:
    for one in papers.groups:
        if len(papers.groups) > 1 or one.group.npp:
            yield (
                _("Contribution group"),
                title_of(papers, one) if len(papers.groups) > 1 else f"NPP {one.group.npp}",
            )
        found = one.assessment
        yield _("Workers"), figures.number(found.workers)
        if found.terms:
            shares = ", ".join(
                f"{Source(s).label} {percent(Decimal(str(p)))}" for s, p in found.terms.shares.items()
            )
            yield _("Paid from"), shares
            yield _("According to"), found.terms.document_text
        yield _("Due"), due_words(found.month, found.due_on)


def _accounts(papers: MonthPapers) -> Grid:
    rows = [
        Row([account or _("no account given"), words, money(amount)])
        for account, words, amount in accounts_of(papers.groups)
    ]
    rows.append(Row(["", _("Together from the budget"), money(papers.budget)], "total"))
    head = [_("Budget account"), _("Description"), _("Amount (Rp)")]
    return Grid(_("By budget account"), head, rows, ["4.2cm", "1fr", "3.6cm"], texts=2)


def _others(papers: MonthPapers) -> Iterator[Grid]:
    others = others_of(papers.groups)
    if others:
        rows = [Row([label, money(amount)]) for label, amount in others]
        rows.append(Row([_("Together with the budget"), money(papers.owed)], "total"))
        yield Grid(_("Not on a budget account"), [_("Source"), _("Amount (Rp)")], rows, ["1fr", "3.6cm"])


def _programmes(papers: MonthPapers) -> Grid:
    """Ours beside BPJS's."""
    rows = []
    for programme, name in DESCRIPTIONS.items():
        billed = sum((one.parts.programmes.get(programme, ZERO) for one in papers.groups), ZERO)
        ours = sum((_ours(one, programme) for one in papers.groups), ZERO)
        if billed or ours:
            rows.append(Row([name, money(ours), money(billed)]))
    total = sum((one.assessment.total for one in papers.groups), ZERO)
    rows.append(Row([_("Together"), money(total), money(papers.owed)], "total"))
    head = [_("Programme"), _("Our assessment (Rp)"), _("To be paid (Rp)")]
    return Grid(_("By programme"), head, rows, ["1fr", "3.6cm", "3.6cm"])


def _ours(one: GroupPapers, programme: str) -> Decimal:
    found = one.assessment
    if programme in (Programme.JKK, Programme.JKM):
        return getattr(found, programme.lower())
    return getattr(found, f"{programme.lower()}_employer") + getattr(found, f"{programme.lower()}_worker")


def _bills(papers: MonthPapers) -> Iterator[Grid]:
    bills = [bill for one in papers.groups for bill in one.bills]
    if bills:
        rows = [
            Row([b.code or "–", figures.day(b.issued_on), money(b.penalty), money(b.amount)]) for b in bills
        ]
        head = [_("Kode iuran"), _("Issued on"), _("of which penalty (Rp)"), _("Amount (Rp)")]
        yield Grid(_("BPJS's bill"), head, rows, ["1fr", "4cm", "3.4cm", "3.6cm"], texts=2)


def _payments(papers: MonthPapers) -> Iterator[Grid]:
    payments = [paid for one in papers.groups for paid in one.payments]
    if payments:
        rows = [
            Row([
                figures.short_day(paid.payment.paid_on), paid.payment.code or "–",
                paid.payment.get_channel_display(), paid.payment.sp2d_number or "–",
                figures.short_day(paid.payment.sp2d_on), money(paid.amount),
            ])
            for paid in payments
        ]  # fmt: skip
        rows.append(Row(["", _("Paid for this month"), "", "", "", money(papers.paid)], "total"))
        head = [
            _("Paid on"),
            _("Kode iuran"),
            _("Channel"),
            _("SP2D number"),
            _("SP2D date"),
            _("Amount (Rp)"),
        ]
        yield Grid(_("Payments"), head, rows, ["2.2cm", "1fr", "1fr", "1fr", "2.2cm", "3cm"], texts=5)


def _remarks(papers: MonthPapers) -> Iterator[str]:
    if papers.groups and not any(budget_share(one.assessment.terms) for one in papers.groups):
        yield _("Nothing of this month is paid from the budget (APBD, BOS, BLUD).")
    if any(one.assessment.state == AssessmentState.DRAFT for one in papers.groups):
        yield _("The contribution of this month is a draft: these sums may still change.")
    bases = {one.parts.basis for one in papers.groups}
    if Basis.RATIO in bases:
        yield _(
            "BPJS's sum differs from ours and is split among the programmes in the ratio of our assessment."
        )
    if Basis.BILL in bases:
        yield _("The parts of the programmes are those of the Formulir 2a.")
    if papers.paid < papers.owed:
        yield _("Still to be paid: %(sum)s.") % {"sum": figures.rupiah(papers.owed - papers.paid)}


def _checklist(papers: MonthPapers) -> Paper:
    head = [_("No."), _("Paper"), _("What is known"), _("There")]
    grids, open_ = [], 0
    for one, several in checklist(papers):
        rows = [
            Row(
                [str(number), wanted.label, wanted.told or "–", _("yes") if wanted.is_there else _("missing")]
            )
            for number, wanted in enumerate(several, 1)
        ]
        open_ += sum(not wanted.is_there for wanted in several)
        caption = title_of(papers, one) if len(papers.groups) > 1 else ""
        grids.append(Grid(caption, head, rows, ["0.9cm", "1fr", "1fr", "2cm"], texts=4))
    state = _("Everything is there.") if not open_ else _("Missing: %(n)s.") % {"n": figures.number(open_)}
    return Paper(
        title=_("List of the packet's papers"),
        about=_("BPJS Ketenagakerjaan · contribution of %(month)s") % {"month": month_name(papers.month)},
        facts=[(_("State"), state)],
        grids=grids,
        **letterhead(papers.agency),
    )

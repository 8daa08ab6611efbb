"""The three-way reconciliation as workbooks: figures, and a sheet for each bucket."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import address
from contributions.matching.buckets import Bucket
from contributions.matching.ended import Leaver
from contributions.matching.proof import proof_of
from contributions.matching.reading import Entry, Summary
from contributions.matching.tables import PlaceRow
from contributions.matching.wording import amount_of, note_of
from enrolment.models import EndReason

Sheets = dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]]


def export_url(request: HttpRequest, agency: Agency, name: str, *args: str) -> str:
    """Names leave with who may take them away, or, at an address of its own, with who keeps the agency's
    contributions; empty for others. `name`: the page's URL name."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    if access.P.EXPORT_PEOPLE in held:
        return address(f"{name}_export", agency.code, *args)
    return address(f"{name}_books", agency.code, *args) if access.P.ASSESS in held else ""


def paid_words(paid: str) -> str:
    return {"full": _("paid in full"), "part": _("partly paid"), "none": _("not paid")}[paid]


def sheets_of(summary: Summary, found: Iterable[Entry]) -> Sheets:
    """The figures that add up, then the people of each bucket that has any."""
    head = [_("Figure"), _("People"), _("Our lines"), _("Rows of BPJS's list"), _("Ours (Rp)"),
            _("BPJS (Rp)"), _("Difference (Rp)"), _("Paid (Rp)")]  # fmt: skip
    sheets: Sheets = {str(_("Figures")): (head, _figures(summary))}
    by_bucket: dict[str, list[list[Any]]] = {}
    for entry in found:
        by_bucket.setdefault(entry.bucket, []).append(_row(entry))
    for number, bucket in enumerate((one for one in Bucket if one in by_bucket), start=1):
        sheets[f"{number} {bucket.label}"[:31]] = (_head(), by_bucket[bucket])
    return sheets


def _figures(summary: Summary) -> list[list[Any]]:
    rows = []
    for bucket in Bucket:
        if bucket in summary.buckets:
            sums = summary.of(bucket)
            rows.append([str(bucket.label), sums.people, sums.lines, sums.rows, sums.ours, sums.theirs,
                         sums.difference, sums.paid])  # fmt: skip
    whole, (ours, theirs) = summary.whole, proof_of(summary)
    rows.append([_("Together"), whole.people, whole.lines, whole.rows, whole.ours, whole.theirs,
                 whole.difference, whole.paid])  # fmt: skip
    if summary.others.rows:
        label = _("People of agencies that the same contribution group serves")
        rows.append([label, None, None, summary.others.rows, None, summary.others.theirs, None, None])
    rows.append([_("Counted by themselves"), None, ours.number, theirs.number, ours.rupiah, theirs.rupiah,
                 None, None])  # fmt: skip
    return rows


def _head() -> list[str]:
    return [_("NIK"), _("Name"), _("KPJ"), _("Base with us"), _("Wage with BPJS"), _("Ours (Rp)"),
            _("BPJS (Rp)"), _("Difference (Rp)"), _("Month"), _("Left on"), _("Note")]  # fmt: skip


def _row(entry: Entry) -> list[Any]:
    known = entry.ours is not None and entry.theirs is not None
    paid = paid_words(entry.paid) if entry.is_paid_for else None
    return [
        entry.nik, entry.name, entry.kpj, entry.base, entry.wage, entry.ours, entry.theirs,
        entry.difference if known else None, paid, entry.ended_on, note_of(entry),
    ]  # fmt: skip


def leaver_sheets(found: Iterable[Leaver]) -> Sheets:
    """A row a person, and a row a person and month."""
    people, months = [], []
    for one in found:
        reason = str(EndReason(one.end_reason).label) if one.end_reason else ""
        person = [one.agency_name, one.nik, one.name, one.kpj, one.ended_on, reason]
        people.append([*person, one.count, one.paid, one.open])
        months += [[*person, month, amount, paid_words("full" if paid else "none")]
                   for month, amount, paid in one.months]  # fmt: skip
    head = [_("Agency"), _("NIK"), _("Name"), _("KPJ"), _("Left on"), _("Reason")]
    return {
        str(_("People")): ([*head, _("Months"), _("Paid (Rp)"), _("Billed, not paid yet (Rp)")], people),
        str(_("Months")): ([*head, _("Month"), _("BPJS (Rp)"), _("State")], months),
    }


def place_sheets(rows: Iterable[PlaceRow]) -> Sheets:
    """Figures of many agencies: nobody's name."""
    shown = [one for one in Bucket if one != Bucket.CORRECTION]
    head = [_("Code"), _("Agency"), _("Our lines"), _("Ours (Rp)"), _("Rows of BPJS's list"), _("BPJS (Rp)")]
    for bucket in shown:
        head += [f"{bucket.label} ({_('people')})", f"{bucket.label} (Rp)"]
    lines = []
    for row in rows:
        whole = row.summary.whole
        line = [row.agency.code, row.name, whole.lines, whole.ours, whole.rows, whole.theirs]
        for bucket in shown:
            sums = row.summary.of(bucket)
            line += [sums.people, amount_of(bucket, sums)]
        lines.append(line)
    return {str(_("Agencies")): (head, lines)}

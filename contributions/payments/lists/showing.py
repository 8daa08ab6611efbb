"""What the page of one list shows."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Sum
from django.utils.translation import gettext as _

from agencies.pages.tables import paged
from contributions.models import Allocation, ListState, PaymentList
from contributions.payments.lists import placing, saving
from contributions.payments.lists.desk import Desk
from contributions.payments.lists.filters import RowFilter
from contributions.payments.lists.forms import AnswersForm
from contributions.payments.lists.kinds import RowKind, rows_of, with_paid_before
from contributions.payments.lists.tables import RowTable
from contributions.payments.lists.wording import SIGNS, SKIPPED, told

TONES = {
    RowKind.NEW: "active",
    RowKind.SAVED: "active",
    RowKind.KNOWN: "plain",
    RowKind.UNPLACED: "waiting",
    RowKind.BAD: "bad",
    RowKind.OUT: "none",
}
SHOWN = (RowKind.SAVED, RowKind.NEW, RowKind.UNPLACED, RowKind.KNOWN, RowKind.BAD, RowKind.OUT)
_SKIPPED_SHOWN = 200


def of_list(desk: Desk, found: PaymentList) -> dict[str, Any]:
    """The context of a list's page."""
    counts = {kind: (one["rows"], Decimal(one["sum"])) for kind, one in found.counts.items()}
    told_rows = rows_of(found).select_related("group__agency", "known_as")
    all_rows = with_paid_before(told_rows, desk.house.payments().exclude(list=found))
    rows = RowFilter(desk.request.GET, queryset=all_rows)
    several = sum(one["status"] == "read" for one in found.summary.get("sheets") or []) > 1
    return {
        "found": found,
        "sign": SIGNS[found.state],  # type: ignore[index]
        "told": told(found.refusal),
        "reading": found.state == ListState.RECEIVED,
        "tiles": _tiles(desk, counts),
        "filter": rows,
        "table": paged(desk.request, RowTable(rows.qs.order_by("ordinal"), several_sheets=several)),
        "paid_before": all_rows.filter(paid_before=True).count() if found.state == ListState.READY else 0,
        **_actions(desk.may_act, found),
        **_saving(found, counts),
        **_asked(desk, found, counts),
        **_of_file(found),
        **_addresses(desk, found),
    }


def _actions(may_act: bool, found: PaymentList) -> dict[str, bool]:
    """What can be done with the list, apart from saving it."""
    return {
        "can_match": may_act and found.state in saving.OPEN and bool(found.stored_name),
        "can_discard": may_act and found.state not in (ListState.SAVED, ListState.UNDONE),
        "can_undo": may_act and found.state == ListState.SAVED,
        "answered": may_act and found.state == ListState.READY and bool(found.matching.get("answers")),
    }


def _saving(found: PaymentList, counts: dict[str, tuple[int, Decimal]]) -> dict[str, Any]:
    """What saving would do: how many payments of how much, and what it leaves out."""
    going = [counts[kind] for kind in saving.savable(found) if kind in counts]
    ready, unplaced = found.state == ListState.READY, counts.get(RowKind.UNPLACED, (0,))[0]
    return {
        "can_save": ready and any(n for n, _sum in going),
        "saves": sum(n for n, _sum in going),
        "saves_sum": sum((total for _n, total in going), Decimal()),
        "left_unplaced": 0 if RowKind.UNPLACED in saving.savable(found) else unplaced,
        "seen": saving.seen_of(found) if ready else "",
    }


def _tiles(desk: Desk, counts: dict[str, tuple[int, Decimal]]) -> list[dict[str, Any]]:
    current = desk.request.GET.get("show")
    return [
        {"kind": kind.value, "label": kind.label, "value": counts[kind][0], "sum": counts[kind][1]}
        | {"tone": TONES[kind], "current": current == kind}
        for kind in SHOWN
        if kind in counts
    ]


def _asked(desk: Desk, found: PaymentList, counts: dict[str, Any]) -> dict[str, Any]:
    if not (desk.may_act and found.state == ListState.READY and counts.get(RowKind.UNPLACED)):
        return {"form": None}
    known = placing.known_of(found, desk.house, placing.said_of(found))
    asked, number = placing.questions(found, known)
    form = AnswersForm(questions=asked, groups=known.groups)
    return {"form": form, "questions": number, "more_questions": number - len(asked)}


def _of_file(found: PaymentList) -> dict[str, Any]:
    """What the file says of itself: its totals that differ, and its rows that are no payment."""
    stated = found.summary.get("stated") or []
    last = [one for one in stated if Decimal(one[2]) and Decimal(one[2]) != Decimal(one[3])]
    skipped = [one for one in found.summary.get("skipped") or [] if one[2] not in ("title", "header")]
    return {
        "differs": [
            {"sheet": sheet, "row": row, "stated": Decimal(said), "summed": Decimal(summed)}
            for sheet, row, said, summed in last[:3]
        ],
        "skipped": [
            {"sheet": sheet, "row": row, "why": SKIPPED.get(word, word)}
            for sheet, row, word in skipped[:_SKIPPED_SHOWN]
        ],
        "skipped_count": len(skipped),
        "sheets_left": [
            one["name"] for one in found.summary.get("sheets") or [] if one["status"] == "skipped"
        ],
    }


def _addresses(desk: Desk, found: PaymentList) -> dict[str, str]:
    names = ("answer", "forget", "columns", "save", "undo", "discard", "file", "export")
    addresses = {f"{name}_url": desk.house.address(name, found.pk) for name in names}
    first = (found.refusal or {}).get("list")
    return addresses | {"first_url": desk.house.address("one", first) if first else ""}


def of_undoing(found: PaymentList) -> dict[str, Any]:
    """How much stops to pay which months, agency by agency."""
    standing = found.payments.filter(voided_at=None)
    pays = Allocation.objects.filter(payment__in=standing).order_by()
    by_agency = pays.values("agency__name").annotate(
        sum=Sum("amount"), months=Count("month", distinct=True), first=Min("month")
    )
    sums = standing.aggregate(n=Count("pk"), sum=Sum("amount"))
    return {
        "found": found,
        "count": sums["n"],
        "sum": sums["sum"] or 0,
        "title": _("Take this list back?"),
    } | {"by_agency": by_agency.order_by("agency__name")[:200]}

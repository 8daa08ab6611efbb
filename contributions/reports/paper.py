"""The report behind the sheet: charts, table by agency, arrears by month, cost, signature; as plain texts for
the template, in the language in force. It stays within four pages: what does not fit is in the workbook.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.pages.figures import number
from contributions.budget.heads import ZERO
from contributions.models import Source
from contributions.pictures import bars, trend
from contributions.pictures.bars import shortened
from contributions.pictures.drawing import Picture
from contributions.reports import wording
from contributions.reports.content import AgencyLine, Content
from contributions.reports.sheet import footer, sheet_of, shown
from enrolment.letters.signers import spaced_nip

BARS, ROWS, NAMES, OWING, MONTHS = 18, 25, 110, 12, 5
"""At most so many bars, agencies in the table, names of silent agencies, agencies in arrears, months."""
LETTERS = 40
"""Of an agency's name: two lines of its column at most."""
DOTS = "." * 36


def paper_of(content: Content, decision: str, signer: dict[str, str]) -> dict[str, Any]:
    """Everything that the template sets."""
    return {
        "sheet": sheet_of(content, decision),
        "title": _("Report on coverage by BPJS Ketenagakerjaan"),
        "about": f"{content.region} · {wording.position(content)}",
        "trend": shown(trend_picture(content)),
        "bars": shown(agency_picture(content)),
        "bars_note": _left_out(sum(bool(one.known) for one in content.lines) - BARS),
        "table": table_of(content),
        "silent": _silent(content),
        "arrears": arrears_of(content),
        "cost": cost_of(content),
        "signature": signature_of(signer),
        "footer": footer(content),
    }


def trend_picture(content: Content) -> Picture:
    months = [one.month for one in content.trend]
    several = [
        trend.Series(_("registered"), [one.registered for one in content.trend]),
        trend.Series(_("active"), [one.active for one in content.trend]),
        trend.Series(_("listed"), [one.listed for one in content.trend]),
        trend.Series(_("total stated"), [one.declared for one in content.trend]),
    ]
    return trend.trend(months, several, _("Workers at each month's end, as frozen"))


def agency_picture(content: Content) -> Picture:
    """Most people uncovered first, then the largest agencies."""
    wanted = sorted((one for one in content.lines if one.known), key=lambda one: one.sorts_by_gap)
    title = _("Workers by agency, most people not covered first")
    return bars.agency_bars([_bar(one) for one in wanted[:BARS]], title)


def _bar(one: AgencyLine) -> bars.Bar:
    counts = one.counts
    listed = max(0, (counts.listed or 0) - counts.registered - counts.taspen)
    beyond = max(0, (one.known or 0) - (counts.listed or 0))
    return bars.Bar(one.short, counts.registered, counts.active, counts.taspen, listed, beyond)


def _left_out(count: int) -> str:
    form = _("%(agencies)s more are in the workbook.")
    return form % {"agencies": wording.agencies(count)} if count > 0 else ""


def table_of(content: Content) -> dict[str, Any]:
    """Agencies of which something is known, most uncovered first, the others of them together, the sum."""
    known = sorted((one for one in content.lines if one.known is not None), key=lambda one: one.sorts_by_gap)
    shown_, rest = known[:ROWS], known[ROWS:]
    rows = [
        {"kind": "row", "cells": [str(at), shortened(one.short, LETTERS), *_cells([one])]}
        for at, one in enumerate(shown_, 1)
    ]
    if rest:
        form = _("%(agencies)s more, together (each of them in the workbook)")
        label = form % {"agencies": wording.agencies(len(rest))}
        rows.append({"kind": "row", "cells": ["", label, *_cells(rest)]})
    rows.append({"kind": "total", "cells": ["", _("Together"), *_cells(known)]})
    return {
        "caption": _("Coverage by agency"),
        "head": [
            _("No."), _("Agency"), _("Declared"), _("Listed"), _("Registered"), _("Confirmed"), _("Active"),
            _("In arrears"), _("Not covered"), _("To close, Rp a month"),
        ],
        "rows": rows if known else [],
        "note": _table_note(content),
    }  # fmt: skip


def _table_note(content: Content) -> str:
    form = _(
        "Active: contribution of %(month)s paid. Not covered: declared or listed, whichever is larger, "
        "neither registered nor covered by Taspen. A dash is no data."
    )
    return form % {"month": wording.month_name(content.last_due)}


def _cells(several: Sequence[AgencyLine]) -> list[str]:
    counts = [one.counts for one in several]
    columns = (
        [one.declared for one in several],
        [one.listed for one in counts],
        [one.registered if one.listed is not None else None for one in counts],
        [one.confirmed if one.listed is not None else None for one in counts],
        [one.active for one in counts],
        [one.arrears if one.active is not None else None for one in counts],
        [one.gap for one in several],
        [one.cost for one in several],
    )
    return [wording.money(_sum(column)) for column in columns]


def _sum(values: Sequence[Any]) -> Any:
    """Of those that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else None


def _silent(content: Content) -> dict[str, str]:
    """The agencies of which nothing is known, by name: offices first, which have most workers."""
    silent = sorted((one for one in content.lines if one.known is None), key=lambda one: one.sorts_by_gap)
    names = [shortened(one.short, LETTERS) for one in silent]
    if not names:
        return {"caption": "", "text": ""}
    text = ", ".join(names[:NAMES])
    if len(names) > NAMES:
        text += f" … {_left_out(len(names) - NAMES)}"
    form = _("No list and no declared number (%(agencies)s)")
    return {"caption": form % {"agencies": wording.agencies(len(names))}, "text": text}


def arrears_of(content: Content) -> dict[str, Any]:
    """Agency × month: the newest months apart, the older ones together."""
    several = content.indebted
    months = sorted({month for one in several for month, _amount in one.owed})
    apart = months[-MONTHS:]
    earlier = len(months) > MONTHS
    rows = [
        {"kind": "row", "cells": _owed([one], shortened(one.short, LETTERS), apart, earlier)}
        for one in several[:OWING]
    ]
    if rest := several[OWING:]:
        label = _left_out(len(rest)).rstrip(".")
        rows.append({"kind": "row", "cells": _owed(rest, label, apart, earlier)})
    rows.append({"kind": "total", "cells": _owed(several, _("Together"), apart, earlier)})
    head = [_("Agency"), *([_("Earlier")] if earlier else []), *(date_format(m, "M Y") for m in apart)]
    return {
        "caption": _("Arrears by agency and month (Rp)"),
        "head": [*head, _("Together")],
        "rows": rows if several else [],
        "note": wording.arrears_in_words(content),
    }


def _owed(several: Sequence[AgencyLine], label: str, apart: Sequence[dt.date], earlier: bool) -> list[str]:
    sums: dict[dt.date, Any] = {}
    for one in several:
        for month, amount in one.owed:
            sums[month] = sums.get(month, ZERO) + amount
    older = sum((amount for month, amount in sums.items() if month not in apart), ZERO)
    found = [older] if earlier else []
    found += [sums.get(month) for month in apart]
    return [label, *(number(each or None, 0) for each in [*found, sum(sums.values(), ZERO)])]


def cost_of(content: Content) -> dict[str, Any]:
    """A month and twelve: the registered, the gap, both; by source of money."""
    cost = content.cost
    sources = ", ".join(f"{Source(one.source).label} {wording.rupiah(one.full)}" for one in cost.sources)
    form = _("Twelve months of everybody on lists or declared, by source of money: %(sources)s.")
    return {
        "caption": _("What it costs"),
        "head": [_("Who"), _("People"), _("A month (Rp)"), _("Twelve months (Rp)")],
        "rows": [
            {"kind": "total" if at == 2 else "row", "cells": cells}
            for at, cells in enumerate(_cost_rows(content))
        ],
        "notes": [
            note
            for note in (
                wording.cost_in_words(content),
                wording.apart_in_words(content),
                form % {"sources": sources} if sources else "",
            )
            if note
        ],
    }


def _cost_rows(content: Content) -> list[list[str]]:
    """The third, of both, only where the cost of the gap is known."""
    cost, gap = content.cost, content.cost.gap
    now = (cost.registered,) if cost.heads else ()
    rows = [
        [_("Registered now, on known terms"), number(cost.heads), *_month_and_year(now)],
        [_("To close the gap"), wording.span(content.missing), *_month_and_year(gap)],
    ]
    if gap:
        both = [cost.registered + amount for amount in gap]
        heads = [cost.heads + each for each in content.missing]
        rows.append([_("Together"), wording.span(heads), *_month_and_year(both)])
    return rows


def _month_and_year(amounts: Sequence[Decimal]) -> list[str]:
    return [wording.number_span(amounts), wording.number_span(amounts, 12)]


def signature_of(signer: dict[str, str]) -> dict[str, str]:
    """What is not known becomes dots; the day is written by hand."""
    nip = spaced_nip(signer.get("nip", ""))
    return {
        "place_and_day": f"{signer.get('place') or '.' * 16}, …………………… 20……",
        "title": signer.get("title") or DOTS,
        "name": signer.get("name") or DOTS,
        "rank": signer.get("rank", ""),
        "nip": _("NIP %(nip)s") % {"nip": nip or "." * 28},
    }

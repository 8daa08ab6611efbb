"""Who complied, as a workbook. It names no workers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Demand, Measure
from agencies.pages.badges import sign
from agencies.records.demands.standing import Standing


def headers(demand: Demand) -> list[str]:
    found = [_("Code"), _("Agency"), _("Kind"), _("Complied"), _("Answer"), _("Since"), _("Note")]
    found += [_("Evidence"), _("Answered by"), _("Answered on")]
    return found if demand.measure == Measure.ANSWER else [*found, _("What the figures say")]


def rows(demand: Demand, standings: Iterable[Standing]) -> Iterator[list[Any]]:
    for one in standings:
        answer = one.answer
        row: list[Any] = [one.agency.code, one.agency.name, one.agency.get_kind_display()]
        row += [str(sign(one.state).word), str(sign(f"answer_{one.said}").word)]
        if answer is None:
            row += [None, "", "", "", None]
        else:
            said_on = timezone.localdate(answer.said_at)
            row += [answer.on, answer.note, answer.file_name, str(answer.said_by or ""), said_on]
        yield row if one.reading is None else [*row, one.reading.text]

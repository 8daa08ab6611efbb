"""The list of deductions on paper, in Indonesian whoever prints it."""

from itertools import count
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.models import GroupTerms
from contributions.treasury.deductions import Deduction, DeductionList, Sums
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
from enrolment.workers.wording import month_name


def unit_name(name: str) -> str:
    return name or _("Without a work unit")


def percent(share: Any) -> str:
    return f"{figures.number(share.normalize() if share % 1 else share.to_integral_value())} %"


def sources_in_words(found: DeductionList) -> str:
    """`Potong honor 60 %, APBD 40 %`."""
    return ", ".join(f"{name} {percent(part)}" for name, part in found.sources)


def roundings(found: Sums) -> list[str]:
    """Who bears what lies between sen and whole rupiah, with the sum."""
    said = []
    if found.added:
        said.append(_("Rounded down: the office adds %(sum)s.") % {"sum": figures.rupiah(found.added)})
    if found.over:
        said.append(
            _("Rounded up: the workers bear %(sum)s more than their part.")
            % {"sum": figures.rupiah(found.over)}
        )
    return said


def _terms(found: DeductionList) -> GroupTerms | None:
    return next((one.terms for one in found.assessments if one.terms), None)


def as_pdf(found: DeductionList) -> bytes:
    with translation.override("id"):
        return pdf(_paper(found))


def _paper(found: DeductionList) -> Paper:
    assert found.agency
    return Paper(
        title=_("List of deductions for contributions"),
        about=_("BPJS Ketenagakerjaan · contribution of %(month)s") % {"month": month_name(found.month)},
        facts=[
            (_("Paid from"), sources_in_words(found)),
            (_("Workers"), figures.number(len(found.people))),
            (_("Deductions together"), figures.rupiah(found.cut)),
        ],
        grids=[_summary(found), _list(found)],
        in_words=in_words(found.cut),
        remarks=[*roundings(found), *_warnings(found)],
        place_and_day=signed_at(found.agency),
        signers=signers_of(found.agency, _terms(found)),
        **letterhead(found.agency),
    )


def _warnings(found: DeductionList) -> list[str]:
    said = []
    if found.uncut:
        words = {"n": figures.number(found.uncut), "sum": figures.rupiah(found.uncut_sum)}
        said.append(
            _("Nothing is cut from the pay of %(n)s other workers (contributions of %(sum)s).") % words
        )
    if found.is_draft:
        said.append(_("The contribution of this month is a draft: these sums may still change."))
    return said


def _summary(found: DeductionList) -> Grid:
    head = [_("Unit"), _("Workers"), _("Contribution"), _("Deduction"), _("Rounding")]
    rows = [Row([unit_name(unit.name), *_sums(unit)]) for unit in found.units]
    rows.append(Row([_("Together"), *_sums(found)], "total"))
    return Grid(_("By unit"), head, rows, ["1fr", "2cm", "3.2cm", "3cm", "2.4cm"])


def _sums(sums: Sums) -> list[str]:
    rest = sums.exact - sums.cut
    return [figures.number(len(sums.people)), money(sums.contribution), money(sums.cut), money(rest)]


def _list(found: DeductionList) -> Grid:
    head = [
        _("No."),
        _("Name"),
        _("Position"),
        _("Contribution base"),
        _("Contribution"),
        _("Deduction"),
        _("Rounding"),
    ]
    numbers, rows = count(1), []
    for unit in found.units:
        rows.append(Row([unit_name(unit.name)], "heading"))
        for one in unit.people:
            rows.append(Row([str(next(numbers)), one.name, one.position, *map(money, _amounts(one))]))
        total = _("Together %(unit)s") % {"unit": unit_name(unit.name)}
        rows.append(Row(["", total, "", *map(money, _amounts(unit))], "total"))
    rows.append(Row(["", _("Together"), "", *map(money, _amounts(found))], "total"))
    return Grid(
        _("By worker"), head, rows, ["0.9cm", "1.3fr", "1fr", "2.5cm", "2.3cm", "2.1cm", "1.7cm"], texts=3
    )


def _amounts(one: Deduction | Sums) -> list[Any]:
    return [one.base, one.contribution, one.cut, one.exact - one.cut]

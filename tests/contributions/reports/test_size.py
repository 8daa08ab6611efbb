"""Two to four pages, and no more statements, whatever the size of the city."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from contributions.reports import printing
from contributions.reports.content import AgencyLine, Content, Cost, Counts, StatedRate, TrendMonth
from contributions.reports.gathering import gather
from contributions.reports.paper import paper_of
from contributions.reports.proposing import proposed
from contributions.reports.sheet import sheet_of
from tests.contributions.coverage.stories import enrol
from tests.contributions.reports.conftest import DAY
from tests.contributions.reports.reading import pages_of
from tests.factories import AgencyFactory

MONTHS = [dt.date(2025 + at // 12, at % 12 + 1, 1) for at in range(13)]


def line(at: int) -> AgencyLine:
    """Every seventh has handed in nothing, every third owes for up to eleven months."""
    name = f"Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman {at}"
    if at % 7 == 6:
        return AgencyLine(f"36.73/opd-{at:03}", name, f"Dinas PUPR dan Perkim {at}", Counts())
    owed = tuple((MONTHS[k], Decimal("123456789.50")) for k in range(at % 12)) if at % 3 == 0 else ()
    counts = Counts(4000 + at, 3900, 3800, 3700, 10, 3000, 100, 700, 0)
    short, cost = f"Dinas PUPR dan Perkim {at}", Decimal(19278000)
    return AgencyLine(f"36.73/opd-{at:03}", name, short, counts, 5000, 1190 - at, cost, owed)


def city_of(size: int) -> Content:
    lines = tuple(line(at) for at in range(size))
    known = [one for one in lines if one.known]
    staff = sum(one.counts.listed for one in known), sum(one.counts.registered for one in known)
    rates = tuple(
        StatedRate(staff[1], 2_000_000 + n, f"“sekitar {n} juta an”", "Wali Kota, Radar", DAY)
        for n in range(4)
    )
    return Content(
        "Kabupaten Ogan Komering Ulu Selatan", "16.09", DAY, DAY, dt.date(2020, 3, 1),
        Counts(staff[0], staff[1], staff[1], staff[1], 0, staff[1] - 99, 0, 99), (900_000, 1_000_000), lines,
        rates, len(known), len(known),
        tuple(TrendMonth(m, 4000 * size, 3800 * size, 3000 * size, 5000 * size, Decimal(0)) for m in MONTHS),
        cost=Cost(Decimal(10**9), 60_000, Decimal(16200), (Decimal(10**10), Decimal(2 * 10**10))),
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 4, 30, 300])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_has_two_to_four_pages(size, language):
    content = city_of(size)
    with translation.override(language):
        pages = pages_of(printing.pdf(paper_of(content, proposed(content) * 2, {}), language))

        asked = proposed(content)
    assert 2 <= len(pages) <= 4
    assert pages[0].count(asked.split()[-1]) >= 2  # the decision stands on the first page, whole


def test_a_report_with_many_silent_agencies_has_no_more_than_four_pages():
    content = city_of(60)
    name = "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana"
    silent = tuple(AgencyLine(f"36.73/{at}", name, name, Counts()) for at in range(240))
    content = dataclasses.replace(content, lines=(*content.lines, *silent))
    with translation.override("id"):
        assert len(pages_of(printing.pdf(paper_of(content, proposed(content) * 2, {}), "id"))) <= 4


def test_many_totals_and_long_words_leave_the_sheet_readable():
    rates = tuple(StatedRate(1, 3_000_000 + n, "kata " * 100, "Radar", DAY) for n in range(12))
    with translation.override("en"):
        sheet = sheet_of(dataclasses.replace(city_of(4), rates=rates), "Yes.")

    assert "8 more stated totals are in the workbook." in sheet["sources"]
    assert max(map(len, sheet["sources"])) < 260
    assert max(map(len, sheet["tiles"][0]["lines"])) <= 160


def test_agencies_that_do_not_fit_are_counted_and_added_up():
    content = city_of(300)
    with translation.override("en"):
        text = " ".join(pages_of(printing.pdf(paper_of(content, "Yes.", {}), "en")))

    known = sum(one.known is not None for one in content.lines)
    assert f"{known - 25} agencies more, together" in text


@pytest.mark.django_db
def test_gathering_takes_as_many_statements_for_fifty_agencies_as_for_one(city, count_queries):
    few = count_queries(lambda: gather(city, DAY))
    for _ in range(48):
        enrol(AgencyFactory(region=city), 1, registered_on=dt.date(2020, 2, 1))

    assert count_queries(lambda: gather(city, DAY)) == few

"""What a report says where only some agencies have handed in a list, and nobody has stated a total."""

import dataclasses
import datetime as dt

import pytest
from django.utils import translation

from contributions.reports import pages, wording
from contributions.reports.content import AgencyLine, Content, Counts, StatedRate
from contributions.reports.paper import paper_of
from contributions.reports.sheet import sheet_of

DAY = dt.date(2020, 3, 5)
LISTED = AgencyLine("36.73/dlh", "Dinas Lingkungan Hidup", "DLH", Counts(621, 621, 621), gap=0, rank=3)
SILENT = (
    AgencyLine("36.73/01.1001", "Kelurahan Serang", "Kelurahan Serang", Counts(), rank=9),
    AgencyLine("36.73/01", "Kecamatan Serang", "Kecamatan Serang", Counts(), rank=8),
    AgencyLine("36.73/setda", "Sekretariat Daerah", "Setda", Counts(), rank=0),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def city_of(counts, **more):
    values = {"gaps": (0,), "lines": (LISTED, *SILENT), "with_roster": 1} | more
    return Content("Kota Serang", "36.73", DAY, DAY, dt.date(2020, 1, 1), counts, **values)


def test_all_the_known_are_registered_but_most_agencies_are_not_known():
    content = city_of(Counts(621, 621, 621, active=0, awaiting=621))

    assert wording.headline(content) == (
        "All 621 known workers are registered with BPJS Ketenagakerjaan or covered by Taspen, of whom 0 are "
        "active. The workers of 3 agencies are not known yet."
    )
    said = "0 listed and not registered; the workers of 3 agencies are not known yet"
    assert wording.gap_in_words(content) == said


def test_a_stated_total_knows_of_everybody():
    content = city_of(Counts(621, 621, 621), gaps=(9,), rates=(StatedRate(621, 630, "", "Sekda", DAY),))

    assert "not known" not in wording.headline(content)
    assert wording.gap_in_words(content) == "0 listed and not registered; 9 on no list yet"


def test_those_declared_beyond_the_lists_are_told_beside_the_unknown():
    content = city_of(Counts(621, 621, 621), gaps=(4,))

    assert wording.gap_in_words(content) == (
        "0 listed and not registered; 4 on no list yet; the workers of 3 agencies are not known yet"
    )


def test_without_a_total_the_registered_are_told_of_the_lists_with_who_is_active():
    content = city_of(Counts(621, 621, 621, active=2, arrears=619))

    tile = sheet_of(content, "Yes.")["tiles"][0]
    assert tile["value"] == "621"
    assert tile["lines"][0] == "of 621 on the agencies' lists"
    assert "paid: 2; in arrears: 619" in tile["lines"][1]
    assert pages.registered(content, "").note.startswith("of 621 on the agencies' lists")


def test_a_cost_says_whose_is_not_in_it():
    said = "The cost of 3 agencies without known workers is not in it."
    assert wording.cost_in_words(city_of(Counts(621, 621, 621))) == said
    known = city_of(Counts(621, 621, 621), lines=(LISTED,))
    assert wording.cost_in_words(known) == ""


def test_silent_agencies_are_named_offices_first():
    assert paper_of(city_of(Counts(621)), "Yes.", {})["silent"]["text"] == (
        "Setda, Kecamatan Serang, Kelurahan Serang"
    )


def test_a_hundred_silent_agencies_are_all_named():
    lines = tuple(dataclasses.replace(SILENT[0], code=str(at), short=f"Kelurahan {at}") for at in range(100))

    assert "more are" not in paper_of(city_of(Counts(), lines=lines), "Yes.", {})["silent"]["text"]

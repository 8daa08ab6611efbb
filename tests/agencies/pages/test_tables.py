"""The base of every list."""

import datetime as dt
import re
from decimal import Decimal

import django_tables2 as tables
import pytest
from django.db.models import Count
from django.utils import translation

from agencies.models import Region
from agencies.pages.tables import (
    BarColumn,
    BaseTable,
    DayColumn,
    NikColumn,
    NumberColumn,
    RupiahColumn,
    StateColumn,
    paged,
)

ROWS = [
    {
        "name": f"Orang {n:03}",
        "nik": f"367301120590{n:04}",
        "since": dt.date(2020, 2, 26),
        "wage": Decimal("1500000.00"),
        "count": 1000 + n,
        "state": "registered",
        "bar": {"registered": 1, "listed": 2},
    }
    for n in range(120)
]


class PeopleTable(BaseTable):
    caption = "Daftar pegawai"
    noun = "pegawai"
    empty = "Belum ada pegawai."
    name = tables.Column(verbose_name="Nama")
    nik = NikColumn()
    since = DayColumn()
    wage = RupiahColumn()
    count = NumberColumn()
    state = StateColumn()
    bar = BarColumn()


def shown(rf, query="", rows=ROWS):
    request = rf.get(f"/workers/{query}")
    with translation.override("id"):
        table = paged(request, PeopleTable(rows))
        return table, table.as_html(request)


def test_table_shows_its_page_with_counts(rf):
    _table, html = shown(rf, "?page=2")
    assert "<b>26–50</b> dari <b>120</b> pegawai" in html
    assert 'aria-current="page" href="?page=2"' in html


@pytest.mark.parametrize(
    ("query", "page"),
    [("?page=x", 1), ("?page=-3", 5), ("?page=99999999999999999999", 5), ("?page=", 1), ("?page=5", 5)],
)
def test_nonsense_page_numbers_never_fail(rf, query, page):
    table, _html = shown(rf, query)
    assert table.page.number == page


@pytest.mark.parametrize(
    ("query", "size"),
    [("", 25), ("?per_page=50", 50), ("?per_page=1000000", 25), ("?per_page=x", 25), ("?per_page=²", 25)],
)
def test_page_size_is_one_of_those_offered(rf, query, size):
    table, _html = shown(rf, query)
    assert len(table.page.object_list) == size


def test_sorting_is_said_to_screen_readers_and_starts_at_the_first_page(rf):
    table, html = shown(rf, "?sort=-name&page=3")
    assert table.page.object_list[0].get_cell("name") == "Orang 069"
    assert re.search(r'<th [^>]*aria-sort="descending"', html)
    assert 'href="?sort=name"' in html


def test_unknown_sort_column_is_ignored(rf):
    table, _html = shown(rf, "?sort=password")
    assert table.page.object_list[0].get_cell("name") == "Orang 000"


def test_identity_numbers_are_masked_and_cannot_be_sorted_by(rf):
    table, html = shown(rf, "?sort=nik")
    assert "3673********0000" in html
    assert "3673011205900000" not in html
    assert "sort=nik" not in re.sub(r"page=\d+", "", html).replace("?sort=nik&amp;", "")
    assert not table.columns["nik"].orderable


def test_columns_write_figures_in_the_readers_language(rf):
    _table, html = shown(rf)
    assert "Rp\N{NO-BREAK SPACE}1.500.000" in html
    assert "26 Feb 2020" in html
    assert re.search(r'<td class="num" data-label="Count"><div>1\.000</div></td>', html)
    assert "sign-registered" in html
    assert "coverage-row" in html


def test_cells_carry_their_label_for_phones_and_are_escaped(rf):
    _table, html = shown(rf, rows=[{"name": "<script>alert(1)</script>"}])
    assert 'data-label="Nama"' in html
    assert "<script>" not in html


def test_empty_table_says_what_belongs_here(rf):
    _table, html = shown(rf, rows=[])
    assert "Belum ada pegawai." in html
    assert "paging" not in html


def test_missing_value_is_a_dash(rf):
    _table, html = shown(rf, rows=[{"name": "A", "count": None, "since": None}])
    assert '<td class="num" data-label="Count"><div>–</div></td>' in html


class PlaceTable(BaseTable):
    kind = tables.Column()
    code = tables.Column()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?sort=kind", "?sort=-kind"])
def test_rows_that_are_alike_have_an_order_too(rf, query):
    """Else the database may show one of them on two pages and another on none."""
    table = paged(rf.get(f"/regions/{query}"), PlaceTable(Region.objects.order_by("kind")))
    assert table.data.data.query.order_by[-1] == "pk"
    found = [row.record for row in table.rows]
    kinds = [region.kind for region in found]
    assert kinds == sorted(kinds, reverse="-" in query)
    for kind in set(kinds):
        alike = [region.pk for region in found if region.kind == kind]
        assert alike == sorted(alike)


@pytest.mark.django_db
def test_sums_by_kind_stay_sums_by_kind(rf):
    rows = Region.objects.order_by("kind").values("kind").annotate(code=Count("pk"))
    table = paged(rf.get("/regions/?sort=kind"), PlaceTable(rows))
    assert len(table.rows) == len(set(Region.objects.values_list("kind", flat=True)))

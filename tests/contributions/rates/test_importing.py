"""Rates from a file: previewed, then the same rows taken over; what is in use gets an end only."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from contributions.models import DueDate, MinimumWage, Rate, Relief
from tests.contributions.billing.money import FEB, assessed, final, terms, workers

pytestmark = pytest.mark.django_db
WAGES = ["Kode wilayah", "Wilayah", "Upah minimum sebulan (Rp)", "since", "until", "dasar hukum"]


@pytest.fixture
def operator(client, system_operator):
    client.force_login(system_operator)
    client.cookies["django_language"] = "en"
    return client


def book(head, *rows):
    made = Workbook()
    for row in (head, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "tarif.xlsx"
    return file


def text(name, *lines):
    file = io.BytesIO("\r\n".join(lines).encode("utf-8-sig"))
    file.name = name
    return file


def signs(response):
    return sorted((line.row, line.sign) for line in response.context["lines"])


def take_over(operator, kind, file):
    preview = operator.post(reverse(f"{kind}_import"), {"file": file})
    operator.post(reverse(f"{kind}_take_over"), {"sheet": preview.context["sheet"]})
    return preview


def exported(operator, kind):
    answer = operator.get(reverse(f"{kind}_xlsx"))
    content = io.BytesIO(b"".join(answer.streaming_content))
    content.name = "x.xlsx"
    return content


@pytest.mark.parametrize("kind", ["rate", "relief", "due_date"])
def test_what_was_exported_changes_nothing(operator, kind):
    preview = operator.post(reverse(f"{kind}_import"), {"file": exported(operator, kind)})

    assert {line.sign for line in preview.context["lines"]} == {"unchanged"}
    assert len(preview.context["lines"]) > 2


@pytest.mark.parametrize("kind", ["rate", "relief", "due_date"])
def test_a_csv_of_ours_is_understood_too(operator, kind):
    file = io.BytesIO(operator.get(reverse(f"{kind}_csv")).content)
    file.name = "tarif.csv"

    preview = operator.post(reverse(f"{kind}_import"), {"file": file})

    assert {line.sign for line in preview.context["lines"]} == {"unchanged"}


def test_minimum_wages_are_added_and_bad_rows_say_what_to_do(operator):
    head = ["code", "name", "umk", "since", "until", "legal source"]
    file = book(
        head,
        ["36.73", "Kota Serang", 4665927.94, "2026-01", "2027-01", "Kepgub"],
        ["36", "Banten", "Rp 2.905.119,90", dt.datetime(2026, 1, 1), "2027-01", "Kepgub"],
        ["36.73", "Kota Serang", 5000000, "2026-06", "", "Kepgub"],
        ["88.88", "?", 5000000, "2026-01", "", "Kepgub"],
        ["32.74", "Kota Cirebon", "banyak", "2026-01-15", "", ""],
    )
    preview = operator.post(reverse("minimum_wage_import"), {"file": file})
    assert signs(preview) == [(2, "new"), (3, "new"), *((row, "needs_fix") for row in (4, 5, 6))]
    assert not MinimumWage.objects.exists()
    page = preview.content.decode()
    for words in ("End that one first", "No region has the code", "no amount in rupiah", "first day"):
        assert words in page

    operator.post(reverse("minimum_wage_take_over"), {"sheet": preview.context["sheet"]})
    assert dict(MinimumWage.objects.values_list("region__code", "amount")) == {
        "36.73": Decimal("4665927.94"),
        "36": Decimal("2905119.90"),
    }


def test_a_used_rate_takes_an_end_from_a_file_and_a_new_one_follows(operator, dishub):
    terms(dishub)
    workers(dishub)
    final(dishub)
    head = "programme;segment;risk;employer;worker;since;until;legal source"
    ends = text("t.csv", head, "JKM;PU;;0,3;0;2015-07;2027-01;PP 44/2015", "JKM;PU;;0,4;0;2027-01;;PP 1/2027")

    assert signs(take_over(operator, "rate", ends)) == [(2, "changed"), (3, "new")]
    assert list(Rate.objects.filter(programme="JKM", segment="PU").values_list("employer", flat=True)) == [
        Decimal("0.3"),
        Decimal("0.4"),
    ]

    changed = text("t.csv", head, "JKM;PU;;0,5;0;2015-07;2027-01;PP 44/2015")
    preview = take_over(operator, "rate", changed)
    assert signs(preview) == [(2, "needs_fix")]
    assert "stays as it is" in preview.content.decode()


def test_choices_are_understood_by_key_and_by_word(operator):
    file = book(
        ["nama", "program", "segment", "left", "not_paid_from", "since", "until", "dasar hukum"],
        ["Keringanan", "JKK, JKM", "BPU", 50, "apbd bos", "2027-05", "2027-08", "PP 5/2027"],
    )
    preview = operator.post(reverse("relief_import"), {"file": file})
    operator.post(reverse("relief_take_over"), {"sheet": preview.context["sheet"]})

    made = Relief.objects.get(name="Keringanan")
    assert (made.programmes, made.segment, made.not_paid_from) == (["JKK", "JKM"], "BPU", ["apbd", "bos"])


def test_due_dates_from_a_file_move_what_waits(operator, dishub):
    terms(dishub)
    workers(dishub)
    found = assessed(dishub)
    take_over(
        operator, "due_date", text("d.csv", "month,segment,due on,legal source", "2020-02,PU,2020-03-31,PP 9")
    )

    found.refresh_from_db()
    assert found.due_on == dt.date(2020, 3, 31)
    assert DueDate.objects.get(month=FEB, segment="PU").is_override


@pytest.mark.parametrize(
    "file", [text("x.csv", "a;b", "1;2"), text("x.xlsx", "no workbook"), text("x.csv", '"\0'), text("x.csv")]
)
def test_a_file_that_is_none_says_so(operator, file):
    answer = operator.post(reverse("rate_import"), {"file": file})

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_the_export_holds_numbers_and_months(operator):
    rows = list(load_workbook(exported(operator, "rate")).active.iter_rows(values_only=True))

    assert rows[0][:3] == ("Programme", "Segment", "JKK risk group")
    assert any(row[0] == "JKM" and row[3] == 0.3 and row[10] == "2015-07" for row in rows)

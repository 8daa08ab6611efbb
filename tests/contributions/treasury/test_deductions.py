"""What is cut from pay: whole rupiah, and who bears what lies between."""

import io
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from agencies.models import ContributionGroup
from contributions.billing.assessing import assess
from contributions.models import AssessmentLine, Rounding
from contributions.treasury.deductions import deductions_of, whole_rupiah
from tests.contributions.billing.money import FEB, MAR, assessed, group_of, terms, workers
from tests.factories import AgencyFactory, member

CUT = {"from_apbd": 0, "from_deduction": 100}


def cut(agency, *, amount="1574074", count=1, **more):
    """February of an agency whose people pay from their pay."""
    terms(agency, amount, **(CUT | more))
    workers(agency, count, unit="Bidang Angkutan")
    return assessed(agency)


@given(st.integers(-1_000_000, 1_000_000).map(lambda sen: Decimal(sen) / 100))
def test_less_than_a_rupiah_lies_between(exact):
    down, up = whole_rupiah(exact, Rounding.DOWN), whole_rupiah(exact, Rounding.UP)
    assert down <= exact <= up
    assert up - down == (0 if exact == down else 1)


@pytest.mark.django_db
def test_rounded_down_the_office_adds_the_rest(dishub):
    cut(dishub, amount="2430780.83", count=2)  # 13,126.21 each
    found = deductions_of(dishub, FEB)
    assert found.contribution == Decimal("26252.42")
    assert (found.cut, found.added, found.over) == (26252, Decimal("0.42"), 0)


@pytest.mark.django_db
def test_rounded_up_the_workers_bear_it(dishub):
    cut(dishub, amount="2430780.83", count=2, rounding=Rounding.UP)
    found = deductions_of(dishub, FEB)
    assert (found.cut, found.added, found.over) == (26254, 0, Decimal("1.58"))


@pytest.mark.django_db
def test_only_the_part_of_the_worker_is_cut(dishub):
    cut(dishub, amount="3000000", from_apbd=60, from_deduction=30, from_incentive=10)
    found = deductions_of(dishub, FEB)
    assert (found.contribution, found.exact, found.cut) == (16200, 6480, 6480)
    assert not found.is_whole


@pytest.mark.django_db
def test_nothing_is_cut_where_the_budget_pays(dishub):
    cut(dishub, from_apbd=100, from_deduction=0)
    found = deductions_of(dishub, FEB)
    assert found.people == []
    assert (found.uncut, found.uncut_sum) == (1, Decimal("8500.00"))


@pytest.mark.django_db
def test_the_sums_of_units_are_those_of_all(dishub):
    terms(dishub, **CUT)
    for unit in ("Bidang Angkutan", "bidang  angkutan", "UPT Parkir", ""):
        workers(dishub, unit=unit)
    assessed(dishub)
    found = deductions_of(dishub, FEB)
    assert [(unit.name, len(unit.people)) for unit in found.units] == [
        ("Bidang Angkutan", 2), ("UPT Parkir", 1), ("", 1),
    ]  # fmt: skip
    assert sum(unit.cut for unit in found.units) == found.cut == 4 * 16200


@pytest.mark.django_db
def test_a_correction_is_part_of_what_is_cut(dishub):
    cut(dishub, amount="3000000")
    march = assessed(dishub, MAR)
    (line,) = march.lines.all()
    AssessmentLine.objects.create(
        assessment=march, agency=dishub, worker=line.worker, month=MAR, kind="correction", about=FEB,
        base=-1000, jkk="-2.40", jkm="-3.00", total="-5.40",
    )  # fmt: skip
    found = deductions_of(dishub, MAR)
    assert (found.base, found.earlier) == (3_000_000, Decimal("-5.40"))
    assert (found.exact, found.cut) == (Decimal("16194.60"), 16194)


@pytest.mark.django_db
def test_an_agency_that_is_served_sees_its_own_people_alone(dishub, dlh):
    terms(dlh, **CUT)
    group_of(dlh).agencies.add(dishub)
    workers(dlh, 2)
    workers(dishub, 1, contribution_group=ContributionGroup.objects.get(pk=group_of(dlh).pk))
    assess(groups=[group_of(dlh).pk], month=FEB, by=None)
    assert len(deductions_of(dishub, FEB).people) == 1
    assert len(deductions_of(dlh, FEB).people) == 2


@pytest.mark.django_db
def test_the_list_takes_two_queries_however_long(dishub, count_queries):
    cut(dishub)
    assert count_queries(lambda: deductions_of(dishub, FEB)) == 2
    workers(dishub, 50)
    assessed(dishub)
    assert count_queries(lambda: deductions_of(dishub, FEB)) == 2


@pytest.fixture
def page(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def ask(name="agency_deductions", query="", user=None, month=FEB):
        if user:
            client.force_login(user)
        return client.get(reverse(name, args=[dishub.code, month]) + query)

    return ask


@pytest.mark.django_db
def test_the_page_shows_units_and_sums_in_words(page, dishub):
    cut(dishub)
    workers(dishub, unit="UPT Parkir")
    assessed(dishub)
    shown = page().content.decode()
    assert "Rp\N{NO-BREAK SPACE}17,000" in shown
    assert "Tujuh belas ribu rupiah" in shown
    assert "?unit=UPT+Parkir" in shown
    assert "1–1" in page(query="?unit=UPT+Parkir").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("paid_from", [None, {"from_apbd": 100, "from_deduction": 0}])
def test_the_page_says_why_there_is_nothing(page, dishub, paid_from):
    if paid_from:
        cut(dishub, **paid_from)
    shown = page().content.decode()
    assert ("Nothing is cut from pay" if paid_from else "not computed yet") in shown


@pytest.mark.django_db
def test_the_page_takes_as_many_queries_for_many(page, dishub, count_queries):
    cut(dishub)
    one = count_queries(page)
    workers(dishub, 50, unit="UPT Parkir")
    assessed(dishub)
    assert count_queries(page) == one


@pytest.mark.django_db
def test_the_workbook_holds_people_and_sums(page, dishub):
    cut(dishub, count=2)
    book = load_workbook(io.BytesIO(b"".join(page("agency_deductions_xlsx").streaming_content)))
    units, people = book.worksheets
    assert [cell.value for cell in units[2]][:4] == ["Bidang Angkutan", 2, 3148148, 17000]
    assert [row[0].value for row in people.iter_rows(min_row=2, max_row=3)] == [1, 2]
    assert [people.cell(5, column).value for column in (6, 9)] == [17000, 17000]


@pytest.mark.django_db
def test_the_paper_is_in_indonesian_whoever_prints_it(page, dishub):
    cut(dishub, treasurer="Siti Aminah", treasurer_nip="197001012000032001")
    document = pypdfium2.PdfDocument(page("agency_deductions_pdf").content)
    text = "".join(one.get_textpage().get_text_bounded() for one in document)
    for words in (
        "Februari 2020",
        "8.500,00",
        "elapan ribu lima ratus rupiah",
        "Siti Aminah",
        "19700101 200003 2 001",
    ):
        assert words in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sees", "prints"),
    [("agency_treasurer", 200, 200), ("agency_head", 200, 403), ("city_finance", 403, 403)],
)
def test_who_sees_and_prints_the_list(page, dishub, serang, role, sees, prints):
    cut(dishub)
    place = {"region": serang} if role.startswith("city") else {"agency": dishub}
    user = member(role, **place)
    assert page(user=user).status_code == sees
    assert page("agency_deductions_pdf", user=user).status_code == prints


@pytest.mark.django_db
def test_a_foreign_agency_is_not_found(page):
    assert page(user=member("agency_operator", agency=AgencyFactory())).status_code == 404

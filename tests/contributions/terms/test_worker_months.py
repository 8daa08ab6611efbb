import datetime as dt
from decimal import Decimal

import pytest

from agencies import access
from contributions.billing.assessing import finalise
from contributions.billing.corrections import take_over
from contributions.terms.worker_months import strip_of
from enrolment.models import Enrolment, Worker
from tests.contributions.billing import money
from tests.contributions.billing.money import APR, FEB, MAR, assessed, pay, workers
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 4, 20)  # March is due since the 15th


def keys(worker, day=TODAY) -> dict[str, str]:
    strip = strip_of(Worker.objects.get(pk=worker.pk), day)
    return {f"{cell.month:%m}": cell.key for _year, cells in strip.years for cell in cells if cell.key}


@pytest.fixture
def worker(dishub):
    money.terms(dishub)
    return workers(dishub)[0]


def test_each_month_says_how_it_stands(dishub, worker):
    for month in (FEB, MAR, APR):
        assessed(dishub, month)
    pay(dishub, "16200")

    assert keys(worker) == {"02": "paid", "03": "unpaid", "04": "not_due"}


def test_a_month_that_nobody_computed_and_one_that_left_the_worker_out_are_two_things(dishub, worker):
    assessed(dishub, FEB)
    late = workers(dishub, since=dt.date(2020, 1, 1))[0]

    assert keys(worker) == {"02": "unpaid", "03": "not_assessed", "04": "not_assessed"}
    assert keys(late) == {"01": "not_assessed", "02": "left_out", "03": "not_assessed", "04": "not_assessed"}


def test_months_between_two_spells_are_not_registered(dishub, worker):
    Enrolment.objects.filter(worker=worker).update(
        state="ended", ended_on=dt.date(2020, 2, 20), end_reason="resigned"
    )

    assert keys(worker) == {"02": "not_assessed", "03": "not_registered", "04": "not_registered"}


def test_nobody_registered_has_no_strip(dishub):
    assert strip_of(WorkerFactory(agency=dishub), TODAY) is None


def test_it_names_the_newest_month_that_is_paid(dishub, worker):
    for month in (FEB, MAR, APR):
        assessed(dishub, month)
    pay(dishub, "32400")

    assert strip_of(worker, TODAY).says.endswith("Maret 2020")


def test_the_number_of_queries_stays_whatever_the_years(dishub, worker, count_queries):
    assessed(dishub, FEB)
    few = count_queries(lambda: strip_of(worker, TODAY))
    for n in range(3, 13):
        assessed(dishub, dt.date(2020, n, 1))

    assert count_queries(lambda: strip_of(worker, dt.date(2030, 1, 1))) == few


def test_the_page_shows_every_line_with_its_formula_and_corrections(client, dishub, dishub_operator, worker):
    finalise(assessment=assessed(dishub, FEB), by=access.SYSTEM)
    Enrolment.objects.filter(worker=worker).update(
        state="ended", ended_on=dt.date(2020, 2, 1), end_reason="resigned"
    )
    workers(dishub, 2)
    draft = assessed(dishub, MAR)
    take_over(draft=draft, months=[FEB], note="", by=access.SYSTEM)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    page = client.get(f"/agencies/{dishub.code}/workers/{worker.pk}/contributions/").content.decode()

    assert "JKK: 3,000,000 × 0.24 % = 7,200.00 (PP 44/2015, Lampiran I)" in page
    assert "Correction, about February 2020" in page
    assert "−Rp\N{NO-BREAK SPACE}16,200" in page


def test_the_page_asks_as_much_for_one_line_as_for_fifty(
    client, dishub, dishub_operator, worker, count_queries
):
    client.force_login(dishub_operator)
    url = f"/agencies/{dishub.code}/workers/{worker.pk}/contributions/"
    assessed(dishub, FEB)
    client.get(url)
    one = count_queries(lambda: client.get(url))
    for n in range(1, 25):
        assessed(dishub, dt.date(2020 + n // 12, n % 12 + 1, 1))

    assert count_queries(lambda: client.get(url)) == one


def test_the_workbook_has_the_lines(client, dishub, dishub_operator, worker):
    assessed(dishub, FEB)
    client.force_login(dishub_operator)

    response = client.get(f"/agencies/{dishub.code}/workers/{worker.pk}/contributions/export/")

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith('.xlsx"')
    assert Decimal("16200") == assessed(dishub, FEB).total

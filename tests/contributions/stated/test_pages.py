"""Pages of stated figures beside ours: one figure, and a place's figures over time."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from agencies.models import StatedFigure
from contributions.models import Snapshot
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import StatedFigureFactory, member, region

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
OVER_TIME = "/regions/36.73/figures/over-time/"


@pytest.fixture
def open_as(client):
    client.cookies["django_language"] = "en"

    def open_(user, address, status=200, follow=False):
        client.force_login(user)
        response = client.get(address, follow=follow)
        assert response.status_code == status
        return response.content.decode()

    return open_


@pytest.fixture
def figure(serang):
    return StatedFigureFactory(
        metric="workers_registered",
        value=1100,
        value_text="baru 1.100 orang",
        unit_note="empat OPD",
        as_of=DAY,
        date_as_printed="Selasa (26/2/2020)",
        speaker="Didin Haryono",
        source="Kabar Banten",
        caution="dibulatkan",
        letter_number="800/1",
    )


def test_figure_is_read_with_all_its_words_and_ours_of_its_day(open_as, city_leader, dishub, figure):
    enrol(dishub, 7, registered_on=REGISTERED)
    page = open_as(city_leader, f"/regions/36.73/figures/{figure.pk}/")
    for words in (
        "1,100",
        "“baru 1.100 orang”",
        "empat OPD",
        "26 February 2020",
        "Selasa (26/2/2020)",
        "Didin Haryono",
        "Kabar Banten",
        "dibulatkan",
        "800/1",
        "1,093 fewer here",
        "Wednesday",
        "Kota Serang is not Kabupaten Serang",
    ):
        assert words in page
    assert "/regions/36.73/?as_of=2020-02-26" in page
    assert "stated_figure_edit" not in page and "/edit/" not in page


def test_history_tells_who_changed_what(client, open_as, city_manager, figure):
    form = {"metric": "workers_registered", "value": "1,107", "as_of": "2020-02-26", "source": "Kabar Banten"}
    client.cookies["django_language"] = "en"
    client.force_login(city_manager)
    client.post(f"/regions/36.73/figures/{figure.pk}/edit/", form | {"value_text": "baru 1.100 orang"})
    page = open_as(city_manager, f"/regions/36.73/figures/{figure.pk}/")
    history = page.partition('id="history"')[2]
    assert str(city_manager) in history
    assert "<s>1,100</s>" in history
    assert "1,107" in history
    assert "<s>dibulatkan</s>" in history


def test_contradicting_figures_lead_to_each_other(open_as, city_leader, figure):
    other = StatedFigureFactory(
        metric="workers_registered", value=1200, unit_note="empat OPD", as_of=DAY, source="Antara"
    )
    page = open_as(city_leader, f"/regions/36.73/figures/{figure.pk}/")
    assert f'href="/regions/36.73/figures/{other.pk}/">Another source says 1,200' in page


def test_informal_workers_are_said_to_be_nobodys_staff(open_as, city_leader):
    bpu = StatedFigureFactory(metric="bpu_registered", value=12_000)
    page = open_as(city_leader, f"/regions/36.73/figures/{bpu.pk}/")
    assert "never added to coverage" in page


def test_rate_leads_to_the_figure_it_is_measured_by(open_as, city_leader, dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    total = StatedFigureFactory(value=4, as_of=DAY, source="Kabar Banten")
    page = open_as(city_leader, "/regions/36.73/?as_of=2020-02-26")
    assert f'href="/figures/{total.pk}/"' in page
    assert "As it was said" in open_as(city_leader, f"/figures/{total.pk}/", follow=True)


def test_agency_opens_what_is_said_of_it_and_nothing_of_others(open_as, dishub, dlh, dishub_operator, figure):
    own = StatedFigureFactory(agency=dishub, metric="workers_registered", value=160)
    foreign = StatedFigureFactory(agency=dlh)
    assert "160" in open_as(dishub_operator, f"/figures/{own.pk}/", follow=True)
    assert str(own.pk) in open_as(dishub_operator, "/agencies/36.73/dishub/declared/")
    for other in (foreign, figure):
        open_as(dishub_operator, f"/figures/{other.pk}/", status=404)
        open_as(dishub_operator, f"/agencies/36.73/dishub/declared/{other.pk}/", status=404)


def frozen(place, month: dt.date, registered: int, **more) -> Snapshot:
    return Snapshot.objects.create(
        region=place, month=month, registered=registered, listed=registered, **more
    )


def test_over_time_draws_points_and_our_frozen_months_and_says_them(open_as, city_leader, serang, figure):
    for month, registered in ((2, 1000), (3, 1107)):
        frozen(serang, dt.date(2020, month, 1), registered)
    page = open_as(city_leader, OVER_TIME)
    assert page.count('<svg class="picture-') == 2
    assert f'class="point" href="/regions/36.73/figures/{figure.pk}/"' in page
    assert 'class="line-registered" d="M' in page
    words = page.partition("The picture in words")[2].partition("</details>")[0]
    assert "Workers registered: 1,100, as of 26 Feb 2020, Kabar Banten." in words
    assert "1,000 on 29 Feb 2020, 1,107 on 31 Mar 2020" in words


def test_place_without_anything_says_what_belongs_there(open_as, city_leader):
    page = open_as(city_leader, OVER_TIME)
    assert "No figure has been stated yet" in page
    assert '<svg class="picture-' not in page


def test_province_sees_its_cities_each_apart(open_as, figure):
    kabupaten = StatedFigureFactory(region=region("36.04"), metric="workers_total", value=9000)
    viewer = member("viewer", region=region("36"), username="provinsi")
    page = open_as(viewer, "/regions/36/figures/over-time/")
    assert page.count('<svg class="picture-narrow') == 2
    for one in (figure, kabupaten):
        assert f"/regions/{one.region.code}/figures/{one.pk}/" in page
    assert page.index("Kabupaten Serang") < page.index("Kota Serang")


def test_workbook_has_ours_and_the_difference_in_each_row(client, city_leader, dishub, figure):
    enrol(dishub, 2, registered_on=REGISTERED)
    client.cookies["django_language"] = "en"
    client.force_login(city_leader)
    response = client.get("/regions/36.73/figures/over-time.xlsx")
    (sheet,) = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets
    head, row = ([cell.value for cell in line] for line in sheet)
    found = dict(zip(head, row, strict=True))
    assert (found["Stated"], found["Ours on that day"]) == (1100, 2)
    assert found["Difference (ours less theirs)"] == -1098


@pytest.mark.parametrize("sort", ["", "as_of", "-metric", "value", "source", "-source"])
def test_figures_of_one_day_are_each_on_one_page(client, city_leader, sort):
    for _number in range(60):
        StatedFigureFactory(as_of=DAY)
    client.force_login(city_leader)
    pages = [client.get(f"{OVER_TIME}?sort={sort}&page={page}").context["table"] for page in (1, 2, 3)]
    assert all("pk" in page.data.data.query.order_by[-1] for page in pages)
    assert len({one.pk for page in pages for one in page.shown()}) == 60


@pytest.mark.parametrize("query", ["?page=x", "?sort=nonsense", "?metric=x&text=%00", "?sort=-ours"])
def test_nonsense_in_the_address_is_no_error(open_as, city_leader, figure, query):
    open_as(city_leader, OVER_TIME + query)


def test_fifty_figures_cost_as_many_statements_as_one(client, city_leader, dishub, figure, count_queries):
    enrol(dishub, 1, registered_on=REGISTERED)
    client.force_login(city_leader)
    client.get(OVER_TIME)
    one = count_queries(lambda: client.get(f"{OVER_TIME}?per_page=50"))
    for number in range(49):
        StatedFigureFactory(as_of=DAY - dt.timedelta(days=number), value=number, metric="workers_registered")
    assert StatedFigure.objects.count() == 50
    assert count_queries(lambda: client.get(f"{OVER_TIME}?per_page=50")) == one

"""Stated figures of a region: seen, added, edited, chosen, deleted and put back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import StatedFigure
from agencies.records import actions
from agencies.records.figures import figures_of, grouped
from tests.factories import StatedFigureFactory, region

pytestmark = pytest.mark.django_db
LIST = "/regions/32.74/figures/"
FORM = {
    "metric": "workers_total",
    "value": "3.600",
    "value_text": "sekitar 3.600 an",
    "unit_note": "",
    "as_of": "2022-04-25",
    "date_as_printed": "Senin (25/4/2022)",
    "speaker": "Eti Herawati",
    "source": "jejakkasus.co.id",
    "caution": "",
    "agency": "",
}


@pytest.fixture
def totals(cirebon):
    """3,500 and 3,600, said on the same day in the same article."""
    same = {"region": cirebon, "as_of": dt.date(2022, 4, 25), "source": "jejakkasus.co.id"}
    return [
        StatedFigureFactory(**same, value=3500, value_text="totalnya ada sebanyak 3.500 orang"),
        StatedFigureFactory(**same, value=3600, value_text="sekitar 3.600 an", caution="dibulatkan"),
    ]


def test_figures_that_contradict_stand_side_by_side(client, cirebon_manager, totals):
    client.force_login(cirebon_manager)
    page = client.get(LIST).content.decode()
    for words in ("3.500", "3.600", "sekitar 3.600 an", "totalnya ada sebanyak 3.500 orang", "dibulatkan"):
        assert words in page
    (group,) = grouped(StatedFigure.objects.all())
    assert group.contradicting


def test_totals_of_different_coverage_do_not_contradict(serang):
    for value, note in ((33, "33 OPD"), (39, "33 OPD dan 6 kecamatan")):
        StatedFigureFactory(metric="agencies_total", value=value, unit_note=note)
    (group,) = grouped(StatedFigure.objects.all())
    assert not group.contradicting
    assert [figure.value for figure in group.figures] == [39, 33]


def test_new_figure_is_read_as_people_here_write_numbers(client, cirebon_manager, cirebon):
    client.force_login(cirebon_manager)
    assert client.post(f"{LIST}new/", FORM).status_code == 302
    figure = StatedFigure.objects.get()
    assert (figure.value, figure.value_text, figure.region) == (3600, "sekitar 3.600 an", cirebon)
    assert figure.created_by == cirebon_manager


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "3,5", None), ("en", "3,500", 3500), ("en", "1,234,567.50", Decimal("1234567.5")),
        ("id", "1.2.3", None), ("id", "3.500", 3500), ("id", "1.234.567,50", Decimal("1234567.5")),
        ("id", "16200.50", Decimal("16200.5")), ("id", "3500", 3500), ("id", "35000.000", None),
    ],
)  # fmt: skip
def test_separators_are_read_only_where_they_belong(client, cirebon_manager, language, typed, read):
    client.cookies["django_language"] = language
    client.force_login(cirebon_manager)
    response = client.post(f"{LIST}new/", FORM | {"metric": "contribution", "value": typed})
    assert [one.value for one in StatedFigure.objects.all()] == ([] if read is None else [read])
    assert read is not None or "value" in response.context["form"].errors


def test_saved_and_deleted_figures_are_named_as_people_write_them(client, cirebon_manager):
    client.force_login(cirebon_manager)
    other = FORM | {"metric": "other", "unit_note": "honorer BLUD"}
    assert "honorer BLUD: 3.600" in client.post(f"{LIST}new/", other, follow=True).content.decode()
    figure = StatedFigure.objects.get()
    assert "honorer BLUD: 3.600" in client.get(f"{LIST}{figure.pk}/").content.decode()
    assert "honorer BLUD: 3.600" in client.get(f"{LIST}{figure.pk}/delete/").content.decode()
    page = client.post(f"{LIST}{figure.pk}/delete/", follow=True).content.decode()
    assert "“honorer BLUD: 3.600”" in page


@pytest.mark.parametrize("below", ["new/", "import/", "{}/", "{}/edit/", "{}/delete/", "over-time/"])
def test_pages_below_the_list_lead_back_up_to_it(client, cirebon_manager, totals, below):
    client.force_login(cirebon_manager)
    nav = client.get(LIST + below.format(totals[0].pk)).context["nav"]
    assert LIST in [link.url for link in nav.breadcrumb]


def test_figure_of_words_alone_is_taken_without_a_number(client, cirebon_manager):
    client.force_login(cirebon_manager)
    words = FORM | {"metric": "contribution", "value": "", "value_text": "Rp16 ribu"}
    client.post(f"{LIST}new/", words)
    assert StatedFigure.objects.get().value is None
    assert "Rp16 ribu" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": "", "value_text": ""}, "__all__"),
        ({"value": "8,5"}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "35.000.000.000"}, "value"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"as_of": "0022-04-25"}, "as_of"),
        ({"value": "99.999.999.999"}, "value"),
        ({"letter_date": "0022-04-25"}, "letter_date"),
        ({"source": ""}, "source"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(client, cirebon_manager, wrong, field):
    client.force_login(cirebon_manager)
    response = client.post(f"{LIST}new/", FORM | {"speaker": "Nama yang tetap"} | wrong)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "Nama yang tetap" in response.content.decode()
    assert not StatedFigure.objects.exists()


def test_denominator_cannot_be_edited_into_words(client, cirebon_manager, totals):
    actions.choose_denominator(figure=totals[0])
    client.force_login(cirebon_manager)
    response = client.post(f"{LIST}{totals[0].pk}/edit/", FORM | {"value": ""})
    assert "value" in response.context["form"].errors


def test_denominator_cannot_be_edited_into_another_metric(client, cirebon_manager, totals):
    """The database refuses it; the form says so instead of failing."""
    actions.choose_denominator(figure=totals[0])
    client.force_login(cirebon_manager)
    response = client.post(f"{LIST}{totals[0].pk}/edit/", FORM | {"metric": "workers_registered"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_figure_of_a_foreign_agency_is_refused(client, cirebon_manager, dishub):
    client.force_login(cirebon_manager)
    response = client.post(f"{LIST}new/", FORM | {"agency": dishub.pk})
    assert "agency" in response.context["form"].errors


def test_printed_weekday_that_is_wrong_is_pointed_out(client, cirebon_manager):
    client.force_login(cirebon_manager)
    tuesday = FORM | {"date_as_printed": "Selasa (25/4/2022)"}
    page = client.post(f"{LIST}new/", tuesday, follow=True).content.decode()
    assert "Selasa" in page.split('id="messages"')[1].split("</main>")[0]
    assert StatedFigure.objects.get().date_as_printed == "Selasa (25/4/2022)"


def test_choosing_a_total_leaves_the_other_one(client, cirebon_manager, totals):
    client.force_login(cirebon_manager)
    for figure in totals:
        client.post(reverse("stated_figure_choose", args=["32.74", figure.pk]))
    assert StatedFigure.objects.get(is_denominator=True) == totals[1]
    client.post(reverse("stated_figure_choose", args=["32.74", totals[1].pk]), {"leave": "1"})
    assert not StatedFigure.objects.filter(is_denominator=True).exists()


def test_a_total_chosen_in_two_tabs_stays_chosen_and_it_is_said(client, cirebon_manager, totals):
    client.force_login(cirebon_manager)
    choose = reverse("stated_figure_choose", args=["32.74", totals[0].pk])
    client.post(choose)
    page = client.post(choose, follow=True).content.decode()
    assert StatedFigure.objects.get(is_denominator=True) == totals[0]
    assert "sekarang diukur terhadap" in page
    client.post(choose, {"leave": "1"})
    page = client.post(choose, {"leave": "1"}, follow=True).content.decode()
    assert not StatedFigure.objects.filter(is_denominator=True).exists()
    assert "tidak lagi diukur terhadap" in page


def test_only_a_total_above_zero_can_be_chosen(client, cirebon_manager, cirebon):
    figure = StatedFigureFactory(region=cirebon, metric="workers_registered")
    client.force_login(cirebon_manager)
    assert client.post(reverse("stated_figure_choose", args=["32.74", figure.pk])).status_code == 404


def kept(figure: StatedFigure) -> dict:
    """Every field as it stands; the moment of entry to the second."""
    values = StatedFigure.objects.filter(pk=figure.pk).values().get()
    return values | {"created_at": values["created_at"].replace(microsecond=0)}


def test_deletion_is_asked_for_and_can_be_taken_back(client, cirebon_manager, totals):
    actions.choose_denominator(figure=totals[0])
    before = kept(totals[0])
    address = reverse("stated_figure_delete", args=["32.74", totals[0].pk])
    client.force_login(cirebon_manager)
    assert client.get(address).status_code == 200
    assert StatedFigure.objects.count() == 2
    assert reverse("record_restore", args=["32.74"]) in client.post(address, follow=True).content.decode()
    assert StatedFigure.objects.count() == 1
    client.post(reverse("record_restore", args=["32.74"]))
    assert kept(totals[0]) == before
    assert client.post(reverse("record_restore", args=["32.74"])).status_code == 302


def test_denominator_put_back_gives_way_to_the_one_chosen_since(client, cirebon_manager, totals):
    actions.choose_denominator(figure=totals[0])
    client.force_login(cirebon_manager)
    client.post(reverse("stated_figure_delete", args=["32.74", totals[0].pk]))
    client.post(reverse("stated_figure_choose", args=["32.74", totals[1].pk]))
    client.post(reverse("record_restore", args=["32.74"]))
    assert StatedFigure.objects.get(is_denominator=True) == totals[1]
    assert StatedFigure.objects.count() == 2


def test_province_sees_the_figures_of_its_cities_and_changes_none(client, province_viewer, totals, serang):
    StatedFigureFactory(region=serang, value_text="dari Serang")
    client.force_login(province_viewer)
    page = client.get("/regions/36/figures/").content.decode()
    assert "dari Serang" in page
    assert "sekitar 3.600 an" not in page
    assert "figures/new/" not in page
    assert client.get("/regions/36/figures/new/").status_code == 403


def test_scope_hides_the_figures_of_other_regions(cirebon_manager, city_manager, totals):
    assert figures_of(region("32.74"), cirebon_manager).count() == 2
    assert figures_of(region("32.74"), city_manager).count() == 0


@pytest.mark.parametrize("many", [1, 50])
def test_list_asks_the_database_equally_often_for_one_and_fifty(
    client, city_manager, dishub, django_assert_max_num_queries, many
):
    for number in range(many):
        StatedFigureFactory(value=number + 1, created_by=city_manager)
        StatedFigureFactory(agency=dishub, value=number, created_by=city_manager)
    client.force_login(city_manager)
    with django_assert_max_num_queries(16):
        client.get("/regions/36.73/figures/")


def test_value_of_a_contribution_is_money(client, city_manager):
    StatedFigureFactory(metric="contribution", value=Decimal("8500"))
    client.force_login(city_manager)
    assert "Rp\N{NO-BREAK SPACE}8.500" in client.get("/regions/36.73/figures/").content.decode()

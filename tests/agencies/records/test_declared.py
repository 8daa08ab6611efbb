"""What an agency says it has in workers."""

import datetime as dt

import pytest

from agencies.models import StatedFigure
from tests.factories import StatedFigureFactory, member

pytestmark = pytest.mark.django_db
PAGE = "/agencies/36.73/dishub/declared/"
FORM = {"value": "160", "as_of": "2020-01-20", "source": "SK Kepala Dinas"}


def test_operator_declares_for_the_own_agency(client, dishub_operator, dishub):
    client.force_login(dishub_operator)
    assert client.post(PAGE, FORM).status_code == 302
    figure = StatedFigure.objects.get()
    assert (figure.agency, figure.metric, figure.value) == (dishub, "workers_total", 160)
    assert (figure.as_of, figure.speaker) == (dt.date(2020, 1, 20), dishub_operator.name)


def test_thousands_are_written_with_a_dot(client, dishub_operator):
    client.force_login(dishub_operator)
    client.post(PAGE, FORM | {"value": "1.107"})
    assert StatedFigure.objects.get().value == 1107


def test_declared_zero_is_kept_and_shown_as_such(client, dishub_operator):
    client.force_login(dishub_operator)
    client.post(PAGE, FORM | {"value": "0"})
    assert StatedFigure.objects.get().value == 0
    assert "sign-listed" in client.get(PAGE).content.decode()


def test_newer_declaration_stands_above_and_keeps_the_older(client, dishub_operator):
    client.force_login(dishub_operator)
    client.post(PAGE, FORM)
    client.post(PAGE, FORM | {"value": "171", "as_of": "2020-06-30"})
    assert [figure.value for figure in client.get(PAGE).context["figures"]] == [171, 160]


@pytest.mark.parametrize(
    "wrong", [{"value": "-1"}, {"value": "banyak"}, {"as_of": "2999-01-01"}, {"as_of": "0020-01-20"}]
)
def test_nonsense_is_refused_with_a_word(client, dishub_operator, wrong):
    client.force_login(dishub_operator)
    response = client.post(PAGE, FORM | wrong)
    assert response.context["form"].errors
    assert not StatedFigure.objects.exists()


def test_city_manager_declares_for_a_unit(client, city_manager, dishub):
    client.force_login(city_manager)
    assert client.post(PAGE, FORM).status_code == 302


def test_reader_of_the_agency_sees_and_changes_nothing(client, dishub):
    figure = StatedFigureFactory(agency=dishub)
    client.force_login(member("agency_head", agency=dishub))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.context["form"] is None
    assert client.post(PAGE, FORM).status_code == 403
    assert client.post(f"{PAGE}{figure.pk}/delete/").status_code == 403
    assert client.post(f"{PAGE}restore/").status_code == 403


def test_stranger_finds_no_page(client, dlh_operator, dishub):
    client.force_login(dlh_operator)
    assert client.get(PAGE).status_code == 404


def test_deletion_is_taken_back_by_the_operator(client, dishub_operator, dishub):
    figure = StatedFigureFactory(agency=dishub)
    client.force_login(dishub_operator)
    client.post(f"{PAGE}{figure.pk}/delete/")
    assert not StatedFigure.objects.exists()
    client.post(f"{PAGE}restore/")
    assert StatedFigure.objects.get() == figure


def test_other_figures_are_not_deleted_from_here(client, dishub_operator, dishub):
    """What the city entered about the agency belongs to the city."""
    figure = StatedFigureFactory(agency=dishub, metric="workers_registered")
    client.force_login(dishub_operator)
    assert client.post(f"{PAGE}{figure.pk}/delete/").status_code == 404

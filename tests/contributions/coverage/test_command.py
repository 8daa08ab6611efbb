"""`manage.py coverage`: the keys people script against, and one line for what cannot be used."""

import datetime as dt
import json

import pytest
from django.core.management import call_command

from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
COUNTS = {"declared", "listed", "submitted", "registered", "confirmed", "active"}


@pytest.fixture
def answer(capsys):
    def ask(*arguments):
        call_command("coverage", *arguments, "--json")
        return json.loads(capsys.readouterr().out)

    return ask


def test_answer_has_the_keys_of_the_contract(answer, dishub):
    enrol(dishub, 2, registered_on=REGISTERED)
    StatedFigureFactory(value=8, as_of=DAY, speaker="Wali Kota", value_text="8 orang")
    found = answer("--region", "36.73", "--as-of", "2020-02-26")
    assert list(found) == ["region", "as_of", "last_due_month", "workers", "agencies", "rates", "by_agency"]
    assert (found["region"], found["as_of"], found["last_due_month"]) == ("36.73", "2020-02-26", "2020-01")
    assert set(found["workers"]) == COUNTS
    assert found["agencies"] == {"total": 1, "with_roster": 1, "registered": 1}
    assert found["rates"] == [
        {
            "measure": "workers",
            "numerator": 2,
            "denominator": 8,
            "denominator_source": "“8 orang”; Wali Kota; Kabar Banten; 2020-02-26",
            "rate": 0.25,
        }
    ]
    assert set(found["by_agency"][0]) == COUNTS | {"agency", "name"}
    assert found["by_agency"][0]["agency"] == "36.73/dishub"


def test_active_is_unknown_until_payments_exist(answer, dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    assert answer("--region", "36.73")["workers"]["active"] is None


def test_day_before_all_lists_has_none(answer, dishub):
    enrol(dishub, 2, registered_on=REGISTERED)
    found = answer("--region", "36.73", "--as-of", "2019-01-01")
    assert (found["workers"]["listed"], found["workers"]["registered"]) == (0, 0)
    assert (found["by_agency"][0]["listed"], found["by_agency"][0]["registered"]) == (None, 0)


def test_one_agency_is_measured_by_its_own_declaration(answer, dishub, dlh):
    enrol(dishub, 2, registered_on=REGISTERED)
    enrol(dlh, 3, registered_on=REGISTERED)
    StatedFigureFactory(agency=dishub, value=5, as_of=DAY)
    found = answer("--region", "36.73", "--agency", "36.73/dishub")
    assert found["workers"]["registered"] == 2
    assert [one["agency"] for one in found["by_agency"]] == ["36.73/dishub"]
    assert [(rate["numerator"], rate["denominator"]) for rate in found["rates"]] == [(2, 5)]


def test_user_sees_only_their_own_region(answer, dishub, city_manager, cirebon_manager, capsys):
    enrol(dishub, 2)
    assert answer("--region", "36.73", "--as", "kota")["workers"]["listed"] == 2
    with pytest.raises(SystemExit):
        call_command("coverage", "--region", "36.73", "--as", "kota-cirebon")


def test_words_tell_no_data_from_a_declared_zero_and_from_an_empty_list(dishub, dlh, capsys):
    AgencyFactory(code="36.73/satpolpp")
    StatedFigureFactory(agency=dlh, value=0, as_of=DAY)
    enrol(dishub, 1, ended_on=dt.date(2020, 2, 1), state="ended", end_reason="resigned")
    call_command("coverage", "--region", "36.73", "--as-of", "2020-02-26")
    lines = capsys.readouterr().out.splitlines()
    endings = {line.split()[0]: line.rpartition(": ")[2] for line in lines if line.startswith("36.73/")}
    assert len(set(endings.values())) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "99.99"),
        ("--region", "36.73", "--as-of", "2020-13-01"),
        ("--region", "36.73", "--as-of", "0001-01-01"),
        ("--region", "36.73", "--agency", "36.73/nowhere"),
        ("--region", "36.73", "--agency", "32.74/dishub"),
        ("--region", "36.73", "--as", "nobody"),
    ],
)
def test_unusable_argument_ends_with_one_line_and_2(arguments, capsys, cirebon):
    AgencyFactory(region=cirebon, code="32.74/dishub")
    with pytest.raises(SystemExit) as ended:
        call_command("coverage", *arguments, "--json")
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"error: {arguments[-1]}: ")
    assert err.count("\n") == 1

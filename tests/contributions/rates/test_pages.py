import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates.calendar import skipped
from tests.contributions.billing.money import FEB, assessed, final, terms, workers
from tests.factories import region

pytestmark = pytest.mark.django_db
JKM = {
    "programme": "JKM",
    "segment": "PU",
    "risk": "0",
    "employer": "0,30",
    "worker": "",
    "since": "2027-01",
    "legal_source": "PP 1/2027",
    "sample": "3.000.000",
}


@pytest.fixture
def operator(client, system_operator):
    client.force_login(system_operator)
    client.cookies["django_language"] = "en"
    return client


def end(operator, kind, record, until):
    return operator.post(reverse(f"{kind}_end", args=[record.pk]), {"until": until}, follow=True)


def jkm():
    return Rate.objects.get(programme="JKM", segment="PU")


@pytest.mark.parametrize("page", ["rate_list", "minimum_wage_list", "due_date_list"])
def test_everybody_reads_and_the_operator_alone_changes(client, city_leader, system_operator, page):
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    seen = client.get(reverse(page)).content.decode()
    client.force_login(system_operator)
    kept = client.get(reverse(page)).content.decode()

    assert "From a file" not in seen
    assert "From a file" in kept


def test_a_new_rate_is_shown_first_and_saved_then(operator):
    end(operator, "rate", jkm(), "2027-01")
    shown = operator.post(reverse("rate_add"), {**JKM, "employer": "0,40"})

    change = shown.context["changes"][-1]
    assert (change.before, change.after) == ("Rp\N{NO-BREAK SPACE}16,200", "Rp\N{NO-BREAK SPACE}19,200")
    assert Rate.objects.filter(programme="JKM", segment="PU").count() == 1

    operator.post(reverse("rate_add"), {**JKM, "employer": "0,40", "step": "save"})
    made = Rate.objects.get(programme="JKM", segment="PU", period__startswith=dt.date(2027, 1, 1))
    assert (made.employer, made.worker) == (Decimal("0.4"), 0)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"since": "2020-01"}, "__all__", "have a rate already"),
        ({"risk": "2"}, "__all__", "has a risk group"),
        ({"employer": "120"}, "employer", "at most 100"),
        ({"employer": "abc"}, "employer", "no percentage"),
        ({"employer": ""}, "__all__", "both shares or an amount"),
        ({"employer": "", "amount": "enam ribu"}, "amount", "no amount"),
        ({"since": "2027-01-15"}, "since", "first day"),
        ({"since": "9999-12"}, "since", "too far"),
        ({"until": "2026-01"}, "until", "before the beginning"),
        ({"minimum_base": "2.000.000", "maximum_base": "1.000.000"}, "maximum_base", "less than"),
        ({"from_base": "2.000.000", "below_base": "2.000.000"}, "below_base", "less than"),
        ({"legal_source": ""}, "legal_source", "required"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_in_words(operator, change, field, words):
    if "since" not in change or change["since"] != "2020-01":
        end(operator, "rate", jkm(), "2027-01")

    answer = operator.post(reverse("rate_add"), {**JKM, "step": "save", **change})

    with translation.override("en"):
        assert words in " ".join(answer.context["form"].errors[field])


def test_a_rate_in_use_offers_its_end_alone(operator, dishub):
    terms(dishub)
    workers(dishub)
    final(dishub)
    rate = jkm()

    page = operator.get(reverse("rate_list")).content.decode()
    assert "used for February 2020<" in page
    assert f'{reverse("rate_change", args=[rate.pk])}"' not in page
    answer = operator.get(reverse("rate_change", args=[rate.pk]), follow=True)
    assert "stays as it is" in answer.content.decode()
    answer = operator.post(reverse("rate_delete", args=[rate.pk]), follow=True)
    assert "stays as it is" in answer.content.decode()
    assert "end after that month" in end(operator, "rate", rate, "2020-02").content.decode()

    end(operator, "rate", rate, "2020-03")
    assert jkm().period.upper == dt.date(2020, 3, 1)
    end(operator, "rate", rate, "")
    assert jkm().period.upper is None


def test_a_rate_of_no_month_is_changed_and_deleted(operator):
    rate = jkm()
    operator.post(reverse("rate_change", args=[rate.pk]), {**JKM, "since": "2016-01", "step": "save"})
    assert jkm().period.lower == dt.date(2016, 1, 1)

    operator.post(reverse("rate_delete", args=[rate.pk]))
    assert not Rate.objects.filter(pk=rate.pk).exists()


def test_a_relief_is_kept_with_its_conditions(operator):
    sent = {
        "name": "Keringanan", "programmes": ["JKK", "JKM"], "segment": "", "sector": "", "left": "50",
        "not_paid_from": ["apbd"], "since": "2027-01", "until": "2027-07", "legal_source": "PP 2/2027",
    }  # fmt: skip
    shown = operator.post(reverse("relief_add"), sent)
    assert shown.context["changes"][0].after == "Rp\N{NO-BREAK SPACE}8,100"

    operator.post(reverse("relief_add"), {**sent, "step": "save"})
    made = Relief.objects.get(name="Keringanan")
    assert (made.factor, made.not_paid_from) == (Decimal("0.5"), ["apbd"])
    assert "less than 100" in str(
        operator.post(reverse("relief_add"), {**sent, "left": "100"}).context["form"].errors
    )


def test_a_minimum_wage_is_found_by_region_and_year(operator):
    sent = {"region": "36.73", "amount": "Rp 4.665.927,94", "since": "2026-01", "until": "2027-01",
            "legal_source": "Kepgub 1/2025", "step": "save"}  # fmt: skip
    operator.post(reverse("minimum_wage_add"), sent)
    assert MinimumWage.objects.get().amount == Decimal("4665927.94")
    assert "have a minimum wage" in str(
        operator.post(reverse("minimum_wage_add"), sent).context["form"].errors
    )
    assert "No region" in str(
        operator.post(reverse("minimum_wage_add"), {**sent, "region": "99.99"}).context["form"].errors
    )

    for query, found in (("?text=serang&year=2026", 1), ("?year=2027", 0), ("?text=cirebon", 0)):
        page = operator.get(reverse("minimum_wage_list") + query)
        assert len(page.context["table"].page.object_list) == found


def test_the_list_of_minimum_wages_costs_as_much_for_fifty(operator, count_queries):
    url = reverse("minimum_wage_list")

    def add(codes):
        for place in codes:
            MinimumWage.objects.create(
                region=place, amount=3_000_000, legal_source="SK", period=("2026-01-01", "2027-01-01")
            )

    add([region("36.73")])
    operator.get(url)
    one = count_queries(lambda: operator.get(url))
    add(type(region("36")).objects.filter(code__startswith="32.", parent__code="32")[:27])
    assert count_queries(lambda: operator.get(url)) == one


def test_a_moved_due_date_moves_the_months_that_wait(operator, dishub):
    terms(dishub)
    workers(dishub)
    found = assessed(dishub)
    sent = {"month": "2020-02", "segment": "PU", "due_on": "2020-03-30", "legal_source": "PP 9/2020"}
    assert operator.post(reverse("due_date_add"), sent).context["changes"][0].before == "16 March 2020"

    operator.post(reverse("due_date_add"), {**sent, "step": "save"})
    found.refresh_from_db()
    assert found.due_on == dt.date(2020, 3, 30)

    operator.post(reverse("due_date_add"), {**sent, "due_on": "2020-03-31", "step": "save"})
    moved = DueDate.objects.get(month=FEB, segment="PU")
    operator.post(reverse("due_date_delete", args=[moved.pk]))
    found.refresh_from_db()
    assert found.due_on == dt.date(2020, 3, 16)
    assert not DueDate.objects.get(pk=moved.pk).is_override


@pytest.mark.parametrize("wrong", [{"due_on": "2020-01-31"}, {"month": "2009-01"}, {"legal_source": ""}])
def test_a_due_date_that_cannot_be_is_refused(operator, wrong):
    sent = {"month": "2020-02", "segment": "PU", "due_on": "2020-03-30", "legal_source": "PP 9/2020"}
    answer = operator.post(reverse("due_date_add"), {**sent, **wrong, "step": "save"})

    assert answer.context["form"].errors


def test_the_calendar_says_why_a_day_moved(operator):
    assert skipped(dt.date(2020, 2, 1), "PU") == ["15 Maret 2020: Minggu"]
    page = operator.get(reverse("due_date_list") + "?year=2020").content.decode()

    assert "15 March 2020: Sunday" in page
    assert "PP 49/2020" in page


def test_penalties_never_overlap(operator):
    sent = {"percent": "1", "since": "2027-01", "legal_source": "PP 3/2027", "step": "save"}
    assert "have a penalty already" in str(operator.post(reverse("penalty_add"), sent).context["form"].errors)

    end(operator, "penalty", PenaltyRate.objects.get(period__endswith=None), "2027-01")
    operator.post(reverse("penalty_add"), sent)
    assert PenaltyRate.objects.filter(percent=1).exists()


@pytest.mark.parametrize("kind", ["rate", "relief", "penalty", "due_date"])
def test_what_is_taken_back_is_named_first(operator, kind):
    record = {
        "rate": jkm(),
        "relief": Relief.objects.first(),
        "penalty": PenaltyRate.objects.first(),
        "due_date": DueDate.objects.filter(is_override=True).first(),
    }[kind]

    page = operator.get(reverse(f"{kind}_delete", args=[record.pk])).content.decode()

    assert record.legal_source in page
    assert "[20" not in page  # a period is written in words

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories
from tests.contributions.billing.money import assessed, terms, workers

pytestmark = pytest.mark.django_db


def test_the_lines_leave_as_a_workbook_for_those_who_may(client, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    answers = {}
    for role in ("agency_treasurer", "agency_head", "agency_operator"):
        client.force_login(factories.member(role, agency=dishub))
        names = ("agency_contribution_export", "agency_contribution_workbook")
        answers[role] = [
            client.get(reverse(name, args=[dishub.code, "2020-02"])).status_code for name in names
        ]

    assert answers == {
        "agency_treasurer": [403, 200], "agency_head": [403, 403], "agency_operator": [200, 200],
    }  # fmt: skip


def test_a_line_of_the_workbook_tells_how_it_comes_about(client, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    client.force_login(factories.member("agency_treasurer", agency=dishub))
    client.cookies["django_language"] = "id"
    answer = client.get(reverse("agency_contribution_workbook", args=[dishub.code, "2020-02"]))
    head, line = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.iter_rows(
        values_only=True
    )
    told = dict(zip(head, line, strict=True))["Cara menghitung"]
    assert "JKK: 3.000.000 × 0,24 % = 7.200,00 (PP 44/2015" in told

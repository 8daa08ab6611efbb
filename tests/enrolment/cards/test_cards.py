"""Cards come, are handed over, and both can be taken back."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enrolment.cards import actions, queries
from enrolment.models import Card, Enrolment
from enrolment.seen import ShownAnew
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 2)
KPJ = "12345678901"


@pytest.fixture
def asep(dishub):
    return WorkerFactory(agency=dishub, name="Asep", registered=True, kpj=KPJ)


@pytest.fixture
def budi(dishub):
    return WorkerFactory(agency=dishub, name="Budi", registered=True)


def states(agency) -> dict[str, str]:
    return dict(queries.holders(agency).order_by("name").values_list("name", "card_state"))


def received(agency, day=DAY, **more):
    what = {"workers": queries.holders(agency), "by": None, **more}
    return actions.receive(agency=agency, day=day, **what)


def handed(agency, day=DAY, **more):
    what = {"workers": queries.holders(agency), "by_whom": "Ani", "by": None, **more}
    return actions.hand_over(agency=agency, day=day, **what)


def test_a_card_comes_and_is_handed_over(dishub, asep, budi):
    WorkerFactory(agency=dishub, name="Cici")  # not registered: no card is due
    assert states(dishub) == {"Asep": "none", "Budi": "none"}
    received(dishub)
    assert states(dishub) == {"Asep": "received", "Budi": "received"}
    assert set(Card.objects.values_list("kpj", flat=True)) == {KPJ, ""}
    handed(dishub)
    assert queries.counts(dishub) == {"none": 0, "received": 0, "handed": 2}


def test_each_step_is_taken_back(dishub, asep, budi):
    came, given = received(dishub), handed(dishub)
    assert actions.take_back(agency=dishub, pk=came) == 0
    assert actions.take_back(agency=dishub, pk=given) == 2
    assert states(dishub) == {"Asep": "received", "Budi": "received"}
    assert actions.take_back(agency=dishub, pk=came) == 2
    assert states(dishub) == {"Asep": "none", "Budi": "none"}


def test_a_card_received_stays_once_it_is_handed_over(dishub, asep, budi):
    came = received(dishub)
    handed(dishub, workers=queries.holders(dishub).filter(name="Asep"))
    assert actions.take_back(agency=dishub, pk=came) == 1
    assert states(dishub) == {"Asep": "handed", "Budi": "none"}


def test_who_gets_another_kpj_waits_for_another_card(dishub, asep):
    handed_over = received(dishub), handed(dishub)
    assert all(handed_over)
    Enrolment.objects.filter(worker=asep).update(kpj="10987654321")
    assert states(dishub) == {"Asep": "none"}
    received(dishub)
    assert states(dishub) == {"Asep": "received"}


def test_a_card_noted_before_the_kpj_was_known_counts(dishub, budi):
    received(dishub)
    Enrolment.objects.filter(worker=budi).update(kpj=KPJ)
    assert states(dishub) == {"Budi": "received"}


def test_a_card_is_not_received_twice(dishub, asep):
    received(dishub)
    with pytest.raises(ValidationError):
        received(dishub)


@pytest.mark.parametrize("day", [DAY - dt.timedelta(1), dt.date(2999, 1, 1)])
def test_days_in_disorder_are_refused(dishub, asep, day):
    received(dishub)
    with pytest.raises(ValidationError):
        handed(dishub, day=day)
    assert states(dishub) == {"Asep": "received"}


def test_only_those_shown_are_noted(dishub, asep):
    with pytest.raises(ShownAnew):
        received(dishub, seen="others")
    assert not Card.objects.exists()


def test_of_another_agency_nothing_is_touched(dishub, dlh, asep):
    WorkerFactory(agency=dlh, name="Dadang", registered=True)
    actions.receive(agency=dishub, workers=queries.holders(dlh) | queries.holders(dishub), day=DAY, by=None)
    assert states(dlh) == {"Dadang": "none"} and states(dishub) == {"Asep": "received"}


def test_pages_from_list_to_hand_over_and_back(client, dishub, dishub_operator, asep, budi):
    client.force_login(dishub_operator)
    here = reverse("agency_cards", args=[dishub.code])
    page = client.post(here + "received/", {"which": "ticked", "worker": asep.pk})
    assert page.context["count"] == 1
    sent = {"which": "ticked", "worker": asep.pk, "step": "save", "seen": page.context["seen"]}
    done = client.post(here + "received/", sent | {"day": "2020-03-02"})
    assert done.status_code == 302 and states(dishub) == {"Asep": "received", "Budi": "none"}
    assert b"Asep" in client.get(done["Location"]).content
    all_received = {"which": "all", "filter": "state=received"}
    page = client.post(here + "handed-over/", all_received)
    sent = all_received | {"step": "save", "seen": page.context["seen"], "day": "2020-03-03"}
    done = client.post(here + "handed-over/", sent | {"by_whom": "Ani"})
    assert states(dishub) == {"Asep": "handed", "Budi": "none"}
    client.post(done["Location"] + "undo/")
    assert states(dishub) == {"Asep": "received", "Budi": "none"}


def test_a_signer_less_hand_over_asks_by_whom(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    received(dishub)
    here = reverse("agency_cards_hand_over", args=[dishub.code])
    sent = {"which": "all", "step": "save", "day": "2020-03-03", "by_whom": ""}
    assert client.post(here, sent).context["form"].errors["by_whom"]
    assert states(dishub) == {"Asep": "received"}


def test_the_list_is_printed_to_be_signed_without_identity_numbers(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    pdf = client.get(reverse("agency_cards_pdf", args=[dishub.code]))
    assert pdf.content.startswith(b"%PDF-") and "serah-terima-kartu" in pdf["Content-Disposition"]
    word = client.get(reverse("agency_cards_word", args=[dishub.code]) + "?state=none")
    table = docx.Document(io.BytesIO(word.content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "Asep", KPJ]
    assert asep.nik not in "".join(cell.text for row in table.rows for cell in row.cells)


def test_the_list_costs_as_many_queries_for_fifty_as_for_one(client, dishub, dishub_operator, count_queries):
    client.force_login(dishub_operator)
    here = reverse("agency_cards", args=[dishub.code])
    WorkerFactory(agency=dishub, registered=True)
    client.get(here)
    one = count_queries(lambda: client.get(here))
    WorkerFactory.create_batch(49, agency=dishub, registered=True)
    assert count_queries(lambda: client.get(f"{here}?per_page=50")) == one


def test_a_list_too_long_to_be_set_is_not_printed(client, dishub, dishub_operator, asep, budi, monkeypatch):
    client.force_login(dishub_operator)
    monkeypatch.setattr("enrolment.cards.views.PRINTED", 1)
    page = client.get(reverse("agency_cards_pdf", args=[dishub.code]))
    assert page["Location"] == reverse("agency_cards", args=[dishub.code])
    assert client.get(reverse("agency_cards_pdf", args=[dishub.code]) + "?state=handed").status_code == 200


def test_the_list_to_sign_is_about_the_cards_that_lie_here(client, dishub, dishub_operator, asep, budi):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def named(query=""):
        answer = client.get(reverse("agency_cards_word", args=[dishub.code]) + query)
        table = docx.Document(io.BytesIO(b"".join(answer))).tables[0]
        return [row.cells[1].text for row in table.rows[1:]]

    assert named() == ["Asep", "Budi"]  # no card is noted yet
    received(dishub, workers=queries.holders(dishub).filter(pk=asep.pk))
    assert named() == ["Asep"]
    assert named("?state=none") == ["Budi"]


def test_a_look_says_what_will_be_and_why_somebody_stays(client, dishub, dishub_operator, asep, budi):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    received(dishub, workers=queries.holders(dishub).filter(pk=asep.pk))
    look = client.post(reverse("agency_cards_hand_over", args=[dishub.code]), {"which": "all"})
    words = " ".join(look.content.decode().split())
    assert "1 card will be noted." in words
    assert "stays as it is: no card is noted as received, or it was handed over before." in words

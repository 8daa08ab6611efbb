"""The pages of bad rows: causes with their answers, dropping, what waits for an agency and for a city."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies import access
from enrolment.models import RowAnswer, StagedRow, Upload, Worker
from enrolment.rosters import applying
from tests.enrolment.rosters.books import page, person, workbook
from tests.enrolment.rosters.test_waiting_answers import checked
from tests.factories import AgencyFactory, WorkerFactory, member, nik

pytestmark = pytest.mark.django_db
BAD = {"show": "needs_fix"}


@pytest.fixture
def upload(dishub, client, dishub_operator):
    client.force_login(dishub_operator)
    return checked(
        dishub,
        person("Asep", GAJI="85.000"),
        person("Budi", GAJI="sesuai UMK"),
        person("Cici", GAJI="90000", number="12"),
        person("Dedi", GAJI=2_500_000),
    )


def to(name, upload):
    return page(upload.agency, name, upload.pk)


def sent(response):
    """What the page's form sends when nothing is touched: hidden fields, and every tick that stands."""
    shown = [line.row.ordinal for line in response.context["lines"]]
    ticked = [line.row.ordinal for line in response.context["lines"] if line.ticked]
    choice = response.context["picked"]
    return {"shown": shown, "row": ticked, "leave": choice.kept, "at": choice.page.number}


def test_each_cause_has_a_card_with_its_ways(client, upload):
    response = client.get(to("upload_detail", upload), BAD)
    wage, number = response.context["cards"]
    assert (wage.cause.code, wage.cause.count, number.cause.count) == ("wage_invalid", 3, 1)
    assert [way.icon for way in wage.ways] == ["pencil", "check", "check", "ban"]
    assert [way.icon for way in number.ways] == ["pencil", "ban"]
    for way in [*wage.ways, *number.ways]:
        assert client.get(way.url).status_code == 200, way.url


def test_an_answer_that_helps_nobody_is_not_offered(client, dishub, upload):
    other = checked(
        dishub, person("Eko", GAJI="sesuai UMK"), person("Fani", number="1", **{"TGL LAHIR": "?"})
    )
    cards = {card.cause.code: card for card in client.get(to("upload_detail", other), BAD).context["cards"]}
    assert len(cards["wage_invalid"].ways) == 3
    assert len(cards["birth_date_invalid"].ways) == 2


def test_a_daily_wage_is_shown_before_it_is_confirmed(client, upload):
    asked = {"cause": "wage_invalid", "kind": "daily_wage"}
    empty = client.get(to("upload_answer", upload), asked)
    assert empty.context["plan"].rows == []
    assert client.get(to("upload_answer", upload), asked | {"days": "40"}).context["days"].errors
    response = client.get(to("upload_answer", upload), asked | {"days": 26})
    assertContains(response, "Rp\u00a02.210.000")
    seen = response.context["plan"].seen
    confirmed = sent(response) | asked | {"days": 26, "seen": seen}
    confirmed["row"] = confirmed["row"][:1]  # Cici is unticked
    client.post(to("upload_answer", upload), confirmed)
    assert RowAnswer.objects.get().rows == 1
    assert StagedRow.objects.get(name="Cici").wage is None
    client.post(to("upload_answer_undo", upload), {"answer": RowAnswer.objects.get().pk})
    assert StagedRow.objects.waiting().count() == 3


def test_an_answer_to_rows_that_changed_shows_them_again(client, upload):
    asked = {"cause": "wage_invalid", "kind": "no_wage", "seen": "another"}
    assert client.post(to("upload_answer", upload), asked).status_code == 409
    assert not RowAnswer.objects.exists()


@pytest.mark.parametrize(
    "asked", [{}, {"cause": "nik_length", "kind": "no_wage"}, {"cause": "x", "kind": "y"}]
)
def test_an_answer_that_is_not_safe_does_not_exist(client, upload, asked):
    assert client.get(to("upload_answer", upload), asked).status_code == 404
    assert client.post(to("upload_answer", upload), asked).status_code == 404


def test_what_is_unticked_is_remembered_over_pages(client, dishub, upload):
    many = checked(dishub, *(person(f"Orang {n}", GAJI="?") for n in range(150)))
    asked = {"cause": "wage_invalid", "kind": "no_wage"}
    first = client.get(to("upload_answer", many), asked)
    turned = sent(first) | asked | {"page": 2, "seen": first.context["plan"].seen}
    turned["row"] = turned["row"][3:]
    second = client.post(to("upload_answer", many), turned)
    assert (second.status_code, second.context["picked"].kept) == (200, [1, 2, 3])
    assert not RowAnswer.objects.exists()
    client.post(to("upload_answer", many), sent(second) | asked | {"seen": second.context["plan"].seen})
    assert RowAnswer.objects.get().rows == 147
    assert list(StagedRow.objects.waiting().filter(upload=many).values_list("ordinal", flat=True)) == [
        1,
        2,
        3,
    ]


def test_rows_of_a_cause_are_dropped_with_a_reason_and_taken_back(client, upload):
    drop = to("upload_drop", upload)
    response = client.get(drop, {"cause": "wage_invalid"})
    asked = sent(response) | {"cause": "wage_invalid", "seen": response.context["seen"]}
    assert client.post(drop, asked | {"reason": "other"}).status_code == 400
    assert client.post(drop, asked | {"reason": "superseded"}).status_code == 400
    client.post(drop, asked | {"reason": "other", "note": "Salah unit"})
    shown = client.get(to("upload_detail", upload), {"show": "dropped"})
    for word in ("Asep", "Salah unit"):
        assertContains(shown, word)
    assert [(reason, n) for reason, _words, n in shown.context["reasons"]] == [("other", 3)]
    ordinals = list(StagedRow.objects.dropped().values_list("ordinal", flat=True))
    client.post(to("upload_take_back", upload), {"of": ordinals[:1]})
    assert StagedRow.objects.dropped().count() == 2
    client.post(to("upload_take_back", upload), {"reason": "other"})
    assert StagedRow.objects.waiting().count() == 3


def test_chosen_rows_of_the_list_are_dropped(client, upload):
    cici = StagedRow.objects.get(name="Cici")
    chosen = client.get(to("upload_drop", upload), {"of": cici.ordinal})
    assertContains(chosen, "Cici")
    client.post(
        to("upload_drop", upload),
        sent(chosen) | {"of": cici.ordinal, "seen": chosen.context["seen"], "reason": "left"},
    )
    assert StagedRow.objects.dropped().get() == cici
    assert client.get(to("upload_drop", upload)).status_code == 404


def test_a_row_is_dropped_from_its_fix_page_and_the_next_one_follows(client, upload):
    asep, budi = StagedRow.objects.filter(name__in=["Asep", "Budi"]).order_by("ordinal")
    response = client.post(to("upload_drop", upload), {"of": asep.ordinal, "go_on": 1, "reason": "left"})
    assert response.url == page(upload.agency, "upload_row", upload.pk, budi.ordinal)


def test_two_rows_of_one_nik_stand_side_by_side(client, dishub, upload):
    number = nik()
    twins = checked(dishub, person("Asep", number=number), person("Asep B", number=number, JABATAN="Sopir"))
    first, second = StagedRow.objects.filter(upload=twins).order_by("ordinal")
    response = client.get(page(dishub, "upload_row", twins.pk, second.ordinal))
    assert response.context["twin"].row == first
    assertContains(response, "Pengatur lalu lintas")
    client.post(to("upload_drop", twins), {"of": first.ordinal, "reason": "duplicate"})
    fix = page(dishub, "upload_row", twins.pk, second.ordinal)
    client.post(fix, {"nik": number, "name": "Asep B", "birth_date": "12-03-1985"})
    twins.refresh_from_db()
    applying.apply(upload=twins, by=access.SYSTEM)
    assert Worker.objects.get().name == "Asep B"


def test_fixing_stays_within_a_cause(client, upload):
    asep = StagedRow.objects.get(name="Asep")
    fix = page(upload.agency, "upload_row", upload.pk, asep.ordinal)
    response = client.post(
        f"{fix}?cause=wage_invalid",
        {"nik": asep.nik, "name": "Asep", "wage": "3000000", "birth_date": "12-03-1985"},
    )
    assert response.url.endswith("?cause=wage_invalid")


def test_who_may_only_look_gets_no_buttons(client, dishub, upload):
    client.force_login(member("agency_treasurer", agency=dishub))
    response = client.get(to("upload_detail", upload), BAD)
    assert all(card.ways == [] for card in response.context["cards"])
    assertNotContains(response, 'name="of"')
    assert client.post(to("upload_drop", upload), {"of": 1, "reason": "left"}).status_code == 403


# --- what waits ----------------------------------------------------------------------------------------


def test_what_waits_for_an_agency_stands_on_one_page(client, dishub, upload):
    applying.apply(upload=upload, by=access.SYSTEM)
    second = checked(dishub, person("Eko", number="7"))
    response = client.get(page(dishub, "agency_waiting"))
    assert response.context["waiting"] == 4
    assert [u.pk for u in response.context["uploads"]] == [second.pk, upload.pk]
    assert list(response.context["unsaved"]) == [second]
    for name in ("Asep", "Eko"):
        assertContains(response, name)
    applying.discard(upload=second)
    assert client.get(page(dishub, "agency_waiting")).context["waiting"] == 3


def test_whole_numbers_are_masked_in_what_waits(client, dishub, upload):
    text = client.get(page(dishub, "agency_waiting")).content.decode()
    assert StagedRow.objects.get(name="Asep").nik not in text


def test_a_city_sees_what_waits_where_without_names(client, dishub, dlh, serang, city_manager, upload):
    WorkerFactory(agency=dlh)
    applying.apply(upload=checked(dlh, person("Eko")), by=access.SYSTEM, answers={"mode": "full"})
    client.force_login(city_manager)
    response = client.get(reverse("region_waiting", args=[serang.code]))
    rows = {a.name: (a.waiting, a.unsaved, a.exits, a.double) for a in response.context["table"].data.data}
    assert rows == {dishub.name: (3, 1, 0, 0), dlh.name: (0, 0, 1, 0)}
    assertNotContains(response, "Asep")
    assertContains(response, page(dishub, "agency_waiting"))


def test_waiting_pages_ask_as_many_queries_for_fifty_as_for_one(
    client, dishub, serang, city_manager, upload, count_queries
):
    client.force_login(city_manager)
    agency, city = page(dishub, "agency_waiting"), reverse("region_waiting", args=[serang.code])
    few = [count_queries(lambda url=url: client.get(url)) for url in (agency, city)]
    checked(dishub, *(person(f"Orang {n}", number="7") for n in range(50)))
    for _n in range(5):
        checked(AgencyFactory(region=serang), person("Eko", number="1"))
    assert [count_queries(lambda url=url: client.get(url)) for url in (agency, city)] == few


def test_the_page_of_an_upload_asks_as_many_queries_for_fifty_bad_rows(client, dishub, upload, count_queries):
    few = count_queries(lambda: client.get(to("upload_detail", upload), BAD))
    fifty = checked(dishub, *(person(f"Orang {n}", number="7", GAJI="?") for n in range(50)))
    assert count_queries(lambda: client.get(to("upload_detail", fifty), BAD)) == few


def test_an_upload_through_the_page_shows_its_causes(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep", number="1")]))
    assert Upload.objects.get() == upload
    assertContains(client.get(to("upload_detail", upload), BAD), "cause-card")

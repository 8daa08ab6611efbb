"""The pages of lists, by whoever may open them: what each sees, asks and does."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from enrolment.models import Enrolment, ListState, ParticipantList
from tests.enrolment.reconciliation.lists.bills import archive, bill, member, unheard_of
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_branch(client, branch_officer):
    client.force_login(branch_officer)
    client.cookies["django_language"] = "en"
    return client


def sent(*contents: bytes, **more):
    return {
        "lists": [SimpleUploadedFile(f"{n}.xlsx", c) for n, c in enumerate(contents)],
        "month": "",
        **more,
    }


def at(name: str, *args) -> str:
    return reverse(f"branch_lists_{name}", args=["serang", *args])


def test_many_files_are_handed_in_and_put_in_force(as_branch, dishub, dishub_group):
    known = WorkerFactory(agency=dishub)
    good = bill([member(known.name, nik=known.nik)])
    answer = as_branch.post(at("new"), sent(good, bill([member("Budi")], npp="QQ777777"), b"nonsense"))
    page = as_branch.get(answer["Location"]).content.decode()
    assert "3 files handed in" in page
    assert "nobody here has NPP QQ777777" in page.lower().replace("npp qq777777", "NPP QQ777777")
    assert "Put 1 list in force" in page
    force = f"{answer['Location']}force/"
    preview = as_branch.get(force)
    seen = preview.context["planned"].seen
    assert (preview.context["planned"].people, preview.context["planned"].agencies) == (1, 1)
    assert as_branch.post(force, {"seen": "other"}).status_code == 409
    as_branch.post(force, {"seen": seen})
    assert Enrolment.objects.get(worker=known).basis == "confirmed"
    assert as_branch.get(force).status_code == 200


def test_three_hundred_files_in_one_form_are_taken_in(as_branch, dishub, dishub_group):
    files = [bill([member("Asep")], period=f"01 20{n:02}") for n in range(10, 26)]
    answer = as_branch.post(at("new"), sent(*files, *[f"junk {n}".encode() for n in range(284)]))
    page = as_branch.get(answer["Location"])
    assert page.context["total"] == 300
    assert (page.context["reading"], page["Refresh"]) == (300, "5")
    assert page.context["table"].paginator.count == 300


def test_one_file_leads_to_its_own_page(as_branch, dishub_group):
    answer = as_branch.post(at("new"), sent(bill([member("Asep"), member("Budi", nik="12")])))
    page = as_branch.get(answer["Location"]).content.decode()
    assert "Asep" in page and "Rp" in page and "AB123456" in page
    shown = as_branch.get(f"{answer['Location']}?show=problems")
    assert [row.name for row in shown.context["table"].data] == ["Budi"]


def test_an_unknown_group_is_asked_once_and_keeps_its_npp(as_branch, dishub, dlh):
    bills = [bill([member("Asep")], npp="QQ777777", period=f"0{n} 2026") for n in (6, 7)]
    answer = as_branch.post(at("new"), sent(*bills))
    first = ParticipantList.objects.filter(state=ListState.UNPLACED)[0]
    page = as_branch.get(at("one", first.pk))
    assert page.context["place_form"].initial == {} and "Looks alike" in page.content.decode()
    group = dishub.owned_groups.get()
    as_branch.post(at("place", first.pk), {"group": group.pk, "keep_npp": "on"})
    group.refresh_from_db()
    assert group.npp == "QQ777777"
    assert set(ParticipantList.objects.values_list("state", "agency")) == {("ready", dishub.pk)}
    assert set(first.people.values_list("agency", flat=True)) == {dishub.pk}
    as_branch.post(at("new"), sent(bill([member("Asep")], npp="QQ777777", period="05 2026")))
    assert ParticipantList.objects.filter(state=ListState.READY).count() == 3
    assert as_branch.get(answer["Location"]).status_code == 200


def test_the_same_words_are_not_asked_twice_even_without_an_npp(as_branch, dishub, dlh):
    as_branch.post(at("new"), sent(bill([member("Asep")], npp="", unit="UPT PASAR")))
    found = ParticipantList.objects.get()
    as_branch.post(at("place", found.pk), {"group": dlh.owned_groups.get().pk})
    as_branch.post(at("new"), sent(bill([member("Asep")], npp="", unit="UPT PASAR", period="07 2026")))
    assert list(ParticipantList.objects.values_list("state", "agency")) == [("ready", dlh.pk)] * 2


def test_columns_are_matched_by_hand_once_and_remembered(as_branch, dishub, dishub_group):
    people = [member("Asep"), member("Budi")]
    answer = as_branch.post(at("new"), sent(unheard_of(people)))
    found = ParticipantList.objects.get()
    assert found.state == ListState.UNMATCHED
    page = as_branch.get(at("columns", found.pk))
    assert "alpha" in page.content.decode()
    shown = page.context["shown"]
    fields = {"column_A": "nik", "column_B": "name", "column_C": "kpj"}
    sheet = {"sheet": shown["name"], "header": "1"}
    clicked = as_branch.post(at("columns", found.pk), {**sheet, "was": "None", "act": "look"})
    assert clicked.context["shown"]["header_row"] == 1
    looked = as_branch.post(at("columns", found.pk), {**sheet, **fields, "was": "1", "act": "look"})
    assert looked.context["effect"].people == 2
    as_branch.post(at("columns", found.pk), {**sheet, **fields, "was": "1", "act": "save"})
    found.refresh_from_db()
    assert (found.state, found.counts["people"]) == (ListState.UNPLACED, 2)
    assert as_branch.get(answer["Location"]).status_code == 200
    as_branch.post(at("new"), sent(unheard_of([member("Cecep")])))
    assert ParticipantList.objects.exclude(pk=found.pk).get().counts["people"] == 1


def test_a_list_without_a_month_asks_for_it(as_branch, dishub, dishub_group):
    as_branch.post(at("new"), sent(bill([member("Asep")], period="")))
    found = ParticipantList.objects.get()
    assert found.refusal["code"] == "month_missing"
    month = dt.date(2026, 8, 1)
    as_branch.post(at("place", found.pk), {"group": dishub_group.pk, "month": f"{month:%Y-%m}"})
    found.refresh_from_db()
    assert (found.state, found.month) == (ListState.READY, month)


def test_withdrawing_and_putting_in_force_again(as_branch, dishub_group):
    as_branch.post(at("new"), sent(bill([member("Asep")])))
    found = ParticipantList.objects.get()
    for step, state in (("force", "in_force"), ("withdraw", "withdrawn"), ("force", "in_force")):
        page = as_branch.get(at(step, found.pk))
        seen = {"seen": page.context["planned"].seen} if step == "force" else {}
        as_branch.post(at(step, found.pk), seen)
        found.refresh_from_db()
        assert found.state == state


def test_lists_and_people_leave_as_workbooks(as_branch, dishub_group):
    as_branch.post(at("new"), sent(bill([member("=Asep")]), b"x"))
    found = ParticipantList.objects.get(state="ready")
    for address in (at("export"), at("batch_export", found.batch), at("people", found.pk)):
        book = load_workbook(io.BytesIO(b"".join(as_branch.get(address).streaming_content)))
        assert book.active.max_row >= 2
    assert b"".join(as_branch.get(at("file", found.pk)).streaming_content)[:2] == b"PK"


def test_a_city_of_another_branch_sees_nothing_of_it(client, as_branch, dishub_group, branch_cirebon):
    from tests.factories import member as user

    as_branch.post(at("new"), sent(bill([member("Asep")])))
    found = ParticipantList.objects.get()
    client.force_login(user("branch_officer", branch=branch_cirebon))
    assert client.get(reverse("branch_lists_one", args=["cirebon", found.pk])).status_code == 404
    assert client.get(reverse("branch_lists", args=["cirebon"])).context["none_yet"]


def test_an_agency_sees_its_branchs_list_and_decides_on_its_own_alone(
    client, as_branch, dishub, dishub_group, dishub_operator
):
    as_branch.post(at("new"), sent(bill([member("Asep")])))
    theirs = ParticipantList.objects.get()
    client.force_login(dishub_operator)
    page = client.get(reverse("agency_list", args=[dishub.code, theirs.pk]))
    assert (page.context["owns"], page.context["can_force"]) == (False, False)
    assert client.get(reverse("agency_list_force", args=[dishub.code, theirs.pk])).status_code == 404
    client.post(
        reverse("agency_list_new", args=[dishub.code]), sent(bill([member("Budi")], period="07 2026"))
    )
    ours = ParticipantList.objects.exclude(pk=theirs.pk).get()
    assert (ours.state, ours.agency, ours.branch) == ("ready", dishub, None)
    assert client.get(reverse("agency_list_force", args=[dishub.code, ours.pk])).status_code == 200
    assert client.get(reverse("agency_lists", args=[dishub.code])).context["table"].paginator.count == 2


def test_lists_take_as_many_queries_for_many_as_for_one(
    as_branch, dishub_group, count_queries, hand_in, branch_serang
):
    hand_in(branch_serang, bill([member("Asep")]))
    as_branch.get(reverse("branch_lists", args=["serang"]))
    one = count_queries(lambda: as_branch.get(reverse("branch_lists", args=["serang"])))
    hand_in(
        branch_serang, archive({f"{n}.xlsx": bill([member("A")], period=f"0{n} 2026") for n in range(1, 5)})
    )
    assert count_queries(lambda: as_branch.get(reverse("branch_lists", args=["serang"]))) == one


def test_an_agency_puts_no_batch_of_its_branch_in_force(
    client, as_branch, dishub, dishub_group, dishub_operator
):
    as_branch.post(at("new"), sent(bill([member("Asep")])))
    theirs = ParticipantList.objects.get()
    client.force_login(dishub_operator)
    assert client.get(reverse("agency_list_batch", args=[dishub.code, theirs.batch])).context["ready"] == 0
    address = reverse("agency_list_batch_force", args=[dishub.code, theirs.batch])
    page = client.get(address)
    assert page.context["planned"].lines == []
    client.post(address, {"seen": page.context["planned"].seen})
    theirs.refresh_from_db()
    assert theirs.state == ListState.READY


def test_a_branch_answers_for_a_list_of_an_agency(as_branch, dishub, dlh, hand_in):
    [found] = hand_in(dishub, bill([member("Asep")], npp="QQ111111", unit="UPTD TERMINAL"))
    assert found.state == ListState.UNPLACED
    form = as_branch.get(at("one", found.pk)).context["place_form"]
    assert [group.agency for group in form.groups.values()] == [dishub]
    as_branch.post(at("place", found.pk), {"group": dishub.owned_groups.get().pk})
    found.refresh_from_db()
    assert (found.state, found.agency) == (ListState.READY, dishub)


def test_a_bill_without_a_total_says_that_it_was_not_checked(as_branch, dishub_group):
    as_branch.post(at("new"), sent(bill([member("Asep")], footer=False)))
    found = ParticipantList.objects.get()
    assert "Not checked" in as_branch.get(at("one", found.pk)).content.decode()
    as_branch.post(at("new"), sent(bill([member("Budi")], period="07 2026")))
    whole = ParticipantList.objects.exclude(pk=found.pk).get()
    assert "Not checked" not in as_branch.get(at("one", whole.pk)).content.decode()
    assert as_branch.get(reverse("branch_lists", args=["serang"])).content.decode().count("not checked") == 1


def test_an_amount_that_cannot_be_read_is_named_with_its_cell(as_branch, dishub_group):
    page = load_workbook(io.BytesIO(bill([member("Asep"), member("Budi")])))
    page.active["H9"] = "dua juta"
    changed = io.BytesIO()
    page.save(changed)
    as_branch.post(at("new"), sent(changed.getvalue()))
    [found] = ParticipantList.objects.all()
    assert found.state == ListState.REFUSED
    shown = as_branch.get(at("one", found.pk)).content.decode()
    assert "H9 “dua juta”" in shown and "Wage" in shown


def test_a_list_that_is_here_already_is_no_error_and_leads_on_to_its_month(as_branch, dishub_group):
    content = bill([member("Asep")])
    as_branch.post(at("new"), sent(content, content))
    second = ParticipantList.objects.get(file_name="1.xlsx")
    first = ParticipantList.objects.get(file_name="0.xlsx")
    assert as_branch.get(at("one", second.pk)).context["sign"] == "list_known"
    assert as_branch.get(at("one", first.pk)).context["months"] == []
    as_branch.post(
        at("force", first.pk), {"seen": as_branch.get(at("force", first.pk)).context["planned"].seen}
    )
    month = reverse("branch_month", args=["serang", first.month])
    assert [url for _name, url in as_branch.get(at("one", first.pk)).context["months"]] == [month]
    assert month in as_branch.get(at("batch", first.batch)).content.decode()


def test_matching_without_a_name_or_a_number_says_which_are_needed(as_branch, dishub_group):
    as_branch.post(at("new"), sent(unheard_of([member("Asep")])))
    found = ParticipantList.objects.get()
    page = as_branch.get(at("columns", found.pk))
    shown = page.context["shown"]
    said = {"act": "save", "sheet": shown["name"], "was": str(shown["header_row"]), "column_B": "name"}
    again = as_branch.post(at("columns", found.pk), said)
    assert again.status_code == 200
    assert "that of the NIK or the KPJ" in str(again.context["effect"].told.what)
    found.refresh_from_db()
    assert found.state == ListState.UNMATCHED


def test_lists_are_found_by_agency_npp_or_file(as_branch, dishub, dishub_group):
    as_branch.post(
        at("new"), sent(bill([member("Asep")]), bill([member("Budi")], npp="QQ777777", unit="PASAR"))
    )
    shown = {
        text: [str(one) for one in as_branch.get(reverse("branch_lists", args=["serang"]), {"text": text})
               .context["filter"].qs]
        for text in (dishub.name, "qq777", "0.xls", "nobody")
    }  # fmt: skip
    assert list(shown.values()) == [["0.xlsx"], ["1.xlsx"], ["0.xlsx"], []]

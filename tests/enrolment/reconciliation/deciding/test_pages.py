"""The pages of differences: figures that add up, deciding one and many, asking and answering."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enrolment.models import AgencyMonth, DecisionBatch, Difference
from enrolment.workers.actions import edit_worker
from tests.enrolment.reconciliation.deciding import deeds
from tests.factories import member

pytestmark = pytest.mark.django_db
MONTH = "/agencies/36.73/dishub/months/2026-08/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def page(client, url: str, **posted) -> str:
    response = client.post(url, posted, follow=True) if posted else client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def one_url(difference) -> str:
    return f"/agencies/36.73/dishub/differences/{difference.pk}/"


def test_a_month_shows_that_both_sides_add_up(english, dishub, dishub_operator):
    deeds.unlisted(dishub)
    english.force_login(dishub_operator)
    shown = page(english, MONTH)
    assert "Rows of BPJS" in shown
    assert "does not add up" not in shown
    assert "Registered, not on BPJS" in shown
    assert page(english, "/agencies/36.73/dishub/months/").count("2026-08") == 1


def test_a_month_that_nobody_compared_says_so(english, dishub, dishub_operator):
    english.force_login(dishub_operator)
    assert "Nothing was compared for this month yet" in page(english, MONTH)


def test_one_difference_is_decided_on_its_page(english, dishub, dishub_operator):
    worker = deeds.differing(dishub, wage=3_000_000)
    english.force_login(dishub_operator)
    difference = Difference.objects.get()
    shown = page(english, one_url(difference))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    page(english, one_url(difference), decision="take_theirs", note="", seen=seen)
    worker.refresh_from_db()
    assert worker.wage == 3_000_000
    assert "Take the decision back" in page(english, f"{MONTH}decisions/{DecisionBatch.objects.get().pk}/")


def test_a_difference_that_changed_meanwhile_is_shown_anew(english, dishub, dishub_operator):
    deeds.differing(dishub, wage=3_000_000)
    english.force_login(dishub_operator)
    difference = Difference.objects.get()
    answer = english.post(one_url(difference), {"decision": "keep_ours", "seen": "another"})
    assert answer.status_code == 400
    assert Difference.objects.get().state == "open"


def test_a_second_decision_says_that_it_was_not_kept(english, dishub, dishub_operator):
    worker = deeds.differing(dishub, wage=3_000_000)
    english.force_login(dishub_operator)
    address = one_url(Difference.objects.get())
    seen = english.get(address).context["form"].initial["seen"]
    page(english, address, decision="take_theirs", seen=seen)
    assert "your decision was not kept" in page(english, address, decision="keep_ours", seen=seen)
    worker.refresh_from_db()
    assert worker.wage == 3_000_000


def test_who_leaves_the_list_needs_a_reason_beside_the_field(english, dishub, dishub_operator):
    deeds.unlisted(dishub)
    english.force_login(dishub_operator)
    address = one_url(Difference.objects.get())
    answer = english.post(address, {"decision": "take_theirs", "seen": "x"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["reason"])


def test_many_are_decided_after_a_preview_and_taken_back(english, dishub, dishub_operator):
    worker = deeds.differing(dishub, wage=3_000_000, birth_date=dt.date(1985, 12, 3))
    english.force_login(dishub_operator)
    choice = {"which": "all", "filter": "kind=wage_differs"}
    assert "other_person" not in page(english, f"{MONTH}decide/", **choice)  # found by their NIK
    chosen = choice | {"decision": "take_theirs", "note": ""}
    preview = page(english, f"{MONTH}decide/", step="check", **chosen)
    assert "Decide: 1" in preview
    seen = preview.split('name="seen" value="')[1].split('"')[0]
    page(english, f"{MONTH}decide/", step="save", seen=seen, **chosen)
    worker.refresh_from_db()
    assert (worker.wage, worker.birth_date) == (3_000_000, dt.date(1985, 3, 12))
    page(english, f"{MONTH}decisions/{DecisionBatch.objects.get().pk}/undo/", x="1")
    worker.refresh_from_db()
    assert worker.wage == 2_000_000


def test_a_branch_asks_and_the_agency_answers_with_a_file(english, dishub, dishub_operator, branch_officer):
    deeds.unlisted(dishub)
    difference = Difference.objects.get()
    english.force_login(branch_officer)
    page(english, f"{one_url(difference)}send/", question="Masih bekerja?", due_on="2099-01-01")
    english.force_login(dishub_operator)
    assert "Masih bekerja?" in page(english, one_url(difference))
    file = SimpleUploadedFile("sk.pdf", b"%PDF-1.4 sk")
    page(english, f"{one_url(difference)}answer/", answer="Masih, SK terlampir", file=file)
    difference.refresh_from_db()
    assert (difference.state, difference.answered_by) == ("answered", dishub_operator)
    english.force_login(branch_officer)
    assert "Masih, SK terlampir" in page(english, one_url(difference))
    download = english.get(f"{one_url(difference)}file/")
    assert b"".join(download.streaming_content) == b"%PDF-1.4 sk"


def test_a_file_of_another_kind_is_not_taken(english, dishub, dishub_operator):
    deeds.unlisted(dishub)
    english.force_login(dishub_operator)
    difference = Difference.objects.get()
    file = SimpleUploadedFile("sk.pdf", b"MZ program")
    again = english.post(f"{one_url(difference)}answer/", {"answer": "Ya", "file": file})
    shown = again.content.decode()
    assert again.status_code == 400
    assert "neither PDF nor JPG nor PNG" in shown and "Ya</textarea>" in shown
    difference.refresh_from_db()
    assert difference.state == "open"


def test_a_question_with_a_day_that_is_over_stays_as_it_was_written(english, dishub, branch_officer):
    deeds.unlisted(dishub)
    english.force_login(branch_officer)
    difference = Difference.objects.get()
    asked = {"question": "Masih bekerja?", "due_on": "2020-01-01"}
    answer = english.post(f"{one_url(difference)}send/", asked)
    shown = answer.content.decode()
    assert (answer.status_code, "This day is over." in shown) == (400, True)
    assert "Masih bekerja?</textarea>" in shown
    difference.refresh_from_db()
    assert difference.state == "open"


def test_capitals_make_no_other_name_on_the_page_of_a_difference(english, dishub, dishub_operator):
    deeds.differing(dishub, name="H. ASEP SUNARYA", wage=3_000_000)
    Difference.objects.update(
        ours={"name": "Asep Sunarya", "wage": 1}, theirs={"name": "ASEP SUNARYA", "wage": 2}
    )
    english.force_login(dishub_operator)
    rows = english.get(one_url(Difference.objects.get(kind="wage_differs"))).context["rows"]
    assert [row.differs for row in rows] == [False, True]


def test_many_are_sent_and_late_answers_are_listed(english, dishub, branch_officer):
    deeds.unlisted(dishub)
    english.force_login(branch_officer)
    url = "/branches/serang/2026-08/differences/"
    choice = {"which": "ticked", "difference": Difference.objects.get().pk}
    seen = page(english, f"{url}send/", **choice).split('name="seen" value="')[1].split('"')[0]
    asked = {"question": "Masih bekerja?", "due_on": "2099-01-01"}
    page(english, f"{url}send/", step="save", seen=seen, **asked, **choice)
    assert Difference.objects.get().state == "sent"
    assert "Answer overdue" not in page(english, "/branches/serang/2026-08/")
    AgencyMonth.objects.update(due_on="2020-01-01")
    assert "overdue" in page(english, f"{MONTH}?state=overdue")
    assert "Answer overdue" in page(english, "/branches/serang/2026-08/")


def test_an_agency_does_not_ask_itself(client, dishub, dishub_operator):
    deeds.unlisted(dishub)
    client.force_login(dishub_operator)
    asked = {"question": "Benar?", "due_on": "2099-01-01"}
    assert client.post(f"{one_url(Difference.objects.get())}send/", asked).status_code == 403


def test_a_closed_month_refuses_decisions_and_says_who_opens_it(english, dishub, dishub_operator):
    deeds.differing(dishub, wage=3_000_000)
    AgencyMonth.objects.update(closed_at="2026-09-01T00:00Z")
    english.force_login(dishub_operator)
    shown = page(english, one_url(Difference.objects.get()), decision="keep_ours", seen="")
    assert "is closed for Dishub" in shown
    assert "Branch officer" in shown
    assert Difference.objects.get().state == "open"


def test_a_search_by_nik_stays_out_of_the_address(english, dishub, dishub_operator):
    worker = deeds.unlisted(dishub)
    english.force_login(dishub_operator)
    response = english.post(MONTH, {"q": worker.nik}, follow=True)
    assert worker.nik not in response.redirect_chain[-1][0]
    assert worker.name in response.content.decode()
    assert worker.name not in english.post(MONTH, {"q": "1234567"}, follow=True).content.decode()


def test_another_branch_sees_nothing_of_it(client, dishub, branch_cirebon):
    deeds.unlisted(dishub)
    client.force_login(member("branch_officer", branch=branch_cirebon))
    assert client.get(MONTH).status_code == 404
    shown = client.get("/branches/cirebon/2026-08/differences/").content.decode()
    assert Difference.objects.get().name not in shown


def test_a_roster_that_changed_since_is_compared_again(english, dishub, dishub_operator):
    worker = deeds.differing(dishub, wage=3_000_000)
    english.force_login(dishub_operator)
    worker.refresh_from_db()
    edit_worker(worker=worker, values={"wage": 3_000_000}, revision=worker.revision, by=dishub_operator)
    assert "roster changed since" in page(english, MONTH)
    shown = page(english, f"{MONTH}compare/", again="1")
    assert "compared again" in shown
    assert "roster changed since" not in shown
    assert not Difference.objects.exists()
    AgencyMonth.objects.update(closed_at="2026-09-20T00:00Z")
    assert "is closed for" in page(english, f"{MONTH}compare/", again="1")

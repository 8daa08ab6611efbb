"""Who sees claims, with which figures, and who reads what is about health."""

import datetime as dt
import io

import pypdfium2
import pytest
from django.db import Error, transaction
from django.utils import timezone
from openpyxl import load_workbook

from agencies import access
from enrolment.claims import actions, queries
from enrolment.claims.letter import summary_of
from enrolment.claims.opening import Event, open_claim
from enrolment.models import BenefitClaim, ClaimHealth
from tests.factories import AgencyFactory, WorkerFactory, member, region

pytestmark = pytest.mark.django_db
SECRET = "patah tulang paha"
FILED, PAID = dt.date(2020, 3, 5), dt.date(2020, 4, 1)
MONEY = {"paid_on": PAID, "amount": 42_000_000, "paid_to": "Siti", "handed_over_by": "Wali Kota"}


@pytest.fixture
def ill(accident):
    actions.note_health(claim=accident, injury=SECRET, treated_at="RSUD Kota Serang")
    return accident


def paid(claim):
    actions.move(claim=claim, to="filed", values={"filed_on": FILED, "filed_number": "1"}, by=access.SYSTEM)
    return actions.move(claim=claim, to="paid", values=MONEY, by=access.SYSTEM)


def many(agency, count):
    for _ in range(count):
        today = timezone.localdate()
        open_claim(worker=WorkerFactory(agency=agency), event=Event("death", today, today), by=access.SYSTEM)


@pytest.mark.parametrize("role", ["agency_operator", "agency_head"])
def test_the_agency_reads_what_is_about_health(page, dishub, ill, role):
    user = member(role, agency=dishub)
    assert SECRET in page("claim_detail", ill.pk, user=user).content.decode()


def test_so_does_the_branch(page, branch_officer, ill):
    assert SECRET in page("claim_detail", ill.pk, user=branch_officer).content.decode()


@pytest.mark.parametrize("role", ["city_manager", "city_personnel", "auditor"])
def test_the_city_does_not(page, serang, ill, role):
    user = member(role, region=serang)
    shown = page("claim_detail", ill.pk, user=user).content.decode()
    assert SECRET not in shown
    assert "About health" not in shown
    assert page("claim_step", ill.pk, "health", user=user).status_code == 403


def test_a_treasurer_does_not_either(page, dishub, ill):
    user = member("agency_treasurer", agency=dishub)
    assert SECRET not in page("claim_detail", ill.pk, user=user).content.decode()


@pytest.mark.parametrize(("role", "seen"), [("city_manager", 0), ("branch_officer", 1), ("agency_head", 1)])
def test_the_database_keeps_health_from_the_city(ill, serang, dishub, branch_serang, role, seen):
    place = {"city_manager": {"region": serang}, "branch_officer": {"branch": branch_serang}}
    user = member(role, **place.get(role, {"agency": dishub}))
    with access.acting(user):
        assert ClaimHealth.objects.count() == seen
        assert BenefitClaim.objects.count() == 1


def test_the_city_cannot_write_about_health(accident, city_manager):
    with pytest.raises(Error), transaction.atomic(), access.acting(city_manager):
        actions.note_health(claim=accident, injury="x", treated_at="")


def test_health_is_in_no_history_no_workbook_no_letter(page, ill):
    assert SECRET not in str(list(BenefitClaim.pgh_event_model.objects.values()))
    assert SECRET not in str(summary_of(ill))
    book = page("agency_claims_export")
    assert SECRET not in str(list(load_workbook(io.BytesIO(book.getvalue())).active.values))


def test_the_operator_writes_and_reads_it_again(page, accident):
    page("claim_step", accident.pk, "health", data={"injury": SECRET, "treated_at": ""})
    assert SECRET in page("claim_detail", accident.pk).content.decode()
    assert SECRET in page("claim_step", accident.pk, "health").content.decode()


def test_the_city_sees_cases_and_rupiah(page, serang, death, city_manager):
    paid(death)
    shown = page("region_claims", user=city_manager, code=serang.code).content.decode()
    assert "42,000,000" in shown
    assert death.worker.name in shown


@pytest.mark.parametrize("role", ["city_leader", "city_finance", "viewer"])
def test_who_sees_figures_alone_sees_no_names(page, serang, death, role):
    paid(death)
    user = member(role, region=serang)
    shown = page("region_claims", user=user, code=serang.code).content.decode()
    assert "42,000,000" in shown
    assert death.worker.name not in shown
    book = page("region_claims_figures", user=user, code=serang.code)
    rows = list(load_workbook(io.BytesIO(book.getvalue())).active.values)
    assert rows[-1][-1] == 42_000_000
    assert page("region_claims_export", user=user, code=serang.code).status_code == 403


def test_figures_are_cut_to_what_one_may_see(death, serang, cirebon, cirebon_manager):
    there = AgencyFactory(region=cirebon, code="32.74/dlh")
    many(there, 1)
    with access.acting(cirebon_manager):
        assert queries.figures_of(serang) == []
        assert [row.code for row in queries.figures_of(cirebon)] == ["32.74/dlh"]
    with access.acting(member("viewer", region=region("36"))):
        assert [row.deaths for row in queries.figures_of(region("36"))] == [1]


def test_overdue_is_counted_the_same_everywhere(page, serang, accident, worker, city_manager):
    assert queries.overdue(BenefitClaim.objects.all()).get() == accident
    (row,) = queries.figures_of(serang)
    assert (row.overdue, row.to_file, row.accidents) == (1, 1, 1)
    assert "tell BPJS by 3 Mar 2020" in page("agency_claims").content.decode()
    assert "overdue by" in page("claim_detail", accident.pk).content.decode()
    actions.tell(claim=accident, told_on=dt.date(2020, 3, 2), by=access.SYSTEM)
    BenefitClaim.objects.update(happened_on=timezone.localdate(), known_on=timezone.localdate(),
                                told_on=timezone.localdate())  # fmt: skip
    assert not queries.overdue(BenefitClaim.objects.all()).exists()
    assert queries.figures_of(serang)[0].overdue == 0


@pytest.mark.parametrize(
    ("state", "found"), [("overdue", 0), ("open", 1), ("to_file", 1), ("filed", 0), ("paid", 0), ("x", 1)]
)
def test_the_branch_filters(page, branch_serang, branch_officer, dishub, state, found):
    many(dishub, 1)
    client = page("branch_claims", user=branch_officer, code=branch_serang.code)
    assert client.status_code == 200
    answer = client.client.get(client.request["PATH_INFO"], {"state": state})
    assert len(answer.context["table"].rows) == found


def test_another_branch_sees_nothing(page, branch_cirebon, death):
    user = member("branch_officer", branch=branch_cirebon)
    assert page("branch_claims", user=user, code=branch_cirebon.code).status_code == 200
    assert page("claim_detail", death.pk, user=user).status_code == 404


def test_an_accident_is_reported_from_the_worker_s_page(page, worker):
    assert "Report an accident" in page("worker_detail", worker.pk).content.decode()
    data = {"kind": "accident", "happened_on": "2020-03-01", "known_on": "2020-03-02", "place": "Gudang"}
    answer = page("claim_new", worker.pk, data=data)
    claim = BenefitClaim.objects.get()
    assert answer["Location"].endswith(f"/claims/{claim.pk}/")
    assert (claim.kind, claim.place, claim.opened_by.username) == ("accident", "Gudang", "dishub")


def test_what_is_wrong_with_a_report_is_said(page, worker):
    data = {"kind": "accident", "happened_on": "2020-03-02", "known_on": "2020-03-01"}
    assert page("claim_new", worker.pk, data=data).status_code == 400
    assert not BenefitClaim.objects.exists()


def test_another_agency_s_claim_is_not_there(page, dlh, death):
    user = member("agency_operator", agency=dlh)
    assert page("claim_detail", death.pk, user=user).status_code == 404
    assert page("claim_detail", death.pk, user=user, code=dlh.code).status_code == 404
    assert page("claim_step", death.pk, "file", user=user, code=dlh.code).status_code == 404


def test_warnings_say_what_stands_in_the_way(page, dishub, death):
    assert page("claim_detail", death.pk).context["warnings"] == ["on_the_list", "deactivate"]
    listed = WorkerFactory(agency=dishub)
    event = Event("accident", FILED, FILED)
    claim = open_claim(worker=listed, event=event, by=access.SYSTEM)
    assert page("claim_detail", claim.pk).context["warnings"] == ["not_registered"]


def test_what_follows_an_accident_has_no_sum(page, accident):
    assert page("claim_detail", accident.pk).context["benefits_total"] is None


def test_the_benefits_are_those_of_the_rules(page, death, worker):
    assert page("claim_detail", death.pk).context["benefits_total"] == 42_000_000
    BenefitClaim.objects.update(kind="work_death")
    assert page("claim_detail", death.pk).context["benefits_total"] == 48 * 3_000_000 + 22_000_000


def test_the_summary_is_a_pdf(page, death):
    paid(death)
    answer = page("claim_summary", death.pk)
    assert answer.content.startswith(b"%PDF-")
    summary = summary_of(BenefitClaim.objects.get())
    assert ("Jumlah", "Rp\N{NO-BREAK SPACE}42.000.000") in summary.payment or summary.payment[0][1].endswith(
        "42.000.000"
    )
    assert death.worker.nik not in str(summary)


def test_lists_take_as_many_queries_for_fifty_as_for_one(page, count_queries, serang, dishub, city_manager):
    many(dishub, 1)
    page("agency_claims")
    one = [count_queries(lambda: page("agency_claims"))]
    page("region_claims", user=city_manager, code=serang.code)
    one.append(count_queries(lambda: page("region_claims", code=serang.code)))
    many(dishub, 49)
    fifty = [count_queries(lambda: page("agency_claims")),
             count_queries(lambda: page("region_claims", code=serang.code))]  # fmt: skip
    assert fifty == one


def test_the_summary_to_be_signed_is_one_page(page, death):
    paid(death)
    BenefitClaim.objects.update(kind="work_death")  # with the longest checklist
    letter = pypdfium2.PdfDocument(page("claim_summary", death.pk).content)
    assert len(letter) == 1


def test_the_warning_before_the_claim_ends_once_it_is_filed(page, death, worker):
    spell = worker.enrolments.get()
    spell.state, spell.ended_on, spell.end_reason = "ended", death.happened_on, "died"
    spell.save()
    warning = b"Do not deactivate this worker"
    assert warning in page("worker_detail", worker.pk).content
    paid(death)
    assert warning not in page("worker_detail", worker.pk).content

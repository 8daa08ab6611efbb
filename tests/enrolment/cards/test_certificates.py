"""Certificates: what stands on them, that they stay as they were, and what their code gives away."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.models import GroupProgrammes
from enrolment.cards import certificates, check_views, codes, printing
from enrolment.models import Certificate, Enrolment
from tests.factories import UserFactory, WorkerFactory

pytestmark = pytest.mark.django_db
SIGNER = {
    "signer_name": "Drs. Maman Lutfi",
    "signer_nip": "196501011990031001",
    "signer_title": "Kepala Dinas",
    "place": "Serang",
}
ADDRESS = "https://lindungi.example/check/"


@pytest.fixture(autouse=True)
def _no_memory():
    cache.clear()


@pytest.fixture
def asep(dishub):
    more = {"kpj": "12345678901", "birth_place": "Serang"}
    return WorkerFactory(agency=dishub, name="Asep Saepudin, S.Pd.", registered=True, **more)


def issued(worker, **more) -> Certificate:
    what = {"signer": SIGNER, "check_address": ADDRESS, "by": None, **more}
    return certificates.issue(worker=worker, **what)


def test_it_states_who_since_when_and_in_which_programmes(asep):
    letter = certificates.letter_again(issued(asep))
    facts = dict(letter.facts)
    assert (facts["NIK"], facts["Nama"]) == (asep.nik, "Asep Saepudin, S.Pd.")
    assert "12345678901" in facts.values()
    assert "1 Februari 2020" in letter.enrolled
    assert [word.split("(")[1] for word in letter.programmes] == ["JKK)", "JKM)"]
    assert letter.signer_name == "Drs. Maman Lutfi" and "19650101 199003 1 001" in letter.signer_nip


def test_programmes_are_those_of_the_day(asep):
    today = timezone.localdate()
    group = asep.contribution_group
    GroupProgrammes.objects.create(
        group=group,
        agency=asep.agency,
        programmes=["JKK", "JKM", "JHT"],
        period=(today - dt.timedelta(30), None),
    )
    assert len(certificates.letter_again(issued(asep)).programmes) == 3


def test_months_are_those_of_bpjs_lists(asep):
    assert "Februari" not in certificates.letter_again(issued(asep)).months
    month = {"basis": "confirmed", "confirmed_month": dt.date(2020, 2, 1)}
    Enrolment.objects.filter(worker=asep).update(**month)
    assert "Februari 2020" in certificates.letter_again(issued(asep)).months


def test_only_who_is_registered_gets_one(dishub):
    with pytest.raises(ValidationError):
        issued(WorkerFactory(agency=dishub))
    with pytest.raises(ValidationError):  # an undone upload took them away
        issued(WorkerFactory.build(pk=10**9, agency=dishub, contribution_group=None))


def test_a_second_click_makes_no_second_paper(asep):
    assert issued(asep) == issued(asep)
    asep.position = "Kepala regu"
    asep.save()
    assert issued(asep) != Certificate.objects.order_by("issued_at").first()


def test_it_is_printed_again_as_it_was(asep):
    made = issued(asep)
    before = certificates.letter_again(made)
    asep.name = "Orang Lain"
    asep.save()
    made.refresh_from_db()
    assert certificates.letter_again(made) == before
    assert printing.certificate_pdf(made).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Asep Saepudin, S.Pd.", "A. S."),
        ("Siti", "S."),
        ("R. Ayu Kartika Sari Dewi", "R. A. K. S."),
        ("-", "–"),
    ],
)
def test_initials(name, initials):
    assert certificates.initials_of(name) == initials


def test_codes_are_long_random_and_easily_read():
    made = {codes.new_code() for _n in range(200)}
    assert len(made) == 200
    assert all(len(code) == 20 and not set(code) & set("01OILSZBU") for code in made)
    code = made.pop()
    assert codes.plain_code(f" {codes.grouped(code).lower()} ") == code
    assert len(codes.ALPHABET) ** codes.LENGTH > 2**80


@pytest.mark.parametrize("typed", ["", "0" * 20, "A" * 19, "A" * 21, "\0", "A" * 19 + "é", "9" * 5000])
def test_what_is_no_code_is_none(typed):
    assert codes.plain_code(typed) is None


def test_the_check_page_shows_initials_agency_and_day_only(client, asep):
    made = issued(asep)
    page = client.get(reverse("certificate_checked", args=[codes.grouped(made.code)]))
    text = page.content.decode()
    assert page.status_code == 200 and "A. S." in text and "Dinas Perhubungan" in text
    for hidden in (asep.nik, "Asep", "Saepudin", "12345678901", "Maman"):
        assert hidden not in text
    assert "noindex" in page["X-Robots-Tag"] and "noindex" in text


def test_a_typed_code_leads_to_its_address(client, asep):
    made = issued(asep)
    page = client.post(reverse("certificate_check"), {"code": made.code.lower()}, follow=True)
    assert page.context["found"]["initials"] == "A. S."


def test_an_unknown_code_and_nonsense_are_answered_alike(client, asep):
    issued(asep)
    wanted = ("2222-2222-2222-2222-2222", asep.nik, "-", "' or 1=1 --", "%00", "x" * 300)
    pages = [client.get(reverse("certificate_checked", args=[asked])) for asked in wanted]
    assert {page.status_code for page in pages} == {404}
    assert all(page.context["found"] is None for page in pages)


def test_nonsense_in_the_form_is_answered(client):
    for code in ("", "a\0b", "9" * 5000, asep_like := "3673011203859001", "\ufeff"):
        assert client.post(reverse("certificate_check"), {"code": code}, follow=True).status_code in (
            200,
            404,
        )
    assert asep_like


def test_a_revoked_certificate_says_so(client, dishub, dishub_operator, asep):
    made = issued(asep)
    client.force_login(dishub_operator)
    client.post(reverse("certificate_revoke", args=[dishub.code, made.pk]))
    client.logout()
    page = client.get(reverse("certificate_checked", args=[made.code]))
    assert page.context["found"]["revoked"] is True
    made.refresh_from_db()
    assert printing.certificate_pdf(made).startswith(b"%PDF-")


def test_looking_codes_up_is_limited(client, asep):
    address = reverse("certificate_checked", args=[issued(asep).code])
    found = [client.get(address).status_code for _n in range(check_views.PER_MINUTE + 1)]
    # The limit is counted by the minute: the clock may have turned once in between.
    assert found[0] == 200 and (found[-1] == 429 or 429 not in found)


def test_nobody_reads_certificates_without_a_scope(asep):
    made = issued(asep)
    with access.acting(UserFactory()):
        assert not Certificate.objects.exists()
        assert certificates.told_by(made.code)["agency"] == "Dinas Perhubungan"


def test_one_click_once_the_signer_is_known(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    make = reverse("worker_certificate_make", args=[dishub.code, asep.pk])
    first = client.post(make)
    assert first["Location"] == reverse("worker_certificate", args=[dishub.code, asep.pk])
    made = client.post(make, SIGNER)
    assert client.get(made["Location"]).content.startswith(b"%PDF-")
    again = client.post(make)
    assert again["Location"] == made["Location"]
    assert Certificate.objects.get().content["address"] == "http://testserver/check/"


def test_the_worker_page_offers_it_in_one_click(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    page = client.get(reverse("worker_detail", args=[dishub.code, asep.pk])).content.decode()
    assert reverse("worker_certificate_make", args=[dishub.code, asep.pk]) in page
    listed = WorkerFactory(agency=dishub)
    page = client.get(reverse("worker_detail", args=[dishub.code, listed.pk])).content.decode()
    assert reverse("worker_certificate_make", args=[dishub.code, listed.pk]) not in page
    assert reverse("worker_identity", args=[dishub.code, listed.pk]) in page


def test_a_revoked_certificate_is_printed_no_more(client, dishub, dishub_operator, asep):
    client.force_login(dishub_operator)
    certificate = issued(asep)
    certificates.revoke(certificate=certificate, by=None)
    printed = reverse("certificate_pdf", args=[dishub.code, certificate.pk])
    here = reverse("worker_certificate", args=[dishub.code, asep.pk])
    assert client.get(printed).url == here
    assert printed not in client.get(here).content.decode()

"""Lists handed in: each file has its line, its group, its month, or a clear reason why not."""

import datetime as dt
from decimal import Decimal

import pytest

from enrolment.models import ListRow, ListState, ParticipantList
from enrolment.reconciliation.lists import archives, receiving
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.wording import told_of
from tests.enrolment.reconciliation.lists.bills import archive, bill, member

pytestmark = pytest.mark.django_db
AUGUST = dt.date(2026, 8, 1)


def codes(lists) -> list[str | None]:
    return [one.refusal and one.refusal["code"] for one in lists]


def test_a_bill_finds_its_group_and_month_and_adds_up(branch_serang, dishub, dishub_group, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep"), member("Budi", wage=Decimal(2_500_000))]))
    assert (found.state, found.kind, found.month) == (ListState.READY, "2a", AUGUST)
    assert (found.group, found.agency, found.counts["people"]) == (dishub_group, dishub, 2)
    assert Decimal(found.totals["summed"]["wage"]) == Decimal(found.totals["stated"]["wage"]) == 4_500_000
    rows = ListRow.objects.filter(list=found)
    assert [(row.name, row.agency) for row in rows] == [("Asep", dishub), ("Budi", dishub)]


def test_a_total_that_does_not_add_up_is_refused_and_nothing_is_kept(branch_serang, dishub_group, hand_in):
    bad, good = hand_in(branch_serang, bill([member("Asep")], total=Decimal(99)), bill([member("Budi")]))
    assert codes([bad, good]) == ["total_differs", None]
    assert (bad.state, good.state) == (ListState.REFUSED, ListState.READY)
    assert not ListRow.objects.filter(list=bad).exists()
    assert "99" in told_of(bad).what
    assert (bad.npp, bad.unit, bad.month) == ("AB123456", "DINAS PERHUBUNGAN", None)


def test_another_branchs_npp_is_said_to_be_so(branch_serang, dishub_group, foreign_group, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")], npp="CX999999"))
    assert (found.state, codes([found]), found.npp) == (ListState.REFUSED, ["other_region"], "CX999999")


def test_another_agencys_npp_is_said_to_be_so(dlh, dishub_group, hand_in):
    [found] = hand_in(dlh, bill([member("Asep")]))
    assert (found.state, codes([found])) == (ListState.REFUSED, ["other_agency"])


def test_another_month_than_asked_is_refused(branch_serang, dishub_group, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")]), month=dt.date(2026, 7, 1))
    assert codes([found]) == ["other_month"]
    assert found.month == dt.date(2026, 7, 1)


def test_a_month_that_has_not_begun_is_refused(branch_serang, dishub_group, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")], period="12 2098"))
    assert codes([found]) == ["future_month"]


def test_the_same_file_is_taken_once_however_often_it_comes(branch_serang, dishub_group, hand_in):
    content = bill([member("Asep")])
    first, second = hand_in(branch_serang, content, content)
    [third] = hand_in(branch_serang, content)
    assert codes([first, second, third]) == [None, "same_file", "same_file"]
    assert told_of(third).what.startswith("Berkas") or "0.xlsx" in told_of(third).what


def test_the_same_people_in_another_file_are_known(branch_serang, dishub_group, hand_in):
    people = [member("Asep"), member("Budi")]
    hand_in(branch_serang, bill(people))
    [found] = hand_in(branch_serang, bill(list(people), company="PEMKOT SERANG"))
    assert codes([found]) == ["same_rows"]


def test_a_withdrawn_list_can_be_handed_in_again(branch_serang, dishub_group, hand_in):
    content = bill([member("Asep")])
    [first] = hand_in(branch_serang, content)
    ParticipantList.objects.filter(pk=first.pk).update(state=ListState.WITHDRAWN)
    [second] = hand_in(branch_serang, content)
    assert second.state == ListState.READY


def test_an_npp_nobody_knows_is_asked_for_with_what_looks_alike(branch_serang, dishub, dlh, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")], npp="QQ777777"))
    assert (found.state, codes([found])) == (ListState.UNPLACED, ["npp_unknown"])
    assert found.refusal["likely"][0] == dishub.owned_groups.get().pk
    assert ListRow.objects.filter(list=found, agency=None).count() == 1


def test_divisions_of_one_npp_are_told_apart_by_the_unit(branch_serang, dishub, dlh, dishub_group, hand_in):
    other = dlh.owned_groups.get()
    other.npp = dishub_group.npp
    other.save()
    one, two, three = hand_in(
        branch_serang,
        bill([member("Asep")], unit="Dinas Lingkungan Hidup Kota Serang"),
        bill([member("Budi")], unit="DISHUB"),
        bill([member("Cecep")], unit="UPT PASAR"),
    )
    assert (one.group, two.group, three.group) == (other, dishub_group, None)
    assert codes([three]) == ["npp_several"]


def test_a_unit_of_another_agency_than_the_npps_is_asked_about(branch_serang, dlh, dishub_group, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")], unit="DINAS LINGKUNGAN HIDUP"))
    assert codes([found]) == ["unit_differs"]


def test_a_list_without_npp_is_placed_by_the_name_of_its_agency(branch_serang, dishub, dlh, hand_in):
    [found] = hand_in(branch_serang, bill([member("Asep")], npp=""))
    assert (found.state, found.agency) == (ListState.READY, dishub)


def test_an_archive_is_as_many_lists(branch_serang, dishub_group, hand_in):
    packed = archive(
        {
            "agustus/satu.xlsx": bill([member("Asep")]),
            "agustus/dua.zip": archive({"x.xlsx": b"x"}),
            "__MACOSX/satu.xlsx": b"junk",
            "agustus/.DS_Store": b"junk",
            "agustus/catatan.txt": b"halo",
        }
    )
    found = hand_in(branch_serang, packed, names=["semua.zip"])
    assert {one.inside: one.refusal and one.refusal["code"] for one in found} == {
        "agustus/satu.xlsx": None,
        "agustus/dua.zip": "archive_nested",
        "agustus/catatan.txt": "no_table",
    }
    assert {one.file_name for one in found} == {"semua.zip"}


@pytest.mark.parametrize("name", ["../satu.xlsx", "/etc/satu.xlsx", "a/../../b.xlsx", "C:/satu.xlsx"])
def test_an_archive_that_leads_out_of_itself_is_refused_whole(branch_serang, hand_in, name):
    found = hand_in(branch_serang, archive({name: b"x", "gut.xlsx": bill([member("Asep")])}))
    assert codes(found) == ["archive_names"]


def test_an_archive_of_too_many_files_is_refused_whole(branch_serang, hand_in):
    assert codes(hand_in(branch_serang, archive({f"{n}.xlsx": b"" for n in range(501)}))) == [
        "archive_too_many"
    ]


def test_an_empty_archive_and_an_empty_file_have_their_lines(branch_serang, hand_in):
    assert codes(hand_in(branch_serang, archive({}), b"")) == ["archive_empty", "empty_file"]


def test_many_files_go_to_the_worker_each_as_a_job(branch_serang, dishub_group, hand_in):
    from procrastinate.contrib.django.models import ProcrastinateJob

    from enrolment.reconciliation.lists import working

    found = hand_in(branch_serang, *(bill([member(f"Asep {n}")], period=f"0{n} 2026") for n in range(1, 7)))
    assert {one.state for one in found} == {ListState.RECEIVED}
    jobs = ProcrastinateJob.objects.filter(task_name="read_participant_list")
    assert {job.args["participant_list"] for job in jobs} == {str(one.pk) for one in found}
    for job in jobs:
        working.read(participant_list=job.args["participant_list"], by=None)
        working.read(participant_list=job.args["participant_list"], by=None)  # a job may come twice
    states = ParticipantList.objects.filter(batch=found[0].batch).values_list("state", flat=True)
    assert list(states) == [ListState.READY] * 6


def test_a_list_whose_job_is_gone_says_why_it_ended(branch_serang, hand_in):
    from enrolment.reconciliation.lists import working

    house = House(branch_serang)
    batch = receiving.receive(house=house, files=[("a.xlsx", [bill([member("Asep")])])], month=None, by=None)
    house.batch(batch).update(uploaded_at="2026-01-01T00:00Z")
    assert working.sweep() == 1
    assert codes(house.batch(batch)) == ["reading_failed"]


def test_files_beyond_what_is_taken_in_at_once_have_a_line_too(branch_serang):
    many = archive({f"{n}.txt": b"%d" % n for n in range(archives.MOST)})
    files = [("all.zip", [many]), ("more.zip", [archive({"a.txt": b"a", "b.txt": b"b"})]), ("c.txt", [b"c"])]
    batch = receiving.receive(house=House(branch_serang), files=files, month=None, by=None)
    found = ParticipantList.objects.filter(batch=batch)
    beyond = found.filter(refusal__code="files_too_many").order_by("file_name")
    assert list(beyond.values_list("file_name", "state")) == [("c.txt", "refused"), ("more.zip", "refused")]
    assert found.count() == archives.MOST + 2
    assert str(archives.MOST) in told_of(beyond[0]).what

"""`reconcile FILE…`: counts as JSON; a file that cannot be used leaves nothing behind."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from enrolment.models import AgencyMonth, Difference, DifferenceKind, Enrolment, ParticipantList
from tests.enrolment.reconciliation.lists.bills import archive, bill, member
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(dishub):
    dishub.owned_groups.update(npp="AB123456")
    return dishub


@pytest.fixture(autouse=True)
def files_of_our_own(settings, tmp_path):
    """What is stored is counted here: nobody else's files may stand beside it."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name: str = "2a.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return save


def run(capsys, *args: str, month: str = "2026-08") -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = 0
    try:
        call_command("reconcile", *args, "--month", month)
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    return code, out, err


def stored_files() -> set[str]:
    return {path.name for path in (Path(settings.MEDIA_ROOT) / "rosters").glob("*")}


def test_prints_the_counts(capsys, agency, saved):
    known = WorkerFactory(agency=agency, name="Asep", registered=True)
    WorkerFactory(agency=agency, registered=True)
    WorkerFactory(agency=agency)
    people = [member("Asep", nik=known.nik), member("Budi"), member("Asep", nik=known.nik)]
    code, out, err = run(capsys, saved(bill(people)), "--agency", agency.code, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert list(found) == ["list", "roster", "matched", "differences"]
    assert found["list"] == {"rows": 3, "people": 2}
    assert found["roster"] == {"registered": 2, "listed": 3}
    assert found["matched"] == {"nik": 1, "kpj": 0, "name": 0}
    assert list(found["differences"]) == DifferenceKind.values
    assert {kind: n for kind, n in found["differences"].items() if n} == {
        "not_on_roster": 1, "not_on_list": 1, "not_registered": 1, "twice_on_list": 1,
    }  # fmt: skip


def test_branch_compares_an_archive(capsys, agency, branch_serang, saved):
    known = WorkerFactory(agency=agency, name="Asep")
    packed = archive({"a/2a.xlsx": bill([member("Asep", nik=known.nik)])})
    code, out, _err = run(capsys, saved(packed, "semua.zip"), "--branch", "serang", "--json")
    assert code == 0
    assert json.loads(out)["matched"]["nik"] == 1
    assert Enrolment.objects.get(worker=known).basis == "confirmed"


def test_words_for_people(capsys, agency, saved):
    code, out, _err = run(capsys, saved(bill([member("Budi")])), "--agency", agency.code)
    assert code == 0
    assert "1" in out


@pytest.mark.parametrize(
    ("content", "month", "word"),
    [
        (bill([member("A")], npp="ZZ000000"), "2026-08", "ZZ000000"),
        (bill([member("A")], total=1), "2026-08", "Jumlah"),
        (bill([member("A")]), "2026-07", "2026"),
        (b"nonsense", "2026-08", ""),
    ],
    ids=["unknown NPP", "total differs", "another month", "nonsense"],
)
def test_bad_file_is_one_line_and_nothing_is_kept(capsys, agency, saved, content, month, word):
    WorkerFactory(agency=agency)
    before = stored_files()
    good, bad = saved(bill([member("Budi")]), "a.xlsx"), saved(content, "b.xlsx")
    code, out, err = run(capsys, bad, "--agency", agency.code, month=month)
    assert (code, out) == (2, "")
    assert err.startswith("error: b.xlsx: ")
    assert err.count("\n") == 1
    assert word in err or "total" in err
    code, _out, err = run(capsys, good, bad, "--agency", agency.code, month=month)
    assert code == 2
    assert not ParticipantList.objects.exists()
    assert not AgencyMonth.objects.exists()
    assert not Difference.objects.exists()
    assert stored_files() == before


def test_missing_file(capsys, agency):
    code, _out, err = run(capsys, "/nowhere/2a.xlsx", "--agency", agency.code)
    assert code == 2
    assert err.startswith("error: /nowhere/2a.xlsx: ")


def test_the_same_file_twice_is_refused_unless_asked_for_again(capsys, agency, saved):
    path = saved(bill([member("Budi")]))
    first = run(capsys, path, "--agency", agency.code, "--json")
    code, _out, err = run(capsys, path, "--agency", agency.code, "--json")
    assert code == 2
    assert err.startswith("error: 2a.xlsx: ")
    assert run(capsys, path, "--agency", agency.code, "--again", "--json") == first
    code, _out, err = run(capsys, path, "--agency", agency.code, "--again", month="2026-07")
    assert (code, err.startswith("error: 2a.xlsx: ")) == (2, True)
    assert ParticipantList.objects.count() == 1


def test_closed_month_says_who_can_reopen_it(capsys, agency, saved):
    AgencyMonth.objects.create(agency=agency, month="2026-08-01", closed_at=timezone.now())
    code, _out, err = run(capsys, saved(bill([member("Budi")])), "--agency", agency.code)
    assert code == 2
    assert "2a.xlsx" in err
    assert not ParticipantList.objects.exists()


@pytest.mark.parametrize(
    "args", [("--agency", "36.73/tidak-ada"), ("--branch", "tidak-ada")], ids=["agency", "branch"]
)
def test_unknown_place(capsys, agency, saved, args):
    code, _out, err = run(capsys, saved(bill([member("Budi")])), *args)
    assert code == 2
    assert err.startswith("error: ")


def test_agency_or_branch_is_wanted(agency, saved):
    with pytest.raises(CommandError):
        call_command("reconcile", saved(b"x"), "--month", "2026-08")


def test_operator_of_another_agency_may_not(capsys, agency, dlh_operator, saved):
    code, _out, err = run(capsys, saved(bill([member("B")])), "--agency", agency.code, "--as", "dlh")
    assert code == 2
    assert "36.73/dishub" in err

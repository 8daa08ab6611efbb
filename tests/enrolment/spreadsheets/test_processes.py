"""The process that is kept ready for the next file."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from enrolment.spreadsheets import processes, reader
from enrolment.spreadsheets.refusals import Unreadable

ROWS = "NIK;Nama\n" + "".join(f"36730112038500{n:02};Asep {n}\n" for n in range(1, 30))


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture(autouse=True)
def _nobody_waits():
    processes.end_all()
    yield
    processes.end_all()


def waiting() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if "python_calamine" in " ".join(p.cmdline())]


def lines(path: Path, **asked) -> bytes:
    with reader.read(path, **asked) as reading:
        return b"".join(reading)


def test_one_process_is_kept_ready_and_reads_what_a_new_one_reads(book):
    cold = lines(book)
    reader.keep_ready()
    reader.keep_ready()
    (ready,) = waiting()
    with reader.read(book) as reading:
        assert reading.pid == ready.pid
        assert b"".join(reading) == cold
    assert waiting() == []
    assert lines(book) == cold


def test_it_takes_a_long_matching(book):
    profiles = [{"id": str(n), "headings": {"x" * 900: "name"}, "height": 1} for n in range(80)]
    matching = {"sheets": {}, "profiles": profiles, "by_office": False}
    reader.keep_ready()
    assert lines(book, matching=matching) == lines(book, matching=matching)


def is_over(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def wait_until_over(pid: int) -> None:
    """Asked again and again: whose child it was may be gone, so nobody can wait for it."""
    until = time.monotonic() + 10
    while not is_over(pid):
        assert time.monotonic() < until, f"{pid} still runs"
        time.sleep(0.02)


def test_one_that_was_ended_is_not_missed(book):
    reader.keep_ready()
    (ready,) = waiting()
    ready.kill()
    wait_until_over(ready.pid)
    assert lines(book).count(b"\n") == 29


def test_a_machine_without_room_for_one_reads_all_the_same(book):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = len(list(Path("/proc/self/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_NOFILE, (taken + 1, hard))
    try:
        reader.keep_ready()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert waiting() == []
    assert lines(book).count(b"\n") == 29


def test_its_limits_are_those_of_the_file(book):
    book.write_text(ROWS * 20_000)
    reader.keep_ready()
    with pytest.raises(Unreadable) as refused:
        lines(book, limits=reader.Limits(wall=0.05))
    assert refused.value.code == "reader_timeout"


def test_no_descriptor_is_left(book):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        reader.keep_ready()
        lines(book)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


ENDING = """
import os, sys
from enrolment.spreadsheets import processes, reader
reader.keep_ready()
print(processes._ready[reader.Reading.module].process.child.pid, flush=True)
{end}
"""


@pytest.mark.parametrize("end", ["pass", "os._exit(0)", "os.kill(os.getpid(), 9)", "sys.exit(3)"])
def test_it_ends_with_whoever_keeps_it(end):
    root = Path(processes.__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ENDING.format(end=end)], cwd=root, capture_output=True, text=True, check=False
    )
    wait_until_over(int(done.stdout))


def test_after_a_fork_it_is_the_parents(book):
    reader.keep_ready()
    (ready,) = waiting()
    if (child := os.fork()) == 0:
        with reader.read(book) as reading:
            own = reading.pid != ready.pid and b"".join(reading).count(b"\n") == 29
        os._exit(0 if own else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with reader.read(book) as reading:
        assert reading.pid == ready.pid
        assert b"".join(reading).count(b"\n") == 29

"""How much memory a large list takes: the process that saves it and its reading child, without PostgreSQL."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from agencies import access
from enrolment.models import Worker
from tests.bench.books import book
from tests.factories import AgencyFactory

pytestmark = pytest.mark.usefixtures("committed")

ROWS = 100_000
AT_MOST_MIB = 250
IMPORT = """
import sys
import django
from django.core.management import call_command
from django.db import connections
django.setup()
connections["default"].settings_dict["NAME"] = sys.argv[1]
call_command("import_roster", sys.argv[2], "--agency", "36.73/dishub", "--apply", "--json")
"""


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    found = []
    for task in tasks.iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def peak(pid: int) -> int:
    """The most memory the process has held at once so far, in KiB (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


class Watch(threading.Thread):
    """Notes the peaks of a process and of everything it starts until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peaks = pid, {}
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            for pid in (self.pid, *self._below(self.pid)):
                try:
                    self.peaks[pid] = max(self.peaks.get(pid, 0), peak(pid))
                except OSError:
                    continue

    def _below(self, pid: int) -> list[int]:
        try:
            return [one for child in children(pid) for one in (child, *self._below(child))]
        except OSError:
            return []


def test_100_000_rows(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    with access.acting(access.SYSTEM):
        dishub = AgencyFactory(code="36.73/dishub")
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(book(ROWS))
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, name, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watch = Watch(process.pid)
    watch.start()
    _out, words = process.communicate(timeout=300)
    watch.over.set()
    watch.join()
    assert process.returncode == 0, words.decode()
    with access.acting(access.SYSTEM):
        assert Worker.objects.filter(agency=dishub).count() == ROWS
    mine, *others = (peak // 1024 for peak in sorted(watch.peaks.values(), reverse=True))
    with capsys.disabled():
        print(f"\n{ROWS:,} rows: peak memory {mine + sum(others)} MiB ({mine} + {sum(others)} MiB)")
        print(f"  bar: at most {AT_MOST_MIB} MiB without PostgreSQL")
    assert mine + sum(others) <= AT_MOST_MIB

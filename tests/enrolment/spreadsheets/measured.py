"""Readings that are watched: what they took of memory, and whether they left anything behind."""

import os
import threading
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.refusals import Unreadable


@dataclass
class Measured:
    """`code` is the refusal's, None if the file was read; memory in MiB: the child's peak, and ours."""

    code: str | None
    params: dict[str, object]
    people: int
    child: float
    parent: float
    seconds: float


def measured(path: Path) -> Measured:
    """Read a file to its end or refusal; asserts that no process and no descriptor is left."""
    before, peak, began = _descriptors(), [0], time.monotonic()
    code, params, people, reading, watcher = None, {}, 0, None, None
    tracemalloc.start()
    try:
        reading = reader.read(path)
        watcher = threading.Thread(target=_watch, args=(reading.pid, peak))
        watcher.start()
        with reading:
            people = sum(lines.count(b"\n") for lines in reading)
    except Unreadable as caught:
        code, params = caught.code, caught.params
    parent = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    if watcher:
        watcher.join()
    assert reading is None or _is_gone(reading.pid)
    assert _descriptors() == before
    return Measured(code, params, people, peak[0] / 1024, parent, time.monotonic() - began)


def _descriptors() -> set[str]:
    return {one.name for one in Path("/proc/self/fd").iterdir()}


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _watch(pid: int, peak: list[int]) -> None:
    """Note the most memory (KiB) that the process had, until it is gone."""
    status = Path(f"/proc/{pid}/status")
    while True:
        try:
            words = status.read_text().split()
            peak[0] = max(peak[0], int(words[words.index("VmHWM:") + 1]))
        except (OSError, ValueError):
            return
        time.sleep(0.005)

"""The parent's side: hand a file to a reading process, forward its lines, outlive whatever it does.

    with reader.read(path) as reading:
        for chunk in reading:          # bytes for COPY, see fields.COPY_COLUMNS
            copy.write(chunk)
        reading.summary                # sheets, skipped, counts, has_kpj, seconds

Every failure is `Unreadable`, raised by `read()` or while iterating; a row that came before it is not
to be kept.
"""

import datetime
import json
import os
import select
import signal
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from . import gate, processes
from .refusals import Unreadable

_READ = 1 << 18
_ARGUMENT = 100_000  # characters; Linux takes 128 KiB for one argument


@dataclass(frozen=True)
class Limits:
    """What one reading may take: bytes of file, bytes of memory, seconds of CPU and of wall clock."""

    file: int = gate.MAX_BYTES
    memory: int = 2**30
    cpu: int = 30
    wall: float = 30.0


class Reading:
    """The rows of one file as chunks of COPY bytes; `summary` is there once they are all out."""

    module = "enrolment.spreadsheets.child"  # whose main() reads
    pdf = False  # whether a PDF is a file for it

    def __init__(
        self,
        fd: int,
        admitted: gate.Admitted,
        limits: Limits,
        as_of: datetime.date,
        **asked: Any,  # matching, look
    ) -> None:
        self.admitted = admitted
        self.summary: dict[str, Any] = {}
        self._limits = limits
        self._left = limits.wall  # seconds that may be waited for the child; what we do ourselves is free
        given = {
            "kind": admitted.kind,
            "mac_dates": admitted.mac_dates,
            "as_of": as_of.isoformat(),
            "memory": limits.memory,
            "cpu": limits.cpu,
            "matching": _fitting(asked.get("matching")),
            "look": asked.get("look"),
        }
        self._process: processes.Started | None = processes.start(self.module, given, fd)
        self._child = self._process.child

    @property
    def pid(self) -> int:
        """The reading process."""
        return self._child.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[bytes]:
        assert self._child.stdout is not None
        yield from self._until_end(self._child.stdout.fileno())
        assert self._process is not None
        told = b"".join(self._until_end(self._process.summary_fd))
        code = self._ended()
        if not told:
            raise _death(code)
        self.summary = json.loads(told)
        if "refused" in self.summary:
            raise Unreadable(self.summary["refused"], self.summary["params"])

    def close(self) -> None:
        """End the process if it still runs and let go of all descriptors."""
        if self._process:
            self._process.end()
            self._process = None

    def _until_end(self, fd: int) -> Iterator[bytes]:
        waiting = select.poll()
        waiting.register(fd, select.POLLIN | select.POLLHUP)
        while True:
            began = time.monotonic()
            ready = self._left > 0 and waiting.poll(self._left * 1000)
            self._left -= time.monotonic() - began
            if not ready:
                raise self._late()
            chunk = os.read(fd, _READ)
            if not chunk:
                return
            yield chunk

    def _ended(self) -> int:
        try:
            return self._child.wait(max(0.1, self._left))
        except subprocess.TimeoutExpired:
            raise self._late() from None

    def _late(self) -> Unreadable:
        return Unreadable("reader_timeout", {"seconds": round(self._limits.wall)})


R = TypeVar("R", bound=Reading)


def _death(code: int) -> Unreadable:
    """Why a process that said nothing died: out of CPU time, out of memory (aborted), or otherwise."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Unreadable("reader_timeout" if code == -signal.SIGXCPU else "reader_killed")
    if code == -signal.SIGABRT:
        return Unreadable("too_many_cells")
    return Unreadable("reader_killed", {"exit": code})


def read(
    source: str | Path | int,
    limits: Limits | None = None,
    as_of: datetime.date | None = None,
    matching: Mapping[str, Any] | None = None,
) -> Reading:
    """Start reading a file, given by path or by open descriptor. `as_of` settles two-digit years (today).

    `matching` holds what people matched by hand (`matching.py`). Raises `Unreadable` when the gate refuses;
    further refusals come while iterating.
    """
    return reading_of(Reading, source, limits, as_of, matching=matching)


def keep_ready() -> None:
    """Have a process ready for the next file: who reads one list soon reads another."""
    processes.keep_ready(Reading.module)


def look(
    source: str | Path | int,
    asked: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    as_of: datetime.date | None = None,
    matching: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The first rows of a sheet as a grid and what each sheet would give (`looking.look`).

    `asked` may hold `sheet` (its number, from 1; else the likeliest is shown), `from` (the first row to show)
    and `clicked` (by the name of a sheet, first and last row of a header that was clicked). Raises
    `Unreadable`, but not for a header that is not understood.
    """
    asked = dict(asked or {}) | {"on": True}
    with reading_of(Reading, source, limits, as_of, matching=matching, look=asked) as reading:
        for _ in reading:
            pass
    return reading.summary


def reading_of(
    kind: type[R], source: str | Path | int, limits: Limits | None, as_of: datetime.date | None, **asked: Any
) -> R:
    """Open, judge and start to read a file, in the way of `kind`."""
    limits, as_of = limits or Limits(), as_of or datetime.date.today()
    fd = os.dup(source) if isinstance(source, int) else _opened(source)
    try:
        mode = os.fstat(fd).st_mode
        if not stat.S_ISREG(mode):
            raise Unreadable("is_a_directory" if stat.S_ISDIR(mode) else "not_a_workbook")
        with os.fdopen(os.dup(fd), "rb") as file:
            admitted = gate.inspect(file, limits.file, pdf=kind.pdf)
        return kind(fd, admitted, limits, as_of, **asked)
    finally:
        os.close(fd)


def _fitting(matching: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The matching as one argument of a process may be long: the profiles used last go first."""
    if not matching:
        return None
    given = dict(matching) | {"profiles": list(matching.get("profiles") or ())}
    while given["profiles"] and len(json.dumps(given)) > _ARGUMENT:
        given["profiles"].pop()
    return given


def _opened(path: str | Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe must not hold us up
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Unreadable("missing_file") from None
    except OSError:
        raise Unreadable("no_permission") from None

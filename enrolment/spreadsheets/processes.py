"""Reading processes: one for each file, and one kept ready for the next.

To start Python and to import what reads costs as much as reading a thousand rows. Who reads often asks for a
process in advance (`keep_ready`): it has everything imported, waits for its one file, and ends with us.
"""

import atexit
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import sysconfig
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = (
    "import sys, json; sys.path[1:1] = sys.argv[2:]; from {module} import main; main(json.loads(sys.argv[1]))"
)
_WAITING = (
    "import sys; sys.path[1:1] = sys.argv[3:]; import python_calamine; from {module} import main;"
    " from enrolment.spreadsheets.processes import awaited; main(awaited(*map(int, sys.argv[1:3])))"
)
_LENGTH = struct.Struct("!Q")


@dataclass(frozen=True)
class Started:
    """A process that reads: rows come over its standard output, what there is to say over `summary_fd`."""

    child: subprocess.Popen
    summary_fd: int

    def end(self) -> None:
        """End it if it still runs and let go of all descriptors."""
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        if self.child.stdout:
            self.child.stdout.close()
        os.close(self.summary_fd)


@dataclass(frozen=True)
class _Ready:
    """A process that waits for its file at the other end of `orders`."""

    process: Started
    orders: socket.socket

    def take(self, given: dict[str, Any], fd: int) -> None:
        """Tell it what to read. OSError where it is gone."""
        told = json.dumps(given).encode()
        with self.orders:
            socket.send_fds(self.orders, [_LENGTH.pack(len(told))], [fd])
            self.orders.sendall(told)

    def end(self) -> None:
        self.orders.close()
        self.process.end()


_ready: dict[str, _Ready] = {}
_changing = threading.Lock()


def start(module: str, given: dict[str, Any], fd: int) -> Started:
    """A process whose `module` reads the file behind `fd`, as `given` says: the one kept ready, or a new one.

    Its `main(given)` finds beside that its own `fd` and `summary_fd`.
    """
    with _changing:
        ready = _ready.pop(module, None)
    if ready:
        try:
            ready.take(given, fd)
        except OSError:  # somebody ended it, or the machine was short of memory
            ready.process.end()
        else:
            return ready.process
    return _started(_AT_ONCE, module, given | {"fd": fd}, [fd])


def keep_ready(module: str) -> None:
    """Have a process ready for the next file that `module` is to read, unless there is one already. Where the
    machine has no room for one, the next file starts its own."""
    with _changing:
        if module in _ready:
            return
        with contextlib.suppress(OSError):
            _ready[module] = _made_ready(module)


def _made_ready(module: str) -> _Ready:
    ours, theirs = socket.socketpair()
    try:
        return _Ready(_started(_WAITING, module, None, [theirs.fileno()]), ours)
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()


def awaited(orders: int, summary_fd: int) -> dict[str, Any]:
    """In the process kept ready: what it is to read, once it is told. Ends with whoever started it."""
    with socket.socket(fileno=orders) as told:
        length, fds, _flags, _from = socket.recv_fds(told, _LENGTH.size, 1)
        if not fds:
            os._exit(0)
        (left,) = _LENGTH.unpack(length)
        parts = []
        while left and (part := told.recv(left)):
            parts.append(part)
            left -= len(part)
    return json.loads(b"".join(parts)) | {"fd": fds[0], "summary_fd": summary_fd}


def paths() -> list[str]:
    """Where a process finds our code and the parser: it starts without `site`, which costs time."""
    places = [str(_ROOT), sysconfig.get_path("platlib"), sysconfig.get_path("purelib")]
    return list(dict.fromkeys(places))


def _started(script: str, module: str, given: dict[str, Any] | None, fds: list[int]) -> Started:
    ours, theirs = os.pipe()
    asked = [str(fds[0]), str(theirs)] if given is None else [json.dumps(given | {"summary_fd": theirs})]
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", script.format(module=module), *asked, *paths()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(*fds, theirs),
            bufsize=0,
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Started(child, ours)


@atexit.register
def end_all() -> None:
    """End what waits for nobody any more."""
    with _changing:
        while _ready:
            _ready.popitem()[1].end()


def _forget() -> None:
    """After a fork: those who wait are the parent's."""
    for ready in _ready.values():
        with contextlib.suppress(OSError):
            ready.orders.close()
        ready.process.child.returncode = 0  # not ours to wait for
    _ready.clear()


os.register_at_fork(after_in_child=_forget)

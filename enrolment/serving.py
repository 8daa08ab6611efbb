"""Web server and background worker as child processes of one command: `manage.py demo`.

Real installations run the same two programs under their own supervisor (README, "Running it for real").
"""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
ANSWER_SECONDS = 60.0
STOP_SECONDS = 15.0
RESTARTS = 5  # in a row; a program that ran for a minute counts as healthy again
HEALTHY_SECONDS = 60.0
PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


@dataclass
class Program:
    """One child process and how often it had to be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restarts: int = 0

    def start(self) -> None:
        """Start it in a process group of its own: a Ctrl-C reaches us alone, and we stop it in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "enrolment.settings"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent(),
        )

    def running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int, *, group: bool = False) -> None:
        """Signal the process, or with it everything it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(self.process.pid, number)


@dataclass
class _Stop:
    """What the person at the keyboard, or the system, asked for: counts the signals received."""

    asked: int = 0

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1


def serve(*, host: str = "127.0.0.1", port: int, announce: Callable[[], None] | str = "") -> int:
    """Run gunicorn and the worker until SIGINT, SIGTERM or SIGHUP; return the exit code.

    `announce` is printed (or called) once the address answers. A program that ends by itself is started
    again, at most RESTARTS times in a row. 0: stopped as asked; 1: a program could not be kept running;
    2: the address cannot be used, said in one line on standard error. A kill -9 of this process takes the
    children along.
    """
    if problem := address_problem(host, port):
        _say(f"error: {problem}")
        return 2
    connections.close_all()  # ours would stay open as long as the server runs
    programs = [Program("web server", web_command(host, port)), Program("worker", worker_command())]
    with _signals() as stop:
        try:
            for program in programs:
                program.start()
            return _supervise(programs, stop, host, port, announce)
        finally:
            _stop_all(programs, stop)


def web_command(host: str, port: int) -> list[str]:
    """gunicorn with two processes of four threads (WEB_CONCURRENCY changes the two).

    No access log: a request line can hold what people search for.
    """
    return [
        *(sys.executable, "-m", "gunicorn", "enrolment.wsgi:application"),
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--worker-class", "gthread", "--threads", "4"),
        *("--timeout", "120", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
        *(("--worker-tmp-dir", "/dev/shm") if os.access("/dev/shm", os.W_OK) else ()),
    ]


def worker_command() -> list[str]:
    """procrastinate's worker; heartbeat and time-outs are in settings (PROCRASTINATE_WORKER_DEFAULTS)."""
    return [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"]


def address_problem(host: str, port: int) -> str | None:
    """Why the address cannot be served, in words for people; None when it can."""
    if not 1 <= port <= 65535:
        return f"{port} is no port number. Choose one from 1024 to 65535, for instance: make demo PORT=8001"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as gunicorn: a closed port is free at once
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} needs more rights. Choose one above 1023, for instance: make demo PORT=8001"
        except OSError as found:
            return (
                f"Port {port} on {host} cannot be used ({(found.strerror or str(found)).lower()}); "
                f"perhaps Lindungi runs there already. Choose another, for instance: "
                f"make demo PORT={port % 65535 + 1}"
            )
    return None


def _supervise(
    programs: list[Program], stop: _Stop, host: str, port: int, announce: Callable[[], None] | str
) -> int:
    """Wait for the address, announce it, then keep the programs running until a signal comes."""
    if not _wait_for_answer(programs, stop, host, port):
        return 0 if stop.asked else 1
    if callable(announce):
        announce()
    elif announce:
        print(announce)  # noqa: T201
    sys.stdout.flush()
    while not stop.asked:
        for program in programs:
            if not program.running() and not _start_again(program):
                return 1
        time.sleep(0.2)
    return 0


def _wait_for_answer(programs: list[Program], stop: _Stop, host: str, port: int) -> bool:
    """Whether the address gave any HTTP answer within ANSWER_SECONDS, all programs alive."""
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until and not stop.asked:
        for program in programs:
            if not program.running():
                _say(f"error: The {program.name} ended while starting; its own words stand above.")
                return False
        if _answers({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port):
            return True
        time.sleep(0.1)
    if not stop.asked:
        _say(f"error: The web server gave no answer within {ANSWER_SECONDS:.0f} seconds.")
    return False


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _start_again(program: Program) -> bool:
    """Start a program that ended; False when it has ended too often."""
    code = program.process.returncode if program.process else None
    if time.monotonic() - program.started > HEALTHY_SECONDS:
        program.restarts = 0
    if program.restarts == RESTARTS:
        _say(f"error: The {program.name} ended {RESTARTS + 1} times in a row (last code {code}); giving up.")
        return False
    program.restarts += 1
    _say(f"The {program.name} ended (code {code}); starting it again.")
    program.signal(signal.SIGKILL, group=True)  # what it left behind would keep the port
    time.sleep(min(program.restarts - 1, 3))
    program.start()
    return True


def _stop_all(programs: list[Program], stop: _Stop) -> None:
    """SIGTERM to each, then SIGKILL to whoever is left after STOP_SECONDS or at a second Ctrl-C."""
    asked = stop.asked
    for program in programs:
        program.signal(signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while any(p.running() for p in programs) and time.monotonic() < until and stop.asked <= max(asked, 1):
        time.sleep(0.05)
    for program in programs:
        program.signal(signal.SIGKILL, group=True)
        if program.process is not None:
            program.process.wait()


@contextlib.contextmanager
def _signals() -> Iterator[_Stop]:
    """Count SIGINT, SIGTERM and SIGHUP instead of dying of them; restore on exit."""
    stop = _Stop()
    previous = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield stop
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _end_with_parent() -> Callable[[], None] | None:
    """Code for the new process: the kernel sends it SIGTERM when its parent dies, however that happens."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up before the fork: nothing may be loaded after it
    parent = os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return ask_kernel


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201

"""Who uses an embedded server: one locked file per process, so that the dead are known without guessing.

The kernel releases a lock when its process ends, however it ends. A watcher, one per server, waits on these
locks and stops the server after the last user, also after a kill -9. It runs this file alone
(`python -I -S handles.py FOLDER PG_CTL UID GID`), so nothing here imports more than the standard library.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Account = tuple[int, int]
"""User and group id the server runs as."""

LOCK_SECONDS = 90.0
"""Longer than the slowest first start: initdb on a slow disk, then the start itself."""


def open_locked(path: Path) -> int | None:
    """Open (and make) a file and lock it for this process; None when another process holds it.

    The descriptor is not inherited by programs started from here. A process that may not open the file
    gets PermissionError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    if os.geteuid() == 0:  # leave nothing behind that the folder's owner could not open
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the folder's own lock: one process at a time starts, joins, leaves or stops.

    Raises TimeoutError when somebody else keeps it for LOCK_SECONDS.
    """
    until = time.monotonic() + LOCK_SECONDS
    while (descriptor := open_locked(folder / "lock")) is None:
        if time.monotonic() > until:
            raise TimeoutError(f"another process keeps {folder / 'lock'} locked")
        time.sleep(0.02)
    try:
        yield
    finally:
        os.close(descriptor)


def join(folder: Path) -> tuple[Path, int]:
    """Take a handle for this process; call under `lock`. The descriptor holds it until it is closed."""
    handles = folder / "handles"
    if not handles.exists():
        handles.mkdir(mode=0o700)
        if os.geteuid() == 0:
            owner = folder.stat()
            os.chown(handles, owner.st_uid, owner.st_gid)
    path = handles / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    descriptor = open_locked(path)
    assert descriptor is not None, "a new file has no other holder"
    return path, descriptor


def living(folder: Path) -> list[Path]:
    """Handles whose process lives; those of dead processes are deleted. Call under `lock`."""
    found = []
    for path in sorted((folder / "handles").glob("*")):
        descriptor = open_locked(path)
        if descriptor is None:
            found.append(path)
        else:
            path.unlink(missing_ok=True)
            os.close(descriptor)
    return found


def as_account(account: Account | None) -> dict:
    """Arguments for `subprocess` that run a program as the server's account (None: as ourselves)."""
    if account is None:
        return {}
    return {"user": account[0], "group": account[1], "extra_groups": []}


def cluster_name(folder: Path) -> str:
    """The server's name, seen in the process list: tells our server from a copied folder's."""
    return "lindungi-" + hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def postmaster(folder: Path) -> int | None:
    """Process id from the pid file if that process is a postgres on this folder (perhaps still starting).

    The number alone proves nothing: the file outlives a kill -9, and the number may be anybody's by now.
    """
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text(errors="replace").splitlines()[0])
        words = _command_line(pid)
        if not words or Path(words[0]).name != "postgres":
            return None
        if f"cluster_name={cluster_name(folder)}" in words:
            return pid
        return pid if Path(f"/proc/{pid}/cwd").samefile(folder / "data") else None  # the folder was renamed
    except (IndexError, ValueError, OSError):
        return None


def _command_line(pid: int) -> list[str]:
    """A process's words; macOS has no /proc."""
    if Path("/proc/self/cmdline").exists():
        return Path(f"/proc/{pid}/cmdline").read_text(errors="surrogateescape").split("\0")
    done = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.split()


def stop(folder: Path, pg_ctl: str, account: Account | None) -> None:
    """Stop the server and wait for it; harmless when none runs. Call under `lock`.

    pg_ctl signals whatever process the pid file names, so make sure of it before.
    """
    if postmaster(folder) is None:
        return
    command = [pg_ctl, "stop", "-D", "data", "-m", "fast", "-w", "-t", "30", "-s"]
    with (folder / "server.log").open("a") as log:
        subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
            **as_account(account),
        )


def leave(folder: Path, handle: tuple[Path, int], pg_ctl: str, account: Account | None) -> None:
    """Give a handle back; the last one to do so stops the server."""
    with lock(folder):
        handle[0].unlink(missing_ok=True)
        os.close(handle[1])
        if not living(folder):
            stop(folder, pg_ctl, account)


def watch(folder: Path, pg_ctl: str, account: Account | None) -> None:
    """Wait until no handle is held, stop the server, end. A second watcher of a folder ends at once."""
    watching = open_locked(folder / "watcher")
    while watching is not None:
        with lock(folder):
            users = living(folder)
            if not users:
                stop(folder, pg_ctl, account)
                os.close(watching)  # under the lock: whoever comes next sees that nobody watches
                return
        with suppress(FileNotFoundError):
            _wait_for_end(users[0])


def _wait_for_end(handle: Path) -> None:
    """Block until the handle's process has ended or left."""
    descriptor = os.open(handle, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def start_watcher(folder: Path, pg_ctl: str, account: Account | None) -> None:
    """Make sure a watcher runs; call under `lock`, after `join`."""
    free = open_locked(folder / "watcher")
    if free is None:
        return
    os.close(free)
    numbers = [str(n) for n in account or ()]
    subprocess.run(
        [sys.executable, "-I", "-S", __file__, str(folder), pg_ctl, *numbers],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def main(folder: str, pg_ctl: str, *numbers: str) -> None:
    """Leave the caller's session, so that its Ctrl-C and its end do not reach the watcher, and watch."""
    if os.fork():
        os._exit(0)
    os.setsid()
    watch(Path(folder), pg_ctl, (int(numbers[0]), int(numbers[1])) if numbers else None)


if __name__ == "__main__":
    main(*sys.argv[1:])

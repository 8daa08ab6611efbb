"""The embedded PostgreSQL, for the trial and the tests: started by whoever comes first, stopped by the last.

`start` is called by the backend (`enrolment/postgres/`) on the first connection, never at import.
"""

import atexit
import os
import threading
from pathlib import Path

from .postgres import handles
from .postgres.cluster import Cluster, EmbeddedServerError, programs

__all__ = ["EmbeddedServerError", "leave", "programs", "start"]

_joined: dict[tuple[int, Path], tuple[Cluster, tuple[Path, int]]] = {}
_mutex = threading.Lock()


def start(folder: Path, *, fsync: bool = True) -> str:
    """Make sure a server runs on this folder and that this process counts as its user; return the conninfo.

    Safe to call again, from several processes at once, after any crash, and as root. `fsync=False` (tests)
    trades the data's survival of a power cut for speed; it holds for the server that is started, not for one
    that runs already. The conninfo names the database `lindungi` and its superuser; the role `lindungi_app`
    exists. Raises EmbeddedServerError, with words for people, when no server answers within 15 seconds.
    """
    folder = Path(os.path.realpath(folder))
    cluster = Cluster(folder, fsync=fsync)
    cluster.prepare_folder()
    with _mutex:
        try:
            with handles.lock(folder):
                _start_locked(cluster)
        except TimeoutError as problem:
            raise EmbeddedServerError(f"The trial database cannot be reached: {problem}.") from problem
    return cluster.conninfo()


def _start_locked(cluster: Cluster) -> None:
    """Join first: whatever happens then, somebody stops the server."""
    key = (os.getpid(), cluster.folder)  # a forked child takes a handle of its own
    if key not in _joined:
        if not any(pid == os.getpid() for pid, _ in _joined):
            atexit.register(leave)
        _joined[key] = (cluster, handles.join(cluster.folder))
    handles.start_watcher(cluster.folder, cluster.pg_ctl, cluster.account)
    cluster.ensure_running()
    cluster.ensure_database()


def leave() -> None:
    """Give this process's handles back; where it was the last, the server has stopped on return.

    Runs by itself at the end of the process. After a kill -9 the watcher does it (handles.py).
    """
    with _mutex:
        for pid, folder in list(_joined):
            cluster, handle = _joined.pop((pid, folder))
            if pid == os.getpid() and folder.exists():
                handles.leave(folder, handle, cluster.pg_ctl, cluster.account)

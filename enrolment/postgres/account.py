"""Whom the embedded server runs as when we are root, and its way to its files. PostgreSQL refuses root."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from .handles import Account, as_account

SYSTEM_USER = "lindungi"


def account_for(folder: Path) -> Account | None:
    """None for an ordinary user: the server runs as ourselves. For root the account that owns the folder
    (or, before it exists, the place it goes to), so that a checkout keeps one owner; where that is root,
    a system user of our own, made once.
    """
    if os.geteuid() != 0:
        return None
    place = next(p for p in (folder, *folder.parents) if p.exists())
    uid = place.stat().st_uid
    try:
        owner = pwd.getpwuid(uid)
    except KeyError:  # initdb needs a user with a name
        return _system_account()
    return (uid, owner.pw_gid) if uid else _system_account()


def _system_account() -> Account:
    """The user `lindungi`, or `nobody` where no user can be made."""
    for make in (False, True):
        try:
            if make:
                command = [
                    "useradd",
                    "--system",
                    "--no-create-home",
                    "--shell",
                    "/usr/sbin/nologin",
                    SYSTEM_USER,
                ]
                subprocess.run(command, check=False, capture_output=True)
            found = pwd.getpwnam(SYSTEM_USER)
        except (KeyError, FileNotFoundError):
            continue
        return found.pw_uid, found.pw_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def open_way(account: Account, folder: Path, programs: Path) -> None:
    """Let the account pass through to the folder and run the programs (root's own folders are often closed).

    Gives others the right to pass through, never to list, the folders above; only where it is missing.
    """
    _let_pass(account, folder.parent)
    _let_pass(account, programs)
    if not _can_run(account, programs / "postgres"):
        for path in (programs.parent, *programs.parent.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def _let_pass(account: Account, folder: Path) -> None:
    for place in (folder, *folder.parents):
        found = place.stat()
        needed = stat.S_IXUSR if account[0] == found.st_uid else stat.S_IXOTH
        if not found.st_mode & needed:
            place.chmod(found.st_mode | needed)


def _can_run(account: Account, program: Path) -> bool:
    try:
        done = subprocess.run(
            [str(program), "--version"], check=False, capture_output=True, cwd="/", **as_account(account)
        )
    except PermissionError:
        return False
    return done.returncode == 0

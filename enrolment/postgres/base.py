"""Django's PostgreSQL backend, with two additions.

- `EMBEDDED`: a folder. The embedded server on it is started on the first connection, and host, port and
  user are filled in. `EMBEDDED_FSYNC: False` starts it for tests.
- `OPTIONS["assume_role"]` also becomes the connection's starting role, so that it holds for connections
  that Django does not make itself (procrastinate's worker) and after a `RESET ROLE`.
"""

from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient
from psycopg.conninfo import conninfo_to_dict

from enrolment import embedded

_started: dict[Path, dict[str, Any]] = {}


def server(settings_dict: dict[str, Any]) -> dict[str, Any]:
    """Host, port and user of the embedded server, started if need be; empty where `EMBEDDED` is not set."""
    folder = settings_dict.get("EMBEDDED")
    if not folder:
        return {}
    if folder not in _started:
        conninfo = embedded.start(Path(folder), fsync=settings_dict.get("EMBEDDED_FSYNC", True))
        found = conninfo_to_dict(conninfo)
        _started[folder] = {name: found[name] for name in ("host", "port", "user")}
    return _started[folder]


class DatabaseClient(PostgresClient):
    """`dbshell`, with the embedded server's own psql."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Any
    ) -> tuple[list[str], dict[str, str] | None]:
        """Point psql at the embedded server."""
        if found := server(settings_dict):
            settings_dict = {
                **settings_dict,
                "HOST": found["host"],
                "PORT": found["port"],
                "USER": found["user"],
            }
        args, env = super().settings_to_cmd_args_env(settings_dict, parameters)
        if found:
            args[0] = str(embedded.programs() / "psql")
        return args, env


class DatabaseWrapper(base.DatabaseWrapper):
    """See the module."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, the embedded server's address and the starting role.

        Who takes a role asks many short things: compiling the longer of them (JIT) would take longer than
        answering them.
        """
        params = {**super().get_connection_params(), **server(self.settings_dict)}
        if role := self.settings_dict["OPTIONS"].get("assume_role"):
            params["options"] = f"{params.get('options', '')} -c role={role} -c jit=off".strip()
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; where the embedded server has gone since it was started, start it again, once."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if _started.pop(self.settings_dict.get("EMBEDDED", Path()), None) is None:
                raise
            return super().get_new_connection({**conn_params, **server(self.settings_dict)})

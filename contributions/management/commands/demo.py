"""`demo [--load-only] [--host H] [--port N]`: the trial's data, then web server and worker."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from contributions.demo import data, loader
from contributions.demo.places import PASSWORD
from enrolment.serving import serve


class Command(BaseCommand):
    help = "Load the trial's data unless it is there, then serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--load-only", action="store_true", help="load the data and leave")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            self._refuse("The trial has known passwords: it does not go into a production installation.")
        self._load()
        if options["load_only"]:
            return
        host, port = options["host"], options["port"]
        sys.exit(serve(host=host, port=port, announce=lambda: self.stdout.write(_welcome(host, port))))

    def _load(self) -> None:
        started = time.monotonic()
        try:
            loaded = loader.load(self._say)
        except loader.NotEmpty:
            self._refuse(
                "This database already holds other data. Name an empty one in DATABASE_URL, or unset it."
            )
        if loaded:
            line = f"The trial's data is loaded ({time.monotonic() - started:.0f} s)."
            self.stdout.write(f"\r{line:<44}" if self.stdout.isatty() else line)

    def _say(self, step: str) -> None:
        """The first line alone where nobody watches; on a terminal the step being loaded, in place."""
        if step == "places":
            self.stdout.write("Loading the trial's data, once; this takes about half a minute ...")
        elif self.stdout.isatty():
            self.stdout.write(f"\r  {step:<40}", ending="")
            self.stdout.flush()

    def _refuse(self, why: str) -> None:
        self.stderr.write(f"error: demo: {why}")
        sys.exit(2)


def _welcome(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    people = [p for p in data.read("places")["people"] if p.get("login")]
    logins = "\n".join(f"  {p['username'] + '@lindungi.example':<28}{p['name']}" for p in people)
    return (
        f"\nLindungi is at http://{shown}:{port}/\n\n"
        f"Sign in with the password {PASSWORD} as\n{logins}\n\n"
        "All people in it are made up. Ctrl-C stops it.\n"
    )

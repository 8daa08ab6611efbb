"""What the commands share: errors in one line, people to act as, days and agencies from the command line."""

import datetime as dt
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.core.management.base import BaseCommand

from agencies import access
from agencies.models import Agency, User


def a_day(text: str) -> dt.date:
    """An ISO day of the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


class ActingCommand(BaseCommand):
    """A command that acts in the database: as the system, or as the user named with `--as`.

    Exit 2 with one line `error: WHAT: what is wrong and what to do` when the input cannot be used.
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as", dest="acting_as", metavar="USER", help="act as this user, with their rights"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def refuse(self, what: str, why: str) -> NoReturn:
        """Leave with exit code 2 and one line on standard error."""
        self.stderr.write(f"error: {' '.join(what.split())}: {why}")
        sys.exit(2)

    @contextmanager
    def acting(self, name: str | None) -> Iterator[object]:
        """Everything inside happens as that user, or as the system when none is named."""
        user: object = access.SYSTEM
        if name:
            user = User.objects.filter(username=name).first() or self.refuse(
                name, "no such user. Check the name."
            )
        with access.acting(user):
            yield user

    def agency(self, code: str, user: object, permission: access.Permission) -> Agency:
        """The agency of that code, if the user may do this there."""
        found = access.visible_agencies(user, permission).filter(code=code).select_related("region").first()
        return found or self.refuse(code, "no such agency. Check its code, such as 36.73/dishub.")

"""`reconcile FILE… --month YYYY-MM (--branch CODE | --agency CODE)`: the lists' pages from the shell."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from agencies import access
from agencies.commands import ActingCommand
from agencies.models import Branch
from enrolment.models import DifferenceKind
from enrolment.reconciliation.comparing import as_json
from enrolment.reconciliation.from_files import Unusable, reconcile_files
from enrolment.reconciliation.lists.houses import House


def a_month(text: str) -> dt.date:
    """A month of the command line as its first day."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no month; write YYYY-MM") from None


class Command(ActingCommand):
    """Lay BPJS's lists of a month beside the rosters of an agency, or of a branch's regions."""

    help = "Compare BPJS's lists (Formulir 2a, participants) of a month with the rosters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="workbook, PDF with text, or zip of them"
        )
        parser.add_argument("--month", required=True, type=a_month, help="the lists' month, such as 2026-08")
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--branch", help="code, such as serang")
        whose.add_argument("--agency", help="code, such as 36.73/dishub")
        parser.add_argument(
            "--again", action="store_true", help="compare again with lists that are in force already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing of a file that is refused is kept, nor of those beside it."""
        with self.acting(options["acting_as"]) as user:
            house = House(self._owner(options, user))
            try:
                counts = reconcile_files(
                    house=house,
                    paths=[Path(name) for name in options["files"]],
                    month=options["month"],
                    by=user,
                    again=options["again"],
                )
            except Unusable as refused:
                self.refuse(refused.what, refused.why)
        self._say(counts, options["as_json"])

    def _owner(self, options: dict[str, Any], user: Any) -> Any:
        if options["agency"]:
            return self.agency(options["agency"], user, access.P.RECONCILE)
        found = Branch.objects.filter(code=options["branch"]).first()
        if found is None or not _may(user, found):
            self.refuse(options["branch"], "no such branch. Check its code, such as serang.")
        return found

    def _say(self, counts: dict[str, Any], in_json: bool) -> None:
        if in_json:
            self.stdout.write(as_json(counts))
            return
        self.stdout.write(
            _("%(people)s people on BPJS's lists, %(registered)s registered of %(listed)s on the rosters")
            % {**counts["list"], **counts["roster"]}
        )
        self.stdout.write(
            _("found by NIK %(nik)s, by KPJ %(kpj)s, by name (to be decided) %(name)s") % counts["matched"]
        )
        for kind, number in counts["differences"].items():
            if number:
                self.stdout.write(f"{number:>8}  {DifferenceKind(kind).label}")


def _may(user: Any, branch: Branch) -> bool:
    return user is access.SYSTEM or access.P.RECONCILE in access.scope_of(user).permissions_in_branch(branch)

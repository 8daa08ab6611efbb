"""`manage.py check_data [--region 36.73] [--mend] --json`: the rules that data keep, and who breaks them."""

import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from agencies import access
from agencies.commands import ActingCommand
from agencies.models import Region
from contributions.checking.recounting import mend
from contributions.checking.rules import Result
from contributions.checking.running import Scope, check, scope_of


class Command(ActingCommand):
    help = "Count everything anew from people and books; exit 1 if anything kept is not what counting gives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", help="only this city, or the cities of this province: 36.73")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
        parser.add_argument(
            "--mend", action="store_true", help="first count the kept figures anew, and keep that"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        with access.acting(access.SYSTEM):
            scope = scope_of(self._region(options["region"]), timezone.localdate())
            if options["mend"]:
                mend(scope.agencies)
        with access.acting(access.SYSTEM):
            results = [self._told(result, options["as_json"]) for result in check(scope)]
        if options["as_json"]:
            found = answer(options["region"], scope, results, time.monotonic() - began)
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        if any(result.violations for result in results):
            sys.exit(1)

    def _told(self, result: Result, as_json: bool) -> Result:
        """A line as soon as the rule is checked: a whole country takes a while."""
        if not as_json:
            self.stdout.write(f"{result.violations:>8}  {result.name}: {result.words}")
            for code in result.first:
                self.stdout.write(f"          {code}")
        return result

    def _region(self, code: str | None) -> Region | None:
        if code is None:
            return None
        return Region.objects.filter(code=code).first() or self.refuse(
            code, "no such region. Give a code such as 36.73 or 36."
        )


def answer(region: str | None, scope: Scope, results: list[Result], seconds: float) -> dict[str, Any]:
    return {
        "region": region,
        "as_of": scope.today.isoformat(),
        "agencies": len(scope.agencies),
        "violations": sum(result.violations for result in results),
        "rules": [
            {
                "rule": result.name,
                "words": result.words,
                "violations": result.violations,
                "first": list(result.first),
            }
            for result in results
        ],
        "seconds": round(seconds, 2),
    }

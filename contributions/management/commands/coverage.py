"""`manage.py coverage --region 36.73 --as-of 2020-02-26 --json`: the figures of the coverage pages."""

import datetime as dt
import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from agencies import access
from agencies.models import Agency, Region, User
from contributions.coverage import words
from contributions.coverage.answer import answer_of
from contributions.coverage.days import parsed_day
from contributions.coverage.figures import figures_of_agencies, figures_of_region
from contributions.coverage.funnel import PlaceCoverage


class Unusable(Exception):
    """An argument that cannot be used; its text says what is wrong and what to do."""


class Command(BaseCommand):
    help = "Print who is listed, submitted and registered in a city or province on a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, help="Kemendagri code of a city or province: 36.73")
        parser.add_argument("--agency", action="append", help="only this agency: 36.73/dishub (repeatable)")
        parser.add_argument("--as-of", help="the day, as 2020-02-26; today if left out")
        parser.add_argument("--as", dest="username", help="see what this user sees; everything if left out")
        parser.add_argument("--json", action="store_true", help="one JSON object, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            region, place = self._read(options)
        except Unusable as unusable:
            self._refuse(str(unusable))
        except DatabaseError as problem:
            self._refuse(f"database: {first_cause(problem)}. Is it set up? Run `make demo` or migrate.")
        if options["json"]:
            self.stdout.write(json.dumps(answer_of(region.code, place), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(words.report(region.name, place))

    def _refuse(self, why: str) -> NoReturn:
        self.stderr.write(f"error: {why}")
        sys.exit(2)

    def _read(self, options: dict[str, Any]) -> tuple[Region, PlaceCoverage]:
        day = day_of(options["as_of"])
        with access.acting(access.SYSTEM):
            user = user_of(options["username"])
        with access.acting(user):
            region = region_of(options["region"], user)
            if not options["agency"]:
                return region, figures_of_region(region, day)
            agencies = [agency_of(code, region, user) for code in dict.fromkeys(options["agency"])]
            return region, figures_of_agencies(agencies, day)


def first_cause(problem: BaseException) -> str:
    """What the database said first, in one line: later errors only say that the transaction had ended."""
    while earlier := problem.__cause__ or problem.__context__:
        problem = earlier
    return str(problem).partition("\n")[0]


def day_of(text: str | None) -> dt.date:
    if text is None:
        return timezone.localdate()
    try:
        return parsed_day(text)
    except ValueError:
        raise Unusable(f"{text}: this is no day. Write it as 2020-02-26.") from None


def user_of(username: str | None) -> object:
    if username is None:
        return access.SYSTEM
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Unusable(f"{username}: there is no such user. Give the user name that they sign in with.")
    return user


def region_of(code: str, user: object) -> Region:
    region = access.visible_regions(user).filter(code=code).first()
    if region is None:
        raise Unusable(f"{code}: there is no such region to see. Give a code such as 36.73 or 36.")
    return region


def agency_of(code: str, region: Region, user: object) -> Agency:
    agencies = access.visible_agencies(user) & Agency.objects.of_region(region)
    agency = agencies.filter(code=code).first()
    if agency is None:
        raise Unusable(f"{code}: {region.name} has no such agency. Give a code such as 36.73/dishub.")
    return agency

"""`manage.py assess --agency 36.73/dishub --month 2020-02 --json`: a month computed, billed and paid."""

import datetime as dt
import json
import re
from argparse import ArgumentParser
from typing import Any

import pghistory
from django.db.models import Q
from django.utils import timezone

from agencies import access
from agencies.commands import ActingCommand
from agencies.models import Agency, ContributionGroup
from contributions.billing import answer
from contributions.billing.assessing import assess
from contributions.billing.due import FIRST_MONTH


class Command(ActingCommand):
    help = "Compute what an agency, or every agency of a region, owes for a month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--agency", help="code of an agency: 36.73/dishub")
        whose.add_argument("--region", help="code of a region, for all its agencies at once: 36.73")
        parser.add_argument("--month", required=True, help="the month, as 2020-02")

    def handle(self, *args: Any, **options: Any) -> None:
        month = self._month(options["month"])
        with self.acting(options["acting_as"]) as user, pghistory.context(user=getattr(user, "pk", None)):
            agencies = self._agencies(options, user)
            groups = ContributionGroup.objects.filter(
                Q(agency__in=agencies) | Q(agencies__in=agencies)
            ).distinct()
            assess(groups=groups.values_list("pk", flat=True), month=month, by=user)
            answers = answer.of_agencies(agencies, month, timezone.localdate())
        if options["region"] is not None:
            found: dict[str, Any] = answer.of_region(options["region"], month, answers)
        else:
            found = answers[0]
        if options["as_json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for one in answers:
                self.stdout.write(answer.in_words(one))

    def _month(self, text: str) -> dt.date:
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or text < "1000":
            self.refuse(text, "this is no month. Write it as 2020-02.")
        month = dt.date(int(text[:4]), int(text[5:]), 1)
        if not FIRST_MONTH <= month <= timezone.localdate():
            self.refuse(text, "contributions are computed from 2014-01 to the month that has begun last.")
        return month

    def _agencies(self, options: dict[str, Any], user: object) -> list[Agency]:
        if options["agency"] is not None:
            return [self.agency(options["agency"], user, access.P.ASSESS)]
        mine = access.visible_agencies(user, access.P.ASSESS).filter(
            Q(region__code=options["region"]) | Q(region__parent__code=options["region"])
        )
        found = list(mine.select_related("region").order_by("code"))
        return found or self.refuse(options["region"], "no agencies there. Give a code such as 36.73.")

"""`manage.py add_region 36.73`: a regency or city gets its kecamatan and kelurahan as agencies."""

import json
from argparse import ArgumentParser
from typing import Any

from agencies.access import P, visible_regions
from agencies.commands import ActingCommand
from agencies.models import Region
from agencies.offices.actions import Refused, add_districts


class Command(ActingCommand):
    help = "Add the kecamatan and kelurahan of a regency or city as agencies. Adds only what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="Kemendagri code of the regency or city, such as 36.73")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["region"]
        with self.acting(options["acting_as"]) as user:
            region = self._region(code, user)
            try:
                done = add_districts(region=region, by=user)
            except Refused as refused:
                self.refuse(code, refused.messages[0])
        if options["as_json"]:
            self.stdout.write(json.dumps({"region": code, **done}))
        else:
            self.stdout.write(
                f"{region.name}: {done['kecamatan']} kecamatan and {done['kelurahan']} kelurahan, "
                f"{done['added']} of them added now."
            )

    def _region(self, code: str, user: object) -> Region:
        found = visible_regions(user, P.MANAGE_AGENCIES).filter(code=code).first()
        return found or self.refuse(code, "no such regency or city. Give its Kemendagri code, such as 36.73.")

"""`invite_operator NAME`: lets the first system operator in; all others are invited from the pages."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from agencies import access
from agencies.commands import ActingCommand
from agencies.members import links
from agencies.members.invitations import Invitee, invite


class Command(ActingCommand):
    """Make a system operator's account and print the one-use link that sets its password."""

    help = "Invite a system operator: prints a one-use link that sets the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name", help="full name")
        parser.add_argument("--username", default="", help="chosen from the name when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        who = Invitee(options["name"], access.SYSTEM_OPERATOR, None, username=options["username"])
        with self.acting(options["acting_as"]) as user:
            try:
                (link,) = invite(invitees=[who], by=user)
            except ValidationError as error:
                self.refuse(options["name"], " ".join(error.messages))
        answer = {
            "username": link.user.username,
            "path": links.path(link),
            "expires": link.expires_at.isoformat(),
        }
        if options["as_json"]:
            self.stdout.write(json.dumps(answer))
            return
        self.stdout.write(f"User name: {answer['username']}")
        self.stdout.write(
            f"Open {answer['path']} on this site before {link.expires_at:%Y-%m-%d} to set the password."
        )

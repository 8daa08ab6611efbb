"""`undo_roster UPLOAD`: take a saved upload back, from the shell."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies import access
from agencies.commands import ActingCommand
from enrolment.models import Upload
from enrolment.rosters import undoing
from enrolment.rosters.hindrances import Hindrance


class Command(ActingCommand):
    """Put back what an upload changed; who stays as they are is named, with the reason."""

    help = "Take a saved upload back; what was edited since is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("upload", help="the upload's id, as import_roster printed it")

    def handle(self, *args: Any, **options: Any) -> None:
        with self.acting(options["acting_as"]) as user:
            upload = self._upload(options["upload"], user)
            try:
                result = undoing.undo(upload=upload, by=user)
            except undoing.NotApplicable:
                self.refuse(options["upload"], _("this upload is not saved, or was undone before."))
        counts = {
            "reversed": result["reversed"],
            "kept": len(result["kept"]),
            "failed": len(result["failed"]),
        }
        if options["as_json"]:
            self.stdout.write(json.dumps(counts))
            return
        self.stdout.write(_("%(reversed)s put back, %(kept)s kept, %(failed)s failed") % counts)
        for entry in (*result["kept"], *result["failed"]):
            self.stdout.write(f"  {entry['name']}: {Hindrance(entry['reason']).label}")

    def _upload(self, pk: str, user: object) -> Upload:
        uploads = access.restrict_people(Upload.objects.all(), user, access.P.EDIT_ROSTER)
        try:
            found = uploads.filter(pk=pk).first()
        except ValidationError:
            found = None
        return found or self.refuse(pk, _("no such upload. Check the id."))

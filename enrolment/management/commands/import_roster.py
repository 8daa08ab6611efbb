"""`import_roster FILE --agency CODE …`: what the upload page does, from the shell."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from agencies import access
from agencies.commands import ActingCommand, a_day
from agencies.models import Agency
from enrolment.models import Upload, UploadKind, UploadMode, UploadState
from enrolment.problems import refusal_sentence
from enrolment.rosters import applying, receiving
from enrolment.spreadsheets.reader import Limits

COUNTS = ("read", "valid", "needs_fix", "skipped", "new", "changed", "unchanged", "missing")
STEPS = ("read", "stage", "diff", "apply")
_CHUNK = 1 << 20


class Command(ActingCommand):
    """Read a workbook, compare it with an agency's list and, with --apply, save it."""

    help = "Compare a workbook with an agency's list and, with --apply, save it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--agency", required=True, help="code, such as 36.73/dishub")
        parser.add_argument("--mode", choices=UploadMode.values, help="whole list or a part of it")
        parser.add_argument("--roster-date", type=a_day, help="day the list is true for (today)")
        parser.add_argument("--registered-on", type=a_day, help="the people are registered since this day")
        parser.add_argument("--apply", action="store_true", help="save; without it nothing is changed")
        parser.add_argument(
            "--accept-missing", action="store_true", help="with --mode full: propose the missing to leave"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """What was refused is said after the door has closed: the upload's record stays."""
        with self.acting(options["acting_as"]) as user:
            agency = self.agency(options["agency"], user, access.P.EDIT_ROSTER)
            upload = self._received(options, agency, user)
            upload = receiving.check(upload=upload, limits=Limits(cpu=120, wall=180), matchable=False)
            refused = _refusal(upload, options)
            # Corrected rows have gone to the upload that they correct: that one is saved from its page.
            if options["apply"] and not refused and upload.kind != UploadKind.CORRECTION:
                upload = self._apply(upload, options, user)
        if refused:
            self.refuse(options["file"], refused)
        self._say(upload, options["as_json"])

    def _received(self, options: dict[str, Any], agency: Agency, user: object) -> Upload:
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                return receiving.receive(
                    agency=agency,
                    chunks=iter(lambda: file.read(_CHUNK), b""),
                    file_name=path.name,
                    by=user,
                    on_behalf=not access.scope_of(user).belongs_to(agency),
                    roster_date=options["roster_date"],
                )
        except OSError as error:
            self.refuse(options["file"], f"{error.strerror}. Check the path and the permissions.")

    def _apply(self, upload: Upload, options: dict[str, Any], user: object) -> Upload:
        """Without a word about the missing, nobody is proposed to leave."""
        mode = options["mode"] or (upload.mode if options["accept_missing"] else UploadMode.PARTIAL)
        answers = {"mode": mode, "registered_on": options["registered_on"]}
        applying.apply(upload=upload, by=user, answers=answers)
        upload.refresh_from_db()
        return upload

    def _say(self, upload: Upload, as_json: bool) -> None:
        applied = upload.state == UploadState.APPLIED
        counts = {name: upload.counts.get(name, 0) for name in COUNTS}
        if as_json:
            seconds = {step: upload.seconds.get(step) for step in STEPS}
            answer = {"upload": str(upload.pk), "counts": counts, "applied": applied, "seconds": seconds}
            self.stdout.write(json.dumps(answer))
            return
        self.stdout.write(
            _(
                "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(missing)s not in the file, "
                "%(needs_fix)s to be fixed, %(skipped)s not worker data"
            )
            % counts
        )
        self.stdout.write(
            _("Saved. To undo: manage.py undo_roster %(id)s") % {"id": upload.pk}
            if applied
            else _("Nothing was saved. Add --apply to save it.")
        )


def _refusal(upload: Upload, options: dict[str, Any]) -> str | None:
    """Why the file is not used, or not saved as asked."""
    if upload.state == UploadState.REFUSED:
        return refusal_sentence(upload.refusal["code"], upload.refusal["params"])
    missing = upload.counts["missing"]
    if options["apply"] and options["mode"] == UploadMode.FULL and missing and not options["accept_missing"]:
        return _(
            "%(n)s people on the list are not in the file. Add --accept-missing to propose them to leave, "
            "or use --mode partial."
        ) % {"n": missing}
    return None

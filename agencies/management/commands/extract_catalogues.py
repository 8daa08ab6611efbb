"""Renew locale/id from the sources: known translations stay, new messages come in empty, old ones go."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.pages import catalogues


class Command(BaseCommand):
    help = "Renew locale/id/LC_MESSAGES/django.po from the sources; --merge takes translations from files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE.po")

    def handle(self, *args: Any, **options: Any) -> None:
        path = catalogues.catalogue_path()
        template = catalogues.template_catalogue()
        fragments = [catalogues.load(file) for file in options["merge"]]
        known = catalogues.translations([catalogues.load(path)] if path.exists() else [])
        known |= catalogues.translations(fragments)
        renewed = catalogues.renewed(template, known)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalogues.po_text(renewed), encoding="utf-8")
        wanted = {catalogues.key_of(message) for message in template if message.id}
        for _context, msgid in sorted(set(known) - wanted, key=str):
            self.stderr.write(f"in no source, left out: {msgid!r}")
        missing = [fault for fault in catalogues.faults(template, renewed) if fault.kind == "missing"]
        self.stdout.write(f"{len(wanted)} messages, {len(missing)} without a translation")

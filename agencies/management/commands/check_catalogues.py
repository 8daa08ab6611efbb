"""Fail when the Indonesian catalogue lacks a message, or has a fuzzy, obsolete or broken one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.pages import catalogues


class Command(BaseCommand):
    help = "Check that every message has a finished Indonesian translation with the same placeholders."

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = catalogues.load(catalogues.catalogue_path())
        found = catalogues.faults(catalogues.template_catalogue(), catalogue)
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"{len(found)} faults in {catalogues.catalogue_path().name}: see above")
        self.stdout.write(f"{len(catalogue)} messages, all translated")

"""Compile the translation catalogues; does nothing when they are up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from agencies.pages import catalogues


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/django.po where it is newer than its .mo."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po")):
            if catalogues.compile_catalogue(path):
                self.stdout.write(f"compiled {path.with_suffix('.mo').relative_to(settings.BASE_DIR)}")

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The members' pages ask downstream which units have a list (agencies.members.progress)."""
        from agencies.members import progress
        from contributions.coverage.dates import roster_dates

        progress.lists_from(roster_dates)

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Pages further up ask downstream which units have a list (agencies.members.progress), and what the
        figures say to a demand (agencies.records.demands.facts)."""
        from agencies.members import progress
        from agencies.records.demands import facts
        from contributions.coverage.dates import roster_dates
        from contributions.coverage.demanded import facts_on

        progress.lists_from(roster_dates)
        facts.facts_from(facts_on)

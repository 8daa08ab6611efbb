"""The migrations before these, which older databases have applied: each of those here stands for all of them."""

REPLACED = [
    ("contributions", name)
    for name in (
        "0001_roster_dates",
        "0002_lists_of_an_agency",
        "0003_lists_made_once",
        "0004_rates_terms_assessments",
        "0005_books_that_keep_themselves",
        "0006_rates_by_law",
        "0007_standing_of_a_province",
        "0008_coverage_snapshots_reminders_reports",
        "0009_coverage_kept",
        "0010_reminders_closed",
        "0011_rates_of_drafts",
        "0012_more_history",
        "0013_frozen_figures",
        "0014_settling_a_few",
        "0015_marks_and_directions",
        "0016_before_the_books",
        "0017_counts_with",
        "0018_counted_later",
    )
]

"""The migrations before these, which older databases have applied: each of those here stands for all of them."""

REPLACED = [
    ("enrolment", name)
    for name in (
        "0001_initial",
        "0002_row_level_security",
        "0003_roster_version",
        "0004_staged_elsewhere",
        "0005_fewer_indexes",
        "0006_elsewhere_by_index",
        "0007_uploads_are_about_people",
        "0008_any_roster",
        "0009_any_roster_rules",
        "0011_answers_for_rows",
        "0014_undo_in_full",
        "0015_cases_and_changes",
        "0016_city_files",
        "0017_office_of_a_row",
        "0018_undo_by_the_worker",
        "0019_revision_before_a_change",
        "0020_lookups_by_index",
        "0021_enrolment_and_reconciling",
        "0022_enrolment_and_reconciling_rules",
        "0023_participant_numbers",
        "0024_dated_guarantors",
        "0025_official_sheets",
        "0026_claims_in_full",
        "0027_identity_and_cards",
        "0028_whose_npp",
        "0030_month_of_a_decision",
        "0031_fewer_indexes_again",
        "0032_rules_make_their_arrays_once",
        "0033_one_index_for_spells",
        "0034_figures_of_claims",
        "0035_assessed_workers",
        "0036_terms_checked_by_worker",
    )
]

"""The migrations before these, which older databases have applied: each of those here stands for all of them."""

REPLACED = [
    ("agencies", name)
    for name in (
        "0001_initial",
        "0002_row_level_security",
        "0003_regions",
        "0004_cache_table",
        "0005_sequences",
        "0006_history_of_records",
        "0007_fewer_indexes",
        "0008_headcounts_of_the_city",
        "0009_enrolment_and_reconciling",
        "0010_history_of_groups",
        "0011_documents_and_demands",
        "0012_programmes_checked_by_group",
        "0013_lines_of_agencies",
    )
]

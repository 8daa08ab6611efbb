"""The places one acts for: front page, regions, the agencies of a region and their management, branches."""

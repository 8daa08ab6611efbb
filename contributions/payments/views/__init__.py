"""Pages of payments and of BPJS's bills."""

"""Pages of differences: for an agency, and for a branch over all its agencies."""

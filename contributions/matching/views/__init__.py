"""Pages of the three-way reconciliation."""

"""Pages of official sheets."""

"""Bad rows: one answer for all of a cause, dropping with a reason, and what still waits."""

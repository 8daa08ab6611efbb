"""An agency's months: what is owed, billed, paid, and the lines behind it."""

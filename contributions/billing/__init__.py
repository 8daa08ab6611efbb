"""What is owed, by whom, what was paid, what is missing."""

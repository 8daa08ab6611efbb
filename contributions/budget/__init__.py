"""What a year costs, and what if."""

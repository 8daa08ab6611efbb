"""Pages of reminders: the city's, and the agency's letters from its city."""

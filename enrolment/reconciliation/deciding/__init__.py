"""Deciding what differs: what each decision changes, doing it in sets, taking it back; asking the agency."""

"""Columns and values matched by hand: for one upload, and kept as the agency's profile for its next file."""

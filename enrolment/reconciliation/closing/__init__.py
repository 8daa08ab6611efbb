"""Closing an agency's month, and opening it again."""

"""Figures frozen at the end of a month: taken, read, compared with what is known now."""

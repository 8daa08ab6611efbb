"""Workbooks that come back to us: the form of an agency's list, and the rows that wait for a correction."""

"""Moves of many workers at once: submitted to BPJS, taken back, off the list; each can be undone."""

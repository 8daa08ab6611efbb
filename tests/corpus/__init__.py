"""Workbooks with the habits of real rosters, each with its truth (`python -m tests.corpus.build DIR`)."""

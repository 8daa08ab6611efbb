"""The score of the corpus: one line at the end of a test run, whichever processes ran its workbooks."""

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many workbooks were read or refused just as their truth says, of all that were tried."""
    tried, right = 0, Counter()  # type: ignore[var-annotated]
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            told = dict(getattr(report, "user_properties", ())).get("corpus")
            if told and report.when == "call":
                tried += 1
                right[told] += outcome == "passed"
    if tried:
        terminalreporter.write_line(
            f"corpus: {sum(right.values())} of {tried} workbooks read as their truth says "
            f"({right['read']} read, {right['refused']} refused)"
        )

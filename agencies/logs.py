"""What is written to logs: where and why something failed, never whose row it was."""

import logging
import re

# PostgreSQL says in DETAIL which key or row broke a rule, and in CONTEXT which line it was copying.
_ROWS = re.compile(r"^(DETAIL|CONTEXT): .*?(?=^\s*$|^Traceback |\Z)", re.M | re.S)


class WithoutRows(logging.Formatter):
    """Tracebacks without the parts of a database error that quote rows: identity numbers, names, wages."""

    def formatException(self, ei) -> str:
        return _ROWS.sub(r"\1: (left out)\n", super().formatException(ei)).rstrip()

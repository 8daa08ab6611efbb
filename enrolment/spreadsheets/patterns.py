"""Regular expressions compiled when first needed: most files need few, and that is start-up time."""

import re


class Pattern:
    """A regular expression that ignores case."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __getattr__(self, name: str):  # type: ignore[no-untyped-def]
        compiled = re.compile(self.text, re.IGNORECASE)
        for method in ("fullmatch", "match", "search", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

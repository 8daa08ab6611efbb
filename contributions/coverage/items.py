"""One thing to do, as the pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """What waits, the words on the button and where it leads ("" where one may only look)."""

    text: str
    action: str
    url: str
    icon: str

"""The code on a certificate: random, and read aloud or typed without mistaking one sign for another."""

import secrets

# Of each pair that looks alike (0 O, 1 I L, 2 Z, 5 S, 8 B) the letter is left out, and
# 0 and 1 as well; no U, which is heard as V.
ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
LENGTH = 20  # signs of 27: 95 bits
GROUP = 4


def new_code() -> str:
    """95 bits from the system's source of randomness."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def grouped(code: str) -> str:
    """`7KQ4-XH2M-…`, as it stands on paper."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def plain_code(typed: str) -> str | None:
    """What was typed or scanned as a code, or None where no certificate can bear it."""
    code = "".join(char for char in typed[:60].upper() if char not in " -.\u00a0\t")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None

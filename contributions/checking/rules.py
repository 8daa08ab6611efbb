"""A rule that the data keep, as a statement that finds whoever breaks it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Rule:
    """`sql` gives one text a violation: a code by which it can be looked up, never a name or an identity
    number. It may use %(agencies)s, %(regions)s (ids, arrays) and %(days)s, %(today)s."""

    name: str
    words: str | Promise
    sql: str


@dataclass(frozen=True)
class Result:
    """How many break a rule, and the first few of them."""

    name: str
    words: str
    violations: int
    first: tuple[str, ...] = ()

"""A sum of money in Indonesian words (terbilang), as it stands under a receipt."""

from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

LARGEST = Decimal(10) ** 15
"""Rupiah; no sum here comes near it."""


def terbilang(amount: Decimal | int) -> str:
    """`delapan ribu lima ratus lima rupiah dua puluh satu sen`; sen only where there are some.

    Rounded half up to the sen. ValueError for what is not below `LARGEST`.
    """
    if abs(amount) >= LARGEST:
        raise ValueError("no sum of money")
    sen = int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    rupiah, rest = divmod(abs(sen), 100)
    words = [f"{num2words(rupiah, lang='id')} rupiah"] if rupiah or not rest else []
    if rest:
        words.append(f"{num2words(rest, lang='id')} sen")
    return " ".join(["minus"] * (sen < 0) + words)


def sentence(amount: Decimal | int) -> str:
    """The same with a capital, for the line `Terbilang:`."""
    words = terbilang(amount)
    return words[:1].upper() + words[1:]

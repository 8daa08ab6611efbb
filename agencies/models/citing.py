"""How a document is named in a sentence: by what it calls itself, else by its kind, and its number. Pure."""

from django.utils.translation import gettext as _

DESIGNATIONS = (
    "undang-undang", "peraturan", "instruksi", "keputusan", "surat", "perjanjian", "nota", "perda", "perwal",
    "perbup",
)  # fmt: skip
"""What the title of an Indonesian document begins with where it says what it is."""


def parted(title: str) -> tuple[str, str]:
    """What a title says the document is, and what it is about: `Undang-Undang tentang Desa` is an
    `Undang-Undang` about `Desa`. A remark in brackets is neither. ("", title) where it does not say."""
    if not title.casefold().startswith(DESIGNATIONS):
        return "", title
    name, about, subject = title.partition(" tentang ")
    return (name, subject) if about else (title.partition(" (")[0], "")


def cited(title: str, kind: str, number: str) -> str:
    """`Undang-Undang Nomor 24 Tahun 2011`; `kind` where the title does not say what it is. A number without a
    digit (“not known yet”) is none, and one that the title has is not said twice."""
    name = parted(title)[0] or kind
    if not any(letter.isdigit() for letter in number) or number in name:
        return name
    if number.casefold().startswith("no"):
        return f"{name} {number}"
    return _("%(name)s No. %(number)s") % {"name": name, "number": number}

"""Handing a summary on by WhatsApp: a plain link, nothing is sent by us."""

import re
from urllib.parse import quote


def whatsapp_url(text: str, phone: str = "") -> str:
    """A wa.me address that opens WhatsApp with this text: to somebody's number, as written here (`0812…`), or
    to choose a receiver. No personal data in the text."""
    return f"https://wa.me/{_abroad(phone)}?text=" + quote(" ".join(text.split(" ")).strip(), safe="")


def _abroad(phone: str) -> str:
    """`62812…` of `0812…` or `+62812…`; nothing of what is no mobile number."""
    digits = re.sub(r"[^0-9]", "", phone)
    found = re.fullmatch(r"(?:62|0)(8[0-9]{7,12})", digits)
    return f"62{found[1]}" if found else ""

"""Handing a summary on by WhatsApp: a plain link, nothing is sent by us."""

from urllib.parse import quote


def whatsapp_url(text: str) -> str:
    """A wa.me address that opens WhatsApp with this text to choose a receiver. No personal data in it."""
    return "https://wa.me/?text=" + quote(" ".join(text.split(" ")).strip(), safe="")

"""Reading back what was set."""

import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, spaces as they are read."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [text.replace("\xa0", " ").replace("\r\n", " ") for text in found]

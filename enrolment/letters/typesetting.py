"""One paper set by a process of its own: `typesetting.py TEMPLATE`, what is given on standard input, the PDF
on standard output. Imports nothing but typst."""

import sys
from pathlib import Path

import typst


def pdf_of(template: Path, words: str) -> bytes:
    """A PDF, with the fonts that typst brings along; nothing is fetched, no font of the system. `words`: JSON
    that comes into the template as `sys.inputs.given`: data, never markup."""
    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"given": words},
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(Path(sys.argv[1]), sys.stdin.buffer.read().decode()))

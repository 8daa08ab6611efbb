"""Formulir 2a PU as a PDF with text: landscape, ruled, names wrapped, the heading on every page."""

import json
from collections.abc import Sequence

import typst

from contributions.demo.bills import Participant
from contributions.demo.layouts.bill import HEADING, NOTE, TITLE, block, rows

SOURCE = """
#let given = json(bytes(sys.inputs.given))
#set document(title: given.title, date: none)
#set page(paper: "a3", flipped: true, margin: 12mm, footer: align(right)[
  Halaman #context counter(page).display("1 dari 1", both: true)
])
#set text(size: 7pt, font: "Libertinus Serif", hyphenate: false)
#set par(leading: 0.4em)
#align(center, strong(given.title))
#grid(
  columns: 3,
  column-gutter: 6pt,
  row-gutter: 3pt,
  ..given.block.map(one => (one.at(0), [:], one.at(1))).flatten(),
)
#table(
  columns: (auto, auto, auto, auto, 84pt, auto, auto) + (auto,) * 2 + (1fr,) * 9,
  stroke: 0.4pt,
  inset: (x: 2.5pt, y: 2.2pt),
  align: (x, y) => horizon + if y == 0 { center } else if x > 6 { right } else { left },
  table.header(..given.heading.map(strong)),
  ..given.rows.flatten(),
)
#given.note
"""


def pdf(people: Sequence[Participant], npp: str, unit: str) -> bytes:
    """The bill on A3, with the fonts that typst brings along; the same people give the same bytes."""
    given = {
        "title": " - ".join(TITLE),
        "block": block(npp, unit),
        "heading": HEADING,
        "rows": rows(people),
        "note": NOTE,
    }
    return typst.compile(
        SOURCE.encode(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
        pdf_tags=False,  # BPJS's have none, and they take more room than the bill
    )

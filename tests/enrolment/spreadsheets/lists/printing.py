"""Bills as PDFs for tests, printed by typst: ruled or not, names wrapped, many pages."""

import json
from pathlib import Path

import typst

from ..books import Grid

_SOURCE = """
#let given = json(bytes(sys.inputs.given))
#set page(width: if given.turned { 210mm } else { 420mm }, height: if given.turned { 420mm } else { 210mm },
  margin: 10mm, footer: [Halaman #context counter(page).display()])
#set text(size: 7pt, font: "Libertinus Serif", hyphenate: false)
#set par(leading: 0.45em)
#let page-of(body) = if given.turned { rotate(-90deg, reflow: true, block(width: 400mm, body)) } else { body }
#show: page-of
#for text in given.over [#text \\ ]
#table(
  columns: given.columns.map(wide => if wide == "auto" { auto } else { eval(wide) }),
  stroke: if given.ruled { 0.4pt } else { none },
  inset: (x: 3pt, y: 2.4pt),
  align: (x, y) => (if x > 6 { right } else { left }) + eval(given.align),
  table.header(repeat: given.repeated, ..given.heading),
  ..given.body.flatten(),
)
\\*) Isian formulir ini sesuai dengan data yang dilaporkan
"""
COLUMNS = ["auto"] * 18


def printed(
    path: Path,
    grid: Grid,
    *,
    ruled: bool = True,
    repeated: bool = True,
    align: str = "top",
    columns=COLUMNS,
    turned: bool = False,
) -> Path:
    """Print a bill as `bills.bill` gives it: what stands over the heading, the heading, people and total."""
    at = next(i for i, row in enumerate(grid.rows) if row[:1] == ["No"])
    body = [row for row in grid.rows[at + 1 :] if len(row) > 5]
    given = {
        "over": ["  ".join(map(str, row)) for row in grid.rows[:at] if row],
        "heading": grid.rows[at],
        "body": [[str(cell) for cell in row] for row in body],
        "ruled": ruled,
        "turned": turned,
        "repeated": repeated,
        "align": align,
        "columns": list(columns),
    }
    path.write_bytes(
        typst.compile(
            _SOURCE.encode(), format="pdf", ignore_system_fonts=True, sys_inputs={"given": json.dumps(given)}
        )
    )
    return path

"""Why a list cannot be used: `Unreadable(code, params)`. What rosters are refused for counts here too.

Codes of their own:
- `no_table`: text, and no two rows with more than one cell
- `no_list_header` (sheets: how many look like a table): match the columns by hand
- `no_list_rows`: a header, and nobody under it
- `total_differs` (column, stated, summed; unread: how many cells of that column were not understood, cells:
  the first of them, with what was read; sheet, row of the footer): the rows do not add up to the footer, to
  the cent; the first column that does not, those with such cells before others.
  `more`: the other columns that do not
- `people_differ` (stated, counted): the file says how many people it lists, and has another number of rows
- `total_missing`: a bill in PDF without its "Jumlah Seluruhnya": cut off, or not read as it is printed
- `several_groups` (npps), `several_months` (months, as `2026-08`): one file, one group, one month
- `pdf_without_text` (pages): scanned
- `pdf_too_long` (pages, most)
"""

from ..refusals import Unreadable

__all__ = ["Unreadable"]

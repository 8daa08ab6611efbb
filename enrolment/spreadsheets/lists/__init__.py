"""BPJS's own lists -> rows: Formulir 2a, the portal's list of participants, any other by its header words.

`reader.read_list()` is the way in. Pure like the rest of `spreadsheets`, and read in the same kind of child
process; PDFs with text are read too (`pdf.py`).
"""

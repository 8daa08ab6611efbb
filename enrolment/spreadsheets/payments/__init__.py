"""Lists of payments: BPJS's own or a bank's, any workbook or CSV, read as rows of money.

Pure, as all of `enrolment.spreadsheets`; run in a process of its own (`child.py`), started by `reader.py`.
"""

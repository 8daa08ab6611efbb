"""Writes BPJS's lists of the trial's month: `python -m contributions.demo.formulir_2a [FOLDER]`.

They are committed, so the trial does not run this; a test sees to it that files and script agree.
"""

import sys
from pathlib import Path

from contributions.demo.bills import NPP, UNITS, participants, stories
from contributions.demo.layouts import bill, bill_pdf
from contributions.demo.layouts import participants as portal
from contributions.demo.people import FIXTURES

FILES = {
    "formulir-2a-dishub.xlsx": "dishub",
    "formulir-2a-dlh.pdf": "dlh",
    "formulir-2a-satpol-pp.xlsx": "satpol-pp",
    "formulir-2a-disperdaginkop-ukm.pdf": "disperdaginkop-ukm",
}
PARTICIPANTS = ("daftar-peserta-satpol-pp.xlsx", "satpol-pp")


def write(folder: Path) -> None:
    """Write all lists into a folder."""
    told = stories()
    for name, slug in FILES.items():
        people = told[slug].bill
        if name.endswith(".pdf"):
            (folder / name).write_bytes(bill_pdf.pdf(people, NPP[slug], UNITS[slug]))
        else:
            bill.workbook(people, NPP[slug], UNITS[slug]).save(folder / name)
    name, slug = PARTICIPANTS
    portal.workbook(participants(slug), NPP[slug]).save(folder / name)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else FIXTURES)

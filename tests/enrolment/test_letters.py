"""What all letters share."""

import resource

import pypdfium2
import pytest

from enrolment.letters.printing import SET_HERE, typeset

ROWS = "#let given = json(bytes(sys.inputs.given))\n#table(columns: 2, ..given.cells)"


@pytest.fixture
def template(tmp_path):
    made = tmp_path / "rows.typ"
    made.write_text(ROWS)
    return made


def seconds_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def last_page(paper: bytes) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return document[len(document) - 1].get_textpage().get_text_range()


def test_short_paper_is_set_at_once(template):
    before = seconds_of_children()
    assert "Budi" in last_page(typeset(template, {"cells": ["1", "Ani", "2", "Budi"]}))
    assert seconds_of_children() == before


def test_long_paper_is_set_by_a_process_of_its_own(template):
    before = seconds_of_children()
    cells = [*["1", "Ani " * 100] * (SET_HERE // 400), "2", "Budi – Ñ"]
    assert "Budi – Ñ" in last_page(typeset(template, {"cells": cells}))
    assert seconds_of_children() > before

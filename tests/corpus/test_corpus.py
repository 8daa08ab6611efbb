"""Every workbook of the corpus reads as its truth says, or is refused with its code."""

import pytest

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.refusals import Unreadable
from tests.enrolment.spreadsheets.books import read

from .case import misses
from .catalogue import catalogue

CASES = catalogue()


@pytest.mark.parametrize("name", CASES)
def test_workbook_reads_as_its_truth_says(name, tmp_path, record_property):
    case = CASES[name]
    record_property("corpus", "refused" if case.refused else "read")
    path = tmp_path / case.file
    case.write(path)
    if case.refused:
        with pytest.raises(Unreadable) as caught, reader.read(path) as reading:
            list(reading)
        assert caught.value.code == case.refused
    else:
        assert misses(case.truth, *read(path)) == []

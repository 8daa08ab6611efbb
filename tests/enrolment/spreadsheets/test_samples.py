"""The four samples read exactly as their truth says."""

import json
from pathlib import Path

import pytest

from .books import read

SAMPLES = Path(__file__).parent / "samples"
MISMATCH = {"nik_birth_mismatch", "nik_sex_mismatch"}


@pytest.mark.parametrize("truth_file", sorted(SAMPLES.glob("*.truth.json")), ids=lambda path: path.stem)
def test_sample_reads_as_its_truth_says(truth_file):
    truth = json.loads(truth_file.read_text())
    rows, _ = read(SAMPLES / truth["file"])
    assert [row["row_number"] for row in rows] == [want["row"] for want in truth["rows"]]
    for row, want in zip(rows, truth["rows"], strict=True):
        values = {field: row[field] for field in want["values"]}
        errors = sorted({p["code"] for p in row["problems"] if p["level"] == "error"})
        warnings = sorted({p["code"] for p in row["problems"]} & MISMATCH)
        assert (values, errors, warnings) == (want["values"], want["errors"], want["warnings"]), want["row"]
        assert row["has_errors"] is bool(errors)

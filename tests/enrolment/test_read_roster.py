"""`manage.py read_roster` as scripts and people use it: a process of its own, no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from enrolment import problems
from enrolment.management.commands.read_roster import as_json

SAMPLES = Path(__file__).parent / "spreadsheets" / "samples"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "manage.py", "read_roster", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
    )


def test_json_has_the_agreed_shape_and_needs_no_database():
    done = run(SAMPLES / "identity-numbers.xlsx", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["sheets"][0]["columns"] == {
        "nik": "C",
        "name": "B",
        "birth_place": "D",
        "birth_date": "E",
        "sex": "F",
        "position": "G",
        "wage": "H",
        "phone": "I",
    }
    assert answer["counts"] == {"read": 62, "valid": 41, "needs_fix": 20, "skipped": 1}
    assert answer["skipped"] == [{"sheet": "Data", "row": 1, "reason": "header"}]
    first, damaged = answer["rows"][0], answer["rows"][36]
    assert first["row"] == 2
    assert first["values"]["nik"] == "3673061611749001"
    assert first["values"]["email"] is None
    (problem,) = damaged["problems"]
    assert (problem["level"], problem["code"], problem["column"]) == ("error", "nik_damaged", "C")
    assert problem["read"] in problem["message"]


def test_words_for_people():
    done = run(SAMPLES / "title-and-signature.xlsx")
    assert done.returncode == 0
    assert "50" in done.stdout.splitlines()[0]
    assert "Sheet1" in done.stdout


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"PK\x03\x04", b"a;b\n1;2\n", None])
@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_unusable_file_ends_with_2_and_one_line(tmp_path, content, flags):
    path = tmp_path / "roster.xlsx"
    if content is not None:
        path.write_bytes(content)
    done = run(path, *flags)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {path}: ")
    assert "Traceback" not in line


def test_every_code_has_its_sentences():
    assert set(problems._WRONG) == set(problems._ADVICE)
    for code in problems._WRONG:
        sentence = problems.problem_sentence(code, "XYZ", {"row": 7, "sheet": "Data"})
        assert "%" not in sentence
        assert problems.problem_advice(code)
    for code in problems._REFUSED:
        assert "%" not in problems.refusal_sentence(code, {"megabytes": 50})


@pytest.mark.parametrize("language", ["id", "en"])
def test_sentences_are_in_the_active_language(language):
    with translation.override(language):
        said = problems.problem_sentence("nik_damaged", "3.67E+15")
    assert "3.67E+15" in said
    assert ("rusak oleh Excel" in said) is (language == "id")


def test_unread_values_are_null():
    row = dict.fromkeys(("sheet", "row_number", *problems.FIELD_LABELS)) | {"problems": []}
    answer = as_json([row], {"sheets": [], "skipped": [], "counts": {}})
    assert set(answer["rows"][0]["values"].values()) == {None}

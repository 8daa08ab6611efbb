"""The portal's list of participants, and others by their words or by columns matched by hand."""

import pytest

from enrolment.spreadsheets.lists.reader import look_at_list

from ..books import Grid, codes, xlsx
from .bills import billed, read

ROWS = billed(4)
HEADING = [
    "NO",
    "NPP",
    "BLTH",
    "NIK",
    "KPJ",
    "NAMA",
    "TGL LAHIR",
    "JENIS KELAMIN",
    "TGL KEPESERTAAN",
    "STATUS",
]
HEADING += ["TGL NON AKTIF", "UPAH"]


def body(status: str = "AKTIF", left: str = "") -> list[list[object]]:
    return [
        [
            n,
            "JJ000123",
            "08-2026",
            one.person.nik,
            one.kpj,
            one.person.name,
            f"{one.person.birth:%d-%m-%Y}",
            one.person.sex,
            f"{one.since:%d-%m-%Y}",
            status,
            left,
            f"{one.money['wage']:.0f}",
        ]
        for n, one in enumerate(ROWS, 1)
    ]


def test_participants_are_read_with_group_and_month_from_their_columns(tmp_path):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADING, *body()])))
    assert [(r["nik"], r["kpj"], r["name"], r["birth_date"], r["sex"], r["is_active"]) for r in rows] == [
        (o.person.nik, o.kpj, o.person.name, o.person.birth.isoformat(), o.person.sex, True) for o in ROWS
    ]
    assert (summary["kind"], summary["header"]["npp"], summary["header"]["month"]) == (
        "participants",
        "JJ000123",
        "2026-08",
    )


@pytest.mark.parametrize(
    ("status", "left", "active", "found"),
    [
        ("NON AKTIF", "31-07-2026", False, []),
        ("Non-Aktif", "", False, []),
        ("TIDAK AKTIF", "", False, []),
        ("AKTIF", "", True, []),
        ("", "31-07-2026", False, []),
        ("", "", True, []),
        ("menunggu", "", True, ["status_unknown"]),
    ],
)
def test_who_is_active_is_read_from_status_or_day_of_leaving(tmp_path, status, left, active, found):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([HEADING, *body(status, left)])))
    assert {row["is_active"] for row in rows} == {active}
    assert codes(rows[0]) == found


def test_row_without_readable_nik_is_kept_with_what_stood_there(tmp_path):
    people = body()
    people[0][3], people[1][3], people[1][4] = "36730105", "", ""
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADING, *people])))
    assert (rows[0]["nik"], rows[0]["nik_as_read"], codes(rows[0])) == (None, "36730105", ["nik_length"])
    assert codes(rows[1]) == ["kpj_missing", "nik_missing", "no_number"]
    assert summary["counts"] == {"rows": 4, "people": 4, "skipped": 1, "needs_fix": 2}


def test_columns_matched_by_hand_are_read(tmp_path):
    grid = Grid(
        [["DAFTAR"], ["a", "b", "c", "d"], *([o.person.name, o.person.nik, "x", "1.500,00"] for o in ROWS)]
    )
    path = xlsx(tmp_path / "a.xlsx", grid)
    seen = look_at_list(path, {"header_row": 2})
    assert (seen["shown"]["letters"], seen["shown"]["fields"]) == (["A", "B", "C", "D"], {})
    matching = {"header_row": 2, "columns": {"name": "A", "nik": ["B"], "wage": "D"}}
    rows, summary = read(path, matching=matching)
    assert [(r["nik"], r["name"], r["wage"], r["row"]) for r in rows] == [
        (o.person.nik, o.person.name, "1500.00", n) for n, o in enumerate(ROWS, 3)
    ]
    assert summary["kind"] == "other"

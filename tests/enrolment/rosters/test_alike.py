"""Spellings close to one another are suggested, posts that differ by a number are not."""

import pytest

from enrolment.rosters.matching.alike import suggestions


@pytest.mark.parametrize(
    ("often", "rare"),
    [
        ("Petugas Kebersihan", "PETUGAS KEBERSIHAN"),
        ("Petugas Kebersihan", "Petugas  Kebersihan."),
        ("Petugas Kebersihan", "Petugas Kebersihn"),
        ("Petugas Kebersihan", "Petugas Kebresihan"),
        ("Petugas Kebersihan", "Petugas Kebersihann"),
        ("Operator Komputer", "Operator Komputar"),
        ("T.U.", "TU"),
    ],
)
def test_slip_is_suggested_to_be_the_frequent_spelling(often, rare):
    assert suggestions([(rare, 1), (often, 9)]) == {rare: often}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Staf I", "Staf II"),
        ("Operator 1", "Operator 2"),
        ("Kelompok Kerja A", "Kelompok Kerja B"),
        ("Sopir", "Supir"),
        ("Pengemudi", "Pengawas"),
        ("Petugas Kebersihan", "Petugas Keamanan"),
    ],
)
def test_different_posts_are_left_alone(one, other):
    assert suggestions([(one, 5), (other, 4)]) == {}

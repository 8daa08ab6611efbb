"""Texts that mean harm: one cell without end, one line without end, tags in tags in tags."""

from pathlib import Path

LINE = b"1;Ujang Contoh;3673010107709001\n"
HEAD = b"NO;NAMA;NIK\n" + LINE


def _written(path: Path, *pieces: bytes) -> Path:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


def wide_line(path: Path) -> Path:
    """Ten million columns in one line."""
    return _written(path, HEAD, b"a;" * 10_000_000)


def wide_empty_line(path: Path) -> Path:
    """Ten million empty columns in one line."""
    return _written(path, HEAD, b";" * 10_000_000, b"\n", LINE.replace(b"9001", b"9002"))


def long_cell(path: Path) -> Path:
    """One cell of 50 MB."""
    return _written(path, HEAD, b"2;" + b"a" * 49_000_000 + b";x\n")


def open_quote(path: Path) -> Path:
    """A quotation mark that is never closed."""
    return _written(path, HEAD, b'2;"Siti;3673010107709002\n', LINE * 1000)


def endless_quote(path: Path) -> Path:
    """The same with 50 MB behind it."""
    return _written(path, HEAD, b'2;"Siti;3673010107709002\n', LINE * 1_500_000)


def no_break(path: Path) -> Path:
    """50 MB without a line break."""
    return _written(path, b"NO NAMA NIK " * 4_000_000)


def nested_tags(path: Path) -> Path:
    """Ten million tags in one another."""
    return _written(path, b"<html><table><tr><td>NAMA<td>NIK", b"<div>" * 9_900_000)


def nested_tables(path: Path) -> Path:
    """Three million tables in one another."""
    return _written(path, b"<html><table><tr><td>NAMA<td>NIK", b"<table><tr><td>" * 3_000_000)


def wide_spans(path: Path) -> Path:
    """Cells that each span thousands of columns and rows."""
    return _written(path, b"<html><table>", b"<tr><td rowspan=9999 colspan=9999>NAMA NIK" * 200_000)


def laughs(path: Path) -> Path:
    """Endless entities in HTML."""
    kinds = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    text = f"<!DOCTYPE html [{kinds}]><table><tr><td>NAMA &k;<td>NIK</table>"
    return _written(path, text.encode())


def half_a_tag(path: Path) -> Path:
    """A tag that never ends, of 50 MB."""
    return _written(path, b"<html><table><tr><td>NAMA<td>NIK<td a=", b"'\"<" * 16_000_000)


def unclosed_comments(path: Path) -> Path:
    """Comments that begin again and again, and never end."""
    return _written(path, b"<html><table><tr><td>NAMA<td>NIK", b"<!--" * 12_000_000)

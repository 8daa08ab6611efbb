"""Archives written byte by byte: parts of any size at no cost, and directories that lie about them."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One part: `head`, then `chunk` so many `times`, then `tail`; `claims` is the size it says it has."""

    name: str
    head: bytes = b""
    chunk: bytes = b""
    times: int = 0
    tail: bytes = b""
    claims: int | None = None


def write(path: Path, parts: list[Part]) -> Path:
    """An archive of these parts, each chunk deflated only once."""
    directory = b""
    with path.open("wb") as file:
        for part in parts:
            packed, crc, size = _deflated(part)
            size = size if part.claims is None else part.claims
            name = part.name.encode()
            fields = struct.pack("<5HIIIHH", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0)
            at = file.tell()
            file.write(b"PK\x03\x04" + fields + name + packed)
            directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
            directory += struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        start = file.tell()
        file.write(directory)
        count = len(parts)
        file.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0))
    return path


def _deflated(part: Part) -> tuple[bytes, int, int]:
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = squeeze.compress(part.head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    middle = squeeze.compress(part.chunk) + squeeze.flush(zlib.Z_FULL_FLUSH)
    packed += middle * part.times
    packed += squeeze.compress(part.tail) + squeeze.flush()
    crc = zlib.crc32(part.head)
    for _ in range(part.times):
        crc = zlib.crc32(part.chunk, crc)
    crc = zlib.crc32(part.tail, crc)
    return packed, crc, len(part.head) + len(part.chunk) * part.times + len(part.tail)

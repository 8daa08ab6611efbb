"""Large lists as CSV: made and read in no time."""

from tests.enrolment.rosters.books import BORN


def people(count: int, *, position: str = "Pengatur", start: int = 0) -> bytes:
    """A list of so many people with valid identity numbers, the same for the same `start`."""
    lines = ["NAMA;NIK;TGL LAHIR;JABATAN"]
    for number in range(start, start + count):
        nik = f"{367301 + number // 1000:06d}{BORN:%d%m%y}{9000 + number % 1000:04d}"
        lines.append(f"Pegawai {number};{nik};{BORN:%d-%m-%Y};{position}")
    return "\r\n".join(lines).encode()

"""Which machine was measured."""

import os
from pathlib import Path


def machine() -> str:
    """The processor's name, how many of it, and the memory, as far as the system tells."""
    cpu = next(_values("/proc/cpuinfo", "model name"), "unknown processor")
    memory = int(next(_values("/proc/meminfo", "MemTotal"), "0 kB").split()[0]) // 2**20
    return f"{os.cpu_count()} x {cpu}, {memory} GiB"


def _values(path: str, key: str):
    if Path(path).exists():
        for line in Path(path).read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == key:
                yield value.strip()

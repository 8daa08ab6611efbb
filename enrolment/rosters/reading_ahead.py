"""Rows read on while earlier ones are stored: the reading process and the database work side by side."""

import contextlib
import queue
import threading
from collections.abc import Iterable, Iterator

PORTION = 4 * 2**20
"""Bytes that are stored at once: some 20,000 rows."""
_AHEAD = 128  # chunks of at most 64 KiB kept in memory while the database is busy


def portions(chunks: Iterable[bytes], size: int = PORTION) -> Iterator[bytes]:
    """The same lines (COPY text, chunks cut anywhere) in whole-line portions of about `size` bytes."""
    kept, length = [], 0
    for chunk in _ahead(chunks):
        kept.append(chunk)
        length += len(chunk)
        if length >= size and b"\n" in chunk:
            head, _, rest = b"".join(kept).rpartition(b"\n")
            yield head + b"\n"
            kept, length = [rest], len(rest)
    if length:
        yield b"".join(kept)


def _ahead(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, taken by a thread of its own; what it raises is raised here. Who stops asking stops it."""
    waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
    enough = threading.Event()

    def take() -> None:
        end: BaseException | None = None
        try:
            for chunk in chunks:
                _put(waiting, chunk, enough)
                if enough.is_set():
                    return
        except BaseException as error:  # a parser's panic too: the reader of the queue decides
            end = error
        _put(waiting, end, enough)

    thread = threading.Thread(target=take, name="reading ahead", daemon=True)
    thread.start()
    try:
        while (found := waiting.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        enough.set()
        thread.join()


def _put(waiting: queue.Queue, item: bytes | BaseException | None, enough: threading.Event) -> None:
    while not enough.is_set():
        with contextlib.suppress(queue.Full):
            waiting.put(item, timeout=0.1)
            return

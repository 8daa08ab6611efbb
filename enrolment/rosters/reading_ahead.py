"""Rows read on while earlier ones are stored: the reading process and the database work side by side."""

import contextlib
import queue
import threading
from collections.abc import Generator, Iterable, Iterator

PORTION = 4 * 2**20
"""Bytes that are stored at once: some 20,000 rows."""
_AHEAD = 32  # chunks of at most 256 KiB kept in memory while the database is busy


def portions(chunks: Iterable[bytes], size: int = PORTION) -> Iterator[Iterator[bytes]]:
    """The same lines (COPY text, chunks cut anywhere) in portions of whole lines, of about `size` bytes.

    A portion comes piece by piece; it is to be used up before the next one is asked for.
    """
    coming = _ahead(chunks)
    try:
        kept = next(coming, None)
        while kept is not None:
            rest: list[bytes] = []
            yield _portion(kept, coming, size, rest)
            kept = rest[0] if rest else None
    finally:
        coming.close()


def _portion(piece: bytes | None, coming: Iterator[bytes], size: int, rest: list[bytes]) -> Iterator[bytes]:
    """Pieces up to the end of a line, at or after `size` bytes; what stands behind it goes into `rest`."""
    length = 0
    while piece is not None:
        length += len(piece)
        if length >= size and b"\n" in piece:
            head, _, left = piece.rpartition(b"\n")
            yield head + b"\n"
            more = left or next(coming, None)
            rest.extend([more] if more is not None else [])
            return
        yield piece
        piece = next(coming, None)


def _ahead(chunks: Iterable[bytes]) -> Generator[bytes]:
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

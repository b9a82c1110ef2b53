"""Gzip, opened as a stream that refuses to expand without bound."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Protocol

from dateline.errors import ReadError
from dateline.reading.limits import EXPANSION_GRACE, HEAD_BYTES, MAX_EXPANSION

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31  # zlib's code for "gzip header and trailer, largest window"


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = ..., /) -> bytes | None:
        """At most ``size`` bytes, b"" at the end."""


class Rejoined(io.RawIOBase):
    """A stream whose first bytes have been looked at already: ``head``, then the rest of ``stream``."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        """True: it is there to be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the buffer as far as one step goes; 0 at the end."""
        target = memoryview(buffer).cast("B")
        piece: bytes | memoryview
        if self._head:
            piece, self._head = self._head[: len(target)], self._head[len(target) :]
        else:
            piece = self._stream.read(len(target)) or b""
        target[: len(piece)] = piece
        return len(piece)


class GzipStream(io.RawIOBase):
    """The unpacked bytes of a gzip stream of one or many members (``.warc.gz`` has one per record).

    Raises ReadError, naming ``item``, when the data end early, are damaged, or expand more than ``MAX_EXPANSION`` times. Bytes after the
    last member are left out, as gzip itself does.
    """

    def __init__(self, item: str, stream: Readable) -> None:
        self._item = item
        self._stream = stream
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._packed = b""
        self._taken = 0
        self._given = 0
        self._within_member = False

    def readable(self) -> bool:
        """True: it is there to be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the buffer as far as one step goes; 0 at the end."""
        target = memoryview(buffer).cast("B")
        piece = self._unpack(len(target)) if len(target) else b""
        target[: len(piece)] = piece
        return len(piece)

    def _unpack(self, size: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._stream.read(HEAD_BYTES) or b""
                self._taken += len(self._packed)
                if not self._packed:
                    if self._within_member:
                        raise ReadError(self._item, "gzip data end early: the file is cut short; fetch or copy it again")
                    return b""
            if not self._within_member and not self._enter_member():
                return b""
            try:
                piece = self._member.decompress(self._packed, size)
            except zlib.error as problem:
                raise ReadError(self._item, f"gzip data are damaged ({problem}); fetch or copy the file again") from problem
            if self._member.eof:
                self._packed = self._member.unused_data
                self._within_member = False
            else:
                self._packed = self._member.unconsumed_tail
            self._given += len(piece)
            if self._given > max(EXPANSION_GRACE, MAX_EXPANSION * (self._taken - len(self._packed))):
                raise ReadError(
                    self._item,
                    f"gzip data expand more than {MAX_EXPANSION} times; no news text does. If it is genuine, unpack it first and read that",
                )
            if piece:
                return piece

    def _enter_member(self) -> bool:
        """Starts the next member; false where only padding or foreign bytes are left."""
        self._packed = self._packed.lstrip(b"\0")
        while len(self._packed) < len(GZIP_MAGIC):
            more = self._stream.read(HEAD_BYTES) or b""
            if not more:
                break
            self._taken += len(more)
            self._packed = (self._packed + more).lstrip(b"\0")
        if not self._packed.startswith(GZIP_MAGIC):
            self._packed = b""
            return False
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._within_member = True
        return True


class _Broken:
    """What is left of a stream that failed: the failure, at the place where it happened."""

    def __init__(self, problem: ReadError) -> None:
        self._problem = problem

    def read(self, size: int = -1, /) -> bytes:
        raise self._problem


def looked_into(stream: Readable, size: int = HEAD_BYTES) -> tuple[bytes, io.BufferedReader]:
    """The first ``size`` bytes of a stream (all, where it has fewer) and a buffered stream that still begins with them.

    A stream that fails after some bytes fails at that place again, so that what stands before it can still be read.
    """
    head = bytearray()
    while len(head) < size:
        try:
            piece = stream.read(size - len(head))
        except ReadError as problem:
            if not head:
                raise
            stream = _Broken(problem)
            break
        if not piece:
            break
        head += piece
    return bytes(head), io.BufferedReader(Rejoined(bytes(head), stream), HEAD_BYTES)

"""WARC, the archive format of web crawls: every HTML page that a server answered with is a report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.charset import declared_charset, decode
from dateline.reading.drafts import Draft, Skipped
from dateline.reading.html_page import page_draft
from dateline.reading.limits import MAX_ITEM_BYTES, MEBIBYTE

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import WarcRecord

    from dateline.reading.access import Source

_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml")


class _Forward:
    """A stream as fastwarc wants it: read, and a position that is counted, for seeking back is not to be had."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        # One read of what lies below, so that bytes before a failure are not lost with it; a negative size is never asked for.
        piece = self._stream.read1(size)
        self._position += len(piece)
        return piece

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        raise io.UnsupportedOperation("this stream is only read forward")

    def close(self) -> None:
        """The stream is its opener's to close."""


def read_warc(source: Source) -> Iterator[Draft | Skipped]:
    """The HTML pages of an archive in its order; other records (images, redirects, errors, requests) are passed over.

    The time of the crawl is not taken for the time of publication. Raises ReadError where the archive holds no page.
    """
    number = 0
    for record in _records(source):
        if not _is_page(record):
            continue
        number += 1
        item = f"{source.name}#{number}"
        try:
            data = _body(item, record)
            if not data.strip():
                raise ReadError(item, "is an empty page; expected HTML with a report in it")
            charset = record.http_charset or "" if record.is_http else ""
            text, note = decode(data, charset or declared_charset(data))
            address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            yield page_draft(item, text, url=address, format="warc", notes=(note,) if note else ())
        except ReadError as problem:
            yield Skipped(problem.item, problem.reason)
    if not number:
        raise ReadError(source.name, "is a WARC archive without an HTML page; expected response records of type text/html")


def _records(source: Source) -> Iterator[WarcRecord]:
    """The archive's responses and resources. Raises ReadError where its structure is damaged."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    records = ArchiveIterator(_Forward(source.stream), record_types=wanted, parse_http=True, strict_mode=False)
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except (OSError, ValueError) as problem:
            raise ReadError(source.name, f"is damaged as a WARC archive ({problem}); fetch or copy it again") from problem
        yield record


def _is_page(record: WarcRecord) -> bool:
    """Whether a record is an HTML page as a server sent it."""
    if not record.is_http:
        return (record.headers.get("Content-Type") or "").lower().startswith(_PAGE_TYPES)
    return record.http_headers.status_code == 200 and (record.http_content_type or "").lower().startswith(_PAGE_TYPES)


def _body(item: str, record: WarcRecord) -> bytes:
    """The page's bytes, transfer and content encodings undone. Raises ReadError for records too large or cut short."""
    expected = record.content_length
    if expected > MAX_ITEM_BYTES:
        raise ReadError(item, f"is a page of more than {MAX_ITEM_BYTES // MEBIBYTE} MiB, more than any report; look at it by hand")
    data = record.reader.read(MAX_ITEM_BYTES)
    if len(data) < expected:
        raise ReadError(item, f"is cut short ({len(data)} of {expected} bytes are there); fetch or copy the archive again")
    if record.is_http:
        if "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower():
            data = _decoded(item, "chunked", data)
        for encoding in reversed((record.http_headers.get("Content-Encoding") or "").lower().replace(" ", "").split(",")):
            if encoding:
                data = _decoded(item, encoding, data)
    return data


def _decoded(item: str, encoding: str, data: bytes) -> bytes:
    """The bytes with one encoding undone, bounded. Crawlers often undo it and leave the header: then the bytes are what they are."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    stream = io.BytesIO(data)
    reader: WarcReader
    try:
        if encoding == "chunked":
            if not data[:1].isalnum():
                return data
            reader = ChunkedReader(stream)
        elif encoding in ("gzip", "x-gzip"):
            if not data.startswith(b"\x1f\x8b"):
                return data
            reader = GzipReader(stream)
        elif encoding == "deflate":
            reader = GzipReader(stream, zlib=True)
        elif encoding == "br":
            reader = BrotliReader(stream)
        elif encoding == "zstd":
            reader = ZstdReader(stream)
        else:
            return data
        pieces = bytearray()
        while piece := reader.read(MEBIBYTE):
            pieces += piece
            if len(pieces) > MAX_ITEM_BYTES:
                raise ReadError(item, f"unpacks to more than {MAX_ITEM_BYTES // MEBIBYTE} MiB, more than any report; look at it by hand")
    except (OSError, ValueError, EOFError) as problem:
        raise ReadError(item, f"its {encoding} encoding is damaged ({problem}); fetch or copy the archive again") from problem
    return bytes(pieces)

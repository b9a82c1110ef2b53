"""Fetching one URL, when the user passes one: http and https only, bounded in size, time and hops."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import IO
from urllib.parse import urlsplit

from dateline.errors import ReadError
from dateline.reading.limits import FETCH_DEADLINE, FETCH_TIMEOUT, MAX_ITEM_BYTES, MAX_REDIRECTS, MEBIBYTE

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the bytes as sent (perhaps gzip), the address after redirects and the charset it declares."""

    data: bytes
    url: str
    charset: str


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to http and https alone."""

    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError(f"the server sends on to {newurl[:200]!r}, which is neither http nor https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str) -> Page:
    """The page at a URL. Raises ReadError, naming the URL, for other schemes, refusals, silence, and answers over the size limit."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError as problem:
        raise ReadError(url[:200], f"is no address ({problem}); expected one like https://example.org/a") from problem
    if scheme.lower() not in ("http", "https"):
        raise ReadError(url[:200], "only http and https addresses are read; for a file give its path")
    try:
        release = version("dateline")
    except PackageNotFoundError:
        release = "0"
    try:
        request = urllib.request.Request(url, headers={"User-Agent": f"dateline/{release}", "Accept-Encoding": "gzip"})
    except ValueError as problem:
        raise ReadError(url[:200], f"is no address that can be fetched ({problem}); expected one like https://example.org/a") from problem
    opener = urllib.request.OpenerDirector()  # not build_opener, which would bring handlers for file:, ftp: and data: along
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    deadline = time.monotonic() + FETCH_DEADLINE
    try:
        answer = opener.open(request, timeout=FETCH_TIMEOUT)
        if answer is None:
            raise ReadError(url, "the server's answer cannot be followed; try the address in a browser and save the page")
        with answer:
            headers: Message = answer.headers
            return Page(_within_bounds(url, answer, deadline), answer.geturl(), headers.get_content_charset("") or "")
    except urllib.error.HTTPError as problem:
        problem.close()
        raise ReadError(url, f"the server answered {problem.code} {problem.reason}; expected a page") from problem
    except (OSError, http.client.HTTPException, ValueError) as problem:  # ValueError: a malformed address or port
        reason = getattr(problem, "reason", problem)
        raise ReadError(url, f"could not be fetched ({reason}); check the address and the connection") from problem


def _within_bounds(url: str, answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """The body of an answer, in pieces, so that neither a flood nor a trickle holds us."""
    data = bytearray()
    while piece := answer.read1(_PIECE):
        data += piece
        if len(data) > MAX_ITEM_BYTES:
            raise ReadError(url, f"answers with more than {MAX_ITEM_BYTES // MEBIBYTE} MiB; download it and give the file")
        if time.monotonic() > deadline:
            raise ReadError(url, f"took longer than {FETCH_DEADLINE:.0f} seconds; download it and give the file")
    return bytes(data)

"""Smaller answers, where that tells nobody anything: docs/decisions/compression.md.

How long a compressed answer is depends on what stands in it twice. Whoever may choose a part of a page and see its
length can so guess another part (BREACH). Only pages in which a visitor chose nothing are compressed.
"""

import gzip
import struct
import zlib
from dataclasses import dataclass

from flask import Flask, Response, request, session

from .links import redact

LEAST = 1000  #: bytes that are worth it
LEVEL = 4  #: 0.1 ms of CPU for a page of 23 kB, which becomes 7; level 6 takes twice as long for 2 % less
TYPES = frozenset({"text/html", "text/css", "text/javascript", "application/javascript", "application/json"})
#: what a visitor's session may hold: the token that is in the page, and that nobody can ask for piece by piece
OF_ANYBODY = frozenset({"csrf_token"})


def init_app(app: Flask) -> None:
    """Compress what may be, for browsers that ask for it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in TYPES or not _harmless(response):
            return response
        response.vary.add("Accept-Encoding")
        if response.status_code != 200 or request.method != "GET" or not request.accept_encodings.quality("gzip"):
            return response
        if "Content-Encoding" in response.headers or (response.content_length or LEAST) < LEAST:
            return response
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) >= LEAST:
            response.set_data(gzip.compress(data, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            etag, _weak = response.get_etag()
            if etag:
                response.set_etag(etag, weak=True)  # the same content in other bytes
        return response


@dataclass(frozen=True)
class Piece:
    """A long part of a page that is the same for everybody, compressed once."""

    plain: bytes
    deflated: bytes

    @classmethod
    def of(cls, text: str) -> "Piece":
        """Compressed so that other pieces may stand before and after it."""
        plain = text.encode()
        return cls(plain, _deflated(plain, 9, zlib.Z_FULL_FLUSH))


def _deflated(plain: bytes, level: int, end: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(plain) + packer.flush(end)


def page_around(piece: Piece, head: str, tail: str) -> Response:
    """A page whose long part is compressed already: the rest is put around it, in one stream (RFC 1952)."""
    first, last = head.encode(), tail.encode()
    whole = first + piece.plain + last
    response = Response(whole, mimetype="text/html")
    if request.method != "GET" or not _harmless(response) or not request.accept_encodings.quality("gzip"):
        return response
    pieces = (
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff",
        _deflated(first, LEVEL, zlib.Z_FULL_FLUSH),
        piece.deflated,
        _deflated(last, LEVEL, zlib.Z_FINISH),
        struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF),
    )
    response.set_data(b"".join(pieces))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _harmless(response: Response) -> bool:
    """Whether the answer is a file of the application, or a page for anybody in which the visitor chose nothing."""
    if request.endpoint == "static":
        return True
    personal = redact(request.path) != request.path  # a key stands in the address
    return not (personal or request.query_string or response.is_streamed) and set(session) <= OF_ANYBODY

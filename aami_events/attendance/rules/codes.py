"""Codes that people read aloud: of the ticket, and of the desk for a day."""

import base64
import hmac
import re

#: letters of base 32 that are read for others, and digits that base 32 has not
_CLEAR = str.maketrans("OIL", "890")


def read_aloud(digest: bytes) -> str:
    """Eight signs in two groups, forty bits of a digest."""
    signs = base64.b32encode(digest).decode()[:8].translate(_CLEAR)
    return f"{signs[:4]} {signs[4:]}"


def same_code(given: str, right: str) -> bool:
    """Whether somebody typed this code, however they group it and whatever they take a zero for."""
    return hmac.compare_digest(_plain(given).replace("O", "0").encode(), _plain(right).encode())


def ticket_code(given: str) -> str:
    """The code in what was scanned or typed: the code itself, or what an address ends with."""
    last = given.strip()[:500].rstrip("/").rsplit("/", 1)[-1].rsplit("=", 1)[-1]
    return _plain(last)[:12]


def _plain(text: str) -> str:
    return re.sub(r"[\s\-–]", "", text).upper()[:40]

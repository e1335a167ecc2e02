"""E-mail addresses as mail servers know them, and numbers as people write them."""

import re

#: characters of the longest address
MOST_ADDRESS = 320
_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f,;<>\"()]+@[^@\s\x00-\x1f\x7f,;<>\"().]+(\.[^@\s\x00-\x1f\x7f,;<>\"().]+)+")
_NUMBER = re.compile(r"\+?[\d\s().,x#-]{7,40}")


def ascii_domain(domain: str) -> str:
    """A domain as every server knows it (IDNA 2008): "été.ca" is "xn--t-9fab.ca". ValueError if it is none."""
    if domain.isascii():
        return domain
    import idna

    return idna.encode(domain, uts46=True).decode("ascii")


def plain_before_at(address: str) -> bool:
    """Whether every server takes what stands before the @; many refuse letters beyond ASCII there (RFC 6531)."""
    return address.rpartition("@")[0].isascii()


def is_whole_address(text: str) -> bool:
    """Whether it looks like one e-mail address that every server can write to: something, an @, a domain with a dot."""
    if not _ADDRESS.fullmatch(text) or not plain_before_at(text):
        return False
    try:
        ascii_domain(text.rpartition("@")[2])
    except ValueError:  # no name that a domain may have
        return False
    return True


def is_number(text: str) -> bool:
    """Whether it looks like a number that one can write text messages to, or call, however people group it."""
    return _NUMBER.fullmatch(text) is not None

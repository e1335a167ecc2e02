"""E-mail addresses as mail servers know them, and numbers as people write them."""

import re

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


def is_number(text: str) -> bool:
    """Whether it looks like a number that one can write text messages to, or call, however people group it."""
    return _NUMBER.fullmatch(text) is not None

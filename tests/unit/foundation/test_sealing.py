"""What only the holder of a secret can read."""

import base64

import pytest

from aami_events.foundation.sealing import fingerprint, new_secret, seal, unseal

PLAIN = "Élise a besoin d'une interprétation en LSQ"


@pytest.mark.parametrize("plain", ["", PLAIN, "\x00" * 200_000, "ᐊᓚᓱᐊ 🎬"])
def test_with_its_secret_it_is_what_it_was(plain):
    secret = new_secret()
    sealed = seal("draft", secret, plain)
    assert unseal("draft", secret, sealed) == plain and sealed.isascii()
    assert b"LSQ" not in base64.b64decode(sealed)


def test_sealed_twice_it_looks_different():
    secret = new_secret()
    assert seal("draft", secret, PLAIN) != seal("draft", secret, PLAIN)
    assert new_secret() != new_secret() and len(new_secret()) == 43


def test_nothing_else_opens_it():
    secret = new_secret()
    sealed = seal("draft", secret, PLAIN)
    assert unseal("draft", new_secret(), sealed) is None
    assert unseal("letter", secret, sealed) is None, "another purpose is another key"
    assert unseal("draft", fingerprint("draft", secret), sealed) is None, "what it is found by opens nothing"
    raw = base64.b64decode(sealed)
    for place in (0, 12, len(raw) - 1):
        changed = bytearray(raw)
        changed[place] ^= 1
        assert unseal("draft", secret, base64.b64encode(changed).decode()) is None
    for short in ("", sealed[:4], sealed[:16], sealed[:28], "é", "no Base64"):
        assert unseal("draft", secret, short) is None


def test_a_fingerprint_is_of_one_purpose():
    assert fingerprint("a", "secret") != fingerprint("b", "secret")
    assert fingerprint("a", "secret") == fingerprint("a", "secret") and len(fingerprint("a", "secret")) == 64

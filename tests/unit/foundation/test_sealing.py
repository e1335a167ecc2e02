"""What only the holder of a secret can read."""

import pytest

from aami_events.foundation.sealing import fingerprint, new_secret, seal, unseal

PLAIN = "Élise a besoin d'une interprétation en LSQ".encode()


@pytest.mark.parametrize("plain", [b"", PLAIN, b"\x00" * 200_000])
def test_with_its_secret_it_is_what_it_was(plain):
    secret = new_secret()
    sealed = seal("draft", secret, plain)
    assert unseal("draft", secret, sealed) == plain
    assert plain[:20] not in sealed or not plain


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
    for place in (0, 12, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert unseal("draft", secret, bytes(changed)) is None
    for short in (b"", sealed[:5], sealed[:12], sealed[:20]):
        assert unseal("draft", secret, short) is None


def test_a_fingerprint_is_of_one_purpose():
    assert fingerprint("a", "secret") != fingerprint("b", "secret")
    assert fingerprint("a", "secret") == fingerprint("a", "secret") and len(fingerprint("a", "secret")) == 64

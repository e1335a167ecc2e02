"""What only the holder of a secret can read: AES-256-GCM, under a key derived from the secret for one purpose."""

import base64
import hashlib
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


def new_secret() -> str:
    """256 bits that nobody guesses, to stand in an address."""
    return secrets.token_urlsafe(32)


def fingerprint(purpose: str, secret: str) -> str:
    """What a secret can be found by, 64 hexadecimal digits; it opens nothing."""
    return hashlib.sha256(f"{purpose}:{secret}".encode()).hexdigest()


def _cipher(purpose: str, secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode()))


def seal(purpose: str, secret: str, plain: str) -> str:
    """`plain`, for whoever has the secret, in Base64; sealed twice it looks different."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + _cipher(purpose, secret).encrypt(nonce, plain.encode(), purpose.encode())).decode()


def unseal(purpose: str, secret: str, sealed: str) -> str | None:
    """What was sealed, or None with another secret, for another purpose, or when a bit of it was changed."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        return _cipher(purpose, secret).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        return None

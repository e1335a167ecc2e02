"""Signed links and public addresses.

A link's token says (id, version) and its purpose; a token made for one purpose is no good for another, and a raised
version ends every older link. Nothing in it is secret, everything in it is signed.
"""

import functools
import hmac
import json
import os
import pathlib
import re
import secrets

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

#: what stands behind these address parts is a key: it is not written to logs
_SECRET_PARTS = re.compile(
    r"(/(?:registrations|groups|invitations|drafts|surveys|sign-in/link|jobs|privacy/requests|programme/mine|committees/invitation|letters/refuse|[a-z]{2}/proposals)/)[^/?\s\"]+"
)


@functools.lru_cache(64)
def _signer(secret: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"link:{purpose}")


def sign(purpose: str, *facts: int | str) -> str:
    """A token for an address; `facts` are whole numbers and short texts."""
    return str(_signer(current_app.config["SECRET_KEY"], purpose).dumps(list(facts)))


def unsign(purpose: str, token: str) -> list[int | str] | None:
    """The facts signed into `token`, or None if it was not made here for this purpose."""
    if len(token) > 400:
        return None
    try:
        facts = _signer(current_app.config["SECRET_KEY"], purpose).loads(token)
    except BadData:
        return None
    return facts if isinstance(facts, list) else None


def digest(purpose: str, *facts: int | str) -> bytes:
    """32 bytes that follow from the facts and from the key of this installation, and from nothing else that is kept."""
    key, said = current_app.config["SECRET_KEY"], json.dumps([purpose, *facts])
    return hmac.digest(str(key).encode(), said.encode(), "sha256")


def public_url(endpoint: str, **values: object) -> str:
    """The full address of a page, from PUBLIC_URL, whatever host the request named; `lang` must be among `values`."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path


def redact(line: str) -> str:
    """`line` without the keys that stand in addresses."""
    return _SECRET_PARTS.sub(r"\1…", line)


def redact_address(address: str) -> str:
    """An address without its keys and without what was asked for: a query may hold somebody's name."""
    path, mark, _query = address.partition("?")
    return redact(path) + (mark and "?…")


def secret_key(folder: pathlib.Path) -> str:
    """The installation's key: made once with mode 0600, then read by every process, also by two that start at once."""
    path = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"secret-key.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # atomic, and never replaces
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()

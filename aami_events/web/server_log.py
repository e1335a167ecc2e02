"""What the web server writes to its logs: no key of a personal link, and nothing that was asked for by name.

`supervise` names this class to gunicorn. A query may hold a person's name, an address the key to somebody's page.
"""

from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

from ..foundation.links import redact_address


class ServerLog(Logger):
    """gunicorn's own, with addresses redacted."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """The values of the common formats; single headers and variables, as %({x}i)s, are not to be had."""
        found: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = redact_address(quote(environ.get("PATH_INFO", "").encode("latin-1", "replace")))
        query = "?…" if environ.get("QUERY_STRING") else ""
        protocol = environ.get("SERVER_PROTOCOL")
        shown = {"r": f"{environ.get('REQUEST_METHOD')} {path}{query} {protocol}", "U": path, "q": query[1:]}
        shown["f"] = redact_address(str(found["f"]))
        return {name: value for name, value in found.items() if not name.startswith("{")} | shown

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """An error under way; gunicorn names the address."""
        super().exception(msg, *(redact_address(one) if isinstance(one, str) else one for one in args), **kwargs)

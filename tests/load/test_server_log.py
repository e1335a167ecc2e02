"""What the web server that `./run` starts writes about requests."""

import asyncio
import re

import pytest

from aami_events import supervise
from tests.load import harness
from tests.load.harness import eventually

pytestmark = pytest.mark.load


def test_no_key_and_no_query_is_in_the_access_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the very options that the supervisor gives."""
    started: list[list[str]] = []
    monkeypatch.setenv("AAMI_ACCESS_LOG", "1")
    monkeypatch.setattr(supervise, "_check_free", lambda *_: None)
    monkeypatch.setattr(supervise.Supervisor, "run", lambda self: started.append(list(self._web)) or 0)
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1")
    assert supervise.main() == 0
    options = " ".join(started[0][started[0].index("--logger-class") : -1])
    assert "--access-logfile -" in options
    installation = harness.shared("sqlite").new(GUNICORN_CMD_ARGS=options)
    with harness.Server(installation) as server:

        async def look() -> None:
            browser = harness.Browser(server.port)
            await browser.get("/fr/registrations/c2VjcmV0.key/change")
            await browser.get("/fr/%72egistrations/c2VjcmV0.key?who=Zo%C3%A9")
            await browser.get("/fr/?q=Tremblay")

        asyncio.run(look())
        eventually(lambda: "GET /fr/?…" in server.log.read_text())
        log = server.log.read_text()
    assert len(re.findall(r"GET /fr/registrations/…", log)) == 2
    assert re.findall("c2VjcmV0|Tremblay|Zo|who=|q=", log) == []

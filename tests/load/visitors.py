"""The crowd: browsers that keep cookies, people who read a form, keep what is hidden in it, and send it."""

import asyncio
import html
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: str
    seconds: float

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', self.body)
        return {name: html.unescape(value) for name, value in found}


class Browser:
    """One person's browser: keeps cookies; a connection a request, so that none is ever sent twice unnoticed."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    async def get(self, path: str) -> Answer:
        """GET."""
        return await self._ask("GET", path)

    async def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """POST a form."""
        return await self._ask("POST", path, urlencode(fields, doseq=True).encode())

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        begun = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            whole = await reader.read()
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError(f"{method} {path}: no answer") from error
        finally:
            writer.close()
        return self._read(head, whole, time.perf_counter() - begun)

    def _read(self, head: str, body: bytes, seconds: float) -> Answer:
        first, *lines = head.split("\r\n")
        headers: dict[str, str] = {}
        for line in filter(None, lines):
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return Answer(int(first.split()[1]), headers, body.decode(), seconds)


def person(number: int, **more: Any) -> dict[str, Any]:
    """What the n-th person fills in."""
    return {
        "name": f"Élise Nº {number}",
        "email": f"elise.{number}@example.org",
        "language": ("fr", "en")[number % 2],
        "category": "general",
        **more,
    }


@dataclass
class Visit:
    """A person in front of the filled form."""

    browser: Browser
    fields: dict[str, Any]

    async def send(self, path: str) -> Answer | Exception:
        """Press the button; what came, or what went wrong on the way."""
        try:
            return await self.browser.post(path, self.fields)
        except OSError as error:
            return error


async def visit(port: int, path: str, fields: dict[str, Any]) -> Visit:
    """Read the form and fill it in."""
    browser = Browser(port)
    page = await browser.get(path)
    if page.status != 200:
        raise AssertionError(f"GET {path}: {page.status}")
    return Visit(browser, page.hidden() | fields)


async def arrive(port: int, path: str, people: Iterable[dict[str, Any]], together: int = 16) -> list[Visit]:
    """All read the form, a few at a time."""
    gate = asyncio.Semaphore(together)

    async def one(fields: dict[str, Any]) -> Visit:
        async with gate:
            return await visit(port, path, fields)

    return list(await asyncio.gather(*map(one, people)))


async def press(path: str, visits: Iterable[Visit]) -> list[Answer | Exception]:
    """All press the button at the same moment."""
    start = asyncio.Event()

    async def one(who: Visit) -> Answer | Exception:
        await start.wait()
        return await who.send(path)

    tasks = [asyncio.create_task(one(who)) for who in visits]
    start.set()
    return list(await asyncio.gather(*tasks))


def crowd(port: int, path: str, people: Iterable[dict[str, Any]]) -> list[Answer | Exception]:
    """People who read the form, and then all send it at the same moment; their answers in order."""

    async def all_of_it() -> list[Answer | Exception]:
        return await press(path, await arrive(port, path, people))

    return asyncio.run(asyncio.wait_for(all_of_it(), 120.0))


def errors(answers: Iterable[Answer | Exception]) -> list[str]:
    """Everything that is not a way on to one's own page."""
    found = []
    for answer in answers:
        if isinstance(answer, Exception):
            found.append(repr(answer))
        elif answer.status != 302 or "/registrations/" not in answer.headers.get("location", ""):
            found.append(f"{answer.status} {answer.headers.get('location', '')}")
    return found

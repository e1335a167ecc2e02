"""Journeys: a real Chromium, a real installation (gunicorn, consumer, database) and a mail server that keeps letters.

Each worker has one installation a database, with the plan and the demo. Tests share it: each invents its own people.
Whatever a test does, every page it opens is watched: no address elsewhere, no failed request, no error in the console,
no violated policy.
"""

import contextlib
import email.message
import io
import pathlib
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from aami_events.foundation import qr
from aami_events.foundation.i18n import gettext, pgettext, speaking
from tests.faults.mailroom import Post
from tests.load.harness import Installation, Process, Server, eventually, postgresql

HERE = pathlib.Path(__file__).parent
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
CUT = "net::ERR_INTERNET_DISCONNECTED"
#: the ticket that the camera of these browsers sees
TICKET = "QRCAMERA"
AXE = Axe()

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that is here needs Chromium."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Debian's Chromium without its windows, which asks nobody for anything, with a camera that sees a ticket."""
    seen = tmp_path_factory.mktemp("camera") / "ticket.mjpeg"
    seen.write_bytes(photo(TICKET) * 4)
    quiet = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update"]
    quiet += ["no-sandbox", "disable-sync", "disable-dev-shm-usage"]
    quiet += ["use-fake-device-for-media-stream", "use-fake-ui-for-media-stream"]
    quiet += [f"use-file-for-fake-video-capture={seen}"]
    here = {"executable_path": "/usr/bin/chromium-headless-shell", "headless": True}
    return {**browser_type_launch_args, **here, "args": [f"--{name}" for name in quiet]}


def photo(code: str) -> bytes:
    """A code on a table, as a JPEG of a camera's size."""
    table, held = Image.new("L", (640, 480), 128), io.BytesIO()
    table.paste(Image.open(io.BytesIO(qr.png(code, scale=10))), (160, 70))
    table.convert("RGB").save(held, "JPEG", quality=90)
    return held.getvalue()


# --- The installation -----------------------------------------------------------------------------------------------
@dataclass
class Site:
    """An installation at work, and the letters that it sent."""

    installation: Installation
    server: Server
    post: Post

    @property
    def url(self) -> str:
        """Where it is served, without a slash at the end."""
        return f"http://127.0.0.1:{self.server.port}"

    def flask(self, *arguments: str) -> str:
        """What `flask …` printed."""
        return self.installation.flask(*arguments)

    def letters(self, to: str, subject: str = "") -> list["Letter"]:
        """The letters that came for an address so far, those about `subject`, oldest first."""
        mine = [Letter(mail) for mail in list(self.post.room.arrived) if mail["To"] == to]
        return [letter for letter in mine if subject in str(letter.mail["Subject"])]

    def letter(self, to: str, subject: str) -> "Letter":
        """The newest letter for an address about `subject`; waits until there is one."""
        return eventually(lambda: self.letters(to, subject), 20)[-1]


@dataclass
class Letter:
    """A letter as it came."""

    mail: email.message.EmailMessage

    def body(self, kind: str) -> str:
        """Its text, "plain" or "html"."""
        part = self.mail.get_body((kind,))
        assert part is not None, f"no {kind} body"
        return str(part.get_content())

    def part(self, kind: str) -> email.message.EmailMessage:
        """Its only part of a type, as image/png."""
        (found,) = [part for part in self.mail.walk() if part.get_content_type() == kind]
        assert isinstance(found, email.message.EmailMessage)
        return found

    @property
    def link(self) -> str:
        """The one address in its text that is not that of a text of the event."""
        (found,) = re.findall(r"https?://\S+(?<!/code_of_conduct)(?<!/care_protocol)(?=\s|$)", self.body("plain"))
        return str(found)


def said_in(language: str) -> Callable[..., str]:
    """The interface's words in a language, by their English: tests keep up when somebody words them better."""

    def said(message: str, context: str = "", **values: Any) -> str:
        with speaking(language):
            return pgettext(context, message, **values) if context else gettext(message, **values)

    return said


@contextlib.contextmanager
def open_site(kind: str, folder: pathlib.Path) -> Iterator[Site]:
    """Prepare the database with the demo, and start everything."""
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{folder / 'aami.db'}"
        if kind == "postgresql":
            url = stack.enter_context(database_on(stack.enter_context(postgresql())))
        post = Post()
        stack.callback(post.close)
        installation = Installation(kind, folder, url, {"AAMI_DEMO": "1", "SMTP_URL": post.url})
        installation.flask("ops", "prepare")
        server = stack.enter_context(Server(installation, workers=1))
        stack.enter_context(Process("consumer", installation, ["-m", "flask", "--app", "app", "ops", "consume"]))
        yield Site(installation, server, post)


@contextlib.contextmanager
def database_on(server: str) -> Iterator[str]:
    """The address of a database of our own on a PostgreSQL server."""
    url, name = make_url(server), "aami_journeys"
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    drop = text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    with admin.connect() as connection:
        connection.execute(drop)
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(drop)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """The installation on a kind of database, opened when first asked for."""
    made: dict[str, Site] = {}
    # In a thread: Playwright has an event loop in this one, beside which no other may be run.
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(1) as thread:

        def find(kind: str) -> Site:
            if kind not in made:
                folder = tmp_path_factory.mktemp(f"site-{kind}")
                made[kind] = thread.submit(stack.enter_context, open_site(kind, folder)).result()
            return made[kind]

        yield find


@pytest.fixture
def site(sites: Callable[[str], Site], database: str) -> Site:
    """The installation; `@pytest.mark.databases` says on what, usually SQLite."""
    return sites(database)


# --- The browser ----------------------------------------------------------------------------------------------------
@dataclass
class Watch:
    """What must not happen on any page."""

    home: str
    found: list[str] = field(default_factory=list)
    complaints: list[tuple[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        """Look at everything that this context does."""
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"error in a script: {error.error}"))
        tell = "e => console.error('policy', e.violatedDirective, e.blockedURI)"
        context.add_init_script(f"addEventListener('securitypolicyviolation', {tell})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:")):
            self.found.append(f"asked for elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # a download, or a search that typing went on from; or a test has cut the network
        if request.failure not in ("net::ERR_ABORTED", CUT):
            self.found.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and not response.request.is_navigation_request()):
            self.found.append(f"{response.status}: {response.url}")
        elif response.status >= 400:
            self.refused.add(response.url.partition("#")[0])

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append((message.text, message.location["url"]))

    @property
    def faults(self) -> list[str]:
        """Everything found; that a page answers 422 to a wrong form is no fault, though Chromium says so."""
        said = [
            f"console: {words} ({url})"
            for words, url in self.complaints
            if not (
                words.startswith("Failed to load resource") and (CUT in words or url.partition("#")[0] in self.refused)
            )
        ]
        return self.found + said


@pytest.fixture
def arrive(new_context: Callable[..., BrowserContext], site: Site) -> Iterator[Callable[..., Page]]:
    """arrive("en", phone=True, scripts=False, dark=True, zone="America/Iqaluit"): an empty page in a browser."""
    watch = Watch(site.url)

    def someone(
        language: str = "fr",
        *,
        phone: bool = False,
        scripts: bool = True,
        dark: bool = False,
        zone: str = "America/Halifax",
    ) -> Page:
        context = new_context(
            base_url=site.url,
            locale=f"{language}-CA",
            timezone_id=zone,
            viewport=PHONE if phone else WIDE,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        watch.over(context)
        return context.new_page()

    yield someone
    faults = "\n".join(watch.faults)
    assert not faults, f"{faults}\n{site.server.log.read_text()[-3000:] if '500: ' in faults else ''}"


@pytest.fixture
def page(arrive: Callable[..., Page]) -> Page:
    """A wide screen, in French."""
    return arrive()


@pytest.fixture
def phone(arrive: Callable[..., Page]) -> Page:
    """A phone without JavaScript, in French."""
    return arrive(phone=True, scripts=False)


def follow(link: Locator) -> None:
    """Click it and arrive: a click alone comes back while the page that it leads to is on its way."""
    with link.page.expect_navigation():
        link.click()


# --- What is asked of every page ------------------------------------------------------------------------------------
def axe_clean(page: Page, *, contrast_only: bool = False) -> None:
    """No rule of WCAG 2.2 AA that a program can check is broken, and no good practice missed.

    Contrast, by far the dearest rule, is looked at on French pages: colours do not depend on the language.
    """
    page.wait_for_load_state()  # before its style has come, a page is there, and has other sizes
    contrast = "/en/" not in page.url
    if contrast_only and not contrast:
        return
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.axe_script)
    only = {"type": "rule", "values": [CONTRAST]} if contrast_only else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "rules": {CONTRAST: {"enabled": contrast}}, "resultTypes": ["violations"]}
    options["iframes"] = False  # a letter is shown in one that talks to nobody
    found = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    told = [f"{rule['id']}: {rule['help']} {[node['target'][0] for node in rule['nodes'][:4]]}" for rule in found]
    assert not told, f"{page.url} {page.viewport_size}\n" + "\n".join(told)


def no_sideways(page: Page) -> None:
    """Nobody has to scroll sideways on the narrowest phone, nor on a wide screen at 200 %."""
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    for width, scale in ((320, 1), (640, 2)):
        metrics = {"width": width, "height": 720, "deviceScaleFactor": scale, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", metrics)
        wide, parts = page.evaluate("""() => {
            const page = document.documentElement, name = (e) => `${e.tagName}.${e.getAttribute("class") ?? ""}`;
            if (page.scrollWidth <= page.clientWidth) return [innerWidth, []];
            const over = (e) => e.getBoundingClientRect().right > page.clientWidth || e.scrollWidth > page.clientWidth;
            const wide = [...document.querySelectorAll("body *")].filter(over).map(name);
            return [innerWidth, [`${page.scrollWidth} px`, ...wide]];
        }""")
        assert wide == width, "the screen is not as wide as it should be"
        assert not parts, f"{page.url} scrolls sideways at {width} px: {parts[:6]}"
    session.detach()


def good(page: Page, *, scripts: bool = True) -> None:
    """As it is now, and no wider than its screen.

    Where scripts are off no timer runs, and axe would wait for ever: what it would find is found with them.
    """
    if scripts:
        axe_clean(page)
    no_sideways(page)


def good_in_every_look(page: Page) -> None:
    """Wide and on a phone; dark, which changes colours, and so contrast, only; and nothing sticks out."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    axe_clean(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    axe_clean(page)
    page.emulate_media(color_scheme="dark")
    axe_clean(page, contrast_only=True)
    page.emulate_media(color_scheme="light")
    no_sideways(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


@pytest.fixture
def administrator(arrive: Callable[..., Page], site: Site, signed_in: dict[str, Any]) -> Callable[[str], Page]:
    """administrator("en"): a page of somebody who signed in earlier, once for all tests that only look at pages."""

    def someone(language: str) -> Page:
        page = arrive(language)
        if site.url in signed_in:
            page.context.add_cookies(signed_in[site.url])
        else:
            sign_in(page, language=language)
            signed_in[site.url] = page.context.cookies()
        return page

    return someone


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of the administrator, by site."""
    return {}


def sign_in(page: Page, who: str = "Administration", language: str = "fr") -> Page:
    """One click, as the demo offers it on this machine."""
    page.goto(f"/{language}/sign-in")
    page.get_by_role("button", name=who).click()
    expect(page).to_have_url(re.compile(rf"/{language}/organise/$"))
    return page

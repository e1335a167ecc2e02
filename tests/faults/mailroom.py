"""A mail server in this process that does what a test tells it to, and applications to write letters for it."""

import asyncio
import email
import email.policy
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP  # type: ignore[import-untyped]

from aami_events.application import create_app
from aami_events.events.queries import find_event
from aami_events.foundation import outbox
from aami_events.foundation.bilingual import Written
from aami_events.mailings import service as mailings
from aami_events.registration import service
from tests.load.harness import EVENT, person


@dataclass
class Mailroom:
    """What came, and what is answered to it.

    `say` maps (command, argument) to an answer, or to nothing for the usual one; it may wait on `hold`.
    """

    arrived: list[EmailMessage] = field(default_factory=list)
    say: Callable[[str, str], str | None] = lambda command, argument: None
    #: the command to hang on, until `go`
    hold_at: str | None = None
    held: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    async def _answer(self, command: str, argument: str, letter: EmailMessage | None = None) -> str:
        answer = self.say(command, argument) or "250 OK"
        if letter is not None and answer.startswith("2"):
            self.arrived.append(letter)
        if self.hold_at == command:
            self.hold_at = None
            self.held.set()
            while not self.go.is_set():
                await asyncio.sleep(0.01)
        return answer

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, name: str, answers: list[str]) -> list[str]:
        session.host_name = name
        await self._answer("EHLO", name)
        return answers

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = await self._answer("MAIL", address)
        if answer.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = await self._answer("RCPT", address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        return await self._answer("DATA", envelope.rcpt_tos[0], letter)

    @property
    def ids(self) -> list[str]:
        """Message-IDs, as the letters came."""
        return [str(letter["Message-ID"]) for letter in self.arrived]

    @property
    def recipients(self) -> list[str]:
        """To whom they went."""
        return [str(letter["To"]) for letter in self.arrived]


class Post:
    """A mailroom on a port of its own, in a thread of its own."""

    def __init__(self) -> None:
        self.room = Mailroom()
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(self.loop.create_server(self._talk, "127.0.0.1", 0))
        self.port = int(self.server.sockets[0].getsockname()[1])
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def _talk(self) -> SMTP:
        return SMTP(self.room, hostname="mailroom.test", loop=self.loop)

    def close(self) -> None:
        """No more letters."""
        self.room.go.set()
        self.loop.call_soon_threadsafe(self._end)
        self.thread.join(10)
        self.loop.close()

    def _end(self) -> None:
        self.server.close()
        tasks = asyncio.gather(*asyncio.all_tasks(self.loop), return_exceptions=True)
        tasks.cancel()
        tasks.add_done_callback(lambda _: self.loop.stop())


class House:
    """The application of an installation, in this process: to register people and to look at the outbox."""

    def __init__(self, environ: dict[str, str], **settings: Any) -> None:
        names = ("INSTANCE_DIR", "DATABASE_URL", "PUBLIC_URL")
        given = {name: environ[name] for name in names} | {"JOBS_URL": f"sqlite:///{environ['INSTANCE_DIR']}/jobs.db"}
        given["AAMI_RATE_LIMITS"] = False  # the limiter is one for all applications of a process
        self.app = create_app(given | settings)

    def register(self, *numbers: int) -> None:
        """These people are registered, each with a letter."""
        with self.app.app_context():
            event = find_event(EVENT)
            assert event
            event_id = event.id
            for number in numbers:
                entry = {name: value for name, value in person(number).items() if name != "category"}
                service.register(event_id, service.Entry(**entry))

    def write_to_all(self, subject: str) -> None:
        """A letter to everyone who is registered is about to go."""
        with self.app.app_context():
            event = find_event(EVENT)
            assert event
            said = Written(subject, subject)
            number = mailings.begin(event.id, mailings.MailingEntry(subject=said, body=said))
            mailings.plan(number, base=1)

    def flask(self, *arguments: str) -> str:
        """What `flask …` printed, without the second that a process of its own takes to start."""
        done = self.app.test_cli_runner().invoke(args=arguments)
        assert done.exit_code == 0, (arguments, done.output, done.exception)
        return done.output

    def deliver(self) -> int:
        """What the consumer does when it is nudged; how many letters went."""
        with self.app.app_context():
            return outbox.deliver()

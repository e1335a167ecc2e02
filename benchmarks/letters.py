"""A letter to 5,000 people: `python -m benchmarks.letters [sqlite] [postgresql]`.

What writing the copies costs, what composing and sending them costs the consumer, and whether everyone has theirs when
the consumer is killed twice on the way.
"""

import collections
import email.policy
import sys
import time
from email.parser import BytesHeaderParser

from aami_events.application import create_app
from aami_events.events.queries import find_event
from aami_events.foundation.bilingual import Written
from aami_events.foundation.jobs import perform
from aami_events.mailings import service
from aami_events.mailings.service.sending import SEND
from tests.load.harness import KINDS, Installation, Process, eventually

from .attendees import multiply
from .common import EVENT, Letterbox, demo, show

PEOPLE, CLAIM = 5_000, 5
CONSUME = ["-m", "flask", "--app", "app", "ops", "consume"]
STATES = "SELECT state, count(*) FROM outbox WHERE kind = 'mailings.letter' GROUP BY state"
BODY = Written(
    "Bonjour {nom},\n\nOn se voit à {où}, {quand}.\n\n- Par la cour\n- Repas à midi\n\n[Ma page]({mon_inscription})",
    "Hello {name},\n\nSee you at {where}, {when}.\n\n- By the yard\n- Lunch at noon\n\n[My page]({my_registration})",
)


class Heard(Letterbox):
    """Which letters came, and how often."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: collections.Counter[str] = collections.Counter()

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        """One more, perhaps once more."""
        content: bytes = envelope.content  # type: ignore[attr-defined]
        head = BytesHeaderParser(policy=email.policy.compat32).parsebytes(content)
        self.ids[str(head["Message-ID"])] += 1
        return await super().handle_DATA(server, session, envelope)


def main() -> None:
    """The table, for each database."""
    for kind in sys.argv[1:] or KINDS:
        with demo(kind) as installation:
            _measure(installation, Heard())


def _measure(installation: Installation, letterbox: Heard) -> None:
    multiply(installation, PEOPLE)
    installation.rows("UPDATE registrations SET state = 'confirmed'")
    installation.rows("UPDATE outbox SET state = 'sent'")
    names = ("INSTANCE_DIR", "DATABASE_URL", "PUBLIC_URL")
    app = create_app({name: installation.environ[name] for name in names} | {"JOBS_URL": "memory://"})
    with app.app_context():
        event = find_event(EVENT)
        assert event is not None
        entry = service.MailingEntry(subject=Written("Avis", "Notice"), body=BODY)
        number = service.begin(event.id, entry)
        service.plan(number, base=1)
    begun, started = time.process_time(), time.perf_counter()
    written = perform(app, SEND)
    spent, waited = time.process_time() - begun, time.perf_counter() - started
    kind = installation.kind
    show(f"{kind}: copies written for {written} people, CPU s / s", f"{spent:.2f} / {waited:.2f}", "<= 2 CPU")
    installation.more |= {"SMTP_URL": letterbox.url, "OUTBOX_CLAIM_SECONDS": str(CLAIM)}
    cpu = 0.0
    for share in (0.3, 0.6, 1.0):
        with Process("consumer", installation, CONSUME) as consumer:
            before = consumer.cpu()
            eventually(lambda share=share: _gone(installation) >= share * written, 600)  # type: ignore[misc]
            cpu += consumer.cpu() - before
            if share < 1:
                consumer.kill()
    twice = sum(count - 1 for count in letterbox.ids.values())
    show(f"{kind}: the consumer killed twice: letters that came / more than once", f"{len(letterbox.ids)} / {twice}")
    show(f"{kind}: a letter composed and sent, CPU ms", f"{cpu / written * 1000:.1f}")


def _gone(installation: Installation) -> int:
    return dict(installation.rows(STATES)).get("sent", 0)


if __name__ == "__main__":
    main()

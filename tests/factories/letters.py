"""Letters of the kind "test.letter", their rows, and a mail server for them."""

import datetime as dt
import email
import email.policy
import socket

from sqlalchemy import select, update

from aami_events.foundation import clock, outbox
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter

FROM, TO = "inscription@aami.example", "ariane@centre.example"


def queue(recipient=TO, language="fr", **facts):
    with transaction():
        outbox.queue("test.letter", recipient, language, facts, subject=("test", 1), scope=("event", 2))


def rows():
    db.session.rollback()
    return list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def put(row_id, **facts):
    with transaction():
        db.session.execute(update(OutboxLetter).where(OutboxLetter.id == row_id).values(**facts))


def past(**span):
    return clock.real_now() - dt.timedelta(**span)


class Mailbox:
    """A mail server's mind: what it received, and how it answers."""

    def __init__(self):
        self.letters, self.refused, self.after_data = [], {}, "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.after_data.startswith("250"):
            self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.after_data


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

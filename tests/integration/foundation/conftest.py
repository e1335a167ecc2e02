"""Somebody who writes letters, and somebody who takes them."""

import pytest
from aiosmtpd.controller import Controller

from aami_events.foundation.i18n import current_language
from aami_events.foundation.outbox import COMPOSERS, Attachment, Letter
from tests.factories.letters import Mailbox, free_port


@pytest.fixture
def composer(monkeypatch):
    """Somebody who writes letters of the kind "test.letter"."""

    def write(facts):
        if facts.get("broken"):
            raise ZeroDivisionError("nothing to say")
        word = {"fr": "Bonjour", "en": "Hello"}[current_language()]
        attachments = (
            Attachment("billet.png", "image/png", b"\x89PNG", inline="ticket"),
            Attachment("rencontre.ics", "text/calendar", b"BEGIN:VCALENDAR", parameters={"method": "PUBLISH"}),
        )
        return Letter(
            f"{word},\nça va", f"{word} – texte", f"<p>{word}</p>", attachments if facts.get("ticket") else ()
        )

    monkeypatch.setitem(COMPOSERS, "test.letter", write)


@pytest.fixture
def mailbox(app):
    made = Mailbox()
    controller = Controller(made, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{controller.port}"
    app.config["SMTP_TIMEOUT"] = 5.0
    yield made
    controller.stop()

"""Letters: rows first, then claimed, composed, sent and marked."""

import contextlib
import datetime as dt
import socket

import pytest

from aami_events.foundation import clock as house_clock
from aami_events.foundation import outbox
from aami_events.foundation.database import transaction
from tests.factories.letters import FROM, TO, free_port, past, put, queue, rows

pytestmark = pytest.mark.usefixtures("inside", "composer")
only_sqlite = pytest.mark.databases("sqlite")


# --- Rows -----------------------------------------------------------------------------------------------------------
def test_a_letter_is_written_with_its_cause_and_nudged_after_it(app, monkeypatch):
    nudged = []
    monkeypatch.setitem(app.extensions, "jobs", lambda name, *ids: nudged.append(name))
    with transaction():
        outbox.queue("test.letter", TO, "fr", {}, subject=("test", 1))
        assert nudged == []
    assert ([row.state for row in rows()], nudged) == (["waiting"], ["outbox.deliver"])


def test_a_letter_disappears_with_its_cause(app, monkeypatch):
    nudged = []
    monkeypatch.setitem(app.extensions, "jobs", lambda name, *ids: nudged.append(name))
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.queue("test.letter", TO, "fr", {}, subject=("test", 1))
        raise ZeroDivisionError
    assert (rows(), nudged) == ([], [])


def test_a_letter_needs_a_cause():
    with pytest.raises(RuntimeError):
        outbox.queue("test.letter", TO, "fr", {}, subject=("test", 1))


def test_withdrawn_letters_are_those_that_have_not_gone():
    for _ in range(3):
        queue()
    put(2, state="sent")
    put(3, subject_id=2)
    with transaction():
        outbox.withdraw(("test", 1))
    assert [row.id for row in rows()] == [2, 3]


# --- A server -------------------------------------------------------------------------------------------------------
def test_delivered_and_marked(mailbox):
    queue(ticket=True)
    queue("léo@centre.example", language="en")
    assert outbox.deliver() == 2
    first, second = mailbox.letters
    assert (first["To"], first["Subject"]) == (TO, "Bonjour, ça va")
    assert FROM in first["From"]
    assert (first["Content-Language"], first["Auto-Submitted"]) == ("fr-CA", "auto-generated")
    assert (second["Subject"], second["Content-Language"]) == ("Hello, ça va", "en-CA")
    assert first.get_body(("plain",)).get_content().strip() == "Bonjour – texte"
    assert first.get_body(("html",)).get_content().strip() == "<p>Bonjour</p>"
    kinds = [part.get_content_type() for part in first.walk()]
    assert ("image/png" in kinds, "text/calendar" in kinds) == (True, True)
    assert [part["Content-ID"] for part in first.walk() if part["Content-ID"]] == ["<ticket>"]
    for row in rows():
        assert (row.state, row.claimed_until, row.error) == ("sent", None, None)
        assert row.sent_at
    assert (rows()[0].text, rows()[0].html) == ("Bonjour – texte", "<p>Bonjour</p>")
    assert outbox.deliver() == 0


def test_the_same_message_id_on_the_second_sending(mailbox):
    queue()
    queue()
    outbox.deliver()
    outbox.send_again(1)
    assert outbox.deliver() == 1
    first, other, again = [letter["Message-ID"] for letter in mailbox.letters]
    assert first == again != other
    assert first.startswith("<outbox-1.") and first.endswith("@evenements.example>")


def test_answers_go_where_they_are_set_to_go(app, mailbox):
    app.config["MAIL_REPLY_TO"] = "equipe@aami.example"
    queue()
    outbox.deliver()
    assert mailbox.letters[0]["Reply-To"] == "equipe@aami.example"


def test_more_than_one_batch(mailbox, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    for _ in range(5):
        queue()
    assert (outbox.deliver(), len(mailbox.letters)) == (5, 5)


def test_without_a_mail_server_letters_wait():
    queue()
    assert outbox.deliver() == 0
    assert (rows()[0].state, rows()[0].attempts) == ("waiting", 0)


def test_a_server_that_refuses_the_recipient(mailbox):
    mailbox.refused["personne@centre.example"] = "550 5.1.1 no such person"
    queue("personne@centre.example")
    queue()
    assert outbox.deliver() == 1
    refused, sent = rows()
    assert (refused.state, refused.error, refused.claimed_until) == ("failed", "550 5.1.1 no such person", None)
    assert sent.state == "sent"
    assert outbox.deliver() == 0, "a failed letter is not tried again by itself"


def test_a_server_that_says_later_about_a_recipient(mailbox):
    mailbox.refused[TO] = "451 4.7.1 greylisted"
    queue()
    assert outbox.deliver() == 0
    row = rows()[0]
    assert (row.state, row.error, row.claimed_until) == ("waiting", "451 4.7.1 greylisted", None)
    assert house_clock.real_now() < row.next_try_at < house_clock.real_now() + dt.timedelta(minutes=1, seconds=1)
    mailbox.refused.clear()
    put(1, next_try_at=past(seconds=1))
    assert outbox.deliver() == 1
    assert (rows()[0].state, rows()[0].error) == ("sent", None)


@pytest.mark.parametrize(("answer", "state"), [("451 4.3.0 try later", "waiting"), ("554 5.7.1 spam", "failed")])
@only_sqlite
def test_a_server_that_refuses_the_letter(mailbox, answer, state):
    mailbox.after_data = answer
    queue()
    assert outbox.deliver() == 0
    assert (rows()[0].state, rows()[0].error, mailbox.letters) == (state, answer, [])


@only_sqlite
def test_given_up_after_twelve_times(mailbox):
    mailbox.after_data = "451 4.3.0 try later"
    queue()
    put(1, attempts=outbox.ATTEMPTS - 1)
    outbox.deliver()
    assert rows()[0].state == "failed"


def test_a_server_that_hangs(app):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        app.config["SMTP_TIMEOUT"] = 0.3
        queue()
        assert outbox.deliver() == 0
    row = rows()[0]
    assert (row.state, row.claimed_until) == ("waiting", None)
    assert "timed out" in row.error
    assert row.next_try_at > house_clock.real_now()


@only_sqlite
def test_a_server_that_is_not_there(app):
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    queue()
    assert outbox.deliver() == 0
    assert (rows()[0].state, "refused" in rows()[0].error) == ("waiting", True)


@only_sqlite
@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_that_does_not_speak_as_it_was_said_to(app, mailbox, scheme):
    app.config["SMTP_URL"] = app.config["SMTP_URL"].replace("smtp:", f"{scheme}:")
    queue()
    assert outbox.deliver() == 0
    assert (rows()[0].state, mailbox.letters) == ("waiting", [])


@only_sqlite
def test_a_server_that_wants_no_password(app, mailbox):
    app.config["SMTP_URL"] = app.config["SMTP_URL"].replace("smtp://", "smtp://aami:s%40cret@")
    queue()
    assert outbox.deliver() == 0
    assert (rows()[0].state, mailbox.letters) == ("waiting", [])
    assert "s@cret" not in rows()[0].error


def test_one_that_cannot_be_written_does_not_stop_the_others(mailbox):
    queue(broken=True)
    queue()
    assert outbox.deliver() == 1
    broken, sent = rows()
    assert (broken.state, broken.error, sent.state) == ("failed", "ZeroDivisionError: nothing to say", "sent")


@pytest.mark.parametrize("address", ["sans arobase", "", "@centre.example", "a@b\r\nBcc: x@y.example"])
def test_an_address_that_is_none_does_not_stop_the_others(mailbox, address):
    queue(address)
    queue()
    assert outbox.deliver() == 1
    assert [row.state for row in rows()] == ["failed", "sent"]


@only_sqlite
@pytest.mark.parametrize("address", ["a..b@centre.example", "a:b@centre.example", "léo@été.example"])
def test_addresses_that_are_unusual_and_still_good(mailbox, address):
    """An address that the form takes is one that a letter can be sent to."""
    queue(address)
    assert outbox.deliver() == 1


@only_sqlite
def test_what_was_sent_meanwhile_is_not_sent_again(app, mailbox):
    from aami_events.foundation.post import Postman

    queue()
    put(1, state="sent")
    with Postman(app.config["SMTP_URL"], 1) as postman:
        assert [postman.deliver(number, past()) for number in (1, 99)] == [False, False]
    assert mailbox.letters == []


def test_this_installation_has_one_name():
    assert outbox.installation() == outbox.installation()
    assert len(outbox.installation()) == 12

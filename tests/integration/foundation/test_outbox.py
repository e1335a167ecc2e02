"""Letters: rows first, then claimed, composed, sent and marked."""

import contextlib
import datetime as dt
import email.policy
import itertools
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update

from aami_events.foundation import clock as house_clock
from aami_events.foundation import outbox
from aami_events.foundation.database import db, transaction
from aami_events.foundation.i18n import current_language
from aami_events.foundation.outbox import COMPOSERS, Attachment, Letter, OutboxLetter

pytestmark = pytest.mark.usefixtures("inside", "composer")
only_sqlite = pytest.mark.databases("sqlite")
FROM, TO = "inscription@aami.example", "ariane@centre.example"


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
    return house_clock.real_now() - dt.timedelta(**span)


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


# --- Claims ---------------------------------------------------------------------------------------------------------
def test_claimed_oldest_first_and_once():
    for _ in range(5):
        queue()
    assert [outbox.claim(2), outbox.claim(2), outbox.claim(2), outbox.claim(2)] == [[1, 2], [3, 4], [5], []]
    assert {row.attempts for row in rows()} == {1}


def test_a_claim_that_ran_out_is_claimed_again():
    queue()
    assert outbox.claim() == [1]
    put(1, claimed_until=past(seconds=1))
    assert outbox.claim() == [1]
    assert rows()[0].attempts == 2


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"next_try_at": past(minutes=1)}, True),
        ({"next_try_at": past(minutes=-9)}, False),
        ({"state": "sent"}, False),
        ({"state": "failed"}, False),
        ({"state": "held"}, False),
    ],
)
def test_what_is_due(facts, due):
    queue()
    put(1, **facts)
    assert outbox.claim() == ([1] if due else [])


def test_a_stopped_clock_does_not_stop_the_mail(clock):
    """Claims go by real time: in the demo it is always 2020."""
    queue()
    outbox.claim()
    assert rows()[0].claimed_until > house_clock.real_now()
    assert rows()[0].created_at == clock.now


@pytest.mark.databases("postgresql")
def test_what_another_is_claiming_is_skipped_and_not_waited_for(app):
    for _ in range(4):
        queue()

    def other_consumer():
        with app.app_context():
            return outbox.claim(2)

    with transaction(), ThreadPoolExecutor(1) as pool:
        assert outbox.claim(2) == [1, 2]
        assert pool.submit(other_consumer).result(timeout=5) == [3, 4]


def test_two_consumers_never_claim_the_same(app):
    for _ in range(12):
        queue()

    def consumer(_number):
        with app.app_context():
            return list(itertools.chain.from_iterable(iter(lambda: outbox.claim(2), [])))

    with ThreadPoolExecutor(3) as pool:
        claimed = list(itertools.chain.from_iterable(pool.map(consumer, range(3))))
    assert sorted(claimed) == list(range(1, 13))


def test_tried_again_after_longer_and_longer():
    waits = [outbox.again_at(attempts) - house_clock.real_now() for attempts in (1, 2, 3, 9, 10, 30)]
    assert [round(wait.total_seconds() / 60) for wait in waits] == [1, 2, 4, 256, 360, 360]


# --- A server -------------------------------------------------------------------------------------------------------
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


@pytest.fixture
def mailbox(app):
    made = Mailbox()
    controller = Controller(made, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{controller.port}"
    app.config["SMTP_TIMEOUT"] = 5.0
    yield made
    controller.stop()


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
    monkeypatch.setattr(outbox, "claim", lambda claim=outbox.claim: claim(2))
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
        assert (postman.deliver(1), postman.deliver(99)) == (False, False)
    assert mailbox.letters == []


def test_this_installation_has_one_name():
    assert outbox.installation() == outbox.installation()
    assert len(outbox.installation()) == 12

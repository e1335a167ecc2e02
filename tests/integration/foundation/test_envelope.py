"""What a mail server is given for a letter, read back as a mail program reads it."""

import email
import email.policy

import pytest

from aami_events.foundation.envelope import message
from aami_events.foundation.outbox import Attachment, Letter, OutboxLetter
from tests.factories import NOW

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.databases("sqlite")]
TEXT = "Bonjour – ça va ?\n\n.\n.point\nune ligne " + "très " * 300 + "longue\nᐃᓄᒃ = 100 %  \n"
HTML = "<p>" + "ligne sans fin " * 100 + "</p>\n--=_\n"
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
ATTACHMENTS = (
    Attachment("code.png", "image/png", bytes(range(256)) * 9, inline="ticket"),
    Attachment("été.ics", "text/calendar", ICS, parameters={"method": "PUBLISH", "charset": "utf-8"}),
)


def write(letter, recipient="ariane@centre.example"):
    row = OutboxLetter(id=7, kind="test.letter", recipient=recipient, language="fr", created_at=NOW)
    envelope = message(row, letter)
    return envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)


def shape(part):
    inside = [shape(one) for one in part.iter_parts()] if part.is_multipart() else None
    return (part.get_content_type(), inside) if inside else part.get_content_type()


def test_a_letter_comes_back_whole():
    envelope, mail = write(Letter("Été : 9 $ — " + "une réponse " * 9, TEXT, HTML, ATTACHMENTS))
    assert envelope.sender == "inscription@aami.example"
    assert (mail["From"], mail["To"]) == ("AAMI / IMAA <inscription@aami.example>", "ariane@centre.example")
    assert mail["Subject"] == ("Été : 9 $ — " + "une réponse " * 9)
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == TEXT
    assert mail.get_body(("html",)).get_content().replace("\r\n", "\n") == HTML
    picture, calendar = (one for one in mail.walk() if one.get_filename())
    assert (picture.get_content(), picture["Content-ID"]) == (ATTACHMENTS[0].data, "<ticket>")
    assert (picture.get_content_disposition(), calendar.get_content_disposition()) == ("inline", "attachment")
    assert (calendar.get_filename(), calendar.get_payload(decode=True)) == ("été.ics", ICS)
    assert (calendar["Content-Type"].params["method"], calendar.get_content_charset()) == ("PUBLISH", "utf-8")
    assert [one.defects for one in mail.walk()] == [[]] * len(list(mail.walk()))


def test_parts_are_nested_as_mail_programs_expect():
    alternative = ("multipart/alternative", ["text/plain", "text/html"])
    assert shape(write(Letter("Un", "texte", "<p>"))[1]) == alternative
    related = ("multipart/related", ["text/html", "image/png"])
    whole = ("multipart/mixed", [("multipart/alternative", ["text/plain", related]), "text/calendar"])
    assert shape(write(Letter("Un", "texte", "<p>", ATTACHMENTS))[1]) == whole


def test_lines_that_every_server_takes():
    content = write(Letter("Été " * 50, TEXT, HTML, ATTACHMENTS))[0].content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("address", "written", "international"),
    [
        ("info@été.example", "info@xn--t-9fab.example", False),
        ("info@straße.example", "info@xn--strae-oqa.example", False),
        ("a:b@centre.example", '"a:b"@centre.example', False),
        ("léo@centre.example", "léo@centre.example", True),
    ],
)
def test_addresses_that_are_unusual(address, written, international):
    envelope, mail = write(Letter("Un", "texte", "<p>"), address)
    assert (envelope.recipient, envelope.international) == (written, international)
    assert international or mail["To"] == written


@pytest.mark.parametrize(
    "address", ["a@b\r\nBcc: x@y.example", "x\n@centre.example", "info@é" + "é" * 80, "info@-é.example"]
)
def test_addresses_that_are_none(address):
    with pytest.raises(ValueError):
        write(Letter("Un", "texte", "<p>"), address)


def test_a_header_for_programs_stands_as_it_is():
    address = f"<https://aami.example/fr/letters/refuse/{'x' * 200}>"
    headers = (("List-Unsubscribe", address), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    envelope, mail = write(Letter("Un", "texte", "<p>", headers=headers))
    assert f"\r\nList-Unsubscribe: {address}\r\n".encode() in envelope.content, "one line, nothing encoded"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for wrong in ("é", "a\r\nBcc: b@x.example", "a\tb"):
        with pytest.raises(ValueError, match="no line of ASCII"):
            write(Letter("Un", "texte", "<p>", headers=(("X-Un", wrong),)))


def test_nobody_adds_a_header_through_a_subject():
    _, mail = write(Letter("Un\r\nBcc: x@y.example", "texte", "<p>"))
    assert (mail["Bcc"], mail["Subject"]) == (None, "Un Bcc: x@y.example")

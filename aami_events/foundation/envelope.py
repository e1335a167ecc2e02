"""A letter as an Internet message (RFC 5322), for the mail server."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from flask import current_app

from . import clock
from .outbox import Letter, OutboxLetter, installation


def message(row: OutboxLetter, letter: Letter) -> EmailMessage:
    """The row as an Internet message; its Message-ID derives from the row, so a second sending is known as the same.

    ValueError when the recipient is no address.
    """
    config = current_app.config
    mail = EmailMessage()
    name, address = parseaddr(config["MAIL_FROM"])
    mail["From"] = Address(name, addr_spec=address)
    mailbox, _, domain = row.recipient.rpartition("@")
    if not mailbox or not domain:
        raise ValueError(f"{row.recipient!r} is no address")
    mail["To"] = Address(username=mailbox, domain=domain)  # in two: a whole one must be ASCII
    if config["MAIL_REPLY_TO"]:
        mail["Reply-To"] = config["MAIL_REPLY_TO"]
    mail["Subject"] = letter.subject.replace("\n", " ")
    mail["Date"] = format_datetime(clock.real_now())
    host = urlsplit(config["PUBLIC_URL"]).hostname or "localhost"
    mail["Message-ID"] = f"<outbox-{row.id}.{installation()}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    html_part = mail.get_payload()[1]  # type: ignore[index]
    for attachment in letter.attachments:
        main, sub = attachment.type.split("/")
        if attachment.inline:
            html_part.add_related(  # type: ignore[union-attr]
                attachment.data, main, sub, cid=f"<{attachment.inline}>", filename=attachment.name, disposition="inline"
            )
        else:
            mail.add_attachment(
                attachment.data, maintype=main, subtype=sub, filename=attachment.name, params=attachment.parameters
            )
    mail["Content-Language"] = f"{row.language}-CA"  # at last: what is added moves such headers to the first part
    return mail

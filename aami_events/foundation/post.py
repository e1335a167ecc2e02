"""The way to the mail server: one connection a batch, and what each of its answers means for the row.

An answer concerns one letter. No answer, or none in time, concerns them all: the batch ends there, for a server that
hangs would cost each letter its whole time, and their claims would run out under way.
"""

import datetime as dt
import logging
import smtplib
import ssl
from types import TracebackType
from urllib.parse import unquote, urlsplit

from .clock import real_now
from .database import db
from .envelope import Envelope, message
from .outbox import Claimed, Letter, OutboxLetter, compose, hold, put_off, release, settle

log = logging.getLogger(__name__)


class Away(Exception):
    """There is no connection to the mail server, or there is none any more."""


def _text(said: str | bytes) -> str:
    return said if isinstance(said, str) else said.decode(errors="replace")


def _answer(code: int, said: str | bytes) -> str:
    return f"{code} {_text(said)}"


class Postman:
    """Delivers claimed letters over one connection, opened with the first."""

    def __init__(self, url: str, timeout: float) -> None:
        self.url, self.timeout = urlsplit(url), timeout
        self.server: smtplib.SMTP | None = None
        #: whether a batch ended early because the server did not answer
        self.away = False

    def __enter__(self) -> "Postman":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave politely if the server still listens."""
        server, self.server = self.server, None
        if server and server.sock:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def drop(self) -> None:
        """Leave a server that does not answer, without a word that would have to be waited for."""
        server, self.server = self.server, None
        if server:
            server.close()

    def connect(self) -> smtplib.SMTP:
        """The open connection, greeted; OSError or SMTPException when there is none to be had."""
        if self.server is None or not self.server.sock:  # smtplib hangs up by itself after a 421
            self.server = None
            host, url = self.url.hostname or "localhost", self.url
            if url.scheme == "smtps":
                context = ssl.create_default_context()
                server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=self.timeout, context=context)
            else:
                server = smtplib.SMTP(host, url.port or 25, timeout=self.timeout)
            try:
                self._greet(server)
            except (smtplib.SMTPException, OSError):
                server.close()
                raise
            self.server = server
        return self.server

    def _greet(self, server: smtplib.SMTP) -> None:
        if self.url.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if self.url.username:
            server.login(unquote(self.url.username), unquote(self.url.password or ""))
        server.ehlo_or_helo_if_needed()

    def carry(self, claimed: Claimed) -> int:
        """Deliver a batch; how many went. Where it ends early (`away`), what was not tried is due again at once."""
        sent = 0
        for number, row_id in enumerate(claimed.ids):
            try:
                sent += self.deliver(row_id, claimed.until)
            except Away as failure:
                log.warning("no way to the mail server: %s", failure.__cause__)
                release(claimed.ids[number + 1 :], claimed.until)
                self.away = True
                break
        return sent

    def deliver(self, row_id: int, until: dt.datetime) -> bool:
        """Compose, send, mark a letter claimed `until` then. False when it did not go: its row says why and when next.

        `Away` when that was for want of a server. A letter that another process has claimed meanwhile is left to it.
        """
        try:
            server = self.connect()  # first: it may take long, and the claim is looked at after it
        except (smtplib.SMTPException, OSError) as failure:
            self._lost(row_id, until, failure)
        composed = self._composed(row_id, until)
        if composed is None:
            return False
        letter, mail = composed
        db.session.rollback()  # no read stays open while the server thinks
        held = hold(row_id, until)
        if held is None:
            log.warning("letter %s was claimed by another process meanwhile", row_id)
            return False
        if not self._send(server, mail, row_id, held):
            return False
        settle(row_id, held, state="sent", sent_at=real_now(), error=None, **letter.kept())
        return True

    def _send(self, server: smtplib.SMTP, mail: Envelope, row_id: int, until: dt.datetime) -> bool:
        options = ("SMTPUTF8", "BODY=8BITMIME") if mail.international else ()
        try:
            if mail.international and not server.has_extn("smtputf8"):
                raise smtplib.SMTPNotSupportedError("the mail server takes no address with such letters before its @")
            server.sendmail(mail.sender, [mail.recipient], mail.content, options)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, said = next(iter(refusal.recipients.values()))
            put_off(row_id, until, _answer(code, said), final=code >= 500)
        except smtplib.SMTPSenderRefused as refusal:  # a mistake of the house, not of the letter
            put_off(row_id, until, _answer(refusal.smtp_code, refusal.smtp_error), final=False)
        except smtplib.SMTPResponseException as answer:
            put_off(row_id, until, _answer(answer.smtp_code, answer.smtp_error), final=answer.smtp_code >= 500)
        except smtplib.SMTPNotSupportedError as failure:  # the address is one that this server cannot write to
            put_off(row_id, until, str(failure), final=True)
        except (smtplib.SMTPException, OSError) as failure:
            self._lost(row_id, until, failure)
        else:
            return True
        return False

    def _lost(self, row_id: int, until: dt.datetime, failure: Exception) -> None:
        self.drop()
        put_off(row_id, until, str(failure) or type(failure).__name__, final=False)
        raise Away from failure

    def _composed(self, row_id: int, until: dt.datetime) -> tuple[Letter, Envelope] | None:
        row = db.session.get(OutboxLetter, row_id)
        if row is None or row.state != "waiting" or row.claimed_until != until:  # gone, or another's by now
            return None
        try:
            letter = compose(row)
            return letter, message(row, letter)
        except Exception as failure:  # one letter that cannot be written must not stop the others
            log.exception("letter %s cannot be composed", row_id)
            put_off(row_id, until, f"{type(failure).__name__}: {failure}", final=True)
            return None

"""The way to the mail server: one connection a batch, and what each of its answers means for the row."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from types import TracebackType
from urllib.parse import unquote, urlsplit

from .clock import real_now
from .database import db
from .outbox import ATTEMPTS, Letter, OutboxLetter, again_at, compose, message, settle

log = logging.getLogger(__name__)


def _text(said: str | bytes) -> str:
    return said if isinstance(said, str) else said.decode(errors="replace")


class Postman:
    """Delivers claimed letters over one connection, opened with the first."""

    def __init__(self, url: str, timeout: float) -> None:
        self.url, self.timeout = urlsplit(url), timeout
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> "Postman":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave politely if the server still listens."""
        server, self.server = self.server, None
        if server:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def connect(self) -> smtplib.SMTP:
        """The open connection; OSError or SMTPException when there is none to be had."""
        if self.server is None:
            host, url = self.url.hostname or "localhost", self.url
            if url.scheme == "smtps":
                context = ssl.create_default_context()
                server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=self.timeout, context=context)
            else:
                server = smtplib.SMTP(host, url.port or 25, timeout=self.timeout)
            if url.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            self.server = server
        return self.server

    def deliver(self, row_id: int) -> bool:
        """Compose, send, mark; False when it did not go, and then the row says why and when it is tried again."""
        row = db.session.get(OutboxLetter, row_id)
        if row is None or row.state != "waiting":
            return False
        attempts = row.attempts
        composed = self._composed(row)
        if composed is None:
            return False
        letter, mail = composed
        db.session.rollback()  # no read stays open while the server thinks
        try:
            self.connect().send_message(mail)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, said = next(iter(refusal.recipients.values()))
            self._put_off(row_id, attempts, f"{code} {_text(said)}", final=code >= 500)
            return False
        except smtplib.SMTPResponseException as answer:
            final = answer.smtp_code >= 500 and not isinstance(answer, smtplib.SMTPAuthenticationError)
            self._put_off(row_id, attempts, f"{answer.smtp_code} {_text(answer.smtp_error)}", final=final)
            self.close()
            return False
        except (smtplib.SMTPException, OSError) as failure:
            self._put_off(row_id, attempts, str(failure) or type(failure).__name__, final=False)
            self.close()
            return False
        sent = {"subject": letter.subject[:400], "text": letter.text, "html": letter.html}
        settle(row_id, state="sent", sent_at=real_now(), error=None, **sent)
        return True

    def _composed(self, row: OutboxLetter) -> tuple[Letter, EmailMessage] | None:
        row_id, attempts = row.id, row.attempts
        try:
            letter = compose(row)
            return letter, message(row, letter)
        except Exception as failure:  # one letter that cannot be written must not stop the others
            log.exception("letter %s cannot be composed", row_id)
            db.session.rollback()
            self._put_off(row_id, attempts, f"{type(failure).__name__}: {failure}", final=True)
            return None

    def _put_off(self, row_id: int, attempts: int, error: str, *, final: bool) -> None:
        db.session.rollback()
        if final or attempts >= ATTEMPTS:
            settle(row_id, state="failed", error=error[:400])
        else:
            settle(row_id, next_try_at=again_at(attempts), error=error[:400])

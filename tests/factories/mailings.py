"""Letters to many, made as people write them."""

from typing import Any

from sqlalchemy import select

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import queries, service
from aami_events.mailings.models import Mailing
from aami_events.mailings.rules import Audience, Schedule

SUBJECT, BODY = Written("Avis de {nom}", "Notice of {name}"), Written("Bonjour {nom}!", "Hello {name}!")
#: what the form of a letter sends
SENT = {
    "subject-fr": "Renseignements",
    "subject-en": "Information",
    "body-fr": "Bonjour {nom}, à **bientôt**.\n\n[Ma page]({mon_inscription})",
    "body-en": "Hello {name}, see you **soon**.\n\n[My page]({my_registration})",
    "to": "registered",
    "registered": "confirmed",
    "send": "hand",
    "side": "before",
}


def entry(**says: Any) -> service.MailingEntry:
    """A letter in both languages; of `says`, what is an audience's or a schedule's goes there."""
    of = {kind: {name: says.pop(name) for name in list(says) if name in kind.__dataclass_fields__}
          for kind in (Audience, Schedule)}  # fmt: skip
    usual: dict[str, Any] = {"subject": SUBJECT, "body": BODY}
    return service.MailingEntry(**usual | says, audience=Audience(**of[Audience]), schedule=Schedule(**of[Schedule]))


def make_mailing(event_id: int, *, planned: bool = False, **says: Any) -> int:
    """A draft, or one that is planned or about to go; its id."""
    number = service.begin(event_id, entry(**says))
    if planned:
        service.plan(number, base=1)
    return number


def copies() -> list[OutboxLetter]:
    """The letters of all mailings, as they were written."""
    db.session.rollback()
    query = select(OutboxLetter).where(OutboxLetter.kind == queries.LETTER)
    return list(db.session.scalars(query.order_by(OutboxLetter.id)))


def written_to() -> list[str]:
    """To whom they go."""
    return [row.recipient for row in copies()]


def state_of(mailing_id: int) -> str:
    """Where one stands."""
    return db.session.get_one(Mailing, mailing_id, populate_existing=True).state

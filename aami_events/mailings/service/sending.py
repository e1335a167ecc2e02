"""When a letter goes, and to whom: each of them once, whatever is asked twice, and at the same time."""

from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select

from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.jobs import nudge
from ...foundation.outbox import Addressed, OutboxLetter, queue, queue_many
from .. import queries
from ..errors import MailingWrong, NobodyToWrite, NotNow
from ..models import Mailing, MailingCopy
from ..queries.recipients import Recipient, recipients, some
from ..rules import held_back
from .writing import lock, missing_for, note

#: the job that writes the copies of those that go now
SEND = "mailings.send"
_COPIES = insert(MailingCopy.__table__)


@transactional
def plan(mailing_id: int, *, base: int) -> None:
    """It goes at its moment; one that goes by hand, now. MailingWrong when something is missing; NobodyToWrite;
    NotNow for one that has gone, is planned already, or was changed since it was read; NotThere."""
    row = lock(mailing_id)
    if row.state != "draft" or row.revision != base:
        raise NotNow(row.state)
    missing = missing_for(row)
    if missing:
        raise MailingWrong([("body", what) for what in missing])
    if row.send == "hand":
        _check_now(row)
    row.state = "ready"
    row.revision += 1
    note("mailing.planned" if row.send != "hand" else "mailing.ordered", row)
    nudge(SEND)


def _check_now(row: Mailing) -> None:
    if row.event.state == "draft":
        raise NotNow("event")
    if not some(row, 1):
        raise NobodyToWrite


@transactional
def unplan(mailing_id: int) -> None:
    """A draft again, while it has not gone. NotNow; NotThere."""
    row = lock(mailing_id)
    if row.state != "ready":
        raise NotNow(row.state)
    row.state = "draft"
    row.revision += 1
    note("mailing.unplanned", row)


def send_due() -> int:
    """Whatever goes now; how many copies were written."""
    return sum(send(mailing_id) for mailing_id in queries.ready())


@transactional
def send(mailing_id: int) -> int:
    """Write the copies of a letter that goes now; how many. None for who has had it. NotThere."""
    row = lock(mailing_id)
    if not _goes(row):
        return 0
    people = recipients(row)
    if row.state == "ready":
        row.state, row.sent_at = "sent", clock.now()
        row.revision += 1
    if people:
        _write(row, people)
        note("mailing.sent", row, {"people": [None, len(people)]})
    return len(people)


def _goes(row: Mailing) -> bool:
    """By hand it has been said; a planned one waits for its moment; latecomers are written to until the event is
    over."""
    now, event = clock.now(), row.event
    if row.state == "sent":
        last, today = queries.occasion(event).last, now.astimezone(ZoneInfo(event.zone)).date()
        return row.latecomers and event.state == "published" and (last is None or today <= last)
    if row.state != "ready":
        return False
    return row.send == "hand" or not held_back(event.state, queries.due(row), now)


def _write(row: Mailing, people: list[Recipient]) -> None:
    letters = [Addressed(one.email, one.language, _facts(row, one), _subject(one)) for one in people]
    ids = queue_many(queries.LETTER, letters, scope=("event", row.event_id))
    db.session.connection().execute(
        _COPIES,
        [
            {
                "mailing_id": row.id,
                "registration_id": one.registration_id,
                "invitation_id": one.invitation_id,
                "letter_id": letter_id,
            }
            for one, letter_id in zip(people, ids, strict=True)
        ],
    )


def _facts(row: Mailing, one: Recipient) -> dict[str, int]:
    if one.invitation_id is not None:
        return {"mailing": row.id, "invitation": one.invitation_id}
    return {"mailing": row.id, "registration": one.registration_id or 0}


def _subject(one: Recipient) -> tuple[str, int]:
    if one.invitation_id is not None:
        return ("invitation", one.invitation_id)
    return ("registration", one.registration_id or 0)


@transactional
def stop(mailing_id: int) -> int:
    """Take back the copies that have not gone, and write to no latecomers; how many. NotNow for one that is not on its
    way; NotThere."""
    row = lock(mailing_id)
    if row.state != "sent":
        raise NotNow(row.state)
    waiting = select(MailingCopy.letter_id).join(MailingCopy.letter)
    waiting = waiting.where(MailingCopy.mailing_id == row.id, OutboxLetter.state == "waiting")
    ids = list(db.session.scalars(waiting))
    db.session.execute(delete(MailingCopy).where(MailingCopy.letter_id.in_(ids)))
    db.session.execute(delete(OutboxLetter).where(OutboxLetter.id.in_(ids), OutboxLetter.state == "waiting"))
    row.latecomers = False
    row.revision += 1
    note("mailing.stopped", row, {"people": [None, len(ids)]})
    return len(ids)


@transactional
def resume(mailing_id: int) -> None:
    """It goes to those who have not had it: whoever came since, or from whom it was taken back. NobodyToWrite; NotNow
    for one that has never gone; NotThere."""
    row = lock(mailing_id)
    if row.state != "sent":
        raise NotNow(row.state)
    _check_now(row)
    row.state, row.send = "ready", "hand"
    row.revision += 1
    note("mailing.ordered", row)
    nudge(SEND)


@transactional
def forget_copies(registration_id: int) -> None:
    """Whoever has this registration now has had none of its letters: it was handed on."""
    db.session.execute(delete(MailingCopy).where(MailingCopy.registration_id == registration_id))


@transactional
def test(mailing_id: int, email: str, language: str, as_whom: Recipient | None) -> None:
    """One copy to whoever asks, as it would reach somebody, in one language. NotThere."""
    row = lock(mailing_id)
    facts = {"mailing": row.id} | (_facts(row, as_whom) if as_whom else {})
    queue(queries.TEST, email, language, facts, subject=("mailing", row.id), scope=("event", row.event_id))

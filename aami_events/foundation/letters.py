"""Letters as people read them: what they are, how they stand, what they say without the keys in their links."""

from collections.abc import Collection

from sqlalchemy import func, select, update

from .database import db, transactional
from .i18n import lazy_pgettext
from .links import redact
from .outbox import OutboxLetter, compose, letter_name

#: of a row of the outbox
STATES = {
    "waiting": lazy_pgettext("letter", "Waiting"),
    "sent": lazy_pgettext("letter", "Sent"),
    "failed": lazy_pgettext("letter", "Failed"),
    "returned": lazy_pgettext("letter", "Came back"),
}
MARKS = {"sent": "open", "failed": "wrong", "returned": "wrong"}
PAGE = 50


def about(subject: tuple[str, int], most: int = PAGE) -> list[OutboxLetter]:
    """Letters about one thing, newest first."""
    here = (OutboxLetter.subject_kind == subject[0], OutboxLetter.subject_id == subject[1])
    return list(db.session.scalars(select(OutboxLetter).where(*here).order_by(OutboxLetter.id.desc()).limit(most)))


def of_event(event_id: int, before: int | None, *, state: str = "", to: str = "") -> list[OutboxLetter]:
    """Letters of one event, newest first; `before` an id for the next page, `state` for those in one only, `to` a
    piece of the address they go to."""
    query = select(OutboxLetter).where(OutboxLetter.scope_kind == "event", OutboxLetter.scope_id == event_id)
    query = query.where(OutboxLetter.state == state) if state else query
    query = query.where(OutboxLetter.recipient.contains(to.lower(), autoescape=True)) if to else query
    query = query.where(OutboxLetter.id < before) if before else query
    return list(db.session.scalars(query.order_by(OutboxLetter.id.desc()).limit(PAGE)))


def title(row: OutboxLetter) -> str:
    """What a letter is called in lists: its subject once it has gone, before that what such letters are."""
    return row.subject or letter_name(row.kind)


def counts(event_id: int) -> dict[str, int]:
    """{state: how many} of an event's letters."""
    query = select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)
    query = query.where(OutboxLetter.scope_kind == "event", OutboxLetter.scope_id == event_id)
    return dict(db.session.execute(query).tuples().all())


def readable(row: OutboxLetter) -> tuple[str, str]:
    """Subject and text of a letter as it went, or as it would go now; who reads it does not get its links."""
    if row.text is not None:
        return row.subject or "", redact(row.text)
    letter = compose(row)
    return letter.subject, redact(letter.text)


@transactional
def came_back(row_id: int, said: str) -> bool:
    """Write down that a letter came back, and what was said; False when it has not gone."""
    gone = update(OutboxLetter).where(OutboxLetter.id == row_id, OutboxLetter.state == "sent")
    done: int = db.session.execute(gone.values(state="returned", error=said[:400])).rowcount  # type: ignore[attr-defined]
    return done == 1


def unreachable(addresses: Collection[str]) -> set[str]:
    """Of these, the addresses whose last letter came back, or was refused."""
    last = select(func.max(OutboxLetter.id)).where(
        OutboxLetter.recipient.in_(addresses), OutboxLetter.state.in_(("sent", "failed", "returned"))
    )
    query = select(OutboxLetter.recipient).where(
        OutboxLetter.id.in_(last.group_by(OutboxLetter.recipient)), OutboxLetter.state != "sent"
    )
    return set(db.session.scalars(query))

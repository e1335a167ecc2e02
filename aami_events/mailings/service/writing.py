"""A letter to many as somebody writes it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from ...evaluation.models import Survey
from ...events.models import Part
from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.links import redact
from ...foundation.settings import setting
from ...registration.models import Category
from ..errors import MailingWrong, NotNow, NotThere, Overtaken
from ..models import Mailing
from ..queries import due
from ..rules import Audience, Facts, Schedule, faults, not_ready


@dataclass(frozen=True)
class MailingEntry:
    """As somebody writes it; times are on the wall of the event."""

    subject: Written = field(default_factory=Written)
    body: Written = field(default_factory=Written)
    audience: Audience = field(default_factory=Audience)
    schedule: Schedule = field(default_factory=Schedule)
    promotional: bool = False
    latecomers: bool = False


def lock(mailing_id: int) -> Mailing:
    """The letter, kept from everyone else until the end of the transaction. NotThere."""
    row: Mailing | None = db.session.scalar(select(Mailing).where(Mailing.id == mailing_id).with_for_update())
    if row is None:
        raise NotThere
    return row


def note(deed: str, row: Mailing, diff: dict[str, Any] | None = None) -> None:
    """A line in the history."""
    audit.record(deed, ("mailing", row.id), scope=("event", row.event_id), diff=diff)


@transactional
def begin(event_id: int, entry: MailingEntry) -> int:
    """A new letter, as a draft; its id. MailingWrong."""
    _check(event_id, entry)
    row = Mailing(event_id=event_id, created_at=clock.now(), subject=Bilingual.of(), body=Bilingual.of())
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("mailing.begun", row)
    return row.id


@transactional
def change(mailing_id: int, entry: MailingEntry, *, base: int) -> None:
    """Write what it is, while it is a draft. MailingWrong; Overtaken; NotNow; NotThere."""
    row = lock(mailing_id)
    if row.state != "draft":
        raise NotNow(row.state)
    if row.revision != base:
        raise Overtaken(row.revision)
    _check(row.event_id, entry)
    before = _plain(row)
    _write(row, entry)
    row.revision += 1
    diff = audit.difference(before, _plain(row))
    if diff:
        note("mailing.changed", row, diff)


@transactional
def copy(mailing_id: int) -> int:
    """The same as a new draft; its id. NotThere."""
    made = copied(lock(mailing_id))
    db.session.add(made)
    db.session.flush()
    note("mailing.begun", made)
    return made.id


def copied(row: Mailing, **other: Any) -> Mailing:
    """A draft that says the same, but for what is said otherwise."""
    names = (
        "event_id", "promotional", "subject", "body", "audience", "send", "at", "days", "anchor", "hour", "latecomers",
    )  # fmt: skip
    return Mailing(**{name: getattr(row, name) for name in names} | other, created_at=clock.now())


@transactional
def remove(mailing_id: int) -> None:
    """A draft that nobody needs goes. NotNow; NotThere."""
    row = lock(mailing_id)
    if row.state != "draft":
        raise NotNow(row.state)
    note("mailing.removed", row)
    db.session.delete(row)


def missing_for(row: Mailing) -> list[str]:
    """Why it cannot go: keys of phrases.NOT_READY."""
    sides = ("fr", "en")
    return not_ready(
        subject=[row.subject.get(side) if row.subject.has(side) else "" for side in sides],
        body=[row.body.get(side) if row.body.has(side) else "" for side in sides],
        promotional=row.promotional,
        address=bool(setting("ORGANISATION_ADDRESS")),
        due=due(row),
        schedule=row.schedule,
        now=clock.now(),
    )


def _check(event_id: int, entry: MailingEntry) -> None:
    subject, body = entry.subject.cleaned(), entry.body.cleaned(lines=True)
    texts = (subject.fr, subject.en, body.fr, body.en)
    facts = Facts(
        subject=(subject.fr, subject.en),
        body=(body.fr, body.en),
        audience=entry.audience,
        schedule=entry.schedule,
        categories=_known(select(Category.key).where(Category.event_id == event_id)),
        parts=_known(select(Part.id).where(Part.event_id == event_id, Part.programme.is_(False))),
        surveys=_known(select(Survey.slug).where(Survey.event_id == event_id)),
        private=any(redact(text) != text for text in texts),
    )
    wrong = faults(facts)
    if wrong:
        raise MailingWrong(wrong)


def _known(query: Any) -> frozenset[str]:
    return frozenset(str(one) for one in db.session.scalars(query))


def _write(row: Mailing, entry: MailingEntry) -> None:
    row.subject = entry.subject.cleaned().over(row.subject)
    row.body = entry.body.cleaned(lines=True).over(row.body)
    row.audience = entry.audience.plain()
    schedule = entry.schedule
    row.send, row.at, row.days, row.anchor, row.hour = (
        schedule.send, schedule.at if schedule.send == "moment" else None,
        schedule.days if schedule.send == "relative" else None, schedule.anchor or "starts",
        schedule.hour if schedule.send == "relative" else None,
    )  # fmt: skip
    row.promotional = entry.promotional or entry.audience.to == "agreed"
    row.latecomers = entry.latecomers and not row.promotional


def _plain(row: Mailing) -> dict[str, Any]:
    """For the history: what it says, and when it goes."""
    texts = {f"{name}_{side}": getattr(row, name).get(side) for name in ("subject",) for side in ("fr", "en")}
    body = {"body": "".join(row.body.texts().values())}
    return {**texts, **body, "audience": str(row.audience), "schedule": str(row.schedule)}

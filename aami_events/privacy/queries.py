"""What is kept of a person, wherever it stands; and the requests."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, false, or_, select

from ..events.models import Event
from ..foundation import clock
from ..foundation.audit import AuditEntry
from ..foundation.database import db
from ..foundation.links import sign, unsign
from ..foundation.outbox import OutboxLetter
from ..foundation.points import PersonalData, PersonalGroup, personal_data
from ..foundation.text import clean
from ..questions.models import QuestionVersion
from ..questions.queries import list_current
from .models import PrivacyRequest
from .rules import Clock, named, only

Found = Mapping[str, Mapping[int, str]]


def register() -> dict[str, PersonalData]:
    """{feature: what it knows about people}, in floor order."""
    return {data.feature: data for data in personal_data()}


def groups() -> list[PersonalGroup]:
    """Every group of personal columns, in floor order."""
    return [group for data in personal_data() for group in data.groups]


def find(email: str) -> dict[str, dict[int, str]]:
    """{feature: {id: name}} of everything that is kept under an address."""
    wanted = clean(email).lower()
    found = {feature: data.find(wanted) for feature, data in register().items()} if wanted else {}
    return {feature: rows for feature, rows in found.items() if rows}


def subjects(found: Found) -> list[tuple[str, Collection[int]]]:
    """(subject, ids) under which letters and the history name what was found."""
    known = register()
    return [(known[feature].subject, list(rows)) for feature, rows in found.items()]


def about_letters(found: Found) -> ColumnElement[bool]:
    """The letters about what was found."""
    return _about(OutboxLetter, found)


def about_history(found: Found) -> ColumnElement[bool]:
    """The history of what was found."""
    return _about(AuditEntry, found)


def _about(table: type[OutboxLetter] | type[AuditEntry], found: Found) -> ColumnElement[bool]:
    rows = [and_(table.subject_kind == kind, table.subject_id.in_(ids)) for kind, ids in subjects(found)]
    return or_(false(), *rows)


def asked_now() -> list[tuple[Event, list[QuestionVersion]]]:
    """The questions that events of the calendar ask now, by event; two queries."""
    shown = select(Event).where(Event.state == "published", Event.visibility == "public").order_by(Event.id)
    events = list(db.session.scalars(shown))
    found: dict[int, list[QuestionVersion]] = {}
    for question, version in list_current([event.id for event in events]):
        found.setdefault(question.owner_id, []).append(version)
    return [(event, found[event.id]) for event in events if event.id in found]


def what_is_over() -> Clock:
    """Which events are over for a rule of so many days, now."""
    return Clock(clock.now(), {event.id: event.facts.last_day for event in db.session.scalars(select(Event))})


def slugs() -> dict[int, str]:
    """{event: its slug}"""
    return dict(db.session.execute(select(Event.id, Event.slug)).tuples().all())


def token(request_id: int) -> str:
    """The part of the address that opens a request for its person."""
    return sign("privacy-request", request_id)


def open_link(text: str) -> PrivacyRequest | None:
    """The request of a link; None for a forged one."""
    facts = unsign("privacy-request", text)
    known = facts is not None and [type(fact) for fact in facts] == [int]
    return db.session.get(PrivacyRequest, facts[0]) if facts and known else None


def asked_for(request: PrivacyRequest) -> dict[str, dict[int, str]]:
    """What a request is about: the registration it was asked from; once its address has confirmed it, everything under
    the same address and name. A link leads to one registration, and whoever holds it may write any address there."""
    found = named(find(request.email), request.name)
    if request.confirmed_at is None:
        return only(found, "registration", [request.registration_id])
    return found


def letters_about(found: Found) -> list[OutboxLetter]:
    """The letters about what was found, newest first."""
    query = select(OutboxLetter).where(about_letters(found)).order_by(OutboxLetter.id.desc())
    return list(db.session.scalars(query))


def history_of(found: Found) -> list[AuditEntry]:
    """What happened to what was found, newest first."""
    query = select(AuditEntry).where(about_history(found)).order_by(AuditEntry.id.desc())
    return list(db.session.scalars(query))


def open_request_of(registration_id: int) -> PrivacyRequest | None:
    """The open request that was made from this registration's page."""
    mine = (PrivacyRequest.registration_id == registration_id, PrivacyRequest.state == "open")
    return db.session.scalars(select(PrivacyRequest).where(*mine)).first()


def open_requests() -> list[PrivacyRequest]:
    """What waits for an answer, oldest first."""
    query = select(PrivacyRequest).where(PrivacyRequest.state == "open")
    return list(db.session.scalars(query.order_by(PrivacyRequest.asked_at, PrivacyRequest.id)))


def closed_requests(most: int = 50) -> list[PrivacyRequest]:
    """What was answered or withdrawn, newest first."""
    query = select(PrivacyRequest).where(PrivacyRequest.state != "open")
    return list(db.session.scalars(query.order_by(PrivacyRequest.closed_at.desc(), PrivacyRequest.id).limit(most)))

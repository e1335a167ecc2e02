"""People are asked: who is meant, a letter with a link of one's own, reminders for who has not answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, update

from ...attendance import queries as attendance
from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue, written_since
from ...foundation.sealing import fingerprint, new_secret, seal
from ...foundation.settings import setting
from ...foundation.text import clean
from ...people.models import Organisation
from ...registration.models import Registration
from .. import queries
from ..errors import NotNow, NotThere, SurveyWrong
from ..models import Invitee, Link, Survey
from ..rules import MOST_LETTERS, PAUSE, is_due, phase, reminders
from .surveys import lock, note

#: people of one list
MOST_PEOPLE = 5_000


@dataclass(frozen=True)
class Person:
    """Somebody who is to be asked."""

    name: str
    email: str
    language: str = "fr"
    registration_id: int | None = None


def audience_of(survey: Survey) -> list[Person]:
    """Everyone who is meant, as of now: nobody for a list, whose people were written down, and for an open link."""
    if survey.audience == "members":
        return _members()
    if survey.event_id is None or survey.audience in ("list", "open"):
        return []
    here: list[Any] = [Registration.event_id == survey.event_id, Registration.state == "confirmed"]
    here += [Registration.name != "", Registration.email != ""]
    if survey.audience != "registered":
        there = attendance.present_ids(survey.event_id, survey.part_id if survey.audience == "part" else None)
        here.append(Registration.id.in_(there))
    rows = db.session.scalars(select(Registration).where(*here).order_by(Registration.id))
    return [Person(row.name, row.email, row.language, row.id) for row in rows]


def _members() -> list[Person]:
    rows = db.session.scalars(
        select(Organisation).where(Organisation.member, Organisation.email != "").order_by(Organisation.id)
    )
    return [Person(row.name.get(row.language), row.email, row.language) for row in rows if row.email]


def count_to_ask(survey: Survey) -> int:
    """How many are meant and were not asked yet."""
    return len(_new(survey))


def _new(survey: Survey) -> list[Person]:
    asked = {(row.registration_id, row.email, row.name) for row in queries.invitations_of(survey.id)}
    known = {number for number, _email, _name in asked if number}
    addresses = {(email, name) for _number, email, name in asked}
    return [
        one
        for one in audience_of(survey)
        if one.registration_id not in known and (one.registration_id or (one.email, one.name) not in addresses)
    ]


@transactional
def write_down(survey_id: int, people: Sequence[Person]) -> int:
    """People of a list, to be asked with the others; how many are new. SurveyWrong; NotNow; NotThere."""
    survey = lock(survey_id)
    if survey.state == "closed" or survey.audience != "list":
        raise NotNow(survey.state)
    if len(people) > MOST_PEOPLE:
        raise SurveyWrong([("people", "many")])
    known = {(row.email, row.name) for row in queries.invitations_of(survey_id)}
    new = []
    for one in people:
        name, email = clean(one.name), one.email.strip().lower()
        if (email, name) not in known:
            known.add((email, name))
            new.append(Invitee(survey_id=survey_id, name=name, email=email, language=one.language))
    db.session.add_all(new)
    note("survey.listed", survey, {"people": [None, len(new)]})
    return len(new)


@transactional
def invite(survey_id: int) -> int:
    """Write to everyone who is meant and was not written to; how many. NotNow; NotThere."""
    survey = lock(survey_id)
    _check_open(survey)
    return _invite(survey)


def _invite(survey: Survey) -> int:
    rows = [
        Invitee(
            survey_id=survey.id,
            registration_id=one.registration_id,
            name=one.name,
            email=one.email,
            language=one.language,
        )
        for one in _new(survey)
    ]
    db.session.add_all(rows)
    db.session.flush()
    unwritten = select(Invitee).where(Invitee.survey_id == survey.id, Invitee.letters == 0, Invitee.answered.is_(False))
    written = list(db.session.scalars(unwritten.order_by(Invitee.id)))
    for row in written:
        _write(survey, row)
    if written:
        note("survey.invited", survey, {"people": [None, len(written)]})
    return len(written)


@transactional
def remind(survey_id: int) -> int:
    """Write once more to everyone who has not answered, has not declined, and was not written to too often; how many.
    NotNow; NotThere."""
    survey = lock(survey_id)
    _check_open(survey)
    return _remind(survey)


def _remind(survey: Survey, *more: ColumnElement[bool]) -> int:
    silent = select(Invitee).where(
        *more,
        Invitee.survey_id == survey.id,
        Invitee.answered.is_(False),
        Invitee.declined.is_(False),
        Invitee.letters.between(1, MOST_LETTERS - 1),
    )
    rows = list(db.session.scalars(silent.order_by(Invitee.id)))
    for row in rows:
        _write(survey, row)
    survey.reminded_at = clock.now()
    if rows:
        note("survey.reminded", survey, {"people": [None, len(rows)]})
    return len(rows)


@transactional
def write_by_itself(survey_id: int) -> int:
    """The letters that an open survey writes of its own accord now: to whoever is meant and was not written to, and,
    on the days that it names, to who has not answered; how many. NotThere."""
    survey, now = lock(survey_id), clock.now()
    hours = queries.hours_of(survey)
    if phase(survey.state, hours, now) != "open":
        return 0
    number = _invite(survey) if survey.invites else 0
    if is_due(reminders(hours.closes, survey.reminds, survey.zone), survey.reminded_at, now):
        number += _remind(survey, ~Invitee.id.in_(written_since("survey_invitation", now - PAUSE)))
    return number


def _check_open(survey: Survey) -> None:
    now = phase(survey.state, queries.hours_of(survey), clock.now())
    if now != "open":
        raise NotNow(now)


def _write(survey: Survey, row: Invitee) -> None:
    """A letter with a new link; the older ones stay good. Until it has gone, what stands in the link is sealed with
    the installation's key; afterwards nobody has it but who got the letter."""
    secret = new_link(row)
    row.letters += 1
    facts = {"invitation": row.id, "number": row.letters, "sealed": seal(queries.LETTER, setting("SECRET_KEY"), secret)}
    scope = survey.within or ("survey", survey.id)
    queue(queries.LETTER, row.email, row.language, facts, subject=("survey_invitation", row.id), scope=scope)


def new_link(row: Invitee) -> str:
    """A personal link; what stands in it. In the caller's transaction."""
    secret = new_secret()
    db.session.add(Link(key_hash=fingerprint(queries.INVITATION, secret), invitation_id=row.id))
    return secret


@transactional
def decline(secret: str) -> None:
    """They want no further letter about this survey, and may answer all the same. NotThere."""
    invitation = queries.find_link(secret)
    if invitation is None:
        raise NotThere
    db.session.execute(update(Invitee).where(Invitee.id == invitation.id).values(declined=True))

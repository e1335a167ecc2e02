"""Reads of surveys: which there are, who is asked, how many have answered."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...events.models import Event
from ...foundation.database import db
from ...foundation.i18n import current_language
from ...foundation.sealing import fingerprint
from ...questions.models import Question
from ...questions.queries import shown, versions
from ...questions.queries.fields import spoken
from ..models import AnswerSet, Comment, Invitee, Link, NamedAnswer, Pool, Survey, Tally
from ..rules import Days, Hours, hours

#: purposes of what stands in a personal link: it finds its invitation, and what was begun with it
INVITATION, PARTIAL = "survey", "survey-partial"
#: the letter, and the purpose for which its secret is sealed until it has gone
LETTER = "evaluation.invitation"


def find_survey(slug: str) -> Survey | None:
    """By its address."""
    return db.session.scalar(select(Survey).where(Survey.slug == slug).options(joinedload(Survey.event)))


def get_survey(survey_id: int) -> Survey:
    """By its number."""
    return db.session.get_one(Survey, survey_id)


def list_surveys(event_id: int | None = None) -> list[Survey]:
    """All, or those of an event; newest first."""
    query = select(Survey).options(joinedload(Survey.event), joinedload(Survey.part)).order_by(Survey.id.desc())
    return list(db.session.scalars(query if event_id is None else query.where(Survey.event_id == event_id)))


def surveys_of(event_ids: Collection[int]) -> dict[int, int]:
    """{survey: its event}"""
    query = select(Survey.id, Survey.event_id).where(Survey.event_id.in_(event_ids))
    return {number: event_id for number, event_id in db.session.execute(query).tuples() if event_id is not None}


def last_day(survey: Survey) -> dt.date | None:
    """Of what it is about: its part, or its event."""
    part = survey.part
    if part is not None and part.starts is not None:
        return (part.ends or part.starts).date()
    return survey.event.facts.last_day if survey.event else None


def hours_of(survey: Survey) -> Hours:
    """When it opens and closes."""
    days = Days(survey.opens_at, survey.opens_after, survey.closes_at, survey.closes_after)
    return hours(days, survey.zone, last_day(survey))


@dataclass(frozen=True)
class Figures:
    """Of one survey: who was asked, how many have answered, how many of those are still mixed, comments."""

    invited: int = 0
    answered: int = 0
    waiting: int = 0
    mixed: int = 0
    comments: int = 0

    @property
    def answers(self) -> int:
        """All there are."""
        return self.waiting + self.mixed


def figures(survey_ids: Collection[int]) -> dict[int, Figures]:
    """{survey: its figures}; five queries."""
    asked = select(Invitee.survey_id, func.count(), func.count().filter(Invitee.answered))
    ledger = {
        number: (invited, answered)
        for number, invited, answered in db.session.execute(
            asked.where(Invitee.survey_id.in_(survey_ids)).group_by(Invitee.survey_id)
        ).tuples()
    }
    mixed, named, comments = (_counts(table, survey_ids) for table in (AnswerSet, NamedAnswer, Comment))
    pools = select(Pool).where(Pool.survey_id.in_(survey_ids))
    waiting = {row.survey_id: len(row.waiting) for row in db.session.scalars(pools)}
    return {
        number: Figures(
            *ledger.get(number, (0, 0)),
            waiting.get(number, 0),
            mixed.get(number, 0) + named.get(number, 0),
            comments.get(number, 0),
        )
        for number in survey_ids
    }


def _counts(table: type[AnswerSet | NamedAnswer | Comment], survey_ids: Collection[int]) -> dict[int, int]:
    query = select(table.survey_id, func.count()).where(table.survey_id.in_(survey_ids)).group_by(table.survey_id)
    return dict(db.session.execute(query).tuples().all())


def find_link(secret: str) -> Invitee | None:
    """The invitation of a personal link."""
    query = select(Link).where(Link.key_hash == fingerprint(INVITATION, secret))
    row = db.session.scalar(query.options(joinedload(Link.invitation).joinedload(Invitee.survey)))
    return row.invitation if row else None


def find_open(secret: str) -> Survey | None:
    """The survey of an open link."""
    return db.session.scalar(select(Survey).where(Survey.open_key == secret)) if secret else None


def invitations_of(survey_id: int) -> list[Invitee]:
    """Everyone who is asked, by name."""
    query = select(Invitee).where(Invitee.survey_id == survey_id)
    return list(db.session.scalars(query.order_by(Invitee.name, Invitee.id)))


def tally_of(survey_id: int) -> Tally | None:
    """Results as they are shown now."""
    return db.session.get(Tally, survey_id)


def events_with() -> list[Event]:
    """Events that a survey may be about: all but cancelled ones, the latest first."""
    return list(db.session.scalars(select(Event).where(Event.state != "cancelled").order_by(Event.id.desc())))


def slug_of(survey_id: int) -> str:
    """The address of a survey."""
    return db.session.get_one(Survey, survey_id).slug


def answered_questions(question_ids: Collection[int]) -> dict[int, int]:
    """{question: how many answered its survey}: while answers wait for each other, nobody knows more."""
    query = select(Question.id, Question.owner_id).where(Question.id.in_(question_ids))
    owners = dict(db.session.execute(query).tuples().all())
    held = figures(set(owners.values()))
    return {number: held[survey_id].answers for number, survey_id in owners.items() if held[survey_id].answers}


def list_of_events(event_ids: Collection[int]) -> list[Survey]:
    """The surveys of events."""
    query = select(Survey).where(Survey.event_id.in_(event_ids)).order_by(Survey.id)
    return list(db.session.scalars(query))


def scope_of(survey_id: int) -> tuple[str, int]:
    """By whom the history of a survey is read."""
    row = db.session.get_one(Survey, survey_id)
    return row.within or ("survey", row.id)


def known(email: str) -> dict[int, str]:
    """{invitation: name} of those of an address."""
    query = select(Invitee.id, Invitee.name).where(Invitee.email == email)
    return dict(db.session.execute(query).tuples().all())


def readable(answer: NamedAnswer) -> list[tuple[str, str]]:
    """(question, answer) of what somebody said beside their name, in the spoken language."""
    language, found = current_language(), []
    held = versions([int(key.partition(":")[0]) for key in answer.answers])
    for key, value in answer.answers.items():
        _name, version = held[int(key.partition(":")[0])]
        found.append((spoken(version.label), str(value) if ":" in key else shown(version, value, language)))
    return found


def find_event_of(slug: str) -> int | None:
    """The event of an address."""
    return db.session.scalar(select(Event.id).where(Event.slug == slug))

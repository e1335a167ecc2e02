"""Reads of what was released, which is all that the public sees, and of what the next release would change."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, undefer

from ...events.models import Event
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...proposals.models import Picture, Speaker, Work
from ...proposals.queries import pictures, works_of
from ...registration.models import Registration, RegistrationPart
from ..models import Booklet, Release, Session, SessionSpeaker
from ..rules.grid import EVERYWHERE
from ..rules.release import Change, Released, carried, difference, mark_of
from . import sessions_of

#: what the programme says of a work
OF_A_WORK = ("title", "artist", "year", "minutes", "medium", "subtitles")


def last_release(event_id: int) -> Release | None:
    """The version in force, without its sessions."""
    query = select(Release).where(Release.event_id == event_id)
    return db.session.scalar(query.order_by(Release.number.desc()).limit(1))


def last_releases(event_ids: Iterable[int]) -> dict[int, Release]:
    """{event: the version in force}, without sessions; one query."""
    query = select(Release).where(Release.event_id.in_(set(event_ids))).order_by(Release.number)
    return {row.event_id: row for row in db.session.scalars(query)}


def with_sessions(release_id: int) -> Release:
    """A version with its sessions; NoResultFound if there is none."""
    query = select(Release).where(Release.id == release_id).options(undefer(Release.sessions))
    return db.session.scalars(query).one()


def releases_of(event_id: int) -> list[Release]:
    """Every version with its sessions, newest first."""
    query = select(Release).where(Release.event_id == event_id).options(undefer(Release.sessions))
    return list(db.session.scalars(query.order_by(Release.number.desc())))


def released(release: Release | None) -> list[Released]:
    """What a version holds, in its order."""
    return [Released.from_plain(row) for row in release.sessions] if release else []


def standing(event_id: int) -> list[Released]:
    """What the next release would hold, of what stands on the grid."""
    works, held = works_of(event_id), pictures.of_event(event_id)
    rows = [(row, row.proposal_id or 0) for row in sessions_of(event_id) if row.stands]
    return [snapshot(row, works.get(made_of, []), held.get(made_of)) for row, made_of in rows]


def snapshot(row: Session, works: Sequence[Work], picture: Picture | None) -> Released:
    """A session as a release says it."""
    room = row.room if row.kind not in EVERYWHERE else None
    return Released(
        id=row.id,
        guid=row.guid,
        slug=row.slug,
        kind=row.kind,
        title=row.title.texts(),
        abstract=row.abstract.texts(),
        starts=row.starts.isoformat(timespec="minutes") if row.starts else "",
        minutes=row.minutes,
        room={"key": room.key, "name": room.name.texts(), "position": room.position} if room else None,
        warnings=row.warnings.texts(),
        format={"key": row.format.key, "name": row.format.name.texts()} if row.format else None,
        track={"key": row.track.key, "name": row.track.name.texts()} if row.track else None,
        languages=list(row.languages),
        interpretation=list(row.interpretation),
        speakers=[one.speaker_id for one in row.speakers],
        works=[{name: getattr(one, name) for name in OF_A_WORK} for one in works],
        picture=picture.key if picture else None,
        part=row.part_id,
    )


@dataclass(frozen=True)
class Next:
    """What the next release would be."""

    #: number of the version in force; 0: none yet
    number: int
    before: list[Released]
    after: list[Released]

    @property
    def changes(self) -> list[Change]:
        """What it would change for the public."""
        return difference(self.before, self.after)

    @property
    def mark(self) -> str:
        """A mark of these changes, to notice that they are others by now."""
        return mark_of(self.changes)

    @property
    def lacking(self) -> list[Released]:
        """What cannot be released: a title or an abstract is missing in a language."""
        return [row for row in self.after if not row.cancelled and not row.whole]


def next_release(event_id: int) -> Next:
    """What stands on the grid beside what is public."""
    last = last_release(event_id)
    before = released(last)
    return Next(last.number if last else 0, before, carried(before, standing(event_id)))


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks, as the public sees them."""

    id: int
    name: str
    pronouns: str
    biography: Bilingual
    organisation: str


def voices(rows: Iterable[Released]) -> dict[int, Voice]:
    """{speaker: as they are shown} of these sessions; who is not there any more is left out. One query."""
    wanted = sorted({number for row in rows for number in row.speakers})
    query = select(Speaker.id, Speaker.name, Speaker.pronouns, Speaker.biography, Speaker.organisation_name)
    people = db.session.execute(query.where(Speaker.id.in_(wanted))).tuples() if wanted else ()
    return {one[0]: Voice(*one) for one in people}


def speaking(row: Released, people: Mapping[int, Voice]) -> list[Voice]:
    """Who speaks in a session, in its order, of those who are still there."""
    return [people[number] for number in row.speakers if number in people]


def pictures_of(rows: Iterable[Released]) -> dict[str, Picture]:
    """{key: picture} of these sessions and of who speaks in them, those that were not taken back; one query."""
    wanted = {row.picture for row in rows if row.picture}
    people = {number for row in rows for number in row.speakers}
    return {one.key: one for one in pictures.shown(wanted, people)}


def names_stamp(event_id: int) -> str:
    """Changes whenever a name that the programme shows does; one light query."""
    speaks = exists().where(SessionSpeaker.speaker_id == Speaker.id)
    query = select(Speaker.id, Speaker.name).where(Speaker.event_id == event_id, speaks).order_by(Speaker.id)
    names = "\n".join(f"{number} {name}" for number, name in db.session.execute(query).tuples())
    return hashlib.sha256(names.encode()).hexdigest()[:12]


def is_released(event_id: int, session_id: int) -> bool:
    """Whether the session ever was public."""
    return any(row.id == session_id for row in released(last_release(event_id)))


def confirmed_in(part_ids: Iterable[int]) -> list[tuple[Registration, int]]:
    """(registration, activity) of everybody who is confirmed there and has an address; one query."""
    query = (
        select(Registration, RegistrationPart.part_id)
        .join(RegistrationPart, RegistrationPart.registration_id == Registration.id)
        .where(
            RegistrationPart.part_id.in_(sorted(set(part_ids))),
            RegistrationPart.state == "confirmed",
            Registration.state == "confirmed",
        )
        .order_by(Registration.id)
    )
    return [(row, part) for row, part in db.session.execute(query).tuples() if row.email]


def find_booklet(release_id: int, language: str, *, large: bool) -> Booklet | None:
    """A booklet that was asked for, with its file."""
    wanted = (Booklet.release_id == release_id, Booklet.language == language, Booklet.large.is_(large))
    return db.session.scalar(select(Booklet).where(*wanted).options(joinedload(Booklet.file)))


def booklet_of(booklet_id: int) -> Booklet | None:
    """The same by its id, with its version."""
    query = select(Booklet).where(Booklet.id == booklet_id)
    return db.session.scalar(query.options(joinedload(Booklet.release).undefer(Release.sessions)))


def event_of(release: Release) -> Event:
    """The event of a version."""
    return db.session.get_one(Event, release.event_id)

"""Reads of the grid as organisers arrange it: a fixed number of queries, whatever stands on it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...events.models import Event, Part
from ...foundation.database import db
from ...proposals.models import Format, Proposal, ProposalSpeaker, Speaker, Track
from ..models import Move, Room, Session, SessionSpeaker, Settings
from ..rules.grid import CHANGE_OVER, CLOSES, EVERYWHERE, OPENS, Days, Span
from ..rules.warnings import Facts, Placed, RoomFact, Warning, warnings


@dataclass(frozen=True)
class Hours:
    """What an event's grid is made with."""

    opens: dt.time = OPENS
    closes: dt.time = CLOSES
    change_over: int = CHANGE_OVER
    teams: tuple[tuple[str, int], ...] = ()


def settings_of(event_id: int) -> Hours:
    """What the event says, or the defaults."""
    row = db.session.get(Settings, event_id)
    return _hours(row) if row else Hours()


def _hours(row: Settings) -> Hours:
    times = (dt.time.fromisoformat(row.opens), dt.time.fromisoformat(row.closes))
    return Hours(*times, row.change_over, tuple(sorted(row.teams.items())))


def days_of(event: Event, hours: Hours) -> Days:
    """The days on which sessions may stand."""
    facts = event.facts
    return Days(facts.first_day, facts.last_day, hours.opens, hours.closes)


def rooms_of(event_id: int) -> list[Room]:
    """The rooms in use, in order."""
    query = select(Room).where(Room.event_id == event_id, Room.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(Room.position, Room.id)))


def find_room(event_id: int, room_id: int) -> Room | None:
    """A room of the event that is in use."""
    return db.session.scalar(
        select(Room).where(Room.id == room_id, Room.event_id == event_id, Room.retired_at.is_(None))
    )


_WHOLE = (
    joinedload(Session.proposal),
    joinedload(Session.room),
    joinedload(Session.format),
    joinedload(Session.track),
    selectinload(Session.speakers).joinedload(SessionSpeaker.speaker),
)


def sessions_of(event_id: int) -> list[Session]:
    """Every session with all that belongs to it, by time; two queries."""
    query = select(Session).where(Session.event_id == event_id).options(*_WHOLE)
    return list(db.session.scalars(query.order_by(Session.starts, Session.id)))


def find_session(event_id: int, session_id: int) -> Session | None:
    """One session with all that belongs to it."""
    query = select(Session).where(Session.id == session_id, Session.event_id == event_id)
    return db.session.scalar(query.options(*_WHOLE))


def span_of(row: Session) -> Span | None:
    """Where it stands on the grid; None if it has no place there."""
    if row.starts is None or row.cancelled:
        return None
    return Span(row.id, row.starts, row.minutes, None if row.kind in EVERYWHERE else row.room_id)


def spans_of(event_id: int) -> list[Span]:
    """Everything that stands on the grid."""
    query = select(Session).where(Session.event_id == event_id, Session.starts.is_not(None))
    return [span for row in db.session.scalars(query) if (span := span_of(row))]


@dataclass
class Grid:
    """The schedule as it is being arranged."""

    event: Event
    hours: Hours
    rooms: list[Room]
    sessions: list[Session]

    @property
    def days(self) -> Days:
        """Its days."""
        return days_of(self.event, self.hours)

    @property
    def placed(self) -> list[Session]:
        """What stands on the grid."""
        return [row for row in self.sessions if row.starts is not None and not row.cancelled]

    @property
    def unplaced(self) -> list[Session]:
        """What still looks for a place."""
        return [row for row in self.sessions if row.starts is None and not row.cancelled]

    @property
    def cancelled(self) -> list[Session]:
        """What will not take place."""
        return [row for row in self.sessions if row.cancelled]

    @cached_property
    def warnings(self) -> list[Warning]:
        """What is awkward."""
        return warnings(self._facts())

    def _facts(self) -> Facts:
        people = {row.speaker_id: row.speaker for session in self.placed for row in session.speakers}
        return Facts(
            tuple(_placed(row) for row in self.placed),
            tuple(RoomFact(row.id, row.capacity, frozenset(row.equipment)) for row in self.rooms),
            {number: _away(person) for number, person in people.items() if person.away},
            dict(self.hours.teams),
            self.hours.change_over,
        )


def _placed(row: Session) -> Placed:
    return Placed(
        row.id,
        row.starts or dt.datetime.min,
        row.minutes,
        None if row.kind in EVERYWHERE else row.room_id,
        kind=row.kind,
        speakers=frozenset(one.speaker_id for one in row.speakers),
        track=row.track_id,
        languages=frozenset(row.languages),
        interpretation=frozenset(row.interpretation),
        interest=row.interest,
    )


def _away(person: Speaker) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    return tuple((dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)) for first, last in person.away)


def grids_of(events: Sequence[Event]) -> dict[int, Grid]:
    """{event: its grid}; four queries, however many they are."""
    ids = [event.id for event in events]
    settings = {
        row.event_id: _hours(row) for row in db.session.scalars(select(Settings).where(Settings.event_id.in_(ids)))
    }
    rooms: dict[int, list[Room]] = {}
    query = select(Room).where(Room.event_id.in_(ids), Room.retired_at.is_(None)).order_by(Room.position, Room.id)
    for room in db.session.scalars(query):
        rooms.setdefault(room.event_id, []).append(room)
    sessions: dict[int, list[Session]] = {}
    whole = select(Session).where(Session.event_id.in_(ids)).options(*_WHOLE).order_by(Session.starts, Session.id)
    for row in db.session.scalars(whole):
        sessions.setdefault(row.event_id, []).append(row)
    return {
        event.id: Grid(event, settings.get(event.id, Hours()), rooms.get(event.id, []), sessions.get(event.id, []))
        for event in events
    }


def grid_of(event: Event) -> Grid:
    """The whole of one event's."""
    return grids_of([event])[event.id]


@dataclass(frozen=True)
class Candidates:
    """What can be brought into the programme."""

    accepted: list[Proposal]
    #: submitted, and not accepted or not announced: to be tried on the grid only
    undecided: list[Proposal]
    activities: list[Part]


#: those without a time last, on every database
_IN_TIME = (Part.starts.is_(None), Part.starts, Part.id)


def candidates(event: Event, hidden: Collection[int] = ()) -> Candidates:
    """What is not in the programme yet, without the undecided proposals that are hidden; two queries."""
    used = select(Session.proposal_id).where(Session.event_id == event.id, Session.proposal_id.is_not(None))
    query = select(Proposal).where(
        Proposal.event_id == event.id, Proposal.state == "submitted", Proposal.id.not_in(used)
    )
    rows = list(db.session.scalars(query.order_by(Proposal.id)))
    accepted = [row for row in rows if row.accepted]
    undecided = [row for row in rows if row not in accepted and row.decision != "declined" and row.id not in hidden]
    held = select(Session.part_id).where(Session.event_id == event.id, Session.part_id.is_not(None))
    parts = select(Part).where(Part.event_id == event.id, Part.programme.is_(False), Part.id.not_in(held))
    return Candidates(accepted, undecided, list(db.session.scalars(parts.order_by(*_IN_TIME))))


def find_proposal(event_id: int, proposal_id: int) -> Proposal | None:
    """A submitted proposal with its speakers."""
    query = select(Proposal).where(
        Proposal.id == proposal_id, Proposal.event_id == event_id, Proposal.state == "submitted"
    )
    return db.session.scalar(query.options(selectinload(Proposal.speakers).joinedload(ProposalSpeaker.speaker)))


def find_speaker(event_id: int, email: str) -> Speaker | None:
    """Who speaks at the event under this address."""
    return db.session.scalar(select(Speaker).where(Speaker.event_id == event_id, Speaker.email == email))


def last_move(event_id: int) -> Move | None:
    """The newest move that was not taken back."""
    query = select(Move).where(Move.event_id == event_id, Move.undone.is_(False))
    return db.session.scalar(query.order_by(Move.id.desc()).limit(1))


def formats_of(event_id: int) -> list[Format]:
    """The types of sessions, in order."""
    return list(db.session.scalars(select(Format).where(Format.event_id == event_id).order_by(Format.position)))


def tracks_of(event_id: int) -> list[Track]:
    """The themes, in order."""
    return list(db.session.scalars(select(Track).where(Track.event_id == event_id).order_by(Track.position)))

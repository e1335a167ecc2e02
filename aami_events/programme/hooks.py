"""The programme in the cockpit, in the worklist of texts, in copies of events, and in the personal-data register."""

from collections.abc import Collection

from flask import url_for
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from ..events.models import Event
from ..events.queries import list_by_ids
from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.i18n import gettext, lazy_gettext, ngettext
from ..foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    Record,
    TextPlace,
    bilingual_texts,
    event_clonable,
    event_cloned,
    event_panels,
    event_shifted,
    personal_data,
    ribbons,
)
from ..foundation.todo import Found, Task
from ..proposals.models import Picture, Speaker
from ..proposals.queries import pictures
from ..web.access import can
from . import mail, queries, service  # noqa: F401  mail registers its letters
from .models import Release, Session, SessionSpeaker
from .queries import Grid
from .queries.releases import last_releases
from .queries.speaking import who_speaks
from .rendering import said, where

event_cloned.hear(service.copy_ground)
event_shifted.hear(service.shift_sessions)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Rooms of the programme."""
    number = len(queries.rooms_of(event_id))
    return [ngettext("%(num)s room of the programme", "%(num)s rooms of the programme", number)] if number else []


ribbons.hear(who_speaks)


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How far the schedule is, for those who arrange it."""
    mine = [event for event in list_by_ids(event_ids) if can(event, "programme.edit")]
    if not mine:
        return {}
    grids, released = queries.grids_of(mine), last_releases(event.id for event in mine)
    return {event.id: _panel(event, grids[event.id], released.get(event.id)) for event in mine}


def _panel(event: Event, grid: Grid, release: Release | None) -> Panel:
    here = url_for("programme.organiser.grid", slug=event.slug)
    unplaced, awkward = len(grid.unplaced), len(grid.warnings)
    figures: list[tuple[object, str]] = []
    if grid.sessions:
        standing = sum(row.stands for row in grid.sessions)
        figures = [
            (standing, ngettext("session placed", "sessions placed", standing)),
            (unplaced, ngettext("session without a place", "sessions without a place", unplaced)),
            (awkward, ngettext("thing worth a look", "things worth a look", awkward)),
        ]
    if release:
        figures.append((release.name, gettext("version of the programme that is public")))
    tasks = []
    if unplaced and not release:
        words = ngettext("%(num)s session has no place yet", "%(num)s sessions have no place yet", unplaced)
        tasks.append(Task(Found("programme.unplaced", "later", unplaced), words, here))
    return Panel(gettext("Programme"), tasks, figures, [(here, gettext("Schedule"))])


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What sessions say; it is asked for before a release, and does not keep the event from being published."""
    query = select(Session).where(Session.event_id.in_(event_ids), Session.cancelled.is_(False))
    found: dict[int, list[TextPlace]] = {}
    rows = list(db.session.scalars(query.order_by(Session.starts, Session.id)))
    held = pictures.of_these([row.proposal_id for row in rows if row.proposal_id])
    for row in rows:
        words = gettext("Session: %(title)s", title=said(row.title))
        mine = found.setdefault(row.event_id, [])
        mine.append(_text(row, words, "title", gettext("Title"), "line"))
        mine.append(_text(row, words, "abstract", gettext("Abstract"), "markdown"))
        mine.append(_text(row, words, "warnings", gettext("Content warnings"), "text"))
        if row.proposal_id in held:
            mine.append(_shows(held[row.proposal_id], words))
    return found


def _shows(row: Picture, words: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        row.alternative = value

    label = gettext("What its picture shows")
    return TextPlace(f"picture:{row.id}:alternative", words, label, row.alternative, write, "text", blocks=False)


def _text(row: Session, words: str, name: str, label: str, kind: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)
        row.revision += 1  # whoever has its form open notices

    return TextPlace(f"session:{row.id}:{name}", words, label, getattr(row, name), write, kind, blocks=False)


GROUPS = (
    PersonalGroup(
        "programme.speakers",
        lazy_gettext("In which sessions of a programme you speak"),
        lazy_gettext("To publish who speaks, and to write to you when a session moves"),
        frozenset({"session_speakers.speaker_id"}),
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """Who speaks where; names and all the rest stand with the proposals."""
    return PersonalData("programme", "session_speaker", GROUPS, find, records, erase)


def find(email: str) -> dict[int, str]:
    """{id: name} of every session that somebody with this address speaks in."""
    query = select(SessionSpeaker.id, Speaker.name).join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
    return dict(db.session.execute(query.where(Speaker.email == email)).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """These sessions, with where they take place."""
    query = select(Session).join(SessionSpeaker, SessionSpeaker.session_id == Session.id)
    query = query.where(SessionSpeaker.id.in_(ids)).order_by(Session.id)
    rows = db.session.scalars(query.options(joinedload(Session.room)))
    return [_record(row) for row in rows.unique()]


def _record(row: Session) -> Record:
    facts = (
        Fact("session", gettext("Session"), row.guid, said(row.title)),
        Fact("place", gettext("Where"), row.slug, where(row)),
    )
    return Record("session", gettext("Sessions in which you speak"), facts)


@transactional
def erase(ids: Collection[int]) -> int:
    """They speak nowhere any more; sessions stay. What was released names people by their number only, and what was
    frozen for print by name: it goes."""
    people = db.session.scalars(select(SessionSpeaker.speaker_id).where(SessionSpeaker.id.in_(ids))).all()
    service.withdraw_proofs(people)
    db.session.execute(delete(SessionSpeaker).where(SessionSpeaker.id.in_(ids)))
    return len(ids)

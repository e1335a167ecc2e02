"""Wording in the cockpit, and in the personal-data register."""

from collections.abc import Collection

from flask import url_for
from sqlalchemy import select, update

from ..events.models import Event
from ..foundation.database import db, transactional
from ..foundation.i18n import gettext, lazy_gettext, ngettext
from ..foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    Record,
    event_changing,
    event_panels,
    personal_data,
)
from ..foundation.todo import Found, Task
from ..people.queries import find_person_by_email
from ..web.access import principal
from . import queries, service
from .models import WordingText
from .queries import Entry, today
from .rules import find_work

event_changing.hear(service.forget_removed)


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How much there is to translate and to review, for those who may do something about it."""
    asking = principal()
    events = list(db.session.scalars(select(Event).where(Event.id.in_(event_ids))))
    mine = [event for event in events if asking and asking.can("texts.write", ("event", event.id))]
    authors = {event.id for event in mine if asking and asking.can("events.edit", ("event", event.id))}
    found = queries.list_begun(mine)
    return {event.id: _panel(event, found[event.id], author=event.id in authors) for event in mine}


def _panel(event: Event, entries: list[Entry], *, author: bool) -> Panel:
    totals, day = queries.total(entries), today(event)
    here = url_for("wording.organiser.worklist", slug=event.slug)
    figures: list[tuple[object, str]] = [
        (totals.open, ngettext("text to translate", "texts to translate", totals.open)),
        (totals.open_words, ngettext("word to translate", "words to translate", totals.open_words)),
        (totals.review, ngettext("translation to review", "translations to review", totals.review)),
        (totals.late, ngettext("text late", "texts late", totals.late)),
    ]
    over = bool(event.facts.last_day and event.facts.last_day < day)
    work = [] if over else find_work(totals, queries.late_for(entries, day), author=author)
    return Panel(
        gettext("Texts and translations"), [_task(one, event.slug) for one in work], figures, [(here, gettext("Texts"))]
    )


def _task(found: Found, slug: str) -> Task:
    number = found.number
    match found.kind:
        case "wording.late":
            said = ngettext("%(num)s translation is late", "%(num)s translations are late", number)
            return Task(found, said, url_for("wording.organiser.worklist", slug=slug, late="yes"))
        case "wording.review":
            said = ngettext("%(num)s translation waits for review", "%(num)s translations wait for review", number)
            return Task(found, said, url_for("wording.organiser.worklist", slug=slug, state="review"))
    said = ngettext("%(num)s text is to be translated", "%(num)s texts are to be translated", number)
    return Task(found, said, url_for("wording.organiser.worklist", slug=slug, state="open"))


GROUPS = (
    PersonalGroup(
        "wording.owners",
        lazy_gettext("Which texts you were given to translate, until when, and what was said of them"),
        lazy_gettext("To share the work, and to ask for what is late"),
        frozenset({"wording_texts.owner_id", "wording_texts.note"}),
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """Who was given which text, and what was said of their translation."""
    return PersonalData("wording", "text", GROUPS, find, records, erase)


def find(email: str) -> dict[int, str]:
    """{id: name} of what was given to the account of an address."""
    person = find_person_by_email(email)
    if person is None:
        return {}
    mine = select(WordingText.id).where(WordingText.owner_id == person.id)
    return dict.fromkeys(db.session.scalars(mine), person.name)


def records(ids: Collection[int]) -> list[Record]:
    """The texts that were given to them, with deadline and note."""
    return [_record(row) for row in db.session.scalars(select(WordingText).where(WordingText.id.in_(ids)))]


def _record(row: WordingText) -> Record:
    due = row.due_on.isoformat() if row.due_on else ""
    facts = (
        Fact("text", gettext("Text"), row.key, row.key),
        Fact("due", gettext("Deadline"), due, due),
        Fact("note", gettext("Note"), row.note, row.note),
    )
    return Record("wording_text", gettext("Texts and translations"), facts)


@transactional
def erase(ids: Collection[int]) -> int:
    """The texts stay, and are nobody's."""
    db.session.execute(update(WordingText).where(WordingText.id.in_(ids)).values(owner_id=None, note=""))
    return len(ids)

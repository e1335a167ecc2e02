"""Wording in the cockpit, and in the personal-data register."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select, update

from ..events.models import Event
from ..foundation.database import db, transactional
from ..foundation.i18n import gettext, ngettext
from ..foundation.points import PersonalData, event_panels, personal_data
from ..people.queries import find_person_by_email
from ..web.access import principal
from . import queries
from .models import WordingText
from .rules import Totals


@dataclass(frozen=True)
class Panel:
    """What the cockpit shows of an event's texts."""

    title: str
    figures: list[tuple[object, str]]
    links: list[tuple[str, str]]


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How much there is to translate and to review, for those who may do something about it."""
    asking = principal()
    events = list(db.session.scalars(select(Event).where(Event.id.in_(event_ids))))
    mine = [event for event in events if asking and asking.can("texts.write", ("event", event.id))]
    found = queries.list_begun(mine)
    return {event.id: _panel(event.slug, queries.total(found[event.id])) for event in mine}


def _panel(slug: str, totals: Totals) -> Panel:
    figures: list[tuple[object, str]] = [
        (totals.open, ngettext("text to translate", "texts to translate", totals.open)),
        (totals.open_words, ngettext("word to translate", "words to translate", totals.open_words)),
        (totals.review, ngettext("translation to review", "translations to review", totals.review)),
        (totals.late, ngettext("text late", "texts late", totals.late)),
    ]
    return Panel(
        gettext("Texts and translations"),
        figures,
        [(url_for("wording.organiser.worklist", slug=slug), gettext("Texts"))],
    )


@personal_data.hear
def register() -> PersonalData:
    """Who was given which text, and what was said of their translation."""
    columns = {"wording_texts.owner_id", "wording_texts.note"}
    return PersonalData("wording", frozenset(columns), find, export, erase)


def find(email: str) -> list[int]:
    """Ids of what was given to the account of an address."""
    person = find_person_by_email(email)
    mine = select(WordingText.id).where(WordingText.owner_id == (person.id if person else None))
    return list(db.session.scalars(mine)) if person else []


def export(email: str) -> dict[str, Any]:
    """The texts that were given to them, with deadline and note."""
    rows = db.session.scalars(select(WordingText).where(WordingText.id.in_(find(email))))
    return {
        "texts_to_translate": [
            {"text": row.key, "due": row.due_on.isoformat() if row.due_on else None, "note": row.note} for row in rows
        ]
    }


@transactional
def erase(email: str) -> int:
    """The texts stay, and are nobody's."""
    ids = find(email)
    db.session.execute(update(WordingText).where(WordingText.id.in_(ids)).values(owner_id=None, note=""))
    return len(ids)

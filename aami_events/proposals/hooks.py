"""Speakers in the register of personal data."""

from collections.abc import Collection

from sqlalchemy import select

from ..foundation.database import db
from ..foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext
from ..foundation.points import Fact, PersonalData, PersonalGroup, Record, personal_data
from . import service
from .models import Speaker

GROUPS = (
    PersonalGroup(
        "proposals.speakers",
        lazy_gettext("Who speaks at an event: name, pronouns, organisation and biography"),
        lazy_gettext("To publish who speaks in a programme"),
        frozenset({f"speakers.{name}" for name in ("name", "sort_key", "pronouns", "organisation_name", "biography")}),
    ),
    PersonalGroup(
        "proposals.contacts",
        lazy_gettext("The e-mail and language of who speaks at an event, and when they cannot be there"),
        lazy_gettext("To arrange the programme with you"),
        frozenset({"speakers.email", "speakers.language", "speakers.away"}),
        service.forget_contacts,
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """What is known of those who speak."""
    return PersonalData("proposals", "speaker", GROUPS, find, records, service.erase_speakers)


def find(email: str) -> dict[int, str]:
    """{id: name} of who speaks under an address, at any event."""
    return dict(db.session.execute(select(Speaker.id, Speaker.name).where(Speaker.email == email)).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """What the person may have of it."""
    return [_record(row) for row in db.session.scalars(select(Speaker).where(Speaker.id.in_(ids)))]


def _record(row: Speaker) -> Record:
    biography = row.biography.texts()
    away = "; ".join(" – ".join(span) for span in row.away)
    facts = (
        Fact("name", gettext("Name"), row.name, row.name),
        Fact("pronouns", gettext("Pronouns"), row.pronouns, row.pronouns),
        Fact("email", gettext("E-mail"), row.email, row.email),
        Fact("language", gettext("Language"), row.language, LANGUAGE_NAMES.get(row.language, "")),
        Fact("organisation", gettext("Organisation"), row.organisation_name, row.organisation_name),
        Fact("biography", gettext("Biography"), biography, " / ".join(text for text in biography.values() if text)),
        Fact("away", gettext("Away"), row.away, away),
    )
    return Record("speaker", gettext("Speaker"), facts)

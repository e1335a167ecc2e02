"""Things that tests need, made through the services as people make them. All need an application context."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import update

from aami_events.events import service as events
from aami_events.events.models import Venue
from aami_events.events.queries.texts import current_text
from aami_events.events.rules.texts import TEXT_KINDS, Contact
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.dates import FuzzyDate
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people import service as people
from aami_events.questions import service as questions
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from aami_events.registration.models import Invitation

#: when tests happen: a Monday morning in Toronto
NOW = dt.datetime(2020, 8, 17, 13, 0, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2020, 9, 17)

_numbers = itertools.count(1)


def both(word: str) -> Bilingual:
    """A text in both languages that says which it is."""
    return Bilingual.of(fr=f"{word} (fr)", en=f"{word} (en)")


def make_event(
    slug: str = "rencontre-2020",
    *,
    capacity: int | None = 10,
    opens: dt.timedelta | None = dt.timedelta(days=-1),
    closes: dt.timedelta | None = dt.timedelta(days=20),
    parts: Sequence[Mapping[str, Any]] = (),
    categories: Sequence[Mapping[str, Any]] = (),
    **facts: Any,
) -> int:
    """A published event a month from `NOW`, open for registration; without categories, the general one. Its id."""
    usual = {
        "kind": "conference",
        "title": both("Rencontre"),
        "summary": both("Résumé"),
        "state": "published",
        "mode": "in_person",
        "when": FuzzyDate(FIRST_DAY, FIRST_DAY + dt.timedelta(days=2), "range"),
        "starts": dt.datetime.combine(FIRST_DAY, dt.time(9)),
        "ends": dt.datetime.combine(FIRST_DAY + dt.timedelta(days=2), dt.time(17)),
        "opens_at": NOW + opens if opens is not None else None,
        "closes_at": NOW + closes if closes is not None else None,
    }
    event_id = events.create_event(slug, capacity=capacity, **{**usual, **facts})
    for position, part in enumerate(parts, 1):
        make_part(event_id, position=position, **part)
    if categories:
        _retire_general_category(event_id)
    for position, category in enumerate(categories, 1):
        make_category(event_id, position=position, **category)
    return event_id


def _retire_general_category(event_id: int) -> None:
    with transaction():
        for category in registrations.categories_of(event_id):
            category.retired_at = NOW


def make_venue(city: str = "Vancouver", **facts: Any) -> Venue:
    """A venue for an event that is made with it."""
    return Venue(city=city, province="BC", name=both("Maison"), address="1, rue Haute", access=both("Rampe"), **facts)


def make_part(event_id: int, *, capacity: int | None = None, position: int = 1, **facts: Any) -> int:
    """A part of an event, of two hours on its first day; its id."""
    starts = dt.datetime.combine(FIRST_DAY, dt.time(9)) + dt.timedelta(hours=2 * position)
    usual = {
        "kind": "session",
        "title": both(f"Partie {position}"),
        "starts": starts,
        "ends": starts + dt.timedelta(hours=2),
        "zone": "America/Toronto",
        "mode": "in_person",
        "languages": ["fr", "en"],
    }
    return events.add_part(event_id, capacity=capacity, position=position, **{**usual, **facts})


def make_category(event_id: int, *, key: str, **facts: Any) -> int:
    """A category; its id."""
    return registration.add_category(event_id, key, name=facts.pop("name", both(key)), **facts)


def make_copy(source_id: int, slug: str = "copie-2022") -> int:
    """A copy of an event, without dates; its id."""
    entry = events.CloneEntry(Written("Copie", "Copy"), slug=slug)
    return events.clone_event(source_id, entry, creator_id=make_person())


def make_entry(**says: Any) -> registration.Entry:
    """What a new person writes in the form: another name and address each time, unless given."""
    number = next(_numbers)
    usual = {"name": f"Personne {number}", "email": f"personne{number}@exemple.example", "language": "fr"}
    return registration.Entry(**{**usual, **says})


def register(event_id: int, *, form_key: str | None = None, by_organiser: bool = False, **says: Any) -> int:
    """Register a new person; the registration's id."""
    outcome = registration.register(event_id, make_entry(**says), form_key=form_key, by_organiser=by_organiser)
    return outcome.registration_id


def make_person(role: str | None = None, *, event_id: int | None = None, **facts: Any) -> int:
    """An account, with a role in the house or for one event; its id."""
    number = next(_numbers)
    usual = {"name": f"Compte {number}", "email": f"compte{number}@exemple.example"}
    person_id = people.create_person(**{**usual, **facts})
    if role:
        people.grant(person_id, role, scope=("event", event_id) if event_id else ("house", 0))
    return person_id


def make_organisation(key: str = "centre", **facts: Any) -> None:
    """A member organisation."""
    people.ensure_organisation(key, facts.pop("name", Bilingual.of(fr="Centre d’art", en="Art Centre")), **facts)


def make_question(
    event_id: int, key: str, *, kind: str = "text", position: int = 1, form: str = "event", **says: Any
) -> int:
    """A question of one of an event's forms; its id."""
    facts = {
        "kind": kind,
        "label": {"fr": f"{key} ?", "en": f"{key}?"},
        "purpose": {"fr": "But", "en": "Purpose"},
        **says,
    }
    return questions.ask((form, event_id), key, position, **questions.says(facts))


def write_text(event_id: int, kind: str, fr: str = "Texte", en: str | None = "Text", **says: Any) -> int:
    """A new version of an event's text, over the one in force; its number."""
    current = current_text(event_id, kind)
    entry = events.TextEntry(fr, en or "", **says)
    return events.write_text(event_id, kind, entry, base=current.number if current else 0)


def write_texts(event_id: int, *, besides: Sequence[str] = ()) -> None:
    """Every text that an event can have, in both languages, but some."""
    people_to_turn_to = (Contact("Maëlle", "soin@centre.example"), Contact("Théo", "", "604 555-0117"))
    with transaction():
        for kind in TEXT_KINDS:
            if kind not in besides:
                write_text(event_id, kind, f"{kind} (fr)", f"{kind} (en)", contacts=people_to_turn_to)


def mark_sent(letter_id: int, **facts: Any) -> None:
    """A letter as it stands once it has gone."""
    with transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id == letter_id).values(state="sent", **facts))


def invite(event_id: int, *, answer_by: dt.datetime | None = None, **says: Any) -> int:
    """Invite a new person; the invitation's id."""
    number = next(_numbers)
    usual = {"name": f"Invité {number}", "email": f"invite{number}@exemple.example", "language": "fr"}
    (made,) = registration.invite(event_id, [registration.Guest(**{**usual, **says})], answer_by=answer_by)
    return made


def invited_event(slug: str = "minicaucus-2020", **facts: Any) -> int:
    """An open event that people come to by invitation; its id."""
    return make_event(slug, **{"visibility": "invited", "kind": "caucus", **facts})


def accept(invitation_id: int, form_key: str | None = None, **says: Any) -> registration.Outcome:
    """Register the holder of an invitation."""
    row = db.session.get_one(Invitation, invitation_id, populate_existing=True)
    entry = make_entry(**{"name": row.name, "email": row.email, **says})
    return registration.accept_invitation(invitation_id, row.link_version, entry, form_key=form_key)

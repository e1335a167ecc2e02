"""Registering: one transaction takes the places, writes the person, and queues the letter."""

from dataclasses import dataclass
from typing import Any

from ...events.models import Event, Part
from ...events.queries import registration_state
from ...foundation import audit, clock, points
from ...foundation.database import db, transactional
from ...foundation.text import clean, sort_key
from ...people.queries import find_organisation_id
from .. import queries
from ..errors import MembersOnly
from ..models import Category, Registration, RegistrationPart
from ..queries.fees import amount_for
from ..queries.offer import Offer, get_offer
from ..rules import (
    Admission,
    CategoryFacts,
    PartFacts,
    admit,
    amount_due,
    check_open,
    new_code,
    pick_category,
    pick_parts,
)
from ..rules.sessions import SessionFacts, check_sessions
from .delegates import seat
from .drafts import drop_draft
from .entry import Entry, write_contract, write_person, write_search_words, write_words
from .following import bring
from .letters import write_letter
from .places import give_back, lock, take


@dataclass(frozen=True)
class Outcome:
    """What came of a form: the registration, or for a repeated one nothing but the fact."""

    registration_id: int
    state: str
    link_version: int = 1
    repeated: bool = False


@transactional
def register(
    event_id: int,
    entry: Entry,
    *,
    form_key: str | None = None,
    by_organiser: bool = False,
    source: str = "online",
    source_ref: str | None = None,
    group_id: int | None = None,
    letter: bool = True,
    invited: bool = False,
) -> Outcome:
    """Register a person: confirmed when places are free, else waiting.

    The same form sent twice registers once. Someone who is registered under this name and address changes nothing and
    is written to. Who is `invited` may register for an event by invitation. RegistrationClosed, UnknownCategory,
    MembersOnly, UnknownPart, AmountTooLow.
    """
    offer = get_offer(event_id)
    event = offer.event
    registration = _person(event_id, entry, form_key=form_key, source=source, source_ref=source_ref, group_id=group_id)
    lock(event_id)  # from here others wait
    before = queries.Before() if source == "import" else _find_before(event_id, entry, form_key)
    earlier = before.made
    if earlier and form_key and earlier.form_key == form_key:
        return Outcome(earlier.id, earlier.state, earlier.link_version)
    check_open(registration_state(event), by_organiser=by_organiser, invited=invited)
    category, parts = choose(offer, entry, trusted=by_organiser)
    if earlier:
        drop_draft(before.draft_id)
        return _repeated(earlier.id)
    registration.amount_due_cents = _due(event, category, entry, trusted=by_organiser)
    admission = _admit(event, category, parts)
    _insert(registration, category, entry, admission)
    _insert_parts(registration, parts, admission)
    _write(registration, entry)
    drop_draft(before.draft_id)
    _note(registration, category)
    _tell(registration, entry, letter=letter)
    return Outcome(registration.id, registration.state)


def _write(registration: Registration, entry: Entry) -> None:
    if entry.delegate:
        seat(registration, wanted=True)
    write_words(registration, entry, fresh=True)
    write_search_words(registration, fresh=True)


def _note(registration: Registration, category: Category) -> None:
    diff = {"state": [None, registration.state], "category": [None, category.key]}
    scope = ("event", registration.event_id)
    audit.record("registration.created", ("registration", registration.id), scope=scope, diff=diff)
    points.registration_changed(registration.id, "created")


def _tell(registration: Registration, entry: Entry, *, letter: bool) -> None:
    """The person, and whoever comes along."""
    if letter:
        write_letter(f"registration.{registration.state}", registration)
    if entry.support:
        bring(registration, entry.support, letter=letter)


def _find_before(event_id: int, entry: Entry, form_key: str | None) -> queries.Before:
    return queries.find_before(event_id, form_key, entry.email.strip().lower(), sort_key(clean(entry.name))[:200])


def _repeated(registration_id: int) -> Outcome:
    made = db.session.get_one(Registration, registration_id)
    write_letter("registration.repeated", made)
    return Outcome(made.id, made.state, made.link_version, repeated=True)


def choose(
    offer: Offer, entry: Entry, *, trusted: bool = False, held: int | None = None
) -> tuple[Category, list[Part]]:
    """Category and parts of an entry, read-only; an organiser is trusted about who is a member, and may choose of
    a series what a person could not: nothing yet, or two sessions at one hour.

    Whoever is in a category (`held`) may stay there, also when it is offered no longer or to members only by now.
    """
    event, categories = offer.event, {row.key: row for row in offer.offered_to(held)}
    facts = [CategoryFacts(row.key, row.members_only and row.id != held, row.agm_only) for row in categories.values()]
    member = trusted or find_organisation_id(entry.organisation) is not None
    if event.visibility == "members" and not member:
        raise MembersOnly(event.slug)
    chosen = pick_category(facts, entry.category, member=member)
    allowed = [PartFacts(part.id, part.alone) for part in event.parts]
    wanted = set(pick_parts(allowed, entry.parts, agm_only=chosen.agm_only))
    parts = [part for part in event.parts if part.id in wanted]
    if event.kind == "series" and not trusted:
        check_sessions([SessionFacts(part.id, part.starts_at, part.ends_at) for part in parts])
    return categories[chosen.key], parts


def base_places(event: Event, category: Category) -> tuple[int, ...]:
    """What everyone of a category needs; who comes to the AGM only does not fill the conference."""
    return (category.places_id,) if category.agm_only else (event.places_id, category.places_id)


def _due(event: Event, category: Category, entry: Entry, *, trusted: bool) -> int:
    price = amount_for(category, event.zone, entry.amount_cents, trusted=trusted)
    return amount_due(price, entry.parts, agm_only=category.agm_only)


def _admit(event: Event, category: Category, parts: list[Part]) -> Admission:
    base = base_places(event, category)
    places = {part.id: part.places_id for part in parts}
    taken = take([*base, *places.values()])
    admission = admit(taken, base, places)
    if not admission.base:
        give_back(taken)
    return admission


def _person(event_id: int, entry: Entry, **facts: Any) -> Registration:
    """All of a registration that does not depend on what is free."""
    now = clock.now()
    registration = Registration(
        event_id=event_id, code=new_code(), link_version=1, created_at=now, changed_at=now, **facts
    )
    write_person(registration, entry)
    return registration


def _insert(registration: Registration, category: Category, entry: Entry, admission: Admission) -> None:
    registration.category_id = category.id
    registration.state = "confirmed" if admission.base else "waiting"
    registration.waiting_since = None if admission.base else registration.created_at
    write_contract(registration, entry, registration.amount_due_cents)
    db.session.add(registration)
    db.session.flush()


def _insert_parts(registration: Registration, parts: list[Part], admission: Admission) -> None:
    for part in parts:
        state = "confirmed" if part.id in admission.parts else "waiting"
        db.session.add(RegistrationPart(registration_id=registration.id, part_id=part.id, state=state))

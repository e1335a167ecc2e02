"""Changing what one chose, and handing a registration on to a colleague."""

from typing import Any

from sqlalchemy import delete

from ...events.queries import changes_allowed
from ...foundation import audit, clock, points
from ...foundation.database import db, transactional
from ...foundation.money import dollars
from ...foundation.outbox import withdraw
from ...foundation.text import clean, sort_key
from .. import queries
from ..errors import AlreadyCancelled, ChangesOver, FollowsAnother, PlaceTaken
from ..models import AccessRequest, Answer, Consent, Registration, RegistrationPart
from ..queries.fees import amount_for
from ..queries.offer import get_offer
from ..queries.support import find_support
from ..rules import HOLDING, amount_due
from .delegates import seat
from .entry import SENSITIVE, Entry, write_contract, write_person, write_search_words, write_words
from .following import end, follow
from .letters import write_letter
from .places import give_back, take, take_all
from .register import choose
from .waiting_list import locked, serve_queue


def snapshot(registration: Registration) -> dict[str, Any]:
    """What a diff compares."""
    names = (
        "name", "badge_name", "pronouns", "spoken", "email", "sms", "reach_by", "organisation_name", "province",
        "region", "language", "mode",
    )  # fmt: skip
    answers = queries.answers_of([registration.id]).get(registration.id, [])
    return {
        **{name: getattr(registration, name) for name in names},
        "first_time": registration.first_time,
        "category": registration.category.key,
        "amount": f"{dollars(registration.amount_due_cents):.2f}",
        "parts": sorted(row.part_id for row in registration.parts),
        "delegate": any(row.votes_for for row in registration.parts),
        "access_needs": queries.access_of(registration.id),
        "answers": {row.version_id: row.value for row in answers},
        "consents": {purpose for purpose, given in queries.consents_of(registration.id).items() if given},
    }


@transactional
def change(registration_id: int, entry: Entry, *, by_organiser: bool = False) -> None:
    """Write a new entry over the old one; freed places go on to whoever waits.

    AlreadyCancelled, ChangesOver, PlaceTaken when the new category is full; UnknownCategory, MembersOnly, UnknownPart;
    FollowsAnother for a support person.
    """
    registration = locked(registration_id)
    _check(registration, by_organiser)
    before = snapshot(registration)
    offer = get_offer(registration.event_id)
    category, parts = choose(offer, entry, trusted=by_organiser, held=registration.category_id)
    _change_category(registration, category, entry, trusted=by_organiser)
    _change_parts(registration, {part.id: part.places_id for part in parts})
    write_person(registration, entry)
    seat(registration, wanted=entry.delegate)
    write_contract(registration, entry, registration.amount_due_cents)
    write_words(registration, entry, fresh=False)
    write_search_words(registration, fresh=False)
    registration.changed_at = clock.now()
    db.session.flush()
    db.session.refresh(registration)
    _note(registration, "registration.changed", before)
    _letters(registration, before["email"])
    follow(registration)
    serve_queue(registration.event)


@transactional
def correct_name(registration_id: int, *, name: str, badge_name: str, pronouns: str) -> None:
    """Write a person's name as they say it at the desk; nobody is written to. AlreadyCancelled."""
    registration = locked(registration_id)
    if registration.state == "cancelled":
        raise AlreadyCancelled
    before = snapshot(registration)
    registration.name, registration.badge_name = clean(name), clean(badge_name)
    registration.pronouns = clean(pronouns)
    registration.sort_key = sort_key(registration.name)[:200]
    write_search_words(registration, fresh=False)
    registration.changed_at = clock.now()
    db.session.flush()
    _note(registration, "registration.name_corrected", before)


def _check(registration: Registration, by_organiser: bool) -> None:
    if registration.supports_id is not None:
        raise FollowsAnother
    if registration.state == "cancelled":
        raise AlreadyCancelled
    if not by_organiser and not changes_allowed(registration.event):
        raise ChangesOver


def _change_category(registration: Registration, category: Any, entry: Entry, *, trusted: bool) -> None:
    """Who stays in a category keeps the amount that was agreed on, whatever it costs by now; or chooses another, where
    that is theirs."""
    stays = category.id == registration.category_id
    if stays and (category.least_cents is None or entry.amount_cents in (None, registration.amount_due_cents)):
        return
    price = amount_for(category, registration.event.zone, entry.amount_cents, trusted=trusted)
    registration.amount_due_cents = amount_due(price, entry.parts, agm_only=category.agm_only)
    if stays:
        return
    if registration.state in HOLDING:
        old, new = _base(registration, registration.category), _base(registration, category)
        if not take_all(new - old):
            raise PlaceTaken
        give_back(old - new)
    registration.category_id = category.id


def _base(registration: Registration, category: Any) -> set[int]:
    return {category.places_id} | (set() if category.agm_only else {registration.event.places_id})


def _change_parts(registration: Registration, wanted: dict[int, int]) -> None:
    held = {row.part_id: row for row in registration.parts}
    holds = registration.state in HOLDING
    for part_id, row in held.items():
        if part_id not in wanted:
            if holds and row.state == "confirmed":
                give_back([row.part.places_id])
            registration.parts.remove(row)
    added = {part_id: place for part_id, place in wanted.items() if part_id not in held}
    got = take(added.values()) if holds else frozenset()
    for part_id, place in added.items():
        registration.parts.append(RegistrationPart(part_id=part_id, state="confirmed" if place in got else "waiting"))


def _note(registration: Registration, action: str, before: dict[str, Any]) -> None:
    diff = audit.difference(before, snapshot(registration), SENSITIVE)
    for field in ("answers", "consents"):
        if field in diff:
            diff[field] = [audit.HIDDEN, audit.HIDDEN]
    scope = ("event", registration.event_id)
    audit.record(action, ("registration", registration.id), scope=scope, diff=diff)
    points.registration_changed(registration.id, action)


def _letters(registration: Registration, old_address: str) -> None:
    write_letter("registration.changed", registration)
    if registration.email != old_address:
        write_letter("registration.address_changed", registration, recipient=old_address)


@transactional
def transfer(registration_id: int, *, name: str, email: str, language: str) -> None:
    """Hand the place to a colleague: the old link ends, and nothing the first person said goes with it, nor does
    their support person.

    AlreadyCancelled, ChangesOver; FollowsAnother for a support person.
    """
    registration = locked(registration_id)
    _check(registration, by_organiser=False)
    before, old_address, old_language = snapshot(registration), registration.email, registration.language
    for table in (Answer, AccessRequest, Consent):
        db.session.execute(delete(table).where(table.registration_id == registration.id))
    entry = Entry(
        name=name,
        email=email,
        language=language,
        organisation=registration.organisation_name,
        province=registration.province,
        region=registration.region,
        mode=registration.mode,
    )
    write_person(registration, entry)
    write_contract(registration, entry, 0)  # the colleague has concluded nothing yet
    registration.link_version += 1
    withdraw(("registration", registration.id))  # what has not gone yet would take the colleague's link to the first
    registration.changed_at = clock.now()
    db.session.flush()
    write_search_words(registration, fresh=False)
    _note(registration, "registration.transferred", before)
    support = find_support(registration.id)
    if support is not None:
        end(support)
    write_letter("registration.transferred", registration)
    write_letter("registration.handed_on", registration, recipient=old_address, language=old_language)

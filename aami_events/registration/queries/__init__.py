"""Reads of registrations that more than one door needs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import joinedload, selectinload

from ...events.models import Event, Part, Place
from ...foundation.database import db
from ...foundation.links import sign, unsign
from ...foundation.sealing import fingerprint
from ..models import AccessRequest, Answer, Category, Consent, Draft, Group, Registration, RegistrationPart
from .drafts import FORM
from .support import attends, supporting


def categories_of(event_id: int) -> list[Category]:
    """What the event offers now, with places; one query."""
    query = select(Category).where(Category.event_id == event_id, Category.retired_at.is_(None))
    return list(db.session.scalars(query.options(joinedload(Category.places)).order_by(Category.position, Category.id)))


def list_offered(event_ids: Sequence[int]) -> list[Category]:
    """What several events offer now; one query."""
    query = select(Category).where(Category.event_id.in_(event_ids), Category.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(Category.event_id, Category.position, Category.id)))


def token(registration: Registration) -> str:
    """The part of the address that opens the person's own page."""
    return sign("registration", registration.id, registration.link_version)


def token_of(outcome: Any) -> str:
    """The same, for what a form has just made."""
    return sign("registration", outcome.registration_id, outcome.link_version)


def personal_token(registration_id: int, version: int) -> str:
    """The same, from the number and the version of the link."""
    return sign("registration", registration_id, version)


def group_token(group_id: int, version: int = 1) -> str:
    """The part of the address that opens a contact's page."""
    return sign("group", group_id, version)


def open_group(text: str) -> Group | None:
    """The group of a contact's link with its guests and their parts; None for a forged or an older one."""
    facts = unsign("group", text)
    if facts is None or [type(fact) for fact in facts] != [int, int]:
        return None
    guests = selectinload(Group.guests)
    query = select(Group).where(Group.id == facts[0], Group.link_version == facts[1])
    return db.session.scalar(
        query.options(guests.selectinload(Registration.parts), guests.joinedload(Registration.group))
    )


@dataclass(frozen=True)
class Opened:
    """What a link led to: a registration, or the fact that it has been replaced."""

    registration: Registration | None
    replaced: bool = False


_BY_ID = select(Registration).where(Registration.id == bindparam("id")).options(joinedload(Registration.parts))


def open_link(text: str) -> Opened:
    """The registration of a link with all that its page shows; none for a forged one; `replaced` after a transfer."""
    facts = unsign("registration", text)
    if facts is None or [type(fact) for fact in facts] != [int, int]:
        return Opened(None)
    registration = db.session.scalars(_BY_ID, {"id": facts[0]}).unique().one_or_none()
    if registration is None or registration.link_version != facts[1]:
        return Opened(None, replaced=registration is not None)
    return Opened(registration)


_EARLIER = select(Registration.id, Registration.state, Registration.link_version, Registration.form_key)
_SAME_PERSON = and_(
    Registration.event_id == bindparam("event"),
    Registration.email == bindparam("email"),
    Registration.email != "",
    Registration.sort_key == bindparam("name"),
    Registration.state != "cancelled",
    attends(),
)
_KEPT = select(Draft.id, literal("draft"), literal(0), Draft.form_hash).where(Draft.form_hash == bindparam("hash"))
_BY_PERSON = _EARLIER.where(_SAME_PERSON)
_BY_FORM_OR_PERSON = _EARLIER.where(or_(Registration.form_key == bindparam("form"), _SAME_PERSON)).union_all(_KEPT)


class Before(NamedTuple):
    """What there was before a form: (id, state, link_version, form_key) of a registration, and what was kept of it."""

    made: Any | None = None
    draft_id: int | None = None


def find_before(event_id: int, form_key: str | None, email: str, sort_key: str) -> Before:
    """What this very form made, or else someone of that address and name who is not cancelled; its draft. Who has no
    address is nobody who was there before."""
    person = {"event": event_id, "email": email, "name": sort_key}
    if form_key is None:
        return Before(db.session.execute(_BY_PERSON, person).first())
    form = {"form": form_key, "hash": fingerprint(FORM, form_key)}
    found = db.session.execute(_BY_FORM_OR_PERSON, person | form).all()
    drafts = [row.id for row in found if row.state == "draft"]
    rows = [row for row in found if row.state != "draft"]
    made = next((row for row in rows if row.form_key == form_key), rows[0] if rows else None)
    return Before(made, drafts[0] if drafts else None)


def position(registration: Registration) -> int:
    """How many wait for the same category before this person, plus one. Those offered a place wait no longer."""
    before = (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == registration.event_id,
            Registration.category_id == registration.category_id,
            Registration.state == "waiting",
            attends(),
            tuple_(Registration.waiting_since, Registration.id) < tuple_(registration.waiting_since, registration.id),
        )
    )
    return (db.session.scalar(before) or 0) + 1


def part_position(row: RegistrationPart) -> int:
    """The same for one part: of those who are confirmed for the event."""
    before = (
        select(func.count())
        .select_from(RegistrationPart)
        .join(Registration)
        .where(
            Registration.state == "confirmed",
            attends(),
            RegistrationPart.part_id == row.part_id,
            RegistrationPart.state == "waiting",
            RegistrationPart.id < row.id,
        )
    )
    return (db.session.scalar(before) or 0) + 1


_ANSWERS = (
    select(Answer)
    .where(Answer.registration_id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Answer.version))
)
_SAID = select(Consent).where(Consent.registration_id == bindparam("id")).options(joinedload(Consent.text_version))
_CONSENTS = select(Consent.purpose, Consent.given).where(Consent.registration_id == bindparam("id"))
_ACCESS = select(AccessRequest.text).where(AccessRequest.registration_id == bindparam("id"))


def answers_of(ids: Sequence[int]) -> dict[int, list[Answer]]:
    """{registration: its answers with the versions they were given to}"""
    found: dict[int, list[Answer]] = {}
    for answer in db.session.scalars(_ANSWERS, {"ids": ids}):
        found.setdefault(answer.registration_id, []).append(answer)
    return found


def consents_of(registration_id: int) -> dict[str, bool]:
    """{purpose: given}; what was never given is not there."""
    return dict(db.session.execute(_CONSENTS, {"id": registration_id}).tuples().all())


def consent_rows(registration_id: int) -> dict[str, Consent]:
    """{purpose: what was said last, with the text it was said to}; what was never given is not there."""
    return {row.purpose: row for row in db.session.scalars(_SAID, {"id": registration_id})}


def access_of(registration_id: int) -> str:
    """What the person needs, in their words; empty when they said nothing."""
    return db.session.scalar(_ACCESS, {"id": registration_id}) or ""


def counts_by_state(event_id: int) -> dict[str, int]:
    """{state: people}; a support person is outside the count"""
    return totals([event_id]).get(event_id, {})


def totals(event_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """{event: {state: people}} in one query; support persons are outside the count.

    Everyone is counted from the list's index alone, and the few support persons are taken off by an index of theirs.
    """
    by = (Registration.event_id, Registration.state)
    everyone = select(*by, func.count()).where(Registration.event_id.in_(event_ids)).group_by(*by)
    fewer = select(*by, -func.count()).where(*supporting(event_ids)).group_by(*by)
    found: dict[int, Counter[str]] = {}
    for event_id, state, count in db.session.execute(union_all(everyone, fewer)).tuples():
        found.setdefault(event_id, Counter())[state] += count
    return {event_id: {state: count for state, count in states.items() if count} for event_id, states in found.items()}


def names_of_email(email: str) -> dict[int, str]:
    """{id: name} of everyone registered under an address, at any event."""
    query = select(Registration.id, Registration.name).where(Registration.email == email)
    return dict(db.session.execute(query).tuples().all())


def contacts_of_email(email: str) -> dict[int, str]:
    """{group: its contact's name} of every group registered from an address."""
    query = select(Group.id, Group.contact_name).where(Group.contact_email == email)
    return dict(db.session.execute(query).tuples().all())


def places_out_of_step() -> list[str]:
    """Limited things whose count is not the number of people who hold a place there; empty when all is well."""
    holding = and_(Registration.state.in_(("confirmed", "offered")), attends())
    everyone = select(Category.places_id, func.count()).join(Registration).where(holding).group_by(Category.places_id)
    whole = (
        select(Event.places_id, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .join(Category, Category.id == Registration.category_id)
        .where(holding, Category.agm_only.is_(False))
        .group_by(Event.places_id)
    )
    parts = (
        select(Part.places_id, func.count())
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(holding, RegistrationPart.state == "confirmed")
        .group_by(Part.places_id)
    )
    held: dict[int, int] = {}
    for query in (everyone, whole, parts):
        held.update(dict(db.session.execute(query).tuples().all()))
    rows = [(key, taken, held.get(key, 0)) for key, taken in db.session.execute(select(Place.id, Place.taken)).tuples()]
    return [f"place {key}: {taken} taken, {people} people" for key, taken, people in rows if taken != people]


def paid_events(event_ids: list[int]) -> set[int]:
    """Those of the events in which a category that is offered costs something."""
    priced = select(Category.event_id).where(Category.price_cents > 0, Category.retired_at.is_(None))
    return set(db.session.scalars(priced.where(Category.event_id.in_(event_ids)).distinct()))


def slug_of(event_id: int | None) -> str | None:
    """The slug of an event."""
    return db.session.scalar(select(Event.slug).where(Event.id == event_id))


def listed(event_id: int) -> list[tuple[str, str]]:
    """(name, organisation) of the confirmed who agreed to be listed, by name."""
    agreed = select(Consent.registration_id).where(Consent.purpose == "listing", Consent.given)
    query = select(Registration.name, Registration.badge_name, Registration.organisation_name).where(
        Registration.event_id == event_id, Registration.state == "confirmed", Registration.id.in_(agreed)
    )
    rows = db.session.execute(query.order_by(Registration.sort_key, Registration.id)).tuples()
    return [(badge or name, organisation) for name, badge, organisation in rows]


def delegates(ids: Sequence[int]) -> dict[int, set[str]]:
    """{registration: "delegate"} of those who vote for an organisation at a general meeting."""
    query = select(RegistrationPart.registration_id).where(
        RegistrationPart.registration_id.in_(ids), RegistrationPart.votes_for.is_not(None)
    )
    return {number: {"delegate"} for number in db.session.scalars(query)}

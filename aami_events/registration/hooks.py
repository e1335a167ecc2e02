"""Registration in the cockpit, in the personal-data register, and for events made without categories."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from ..events.models import Event
from ..foundation.database import db
from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.points import PersonalData, PersonalGroup, Record, event_created, event_panels, personal_data
from . import mail, queries, rendering, service  # noqa: F401  mail registers its composers
from .models import Registration
from .phrases import STATES, figure
from .service import forgetting

event_created.hear(service.add_general_category)


@dataclass(frozen=True)
class Panel:
    """What the cockpit shows of registration."""

    title: str
    figures: list[tuple[object, str]]
    links: list[tuple[str, str]]


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How many are in which state, and where the work is."""
    totals = queries.totals(event_ids)
    slugs = dict(db.session.execute(select(Event.id, Event.slug).where(Event.id.in_(event_ids))).tuples().all())
    return {event_id: _panel(slugs[event_id], totals.get(event_id, {})) for event_id in slugs}


def _panel(slug: str, counts: dict[str, int]) -> Panel:
    numbers = {state: counts.get(state, 0) for state in STATES}
    figures: list[tuple[object, str]] = [(number, figure(state, number)) for state, number in numbers.items()]
    links = [
        (url_for("registration.organiser.list_attendees", slug=slug), gettext("Attendees")),
        (url_for("registration.organiser.choose", slug=slug), gettext("Export")),
        (url_for("registration.organiser.upload", slug=slug), gettext("Import")),
        (url_for("registration.organiser.letters", slug=slug), gettext("E-mails")),
    ]
    return Panel(gettext("Registrations"), figures, links)


@personal_data.hear
def register() -> PersonalData:
    """Everything that registrations say about a person."""
    return PersonalData("registration", "registration", GROUPS, queries.names_of_email, records, service.erase)


def records(ids: Collection[int]) -> list[Record]:
    """These registrations, for their person."""
    return [rendering.record(db.session.get_one(Registration, number)) for number in sorted(ids)]


OWN = (
    "name",
    "badge_name",
    "pronouns",
    "email",
    "organisation_name",
    "province",
    "region",
    "language",
    "sort_key",
    "first_time",
    "code",
    "source_ref",
    "form_key",
)
GROUPS = (
    PersonalGroup(
        "registration.person",
        lazy_gettext("Who you are: your name, badge name, pronouns, e-mail, organisation, region and language"),
        lazy_gettext("To register you, write to you, recognise you at the desk and print your badge"),
        frozenset(f"registrations.{name}" for name in OWN) | {"registration_words.word"},
        forgetting.forget_people,
    ),
    PersonalGroup(
        "registration.answers",
        lazy_gettext("Your answers to an event's own questions"),
        lazy_gettext("Each question states its own purpose"),
        frozenset({"registration_answers.value"}),
        forgetting.forget_answers,
    ),
    PersonalGroup(
        "registration.access",
        lazy_gettext("What you need in order to take part fully"),
        lazy_gettext("To arrange it; only the people who do so can read it"),
        frozenset({"access_requests.text"}),
        forgetting.forget_access,
    ),
    PersonalGroup(
        "registration.consents",
        lazy_gettext("What you agreed to or refused, and when"),
        lazy_gettext("To respect your choices, and to be able to show that we did"),
        frozenset({"consents.given", "consents.purpose"}),
        forgetting.forget_consents,
    ),
)

"""Registration in the cockpit, in the personal-data register, and for events made without categories."""

from collections.abc import Collection

from sqlalchemy import select

from ..events.models import Event
from ..events.service import lock_words
from ..foundation.bilingual import Bilingual
from ..foundation.database import db
from ..foundation.i18n import current_language, gettext, lazy_gettext, ngettext, pgettext
from ..foundation.points import (
    Finding,
    PersonalData,
    PersonalGroup,
    QuestionHost,
    Record,
    TextPlace,
    bilingual_texts,
    event_changing,
    event_clonable,
    event_cloned,
    event_created,
    event_findings,
    event_hearers,
    event_held,
    event_panels,
    event_told,
    paid_events,
    personal_data,
    question_hosts,
    registration_changed,
    ribbons,
)
from ..questions.queries import asked_by
from . import queries, service
from .mail import drafts as _draft_letters  # noqa: F401  mail registers its composers
from .mail import invitations as _invitation_letters  # noqa: F401
from .mail import support as _support_letters  # noqa: F401
from .mail import telling as _told_letters  # noqa: F401
from .models import Category, Draft, Group, Registration
from .phrases import STATES, figure
from .queries import invitations as inviting
from .queries.categories import answered
from .queries.drafts import drafts_of_email
from .queries.held import held, without_category, without_places
from .rendering import desk, invitation_desk
from .rendering import invitations as shown_invitations
from .rendering import records as told
from .service import forgetting
from .service import invitations as invited
from .service.drafts import forget_drafts

event_created.hear(service.add_general_category)
event_cloned.hear(service.copy_form)
event_told.hear(service.tell)
paid_events.hear(queries.paid_events)
registration_changed.hear(invited.follow)
event_held.hear(held)
event_changing.hear(service.serve)
event_panels.hear(desk.panels)
event_panels.hear(invitation_desk.panels)
ribbons.hear(queries.delegates)


@event_hearers.hear
def hearers(event_id: int, parts: Collection[int] | None) -> list[tuple[int, str]]:
    """Those who come, who wait, and who have not answered their invitation."""
    people, invited = service.hearers(event_id, parts)
    found = [(people[state], figure(state, people[state])) for state in STATES if people.get(state)]
    words = ngettext("invited, without an answer yet", "invited, without an answer yet", invited)
    return [*found, (invited, words)] if invited else found


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Categories and questions."""
    categories, asked = len(queries.categories_of(event_id)), len(asked_by("event", event_id))
    offered = ngettext(
        "%(num)s category, with its price and places", "%(num)s categories, with their prices and places", categories
    )
    said = ngettext("%(num)s question of the form", "%(num)s questions of the form", asked)
    return ([offered] if categories else []) + ([said] if asked else [])


@event_findings.hear
def findings(event_ids: list[int]) -> dict[int, list[Finding]]:
    """An event that nobody can choose a category of, and categories that nobody finds a place in."""
    slugs = _slugs(event_ids)
    found: dict[int, list[Finding]] = {}
    for number in without_category(event_ids):
        words, where = gettext("No category can be chosen: add one."), "registration.organiser.list_categories"
        found[number] = [Finding("categories:none", words, endpoint=where, values={"slug": slugs[number]})]
    for row in without_places(event_ids):
        words = gettext("“%(name)s” has no places: nobody can get one.", name=row.name.get(current_language()))
        values = {"slug": slugs[row.event_id], "category_id": row.id}
        where = "registration.organiser.edit_category"
        found.setdefault(row.event_id, []).append(Finding(f"category:{row.id}:places", words, False, where, values))
    return found


def _slugs(event_ids: list[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Event.id, Event.slug).where(Event.id.in_(event_ids))).tuples().all())


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What the categories that are offered say."""
    found: dict[int, list[TextPlace]] = {}
    for row in queries.list_offered(event_ids):
        words = gettext("Category: %(name)s", name=row.name.get(current_language()))
        mine = found.setdefault(row.event_id, [])
        mine.append(_text(row, words, "name", pgettext("of a category", "Name")))
        mine.append(_text(row, words, "description", gettext("Description"), "text"))
    return found


def _text(row: Category, words: str, name: str, label: str, kind: str = "line") -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)

    return TextPlace(f"category:{row.id}:{name}", words, label, getattr(row, name) or Bilingual.of(), write, kind)


#: the registration form
HOST = QuestionHost(
    kind="event",
    permission="events.edit",
    endpoint="registration.organiser.list_categories",
    title=lazy_gettext("Categories"),
    lede=lazy_gettext("What this event asks besides names, places and access needs."),
    empty=lazy_gettext("This event asks nothing of its own"),
    seen_at="registration.organiser.see_form",
    seen=lazy_gettext("See the form"),
    readers=lazy_gettext("Everyone who reads the list of registrations"),
    lock=lock_words,
    answered=answered,
)


@question_hosts.hear
def asks() -> QuestionHost:
    """The registration form."""
    return HOST


@personal_data.hear
def register() -> PersonalData:
    """Everything that registrations say about a person."""
    return PersonalData("registration", "registration", GROUPS, queries.names_of_email, records, service.erase)


def records(ids: Collection[int]) -> list[Record]:
    """These registrations, for their person."""
    return [told.record(db.session.get_one(Registration, number)) for number in sorted(ids)]


OWN = (
    "name",
    "badge_name",
    "pronouns",
    "spoken",
    "email",
    "sms",
    "reach_by",
    "supports_id",
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
SERVICES = tuple(f"access_services.{name}" for name in ("kind", "provider", "note", "remark"))
GROUPS = (
    PersonalGroup(
        "registration.person",
        lazy_gettext(
            "Who you are: your name, badge name, pronouns, languages, e-mail, number for text messages, organisation, "
            "region; whose support person you are"
        ),
        lazy_gettext("To register you, write to you, recognise you at the desk and print your badge"),
        frozenset(f"registrations.{name}" for name in OWN)
        | {"registration_words.word", "registration_parts.votes_for"},
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
        frozenset({"access_requests.text", "access_requests.answer", *SERVICES}),
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
CONTACTS = (
    PersonalGroup(
        "registration.contacts",
        lazy_gettext("Who you are when you register colleagues: your name, e-mail, organisation and language"),
        lazy_gettext("To send you the summary, and what concerns people without an address of their own"),
        frozenset(
            f"registration_groups.{name}"
            for name in ("contact_name", "contact_email", "organisation_name", "language", "form_key")
        ),
        forgetting.forget_contacts,
    ),
)


@personal_data.hear
def register_contacts() -> PersonalData:
    """What is known of those who registered colleagues."""
    return PersonalData("groups", "group", CONTACTS, queries.contacts_of_email, contacts, forgetting.erase_contacts)


def contacts(ids: Collection[int]) -> list[Record]:
    """These groups, for their contact."""
    return [told.contact_record(db.session.get_one(Group, number)) for number in sorted(ids)]


INVITED = ("name", "email", "language", "organisation_name", "organisation_key", "sort_key", "note")
INVITATIONS = (
    PersonalGroup(
        "registration.invitations",
        lazy_gettext("Who you are when you are invited by name: your name, e-mail, organisation and language"),
        lazy_gettext("To invite you, receive your answer, and remind you if there is none"),
        frozenset(f"invitations.{name}" for name in INVITED),
        forgetting.forget_invitations,
    ),
)


@personal_data.hear
def register_invitations() -> PersonalData:
    """What is known of those who were invited by name."""
    return PersonalData(
        "invitations", "invitation", INVITATIONS, inviting.names_of_email, invitations, forgetting.erase_invitations
    )


def invitations(ids: Collection[int]) -> list[Record]:
    """These invitations, for their person."""
    return [shown_invitations.record(number) for number in sorted(ids)]


DRAFTS = (
    PersonalGroup(
        "registration.drafts",
        lazy_gettext("A form that you began and kept for later: your e-mail, and what you wrote, sealed"),
        lazy_gettext("To let you go on with it on another device; only the link that we sent you opens it"),
        frozenset({"drafts.email", "drafts.language", "drafts.sealed"}),
        forget_drafts,
    ),
)


@personal_data.hear
def register_drafts() -> PersonalData:
    """Forms that were begun; what is written in them nobody here can read."""
    return PersonalData("drafts", "draft", DRAFTS, drafts_of_email, drafts, lambda ids: service.erase_drafts(list(ids)))


def drafts(ids: Collection[int]) -> list[Record]:
    """These drafts, for whoever has the address."""
    return [told.draft_record(db.session.get_one(Draft, number)) for number in sorted(ids)]

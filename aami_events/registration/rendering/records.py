"""What is kept of somebody, for them: in words, and as plain values."""

from collections.abc import Iterable, Iterator

from ...events.models import Part
from ...foundation.hours import moment
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.points import Fact, Record
from ...questions.phrases import YES_NO
from ...questions.queries import shown
from .. import queries
from ..models import Answer, Consent, Draft, Group, Registration
from ..phrases import ACCESS_KINDS, FIELDS, PURPOSE_NAMES, TO_BE_NAMED
from ..queries import access
from ..queries.support import find_support
from . import side, spoken, texts, words_of

#: what stands in the registration itself and is told to its person
TOLD = (
    "name", "badge_name", "pronouns", "spoken", "email", "sms", "reach_by", "organisation_name", "province", "region",
    "language", "mode", "first_time", "state",
)  # fmt: skip


def record(registration: Registration) -> Record:
    """Everything about one registration, for its person: in words, and as plain values."""
    answers = queries.answers_of([registration.id]).get(registration.id, [])
    parts, needs = [row.part for row in registration.parts], queries.access_of(registration.id)
    zone, at = registration.event.zone, registration.created_at
    facts = (
        *_person(registration),
        Fact("event", gettext("Event"), registration.event.slug),
        Fact("code", gettext("Ticket code"), registration.code, registration.code),
        Fact("registered_at", gettext("Registered on"), at.isoformat(), moment(at, zone)),
        Fact("amount_due_cents", gettext("Amount due, by arrangement"), registration.amount_due_cents),
        Fact("parts", _label("parts"), [part.title.to_json() for part in parts], _titles(parts)),
        Fact("access_needs", _label("access_needs"), needs, needs),
        *_arranged(registration),
        *_support(registration),
        *(_answer(row) for row in answers),
        *(_consent(row, zone) for row in queries.consent_rows(registration.id).values()),
    )
    return Record("registration", spoken(registration.event.title), (*facts, *_contract(registration)))


def _arranged(registration: Registration) -> Iterator[Fact]:
    request = access.of_registration(registration.id)
    if request and request.answer:
        yield Fact("access_answer", gettext("For your access"), request.answer, request.answer)
    for row in request.services if request else ():
        value = {"kind": row.kind, "provider": row.provider, "note": row.note, "state": row.state, "remark": row.remark}
        words = " · ".join(text for text in (row.provider, row.note, row.remark) if text)
        yield Fact(f"access_service-{row.id}", str(ACCESS_KINDS[row.kind]), value, words)


def _support(registration: Registration) -> Iterator[Fact]:
    row = find_support(registration.id)
    if row is not None:
        yield Fact("support_person", gettext("Support person"), row.name, row.name or str(TO_BE_NAMED))
    if registration.supported is not None and registration.state != "cancelled":
        name = registration.supported.name
        yield Fact("supports", gettext("Support person of"), name, name)


def _contract(registration: Registration) -> Iterator[Fact]:
    said = texts.contract_said(registration)
    if said:
        yield Fact("contract", gettext("Version that applies to you"), said, LANGUAGE_NAMES[said["chosen"]])


def contact_record(group: Group) -> Record:
    """What a group says of its contact."""
    facts = (
        Fact("name", gettext("Name"), group.contact_name, group.contact_name),
        Fact("email", gettext("E-mail"), group.contact_email, group.contact_email),
        Fact("organisation", gettext("Organisation"), group.organisation_name, group.organisation_name),
        Fact("language", gettext("Language of the e-mails"), group.language, LANGUAGE_NAMES[group.language]),
    )
    return Record("group", spoken(group.event.title), facts)


def draft_record(draft: Draft) -> Record:
    """What can be said of a form that was kept: that it is there, and until when."""
    zone = draft.event.zone
    facts = (
        Fact("email", gettext("E-mail"), draft.email, draft.email),
        Fact("saved_at", gettext("Kept on"), draft.saved_at.isoformat(), moment(draft.saved_at, zone)),
        Fact("expires_at", gettext("Kept until"), draft.expires_at.isoformat(), moment(draft.expires_at, zone)),
    )
    return Record("draft", spoken(draft.event.title), facts)


def _person(registration: Registration) -> Iterator[Fact]:
    words = words_of(registration.event)
    plain = {name: getattr(registration, name) for name in TOLD} | {"category": registration.category.key}
    for key, value in plain.items():
        yield Fact(key, _label(key), value, "" if value in (None, "", []) else side(value, words.get(key, {})))


def _label(key: str) -> str:
    label = str(FIELDS[key])
    return label[:1].upper() + label[1:]


def _titles(parts: Iterable[Part]) -> str:
    return " · ".join(spoken(part.title) for part in parts)


def _answer(row: Answer) -> Fact:
    label = spoken(row.version.label)
    value = {"question": label, "answer": row.value}
    return Fact(f"answer-{row.version_id}", label, value, shown(row.version, row.value, current_language()))


def _consent(row: Consent, zone: str) -> Fact:
    value = texts.consent_said(row)
    said = f"{YES_NO[row.given]} · {moment(row.at, zone)}"
    return Fact(f"consent-{row.purpose}", str(PURPOSE_NAMES.get(row.purpose, row.purpose)), value, said)

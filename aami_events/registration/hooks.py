"""Registration in the cockpit, in the personal-data register, and for events made without categories."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import delete, select, update

from ..events.models import Event
from ..foundation.audit import AuditEntry
from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.i18n import current_language, gettext, pgettext
from ..foundation.jobs import Job
from ..foundation.outbox import OutboxLetter
from ..foundation.points import PersonalData, TextPlace, bilingual_texts, event_created, event_panels, personal_data
from . import mail, queries, rendering, service  # noqa: F401  mail registers its composers
from .models import AccessRequest, Answer, Category, Consent, Registration, SearchWord
from .phrases import STATES, figure

event_created.hear(service.add_general_category)

ERASED = "—"


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


@personal_data.hear
def register() -> PersonalData:
    """Everything that registrations say about a person."""
    own = (
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
    columns = {f"registrations.{name}" for name in own}
    columns |= {"registration_answers.value", "access_requests.text", "registration_words.word"}
    columns |= {"consents.given", "consents.purpose"}
    columns |= {"outbox.recipient", "outbox.subject", "outbox.text", "outbox.html", "outbox.facts", "outbox.error"}
    columns |= {"audit_entries.diff", "audit_entries.reason", "jobs.request"}
    return PersonalData("registration", frozenset(columns), queries.registrations_of_email, export, erase)


def export(email: str) -> dict[str, Any]:
    """Every registration of an address as plain values."""
    ids = queries.registrations_of_email(email)
    return {"registrations": [rendering.portable(db.session.get_one(Registration, number)) for number in ids]}


@transactional
def erase(email: str) -> int:
    """Take the person out of every registration, answer and letter; the row stays, so that counts stay true."""
    ids = queries.registrations_of_email(email)
    for table in (Answer, AccessRequest, Consent, SearchWord):
        db.session.execute(delete(table).where(table.registration_id.in_(ids)))
    blank = dict.fromkeys(("badge_name", "pronouns", "organisation_name", "email"), "")
    gone = dict.fromkeys(("organisation_id", "first_time", "form_key", "source_ref"))
    erased = update(Registration).where(Registration.id.in_(ids))
    db.session.execute(
        erased.values(name=ERASED, sort_key="", link_version=Registration.link_version + 1, **blank, **gone)
    )
    about = (OutboxLetter.subject_kind == "registration") & OutboxLetter.subject_id.in_(ids)
    db.session.execute(delete(OutboxLetter).where(about | (OutboxLetter.recipient == email.strip().lower())))
    mine = (AuditEntry.subject_kind == "registration") & AuditEntry.subject_id.in_(ids)
    db.session.execute(update(AuditEntry).where(mine).values(diff={}, reason=""))
    if ids:  # what somebody searched for may have been a name
        db.session.execute(update(Job).where(Job.state.in_(("done", "failed"))).values(request={}))
    return len(ids)

"""Registration in the cockpit, in the personal-data register, and for events made without categories."""

from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from sqlalchemy import delete, select, update

from ..events.models import Event
from ..foundation.audit import AuditEntry
from ..foundation.database import db, transactional
from ..foundation.i18n import gettext, ngettext
from ..foundation.jobs import Job
from ..foundation.outbox import OutboxLetter
from ..foundation.points import PersonalData, event_created, event_panels, paid_events, personal_data
from ..web.access import principal
from . import mail, queries, rendering, service  # noqa: F401  mail registers its composers
from .models import AccessRequest, Answer, Consent, Group, Registration, RegistrationPart, SearchWord
from .phrases import STATES, figure
from .queries import access

event_created.hear(service.add_general_category)
paid_events.hear(queries.paid_events)

ERASED = "—"


@dataclass(frozen=True)
class Panel:
    """What the cockpit shows of registration."""

    title: str
    figures: list[tuple[object, str]]
    links: list[tuple[str, str]]
    #: (what waits for somebody, where)
    alerts: list[tuple[str, str]] = field(default_factory=list)


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How many are in which state, and where the work is."""
    totals = queries.totals(event_ids)
    slugs = dict(db.session.execute(select(Event.id, Event.slug).where(Event.id.in_(event_ids))).tuples().all())
    waiting = access.unanswered(event_ids)
    return {
        event_id: _panel(event_id, slugs[event_id], totals.get(event_id, {}), waiting.get(event_id))
        for event_id in slugs
    }


def _panel(event_id: int, slug: str, counts: dict[str, int], waiting: tuple[int, int] | None) -> Panel:
    numbers = {state: counts.get(state, 0) for state in STATES}
    figures: list[tuple[object, str]] = [(number, figure(state, number)) for state, number in numbers.items()]
    links = [
        (url_for("registration.organiser.list_attendees", slug=slug), gettext("Attendees")),
        (url_for("registration.organiser.choose", slug=slug), gettext("Export")),
        (url_for("registration.organiser.upload", slug=slug), gettext("Import")),
        (url_for("registration.organiser.letters", slug=slug), gettext("E-mails")),
    ]
    alerts = []
    asking = principal()
    if waiting and asking and asking.can("registrations.sensitive", ("event", event_id)):
        number, days = waiting
        said = ngettext("%(num)s access request without an answer", "%(num)s access requests without an answer", number)
        age = ngettext("the oldest for %(num)s day", "the oldest for %(num)s days", days)
        alerts.append((f"{said}, {age}", url_for("registration.organiser.needs", slug=slug)))
    links.append((url_for("registration.organiser.needs", slug=slug), gettext("Access needs")))
    return Panel(gettext("Registrations"), figures, links, alerts)


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
    columns |= {"consents.given", "consents.purpose", "registration_parts.votes_for"}
    columns |= {f"registration_groups.{name}" for name in ("contact_name", "contact_email", "organisation_name")}
    columns |= {"access_requests.answer", "access_services.provider", "access_services.note"}
    columns |= {"access_services.remark", "access_services.kind"}
    columns |= {"registration_groups.form_key", "registration_groups.language"}
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
    seats = update(RegistrationPart).where(RegistrationPart.registration_id.in_(ids))
    db.session.execute(seats.values(votes_for=None))
    contact = update(Group).where(Group.contact_email == email.strip().lower())
    nobody = {"contact_name": ERASED, "contact_email": "", "organisation_name": "", "form_key": None}
    db.session.execute(contact.values(link_version=Group.link_version + 1, **nobody))
    about = (OutboxLetter.subject_kind == "registration") & OutboxLetter.subject_id.in_(ids)
    db.session.execute(delete(OutboxLetter).where(about | (OutboxLetter.recipient == email.strip().lower())))
    mine = (AuditEntry.subject_kind == "registration") & AuditEntry.subject_id.in_(ids)
    db.session.execute(update(AuditEntry).where(mine).values(diff={}, reason=""))
    if ids:  # what somebody searched for may have been a name
        db.session.execute(update(Job).where(Job.state.in_(("done", "failed"))).values(request={}))
    return len(ids)

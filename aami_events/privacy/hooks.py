"""What the house itself keeps about people: letters, history, lists, and their requests."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select

from ..foundation.database import db
from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.points import PersonalData, PersonalGroup, Record, event_panels, menu, personal_data
from . import mail, rendering  # noqa: F401  mail registers its composers
from .models import PrivacyRequest
from .rendering import desk
from .service import forgetting

LETTER = ("recipient", "subject", "text", "html", "facts", "error")
GROUPS = (
    PersonalGroup(
        "privacy.letters",
        lazy_gettext("The e-mails sent to you: address and text"),
        lazy_gettext("To send them, and to see whether they arrived"),
        frozenset(f"outbox.{name}" for name in LETTER),
        forgetting.forget_letters,
    ),
    PersonalGroup(
        "privacy.history",
        lazy_gettext("What was changed in a registration or an account, and why"),
        lazy_gettext("To be able to answer for what was done"),
        frozenset({"audit_entries.diff", "audit_entries.reason"}),
        forgetting.forget_history,
    ),
    PersonalGroup(
        "privacy.lists",
        lazy_gettext("Lists that organisers made or brought, and what they searched for"),
        lazy_gettext("To hand the list to the person who asked for it"),
        frozenset({"jobs.request", "files.key"}),
        forgetting.forget_lists,
    ),
    PersonalGroup(
        "privacy.requests",
        lazy_gettext("Your request about your personal information, and our answer"),
        lazy_gettext("To answer you on time, and to be able to show that we did"),
        frozenset({"privacy_requests.email", "privacy_requests.name", "privacy_requests.reason"}),
        forgetting.forget_requests,
    ),
)


@menu.hear
def entries(principal: Any) -> list[tuple[int, str, str]]:
    """The officer's desk."""
    if principal and principal.can("privacy", ("house", 0)):
        return [(80, gettext("Privacy"), url_for("privacy.organiser.desk"))]
    return []


event_panels.hear(desk.panels)


@personal_data.hear
def register() -> PersonalData:
    """What belongs to no other feature."""
    return PersonalData("privacy", "privacy_request", GROUPS, find, records, erase)


def find(email: str) -> dict[int, str]:
    """{id: name} of the requests from an address."""
    rows = db.session.execute(select(PrivacyRequest.id, PrivacyRequest.name).where(PrivacyRequest.email == email))
    return dict(rows.tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """The requests, for their person."""
    return [rendering.record(db.session.get_one(PrivacyRequest, number)) for number in sorted(ids)]


def erase(ids: Collection[int]) -> int:
    """Take the person out of their requests."""
    return forgetting.forget_askers(list(ids))

"""Forgetting people: all of one, or of everyone what is over. The rows that counts are made of stay."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from ...foundation.database import db, transactional
from ...foundation.outbox import OutboxLetter
from ...foundation.points import Due
from ...questions.queries import answers_over
from ..models import (
    AccessRequest,
    AccessService,
    Answer,
    Consent,
    Group,
    Invitation,
    Registration,
    RegistrationPart,
    SearchWord,
)
from ..rules import new_code

ERASED = "—"


@transactional
def erase(ids: Collection[int]) -> int:
    """Take a person out of these registrations, with what they said; how many. Their links and ticket codes end.

    A support person without an address of their own goes with whom they support: nothing else leads to them.
    """
    along = select(Registration.id).where(Registration.supports_id.in_(ids), Registration.email == "")
    ids = {*ids, *db.session.scalars(along)}
    for table in (Answer, AccessRequest, Consent, SearchWord):
        db.session.execute(delete(table).where(table.registration_id.in_(ids)))
    for registration in db.session.query(Registration).filter(Registration.id.in_(ids)):
        registration.name, registration.code = ERASED, new_code()
        registration.badge_name = registration.pronouns = registration.email = registration.sms = ""
        registration.organisation_name = registration.sort_key = ""
        registration.organisation_id = registration.first_time = None
        registration.reach_by, registration.spoken = "email", []
        registration.contract_shown = registration.contract_language = None
        registration.contract_at = registration.contract_terms_id = None
        registration.form_key = registration.source_ref = None
        registration.link_version += 1
    groups = select(Registration.group_id).where(Registration.id.in_(ids), Registration.group_id.is_not(None))
    _silence("registration.group", "group", groups)
    supporting = select(Registration.id).where(Registration.supports_id.in_(ids))
    _silence("registration.support", "registration", supporting)
    seats = update(RegistrationPart).where(RegistrationPart.registration_id.in_(ids))
    db.session.execute(seats.values(votes_for=None))
    db.session.flush()
    return len(ids)


@transactional
def erase_contacts(ids: Collection[int]) -> int:
    """Take the contact out of these groups; how many. Their page ends; the guests stay."""
    nobody = {"contact_name": ERASED, "contact_email": "", "organisation_name": "", "form_key": None}
    changed = update(Group).where(Group.id.in_(ids)).values(link_version=Group.link_version + 1, **nobody)
    db.session.execute(changed)
    _silence("registration.guest", "registration", select(Registration.id).where(Registration.group_id.in_(ids)))
    return len(ids)


def _silence(kind: str, subject: str, ids: Select[Any]) -> None:
    """Letters to others that went and named the person: that they went stays, and not what they said."""
    about = (OutboxLetter.kind == kind, OutboxLetter.subject_kind == subject, OutboxLetter.subject_id.in_(ids))
    said = update(OutboxLetter).where(*about, OutboxLetter.text.is_not(None)).values(text="", html="")
    db.session.execute(said, execution_options={"synchronize_session": False})


@transactional
def forget_contacts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Contacts of events that are long over."""
    over = (Group.event_id.in_(due.events(days)), Group.contact_email != "")
    query = select(Group.event_id, func.count()).where(*over).group_by(Group.event_id)
    found = dict(db.session.execute(query).tuples().all())
    if not dry:
        erase_contacts(db.session.scalars(select(Group.id).where(*over)).all())
    return found


@transactional
def erase_invitations(ids: Collection[int]) -> int:
    """Take the person out of these invitations; how many. Their links end; what was answered is still counted."""
    nobody = {"name": ERASED, "email": "", "organisation_name": "", "sort_key": "", "note": ""}
    changed = update(Invitation).where(Invitation.id.in_(ids))
    db.session.execute(changed.where(Invitation.state == "invited").values(state="withdrawn"))  # nobody to remind
    db.session.execute(changed.values(link_version=Invitation.link_version + 1, organisation_key="", **nobody))
    return len(ids)


@transactional
def forget_invitations(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Who was invited to events that are long over."""
    over = (Invitation.event_id.in_(due.events(days)), Invitation.email != "")
    query = select(Invitation.event_id, func.count()).where(*over).group_by(Invitation.event_id)
    found = dict(db.session.execute(query).tuples().all())
    if not dry:
        erase_invitations(db.session.scalars(select(Invitation.id).where(*over)).all())
    return found


@transactional
def forget_people(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """The people of events that are long over."""
    over = (Registration.event_id.in_(due.events(days)), Registration.name != ERASED)
    found = _counted(Registration.id, over)
    if not dry:
        erase(db.session.scalars(select(Registration.id).where(*over)).all())
    return found


@transactional
def forget_answers(due: Due, _days: int, *, dry: bool) -> dict[int, int]:
    """Answers, each for as long as its question said when it was asked."""
    found: dict[int, int] = {}
    for versions, events in answers_over(due):
        gone = (Answer.version_id.in_(versions), Registration.event_id.in_(events))
        for event_id, count in _forget(Answer, gone, dry=dry).items():
            found[event_id] = found.get(event_id, 0) + count
    return found


@transactional
def forget_access(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What people needed, in their words; that somebody needed something stays."""
    over = (Registration.event_id.in_(due.events(days)), AccessRequest.text != "")
    found = _counted(AccessRequest.id, over, AccessRequest)
    if not dry:
        gone = select(AccessRequest.id).join(Registration).where(*over)
        ids = db.session.scalars(gone).all()
        db.session.execute(update(AccessRequest).where(AccessRequest.id.in_(ids)).values(text="", answer=""))
        services = update(AccessService).where(AccessService.request_id.in_(ids))
        db.session.execute(services.values(provider="", note="", remark=""))
    return found


@transactional
def forget_consents(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What people agreed to: nobody may be shown or written to on its strength any more."""
    return _forget(Consent, (Registration.event_id.in_(due.events(days)),), dry=dry)


def _forget(table: Any, over: Iterable[ColumnElement[bool]], *, dry: bool) -> dict[int, int]:
    found = _counted(table.id, over, table)
    if not dry:
        gone = select(table.id).join(Registration, Registration.id == table.registration_id).where(*over)
        db.session.execute(delete(table).where(table.id.in_(gone)))
    return found


def _counted(column: Any, over: Iterable[ColumnElement[bool]], table: Any = None) -> dict[int, int]:
    query = select(Registration.event_id, func.count(column)).where(*over).group_by(Registration.event_id)
    if table is not None:
        query = query.join(table, table.registration_id == Registration.id)
    return dict(db.session.execute(query).tuples().all())

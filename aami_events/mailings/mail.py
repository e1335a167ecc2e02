"""One copy of a letter to many, and the one that its writer sends to themselves."""

from typing import Any

from flask import render_template
from sqlalchemy.orm import joinedload, selectinload

from ..foundation.database import db
from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.outbox import Letter, composer
from ..registration.models import Invitation, Registration
from .models import Mailing
from .queries import LETTER, TEST
from .queries.recipients import may_still
from .rendering.letters import NOWHERE, Person, made, page_of, refusal_address


def _find(facts: dict[str, Any]) -> tuple[Mailing, Person]:
    row = db.session.get(Mailing, facts["mailing"], options=[joinedload(Mailing.event)])
    if row is None:
        raise LookupError("this e-mail was removed")
    if "invitation" in facts:
        return row, Person(invitation=db.session.get_one(Invitation, facts["invitation"]))
    if "registration" not in facts:
        return row, Person()
    parts = selectinload(Registration.parts)
    return row, Person(registration=db.session.get_one(Registration, facts["registration"], options=[parts]))


@composer(LETTER, lazy_gettext("E-mail to a group"))
def letter(facts: dict[str, Any]) -> Letter:
    """LookupError for somebody whom it concerns no longer."""
    row, person = _find(facts)
    if person.invitation is not None and person.invitation.state not in row.asked.wanted:
        raise LookupError("this invitation has been answered or withdrawn")
    if person.registration is not None and not may_still(row, person.registration):
        raise LookupError("this person is no longer among those it is for")
    email = person.registration.email if person.registration else ""
    return _letter(row, person, refusal_address(email) if row.promotional else "", private=True)


@composer(TEST, lazy_gettext("A test of an e-mail"))
def test(facts: dict[str, Any]) -> Letter:
    """As it reaches somebody, but its links open nothing of theirs."""
    row, person = _find(facts)
    return _letter(row, person, NOWHERE if row.promotional else "", private=False)


def _letter(row: Mailing, person: Person, refusal: str, *, private: bool) -> Letter:
    said = made(row, person, private=private)
    subject = said.subject if private else gettext("Test: %(subject)s", subject=said.subject)
    given = page_of(row, said, refusal)
    headers = (
        (("List-Unsubscribe", f"<{refusal}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
        if refusal and private
        else ()
    )
    html = render_template("mailings/mail/letter.html", **given)
    return Letter(subject, render_template("mailings/mail/letter.txt", **given), html, headers=headers)

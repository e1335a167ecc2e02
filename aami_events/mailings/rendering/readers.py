"""A letter to many as somebody would read it, before it goes."""

from dataclasses import dataclass
from typing import Any

from flask import render_template

from ...foundation.database import db
from ...foundation.i18n import speaking
from ...registration.models import Invitation, Registration
from ..models import Mailing
from ..queries.recipients import Recipient
from .letters import NOWHERE, Person, made, page_of


@dataclass(frozen=True)
class Reader:
    """As whom one looks at a letter, among whom, and in which language."""

    q: str
    offered: list[Recipient]
    chosen: Recipient | None
    language: str

    @property
    def person(self) -> Person:
        """As the letter takes them."""
        if self.chosen is None:
            return Person()
        if self.chosen.invitation_id is not None:
            return Person(invitation=db.session.get(Invitation, self.chosen.invitation_id))
        return Person(registration=db.session.get(Registration, self.chosen.registration_id))

    @property
    def number(self) -> int | None:
        """Of their registration or invitation."""
        return self.chosen and (self.chosen.registration_id or self.chosen.invitation_id)

    @property
    def address(self) -> dict[str, Any]:
        """What the address of a page needs, to read it as them."""
        return {"as": self.number, "language": self.language, "q": self.q or None}

    def subject(self, row: Mailing) -> str:
        """What stands over it."""
        with speaking(self.language):
            return made(row, self.person, private=False).subject


def shown_to(row: Mailing, reader: Reader) -> str:
    """The letter as a page; its links open nothing of anybody's."""
    with speaking(reader.language):
        said = made(row, reader.person, private=False)
        given = page_of(row, said, NOWHERE if row.promotional else "")
        return render_template("mailings/mail/letter.html", **given)

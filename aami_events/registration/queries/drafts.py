"""Forms that were kept for later: found by their link's secret, and opened with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...foundation import clock
from ...foundation.database import db
from ...foundation.links import sign, unsign
from ...foundation.sealing import fingerprint, unseal
from ...foundation.settings import setting
from ..models import Draft
from ..rules.drafts import Offered
from .offer import Offer

#: purposes of keys and fingerprints: each is good for one thing
PURPOSE, LETTER, LINK, FORM = "draft", "draft letter", "draft link", "draft form"


@dataclass(frozen=True)
class Written:
    """What somebody wrote in a form, {field: values}, and what the form offered then."""

    fields: Mapping[str, list[str]]
    offered: Offered

    def plain(self) -> dict[str, Any]:
        """For the sealed row."""
        then = {"categories": sorted(self.offered.categories), "parts": sorted(self.offered.parts)}
        return {"fields": dict(self.fields), "offered": {**then, "asked": dict(self.offered.asked)}}

    @staticmethod
    def of(plain: Mapping[str, Any]) -> "Written":
        """The other way round."""
        then = plain["offered"]
        offered = Offered(frozenset(then["categories"]), frozenset(then["parts"]), then["asked"])
        return Written(plain["fields"], offered)


@dataclass(frozen=True)
class Opened:
    """A draft that its link has opened."""

    draft: Draft
    written: Written
    #: what is signed into the link
    secret: str


def offered_now(offer: Offer) -> Offered:
    """What the form of an event offers at this moment."""
    return Offered(
        frozenset(row.key for row in offer.offered),
        frozenset(str(part.id) for part in offer.event.parts),
        {question.key: question.version_id for question in offer.asked},
    )


def draft_token(secret: str) -> str:
    """The part of the address that opens a draft."""
    return sign("draft", secret)


def secret_of(token: str) -> str | None:
    """The secret in a link; None for a forged one."""
    facts = unsign("draft", token)
    return str(facts[0]) if facts is not None and [type(fact) for fact in facts] == [str] else None


def open_draft(token: str) -> Opened | None:
    """The draft of a link; None for one that is forged, expired, sent or replaced."""
    secret = secret_of(token)
    if secret is None:
        return None
    found = select(Draft).where(Draft.key_hash == fingerprint(LINK, secret), Draft.expires_at > clock.now())
    row = db.session.scalar(found.options(joinedload(Draft.event)))
    plain = unseal(PURPOSE, secret, row.sealed) if row else None
    return Opened(row, Written.of(json.loads(plain)), secret) if row and plain else None


def secret_in_letter(sealed: str) -> str | None:
    """The secret that waits in the row of a letter which has not gone."""
    return unseal(LETTER, setting("SECRET_KEY"), sealed)


def drafts_of_email(email: str) -> dict[int, str]:
    """{id: ""} of what is kept for an address: whose name is written in it, nobody here can read."""
    return dict.fromkeys(db.session.scalars(select(Draft.id).where(Draft.email == email)), "")


def find_draft_of(form_key: str | None) -> int | None:
    """What was kept of a form that is sent now."""
    if form_key is None:
        return None
    return db.session.scalar(select(Draft.id).where(Draft.form_hash == fingerprint(FORM, form_key)))

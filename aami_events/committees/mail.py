"""The letter that asks somebody to sit on a committee."""

from typing import Any

from flask import render_template
from sqlalchemy.orm import joinedload

from ..foundation.database import db
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from . import rendering
from .models import Committee, Member
from .phrases import ROLES
from .queries import token


@composer("committees.invitation", lazy_gettext("Invitation to a committee"))
def invitation(facts: dict[str, Any]) -> Letter:
    """In the person's language. LookupError when the link has ended, or they have answered meanwhile."""
    with_committee = joinedload(Member.committee).joinedload(Committee.event)
    row = db.session.get_one(Member, facts["member"], options=[with_committee])
    if row.link_version != facts["version"] or row.state != "invited":
        raise LookupError("this invitation was withdrawn or has been answered")
    name, house = rendering.said(row.committee.name), setting("ORGANISATION_" + current_language().upper())
    given = {
        "row": row,
        "name": name,
        "role": ROLES[row.role],
        "facts": rendering.facts(row.committee, row),
        "mandate": row.committee.mandate,
        "url": public_url("committees.public.invitation", lang=current_language(), token=token(row)),
        "house": house,
    }
    return Letter(
        gettext("Will you join us? %(committee)s", committee=name),
        render_template("committees/mail/invitation.txt", **given),
        render_template("committees/mail/invitation.html", **given),
    )

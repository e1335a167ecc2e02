"""The letter that asks somebody to answer, and the ones that remind them."""

from typing import Any

from flask import render_template
from sqlalchemy.orm import joinedload

from ..foundation.database import db
from ..foundation.hours import moment
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.sealing import unseal
from ..foundation.settings import setting
from ..questions.queries.fields import spoken
from .models import Invitee, Survey
from .queries import LETTER, hours_of


@composer(LETTER, lazy_gettext("Invitation to a survey"))
def invitation(facts: dict[str, Any]) -> Letter:
    """In the person's language. LookupError when the survey is closed, or they have answered meanwhile."""
    with_survey = joinedload(Invitee.survey).joinedload(Survey.event)
    row = db.session.get(Invitee, facts["invitation"], options=[with_survey])
    secret = unseal(LETTER, setting("SECRET_KEY"), facts["sealed"])
    if row is None or secret is None or row.answered or row.survey.state != "ready":
        raise LookupError("they have answered, or nobody can any more")
    survey, closes = row.survey, hours_of(row.survey).closes
    title = spoken(survey.title)
    paragraphs = [spoken(survey.welcome)] if survey.welcome else []
    if closes:
        paragraphs.append(gettext("You can answer until %(time)s.", time=moment(closes, survey.zone)))
    if not survey.named:
        paragraphs.append(
            gettext(
                "Your answers are anonymous: we know that you have answered, so as not to remind you, and never what. "
                "This link is yours alone."
            )
        )
    given = {
        "heading": gettext("%(label)s: %(message)s", label=gettext("A reminder"), message=title)
        if facts["number"] > 1
        else title,
        "paragraphs": paragraphs,
        "name": row.name,
        "url": public_url("evaluation.public.survey", lang=current_language(), token=secret),
        "action": gettext("Answer"),
        "last": gettext("If you would rather not be reminded, say so on that page."),
        "house": setting("ORGANISATION_" + current_language().upper()),
    }
    html = render_template("evaluation/mail/letter.html", **given)
    return Letter(given["heading"], render_template("evaluation/mail/letter.txt", **given), html, secret=True)

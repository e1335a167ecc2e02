"""A letter to many as it reaches one of them."""

import functools
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from ...events.models import Event
from ...events.queries.words import where
from ...foundation import markdown
from ...foundation.bilingual import Bilingual
from ...foundation.hours import moment
from ...foundation.i18n import current_language, gettext
from ...foundation.links import public_url, redact, sign
from ...foundation.money import format_money
from ...foundation.settings import setting
from ...foundation.typography import typeset
from ...questions.queries.fields import spoken
from ...registration.models import Invitation, Registration
from ...registration.queries import invitations as inviting
from ...registration.queries import token
from ...registration.queries.offer import get_offer
from ..models import Mailing
from ..rules.placeholders import ADDRESSES, filled, marked

#: a paragraph that is a link and nothing else
_BUTTON = re.compile(r'<p><a href="([^"]+)" rel="[^"]*">(.*?)</a></p>')
_PRESS = (
    r'<p style="margin:24px 0"><a class="press" href="\1" style="display:inline-block; padding:12px 20px; '
    r"background:#1f33e6; color:#ffffff; border:1px solid #1f33e6; border-radius:3px; font-weight:700; "
    r'text-decoration:none">\2</a></p>'
)
_HEADING = re.compile(r"<(/?)h[3-6]>")
_AS_HEADING = {"": '<h2 style="margin:28px 0 8px; font-size:19px; line-height:1.2">', "/": "</h2>"}
_LINK = re.compile(r'<a href="([^"]+)" rel="[^"]*">')


@dataclass(frozen=True)
class Person:
    """Who reads it, as far as it concerns the letter; nobody yet, for a preview without anybody."""

    registration: Registration | None = None
    invitation: Invitation | None = None


@dataclass(frozen=True)
class Made:
    """What one of them reads, in one language."""

    subject: str
    html: Markup
    text: str


#: what stands for that address where nobody is to refuse
NOWHERE = "https://…"


def made(row: Mailing, person: Person, *, private: bool = True) -> Made:
    """The letter in the spoken language; without `private` no link in it opens anything of the person's."""
    language, said = current_language(), values(row.event, person)
    if not private:
        said |= {key: redact(address) for key, address in said.items() if key in ADDRESSES}
    html, text = _prepared(_side(row.body, language), language)
    subject = typeset(marked(_side(row.subject, language)), language)
    safe = {key: escape(value) for key, value in said.items()}
    return Made(filled(subject, said), Markup(filled(html, safe)), filled(text, said))


def _side(text: Bilingual, language: str) -> str:
    return text.get(language)


@functools.lru_cache(256)
def _prepared(text: str, language: str) -> tuple[str, str]:
    """A text as HTML and as plain text, with the marks of what comes in for each; read once for all of them."""
    source = marked(text)
    html = _LINK.sub(r'<a href="\1" style="color:#1f33e6">', _BUTTON.sub(_PRESS, markdown.render(source, language)))
    html = _HEADING.sub(lambda found: _AS_HEADING[found[1]], html)
    return html, typeset(markdown.plain(source), language)


def values(event: Event, person: Person) -> dict[str, str]:
    """{placeholder: what it says of somebody}, in the spoken language."""
    language = current_language()
    found = {
        "event": spoken(event.title),
        "when": event.span.format(language),
        "where": where(event),
        "event_page": public_url("events.public.show", lang=language, slug=event.slug),
    }
    if person.registration is not None:
        return found | _registered(event, person.registration)
    return found | (_invited(event, person.invitation) if person.invitation is not None else {})


def _registered(event: Event, row: Registration) -> dict[str, str]:
    offer, language = get_offer(event.id), current_language()
    chosen = [part for part in row.parts if part.state == "confirmed"] if row.event_id == event.id else []
    said = {"name": row.name, "organisation": row.organisation_name}
    if row.event_id != event.id:
        return said
    return said | {
        "category": spoken(offer.category[row.category_id].name),
        "activities": ", ".join(
            spoken(offer.parts[part.part_id].title) for part in chosen if part.part_id in offer.parts
        ),
        "amount_due": format_money(row.amount_due_cents, language, free=False),
        "my_registration": public_url("registration.public.show", lang=language, token=token(row)),
    }


def _invited(event: Event, row: Invitation) -> dict[str, str]:
    ends = [at for at in (row.answer_by, event.closes_at) if at]
    address = public_url("registration.public.invitation", lang=current_language(), token=inviting.token(row))
    return {
        "name": row.name,
        "organisation": row.organisation_name,
        "answer_by": moment(min(ends), event.zone) if ends else "",
        "my_invitation": address,
    }


def page_of(row: Mailing, said: Made, refusal: str) -> dict[str, Any]:
    """What the templates of a letter are given; `refusal` is where its reader says no more."""
    language = current_language()
    return {
        "made": said,
        "why": why(row),
        "refusal": refusal,
        "address": setting("ORGANISATION_ADDRESS") if row.promotional else "",
        "house": setting(f"ORGANISATION_{language.upper()}"),
        "language": language,
    }


def refusal_address(email: str) -> str:
    """Where an address says that it wants no promotion."""
    return public_url("mailings.public.refuse", lang=current_language(), token=sign("refuse", email.lower()))


def why(row: Mailing) -> str:
    """Why somebody gets it, for its last lines."""
    title = spoken(row.event.title)
    if row.promotional:
        return gettext("You get this e-mail because you agreed to hear about our events.")
    if row.asked.to == "invited":
        return gettext('You get this e-mail because you are invited to "%(event)s".', event=title)
    return gettext('You get this e-mail because you registered for "%(event)s".', event=title)

"""What pages, letters and files show of calls and proposals."""

import datetime as dt

from markupsafe import Markup

from ...events.models import Event
from ...foundation import markdown
from ...foundation.bilingual import Bilingual
from ...foundation.hours import moment
from ...foundation.i18n import current_language, gettext
from ...foundation.money import format_money
from ...questions.queries import shown
from ...questions.queries.fields import spoken
from ...web.access import can as can
from ...web.pages import viewer_zone
from ..models import Call, Format, Proposal
from ..phrases import language_names


def said(text: Bilingual | None) -> str:
    """In the spoken language, or in the one that there is."""
    return text.get(current_language()) if text else ""


def prose(text: str, language: str) -> Markup:
    """Markdown in the language that it is written in, as safe HTML."""
    return Markup(markdown.render(text, language))


def titled(row: Proposal) -> str:
    """Its title; a draft may have none yet."""
    return said(row.title) or gettext("without a title")


def deadline(call: Call, event: Event) -> list[str]:
    """Until when one may propose: on the reader's clock with its city named, then on the event's."""
    return moments(call.closes_at, event)


def moments(at: dt.datetime | None, event: Event) -> list[str]:
    """A moment on the reader's clock and on the event's; once where they are the same."""
    if at is None:
        return []
    zones = dict.fromkeys(filter(None, (viewer_zone(), event.zone)))
    return list(dict.fromkeys(moment(at, zone) for zone in zones))


def lengths(row: Format) -> str:
    """How long it may be."""
    if row.least == row.most:
        return gettext("%(minutes)s minutes", minutes=row.minutes)
    facts = {"usual": row.minutes, "least": row.least, "most": row.most}
    return gettext("usually %(usual)s minutes, %(least)s to %(most)s", **facts)


def money(cents: int | None) -> str:
    """An amount; "" for none."""
    return "" if cents is None else format_money(cents, current_language(), free=False)


def facts(row: Proposal, *, inside: bool = False) -> list[tuple[str, str]]:
    """What a proposal says in a line each; `inside`, also what its author is not told yet."""
    agreed = row.fee_agreed_cents if inside or row.accepted else None
    return [
        (gettext("Type"), said(row.format.name) if row.format else ""),
        (gettext("Theme"), said(row.track.name) if row.track else ""),
        (gettext("Length"), gettext("%(minutes)s minutes", minutes=row.minutes) if row.minutes else ""),
        (gettext("Given in"), language_names(row.languages)),
        (gettext("Artist fee asked for"), money(row.fee_asked_cents)),
        (gettext("Artist fee agreed"), money(agreed)),
        (gettext("Number"), row.code),
    ]


def answers(row: Proposal, *, sensitive: bool = False) -> list[tuple[str, str]]:
    """(question, answer) of the call's own questions, as people read them; sensitive ones only when asked for."""
    language = current_language()
    told = [one for one in row.answers if sensitive or not one.version.restricted]
    return [(spoken(one.version.label), shown(one.version, one.value, language)) for one in told]

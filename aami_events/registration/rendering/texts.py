"""What pages and letters show of an event's texts: terms, consents and what was said to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from ...events.models import EventTextVersion
from ...events.phrases.texts import TEXTS
from ...foundation.bilingual import Bilingual
from ...foundation.i18n import current_language, gettext, speaking
from ...foundation.links import public_url
from ...foundation.markdown import plain, render
from ...foundation.money import format_money
from ...foundation.typography import typeset
from ..models import Category, Consent, Registration
from ..rules import PURPOSES, SENSITIVE_PURPOSES, TERMS, consent_kind

#: templates reach these through this room
__all__ = ["SENSITIVE_PURPOSES", "TEXTS"]

#: what one may want to read again, in the order of need
LINKED = ("code_of_conduct", "care_protocol", "accessibility_statement", "emergency", "refund_terms", "privacy_notice")


def consent_said(row: Consent) -> dict[str, Any]:
    """What was said to a purpose, in which language, when, and to which words."""
    text = row.text_version
    return {
        "purpose": row.purpose,
        "given": row.given,
        "language": row.language,
        "at": row.at.isoformat(),
        "text_version": text.number if text else None,
        "text": text.text.to_json() if text else None,
    }


def contract_said(registration: Registration) -> dict[str, str] | None:
    """In which language the terms were shown first, which was chosen, and when."""
    if not registration.contract_language or not registration.contract_at:
        return None
    return {
        "shown_first": registration.contract_shown or "",
        "chosen": registration.contract_language,
        "at": registration.contract_at.isoformat(),
    }


@dataclass(frozen=True)
class Terms:
    """What a paid registration binds to, in one language."""

    language: str
    title: str
    amounts: list[tuple[str, str]]
    payment: str
    refund: str
    html: Markup | None


def terms(priced: Sequence[tuple[Category, int]], texts: Mapping[str, EventTextVersion]) -> list[Terms]:
    """The terms as a page shows them: in French first, then in the language of the page; none where nothing costs."""
    languages = dict.fromkeys(("fr", current_language())) if priced else {}
    return [_terms(language, priced, texts.get(TERMS)) for language in languages]


def _terms(language: str, priced: Sequence[tuple[Category, int]], version: EventTextVersion | None) -> Terms:
    with speaking(language):
        return Terms(
            language,
            gettext("Terms of a paid registration"),
            [(bilingual(row.name), _asked(row, cents, language)) for row, cents in priced],
            gettext("Payment is arranged with the organisers: nothing is charged now."),
            str(TEXTS[TERMS]),
            Markup(render(version.text.get(language), language)) if version else None,
        )


def _asked(category: Category, cents: int, language: str) -> str:
    if category.least_cents is None:
        return format_money(cents, language)
    least = format_money(category.least_cents, language, free=False)
    return gettext("the amount that you choose, from %(price)s on", price=least)


def bilingual(value: Bilingual) -> str:
    """The text in the spoken language, typeset."""
    return typeset(value.get(current_language()), current_language())


def consent_notes(texts: Mapping[str, EventTextVersion]) -> dict[str, str]:
    """{purpose: what the event's text says of it}, as plain words that fit beside a box."""
    found = {purpose: texts.get(consent_kind(purpose)) for purpose in PURPOSES}
    return {purpose: said(version) for purpose, version in found.items() if version}


def said(version: EventTextVersion) -> str:
    """A text without its marks, in the spoken language."""
    return _words(version.text.get(current_language()), current_language())


@lru_cache(512)
def _words(text: str, language: str) -> str:
    return typeset(plain(text), language)


def carried(texts: Mapping[str, EventTextVersion]) -> str:
    """What a form carries of the texts that it shows; rules.texts_shown reads it."""
    kinds = (*map(consent_kind, PURPOSES), TERMS)
    return " ".join(f"{kind}:{texts[kind].id}" for kind in kinds if kind in texts)


def links(texts: Mapping[str, EventTextVersion], slug: str, kinds: tuple[str, ...] = LINKED) -> list[tuple[str, str]]:
    """(name, full address) of those texts that there are."""
    spoken = current_language()
    return [
        (str(TEXTS[kind]), public_url("events.public.text", lang=spoken, slug=slug, kind=kind))
        for kind in kinds
        if kind in texts
    ]

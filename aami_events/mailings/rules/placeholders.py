"""What a letter to many may say of each: a closed list of words in braces, in either language.

A placeholder stands in the text as {name} or {nom}. While the text is made into a letter each stands as a mark that
Markdown and typography leave alone, and an address as one of no host; what it says of somebody comes in last.
"""

import difflib
import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{([^{}\s]{1,60})\}")
#: {placeholder: the same in French}
FRENCH = {
    "name": "nom",
    "organisation": "organisme",
    "event": "événement",
    "when": "quand",
    "where": "où",
    "event_page": "page_événement",
    "category": "catégorie",
    "activities": "activités",
    "amount_due": "montant_dû",
    "my_registration": "mon_inscription",
    "answer_by": "répondre_avant",
    "my_invitation": "mon_invitation",
}
#: those that stand for the address of a page
ADDRESSES = frozenset({"event_page", "my_registration", "my_invitation"})
_ALL = ("name", "organisation", "event", "when", "where", "event_page")
#: what can be said of whom
KNOWN: dict[str, tuple[str, ...]] = {
    "registered": (*_ALL, "category", "activities", "amount_due", "my_registration"),
    "invited": (*_ALL, "answer_by", "my_invitation"),
    "agreed": ("event", "when", "where", "event_page"),
}
_KEYS = {french: key for key, french in FRENCH.items()} | {key: key for key in FRENCH}
_OPEN, _CLOSE, _HOST = "\ue000", "\ue001", ".placeholder.invalid"
_MARK = re.compile(f"https://([a-z-]+){re.escape(_HOST)}/?|{_OPEN}([a-z_]+){_CLOSE}")


def names(to: str, language: str) -> list[tuple[str, str]]:
    """(key, how it is written in a language) of all that can be said of those."""
    return [(key, FRENCH[key] if language == "fr" else key) for key in KNOWN[to]]


def unknown(texts: Iterable[str], to: str) -> list[str]:
    """Words in braces that say nothing of those to whom it goes, once each."""
    found = [word for text in texts for word in PLACEHOLDER.findall(text)]
    return list(dict.fromkeys(word for word in found if _KEYS.get(word.lower()) not in KNOWN[to]))


def meant(word: str, to: str) -> str:
    """What was probably meant by an unknown word; "" when nothing comes near."""
    known = [name for key in KNOWN[to] for name in (key, FRENCH[key])]
    near = difflib.get_close_matches(word.lower(), known, 1, 0.6)
    return near[0] if near else ""


def marked(text: str) -> str:
    """The text with marks in place of its placeholders; an address that stands by itself becomes a link."""

    def mark(found: re.Match[str]) -> str:
        key = _KEYS.get(found[1].lower())
        if key is None:
            return found[0]
        if key not in ADDRESSES:
            return f"{_OPEN}{key}{_CLOSE}"
        address = f"https://{key.replace('_', '-')}{_HOST}"
        return address if text[max(found.start() - 2, 0) : found.start()] == "](" else f"<{address}>"

    return PLACEHOLDER.sub(mark, text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """What was made of a marked text, with what each placeholder says; nothing for what is not known of somebody."""
    return _MARK.sub(lambda found: values.get((found[1] or found[2]).replace("-", "_"), ""), text)

"""Which texts an event must have, what one lacks, and how two versions of one differ."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

#: purpose of a consent: the kind of the text that stands beside its box
CONSENTS = {
    purpose: f"consent_{purpose}"
    for purpose in ("listing", "photo", "recording", "quotation", "promotion", "access_needs")
}
TEXT_KINDS = (
    "land_acknowledgement",
    "code_of_conduct",
    "care_protocol",
    "accessibility_statement",
    "privacy_notice",
    *CONSENTS.values(),
    "refund_terms",
    "emergency",
    "funder_acknowledgement",
)
#: characters a side, an e-mail's or a number's, a note's
MOST_TEXT, MOST_CONTACT, MOST_NOTE = 20_000, 200, 300
#: people to turn to, named in the protocol of care
CONTACTS = 2
#: states in which a required text keeps an event from being published
BLOCKING = frozenset({"missing", "one_language", "contacts"})
#: how many comparisons a difference is worth: beyond that, a passage is shown as replaced
WORTH = 160_000
_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"().]+(\.[^@\s,;<>\"().]+)+")
_NUMBER = re.compile(r"\+?[\d\s().-]{7,30}")


@dataclass(frozen=True)
class TextFacts:
    """What the rules need to know of an event."""

    #: in_person, online or hybrid
    mode: str
    #: whether a category costs something
    priced: bool


@dataclass(frozen=True)
class Contact:
    """Someone to turn to, in writing: a number is for text messages, never for calls alone."""

    name: str = ""
    email: str = ""
    sms: str = ""


def required_kinds(facts: TextFacts) -> dict[str, str]:
    """{kind: why it is required}, in the order of TEXT_KINDS; the reasons are keys of phrases."""
    meets = facts.mode != "online"
    reasons: dict[str, str | None] = {
        "land_acknowledgement": "place" if meets else "online",
        "code_of_conduct": "everyone",
        "care_protocol": "care",
        "accessibility_statement": "access",
        "privacy_notice": "law",
        **dict.fromkeys(CONSENTS.values(), "asked"),
        "refund_terms": "priced" if facts.priced else None,
        "emergency": "place_safety" if meets else None,
        "funder_acknowledgement": "funders",
    }
    return {kind: reason for kind in TEXT_KINDS if (reason := reasons[kind])}


def text_state(kind: str, missing: Sequence[str], stale: bool, contacts: Sequence[Contact]) -> str:
    """complete, stale, contacts (two are needed), one_language or missing, whichever matters most.

    `missing` are the languages of the interface that it does not have.
    """
    if len(missing) > 1:
        return "missing"
    if missing:
        return "one_language"
    if kind == "care_protocol" and sum(contact_is_whole(contact) for contact in contacts) < CONTACTS:
        return "contacts"
    return "stale" if stale else "complete"


def contact_is_whole(contact: Contact) -> bool:
    """Whether it has a name, and an address or a number for text messages."""
    return bool(contact.name) and bool(contact.email or contact.sms) and not contact_faults(contact)


def contact_faults(contact: Contact) -> list[str]:
    """What of it cannot be right: name, reach, email, sms. Nothing is wrong with one that is empty."""
    if contact == Contact():
        return []
    wrong = [] if contact.name else ["name"]
    wrong += [] if contact.email or contact.sms else ["reach"]
    wrong += ["email"] if contact.email and not _ADDRESS.fullmatch(contact.email) else []
    return wrong + (["sms"] if contact.sms and not _NUMBER.fullmatch(contact.sms) else [])


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """[("same" | "gone" | "new", text)]: line by line, and word by word within the lines that changed."""
    found: list[tuple[str, str]] = []
    for kind, before, after in _compared(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if kind != "replace":
            found += _said(before, after)
            continue
        for _kind, words, others in _compared(_words(before), _words(after)):
            found += _said(words, others)
    return _joined(found)


def _words(lines: Sequence[str]) -> list[str]:
    return re.findall(r"\s+|[^\s]+", "".join(lines))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, Sequence[str], Sequence[str]]]:
    if len(old) * len(new) > WORTH:
        return [("too_much", old, new)]
    compare = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(kind, old[a:b], new[c:d]) for kind, a, b, c, d in compare.get_opcodes()]


def _said(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    gone, new = "".join(before), "".join(after)
    if gone == new:
        return [("same", new)]
    return [(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]


def _joined(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for kind, text in rows:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return joined
